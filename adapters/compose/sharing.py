"""The share of one session in the budgets of its accounts, kept through the store.

Every two seconds each session says what it uses, and hears what it may use. One that falls silent has
lost its share: it stops by itself before the others take it. No call waits for the store.
"""

import asyncio
import os
import secrets
import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from adapters.compose.processes import has_ended, identity
from adapters.http.budget import Budget
from core.budgets_kept import BudgetShare, BudgetStore, BudgetUse
from core.together import together


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two times a session says what it uses, and while shares are changing; after
    which one that heard nothing has no share, and one that said nothing counts as ended."""

    beat: float = 2.0
    hurry: float = 0.5
    good_for: float = 5.0
    silent_for: float = 6.0

    def __post_init__(self) -> None:
        assert self.hurry <= self.beat < self.good_for < self.silent_for, self


log = structlog.get_logger("crossfoot")


def this_place() -> str:
    """For people: the machine and the process."""
    return f"{socket.gethostname()}, process {os.getpid()}"


@dataclass
class _Heard:
    """Another session's last beat, and when it was heard first by our clock."""

    beat: int
    since: float


@dataclass
class _Shared:
    """One account as this session knows it."""

    account: str
    budget: Budget
    pace: Pace
    tenants: Counter[str] = field(default_factory=Counter)
    version: int = -1
    lowerings: int = 0
    unchanged_since: float = 0.0
    told_turned_away: int = 0
    is_changing: bool = False
    others: dict[str, _Heard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lowerings = self.budget.lowerings
        self.told_turned_away = self.budget.turned_away

    def use(self, user: str, tenants: Iterable[str], now: float) -> BudgetUse:
        budget, wanted = self.budget, self.budget.wanted()
        allowance, is_lowered = budget.allowance, budget.lowerings > self.lowerings
        if not is_lowered and wanted >= budget.share:
            allowance = allowance.raised(now - self.unchanged_since)
        return BudgetUse(
            account=self.account,
            user=user,
            place=this_place(),
            tenants=tuple(sorted(tenants)),
            configured=budget.limits.shared,
            wanted=wanted,
            in_use=budget.in_use,
            holding=max(budget.share, budget.in_use),
            allowance=allowance,
            version=self.version,
            lowerings=self.lowerings,
            is_lowered=is_lowered,
            turned_away=budget.turned_away - self.told_turned_away,
            silent=self._silent(now),
        )

    def hear(self, use: BudgetUse, answer: BudgetShare, now: float, good_until: float) -> None:
        budget = self.budget
        self.told_turned_away += use.turned_away
        if answer.version != self.version:
            self.version, self.unchanged_since = answer.version, now
        self.others = {one: self._heard(one, beat, now) for one, beat in answer.others.items()}
        self.is_changing = answer.share != answer.due or use.holding > answer.share
        self.lowerings = answer.lowerings
        if budget.lowerings > answer.lowerings:  # once more while we asked: it is to be told yet
            budget.adopt(budget.allowance, min(budget.share, answer.share), good_until)
            return
        budget.lowerings = answer.lowerings
        budget.adopt(answer.allowance, answer.share, good_until)

    def _heard(self, user: str, beat: int, now: float) -> _Heard:
        before = self.others.get(user)
        return before if before is not None and before.beat == beat else _Heard(beat, now)

    def _silent(self, now: float) -> dict[str, int]:
        """Ended, as far as is known."""
        return {
            user: one.beat
            for user, one in self.others.items()
            if now - one.since > self.pace.silent_for or has_ended(user.rpartition("#")[0])
        }


class Sharing:
    """For one event loop. Its accounts are shared while tenants are at work on them."""

    def __init__(self, store: BudgetStore, pace: Pace | None = None) -> None:
        self._store = store
        self._pace = pace or Pace()
        self._user = f"{identity(os.getpid())}#{secrets.token_hex(6)}"
        self._shared: dict[str, _Shared] = {}
        self._turn = asyncio.Lock()
        self._hurry = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def at_work(self, account: str, budget: Budget, tenant: str) -> AsyncIterator[None]:
        """The tenant uses the account within the block. Raises StoreError."""
        await self._join(account, budget, tenant)
        try:
            yield
        finally:
            await self._leave(account, tenant)

    async def _join(self, account: str, budget: Budget, tenant: str) -> None:
        async with self._turn:
            shared = self._shared.get(account) or await self._first(account, budget, tenant)
            shared.tenants[tenant] += 1
            self._shared[account] = shared
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep())

    async def _first(self, account: str, budget: Budget, tenant: str) -> _Shared:
        """The first of ours on an account has nothing until it is answered."""
        shared = _Shared(account, budget, self._pace)
        budget.on_lowered = self._hurry.set
        budget.set_share(0)
        await self._share(shared, tenant)
        if shared.is_changing:
            self._hurry.set()
        return shared

    async def _leave(self, account: str, tenant: str) -> None:
        """Whoever cannot say that it ends is found out by its silence; what ended the work counts."""
        async with self._turn:
            shared = self._shared[account]
            shared.tenants -= Counter([tenant])
            if shared.tenants:
                return
            del self._shared[account]
            with suppress(Exception):
                await self._store.leave_budget(account, self._user)
        if not self._shared and self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None

    async def _keep(self) -> None:
        while True:
            await self._pause()
            async with self._turn:
                await together(*map(self._kept, self._shared.values()))

    async def _pause(self) -> None:
        is_changing = any(one.is_changing for one in self._shared.values())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.hurry if is_changing else self._pace.beat):
                await self._hurry.wait()
        self._hurry.clear()

    async def _kept(self, shared: _Shared) -> None:
        """While the store fails the share is good for its time; then whoever waits for it is told."""
        try:
            await self._share(shared)
        except Exception as error:
            log.warning("budget not shared", account=shared.account, why=str(error))
            if not shared.budget.is_good:
                shared.budget.fail(error)

    async def _share(self, shared: _Shared, *joining: str) -> None:
        loop = asyncio.get_running_loop()
        asked = loop.time()
        use = shared.use(self._user, (*shared.tenants, *joining), asked)
        answer = await self._store.share_budget(use)
        shared.hear(use, answer, loop.time(), asked + self._pace.good_for)
