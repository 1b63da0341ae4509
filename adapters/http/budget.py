"""How much may be asked of one account at once, and how often: a budget that its tenants share.

Slots bound the calls in flight (NetSuite's concurrency, facts/netsuite 3.2); a rate bounds the calls
in any second (ServiceTitan's 60, facts/servicetitan 2.1). Vendors count arrivals, which nobody sees
from here: a call counts from when it goes out until a second after its reply is there, so whenever it
arrived, no second has too many. Tenants that wait go in turns, one call each, however many they have.
Calls that are turned away (429) lower the budget for all, and for a moment nobody is let in.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from adapters.http.calls import LONGEST_ASKED
from core.budget import Allowance

SECOND: Final = 1.0
BREATH: Final = timedelta(milliseconds=250)
"""How long nobody is let in after a 429 that does not say how long."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is configured: calls in flight and, where the vendor counts these, calls in a second.

    The vendor's own measure is what processes share and what is lowered. Slots beside a rate are our
    own caution: each process has them whole.
    """

    slots: int
    calls_per_second: int | None = None

    @property
    def shared(self) -> int:
        return self.calls_per_second or self.slots


class Budget:
    """One account's budget in this process. `share` is what this process may use of it.

    On its own it is the whole account's. Where others use the account as well, whoever keeps the
    shares sets it, time and again, and is told `on_lowered` that calls were turned away.
    """

    def __init__(self, limits: Limits) -> None:
        assert limits.shared > 0, limits
        self.limits = limits
        self.allowance = Allowance.whole(limits.shared)
        self.share = limits.shared
        self.lowerings = 0
        """How often calls that were turned away lowered it here."""
        self.turned_away = 0
        self.on_lowered: Callable[[], None] | None = None
        self.failure: Exception | None = None
        """Why there is no share to be had; whoever waits for one gets this."""
        self._inside = 0
        self._waiting = 0
        self._most_wanted = 0
        self._back = deque[float]()
        """When calls came back, of those that may still count."""
        self._lines = OrderedDict[str, deque[asyncio.Future[int]]]()
        self._held_until: float | None = None
        self._good_until: float | None = None
        self._changed_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.set_share(limits.shared)

    def line(self, tenant: str, account: str = "") -> "Line":
        """Where one tenant's calls wait for their turn; `account` names the account for people."""
        return Line(self, tenant, account)

    @property
    def in_use(self) -> int:
        """Calls in flight and, where there is a rate, those that the vendor may count in this second."""
        self._forget_old()
        return self._inside + len(self._back)

    def wanted(self) -> int:
        """The most that was wanted at a time since this was asked last."""
        most = max(self._most_wanted, self._inside + self._waiting)
        self._most_wanted = 0
        return most if self._rate is None else min(most, 1) * self.limits.shared

    def set_share(self, share: int) -> None:
        """What this process may use from now on; calls in flight are not called back."""
        self.share = share
        self._slots = share if self.limits.calls_per_second is None else self.limits.slots
        self._rate = None if self.limits.calls_per_second is None else share
        if self._lines:
            self._let_in()

    def adopt(self, allowance: Allowance, share: int, good_until: float | None = None) -> None:
        """What the account allows, as is known to all who use it; the share is good until then."""
        self.allowance, self.failure = allowance, None
        self._good_until = good_until
        self.set_share(share)

    @property
    def is_good(self) -> bool:
        """Whether its share is still its own: after a while in silence others may have it."""
        good_until = self._good_until
        return good_until is None or asyncio.get_running_loop().time() < good_until

    def fail(self, error: Exception) -> None:
        """There is no share to be had, and nobody shall wait for one."""
        self.failure = error
        self.set_share(0)
        while self._lines:
            for turn in self._lines.popitem()[1]:
                if not turn.done():
                    turn.set_exception(error)

    def enters(self) -> bool:
        """A call goes in at once, if there is room and nobody waits."""
        if self._lines or not self._has_room():
            return False
        self._go_in()
        return True

    async def turn_of(self, tenant: str) -> int:
        """A call goes in when it is the tenant's turn, after so many lowerings. Raises `failure`."""
        if self.failure is not None:
            raise self.failure
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(tenant, deque()).append(turn)
        self._waiting += 1
        self._most_wanted = max(self._most_wanted, self._inside + self._waiting)
        self._look_ahead()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()
            raise
        finally:
            self._waiting -= 1

    def leave(self) -> None:
        self._inside -= 1
        if self._rate is not None:
            self._back.append(asyncio.get_running_loop().time())
        if self._lines:
            self._let_in()

    def turn_away(self, lowerings: int, wait: timedelta | None) -> None:
        """A call of when there had been so many `lowerings` came back; it asks to `wait`."""
        self.turned_away += 1
        if wait is None or wait <= LONGEST_ASKED:
            self._hold(wait or BREATH)
        if lowerings == self.lowerings:
            self._lower()

    def _lower(self) -> None:
        """What others use is not known here: they are taken to use all of their share."""
        before = self.allowance
        others = before.allowed - min(self.share, before.allowed)
        self.lowerings += 1
        self.allowance = before.lowered(self.in_use + others)
        self._changed_at = asyncio.get_running_loop().time()
        self.set_share(-(-self.share * self.allowance.allowed // before.allowed))
        if self.on_lowered is not None:
            self.on_lowered()

    def _raise(self) -> None:
        now = asyncio.get_running_loop().time()
        raised = self.allowance.raised(now - self._changed_at)
        if raised != self.allowance:
            self.allowance, self._changed_at = raised, now
            self.set_share(raised.allowed)

    def _has_room(self) -> bool:
        if self._inside >= self._slots or self._held_until is not None or not self.is_good:
            return False
        return self._rate is None or self.in_use < self._rate

    def _forget_old(self) -> None:
        back = self._back
        while back and back[0] + SECOND <= asyncio.get_running_loop().time():
            back.popleft()

    def _go_in(self) -> None:
        self._inside += 1
        if self._inside > self._most_wanted:
            self._most_wanted = self._inside

    def _let_in(self) -> None:
        """Who waits, while there is room: the tenants one after another, each with one call."""
        while self._lines and self._has_room():
            tenant, line = next(iter(self._lines.items()))
            turn = line.popleft()
            if line:
                self._lines.move_to_end(tenant)
            else:
                del self._lines[tenant]
            if not turn.done():
                self._go_in()
                turn.set_result(self.lowerings)
        if self._lines:
            self._look_ahead()

    def _look_ahead(self) -> None:
        """Somebody waits: for a call to end, for the second to pass, or for a greater share."""
        if self.on_lowered is None and self.allowance.is_lowered:
            self._raise()
        if self._held_until is None and self._rate and self._rate <= self.in_use and self._back:
            self._wake_at(self._back[0] + SECOND)

    def _hold(self, wait: timedelta) -> None:
        """Nobody is let in for that long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait / timedelta(seconds=1)
        if self._held_until is None or until > self._held_until:
            self._held_until = until
            loop.call_at(until, self._release, until)

    def _release(self, until: float) -> None:
        if self._held_until == until:
            self._held_until = None
            self._let_in()

    def _wake_at(self, moment: float) -> None:
        if self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_at(moment, self._wake)

    def _wake(self) -> None:
        self._alarm = None
        self._let_in()


class Line:
    """One tenant's calls to an account, and what became of them: seconds waited, 429s."""

    def __init__(self, budget: Budget, tenant: str, account: str) -> None:
        self.budget = budget
        self.tenant = tenant
        self.account = account
        self.calls = 0
        self.waited = 0.0
        self.turned_away = 0

    def slot(self) -> "Place":
        return Place(self)

    async def turn(self) -> int:
        loop = asyncio.get_running_loop()
        since = loop.time()
        try:
            return await self.budget.turn_of(self.tenant)
        finally:
            self.waited += loop.time() - since


class Place:
    """A place for one call, from before it is sent until its reply is there."""

    __slots__ = ("_line", "_lowerings")

    def __init__(self, line: Line) -> None:
        self._line = line

    async def __aenter__(self) -> Self:
        line = self._line
        budget = line.budget
        self._lowerings = budget.lowerings if budget.enters() else await line.turn()
        line.calls += 1
        return self

    async def __aexit__(self, *_: object) -> None:
        self._line.budget.leave()

    def turned_away(self, wait: timedelta | None) -> None:
        """The account refused the call, undone, because there are too many."""
        self._line.turned_away += 1
        self._line.budget.turn_away(self._lowerings, wait)
