"""Budgets hold whatever callers do."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

import pytest

from adapters.http.budget import BREATH, SECOND, Budget, Limits, Line
from tests.adapters.http.virtual import at_once


class Account:
    """Takes `allows` calls at once and turns the others away; each takes a twentieth of a second."""

    def __init__(self, allows: int) -> None:
        self.allows = allows
        self.inside = 0
        self.most_inside = 0
        self.done = 0
        self.turned_away: list[float] = []

    async def call(self, line: Line) -> None:
        """Sent again, after a while, when it comes back."""
        while not await self._taken(line):
            await asyncio.sleep(0.5)

    async def _taken(self, line: Line) -> bool:
        async with line.slot() as place:
            if self.inside >= self.allows:
                await asyncio.sleep(0.01)
                self.turned_away.append(now())
                place.turned_away(None)
                return False
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
            await asyncio.sleep(0.05)
            self.inside -= 1
            self.done += 1
            return True


def now() -> float:
    return asyncio.get_running_loop().time()


def test_a_rate_lets_no_more_than_its_calls_go_in_any_second() -> None:
    starts = list[float]()

    async def call(line: Line) -> None:
        async with line.slot():
            starts.append(now())

    async def calls() -> None:
        line = Budget(Limits(16, calls_per_second=5)).line("acme")
        await asyncio.gather(*(call(line) for _ in range(11)))

    at_once(calls())
    assert all(later - first >= SECOND for first, later in zip(starts, starts[5:], strict=False))
    assert starts[10] - starts[0] < 3 * SECOND


@pytest.mark.parametrize("seed", range(20))
def test_no_second_of_the_vendor_has_too_many_however_long_calls_take_to_arrive(seed: int) -> None:
    arrivals, chance = list[float](), Random(seed)

    async def call(line: Line) -> None:
        await asyncio.sleep(chance.uniform(0, 3))
        async with line.slot():
            await asyncio.sleep(chance.choice((0.01, 0.3, 0.9)))
            arrivals.append(now())
            await asyncio.sleep(chance.choice((0.0, 0.2)))

    async def calls() -> None:
        line = Budget(Limits(16, calls_per_second=10)).line("acme")
        await asyncio.gather(*(call(line) for _ in range(60)))

    at_once(calls())
    within = (later - first for first, later in zip(arrivals, arrivals[10:], strict=False))
    assert min(within) >= SECOND


def test_calls_that_wait_for_a_slot_do_not_watch_the_second_go_by() -> None:
    async def calls() -> int:
        line = Budget(Limits(2, calls_per_second=5)).line("acme")
        await asyncio.gather(*(_for(seconds, line) for seconds in (0.1, 4, 4, 0.1)))
        return line.calls

    assert at_once(calls()) == 4


async def _for(seconds: float, line: Line) -> None:
    async with line.slot():
        await asyncio.sleep(seconds)


@pytest.mark.parametrize("limits", [Limits(3), Limits(3, calls_per_second=100)])
def test_slots_hold_that_many_calls_and_no_more(limits: Limits) -> None:
    async def calls() -> Account:
        account, line = Account(allows=100), Budget(limits).line("acme")
        await asyncio.gather(*(account.call(line) for _ in range(10)))
        return account

    assert at_once(calls()).most_inside == 3


def test_a_slot_is_free_again_after_a_call_that_failed() -> None:
    async def calls() -> None:
        line = Budget(Limits(1)).line("acme")
        for _ in range(3):
            try:
                async with asyncio.timeout(5), line.slot():
                    raise ConnectionError
            except ConnectionError:
                continue

    at_once(calls())


def test_slots_are_free_again_whenever_callers_give_up() -> None:
    async def calls() -> Budget:
        account, budget = Account(allows=100), Budget(Limits(2))
        callers = [asyncio.create_task(account.call(budget.line("acme"))) for _ in range(30)]
        for moment, caller in enumerate(callers):
            await asyncio.sleep(0.01 if moment % 3 else 0)
            caller.cancel()
        await asyncio.gather(*callers, return_exceptions=True)
        await asyncio.gather(*(account.call(budget.line("acme")) for _ in range(2)))
        return budget

    assert at_once(calls()).in_use == 0


def test_a_tenant_with_few_documents_does_not_wait_for_one_with_many() -> None:
    async def calls() -> tuple[int, int]:
        account, budget = Account(allows=10), Budget(Limits(10))
        many, few = budget.line("acme"), budget.line("bolt")
        others = [asyncio.create_task(account.call(many)) for _ in range(10_000)]
        await asyncio.sleep(1)
        before = account.done
        await asyncio.gather(*(account.call(few) for _ in range(5)))
        during = account.done - before
        for one in others:
            one.cancel()
        return during, few.calls

    during, few = at_once(calls())
    assert few == 5
    assert during <= 30


def test_tenants_that_wait_go_in_turns() -> None:
    order = list[str]()

    async def call(line: Line) -> None:
        async with line.slot():
            order.append(line.tenant)
            await asyncio.sleep(1)

    async def calls() -> None:
        budget = Budget(Limits(1))
        lines = [budget.line(tenant) for tenant in ("acme", "bolt", "crane")]
        waiting = [lines[0]] * 5 + [lines[1]] * 2 + [lines[2]] * 3
        await asyncio.gather(*map(call, waiting))

    at_once(calls())
    assert "".join(tenant[0] for tenant in order) == "a" + "abc" + "abc" + "ac" + "a"


def test_an_account_that_allows_less_is_used_nearly_as_well_as_if_it_had_been_known() -> None:
    """Slots configured 20, the account allows 8: few calls come back, none in vain."""

    async def calls() -> tuple[Account, Line, float]:
        account, line = Account(allows=8), Budget(Limits(20)).line("acme")
        await _by(20, 9_600, lambda: account.call(line))
        return account, line, now()

    account, line, took = at_once(calls())
    assert (account.done, line.calls) == (9_600, 9_600 + len(account.turned_away))
    assert line.turned_away == len(account.turned_away) <= 20
    known = 9_600 * 0.05 / 8
    assert took <= known * 1.15


def test_calls_that_come_back_together_lower_the_budget_once() -> None:
    async def calls() -> Budget:
        account, budget = Account(allows=8), Budget(Limits(20))
        for _ in range(20):
            asyncio.create_task(account.call(budget.line("acme")))  # noqa: RUF006
        await asyncio.sleep(0.02)
        return budget

    budget = at_once(calls())
    assert (budget.turned_away, budget.lowerings, budget.allowance.allowed) == (12, 1, 13)


@pytest.mark.parametrize("limits", [Limits(20), Limits(16, calls_per_second=60)])
@pytest.mark.parametrize("asked", [None, timedelta(seconds=7)])
def test_after_a_call_that_came_back_nobody_goes_for_as_long_as_the_vendor_asks(
    limits: Limits, asked: timedelta | None
) -> None:
    async def calls() -> float:
        budget = Budget(limits)
        async with budget.line("acme").slot() as place:
            place.turned_away(asked)
        async with budget.line("bolt").slot():
            return now()

    seconds = (asked or BREATH) / timedelta(seconds=1)
    assert seconds <= at_once(calls()) <= seconds + 0.001


def test_a_wait_that_is_too_long_ends_its_call_and_holds_up_no_other() -> None:
    async def calls() -> float:
        line = Budget(Limits(20)).line("acme")
        async with line.slot() as place:
            place.turned_away(timedelta(hours=1))
        async with line.slot():
            return now()

    assert at_once(calls()) == 0


def test_a_rate_that_is_too_high_is_lowered_and_raised_slowly() -> None:
    async def calls() -> list[int]:
        budget, seen = Budget(Limits(16, calls_per_second=60)), list[int]()
        line = budget.line("acme")

        async def call() -> None:
            async with line.slot() as place:
                if line.calls == 60:
                    place.turned_away(timedelta(seconds=1))

        for _ in range(900):
            await call()
            if budget.allowance.allowed not in seen:
                seen.append(budget.allowance.allowed)
        return seen

    assert at_once(calls())[:5] == [60, 40, 43, 46, 49]


def test_who_waits_is_told_when_there_is_no_share_to_be_had() -> None:
    async def calls() -> None:
        budget = Budget(Limits(1))
        async with budget.line("acme").slot():
            waiting = asyncio.create_task(_through(budget.line("bolt")))
            await asyncio.sleep(0)
            budget.fail(ConnectionError("no store"))
            with pytest.raises(ConnectionError):
                await waiting
        with pytest.raises(ConnectionError):
            await _through(budget.line("bolt"))
        budget.adopt(budget.allowance, 1)
        await _through(budget.line("bolt"))

    at_once(calls())


async def _through(line: Line) -> None:
    async with line.slot():
        pass


async def _by(callers: int, times: int, call: Callable[[], Awaitable[None]]) -> None:
    """So many calls, by so many callers."""

    async def some() -> None:
        for _ in range(times // callers):
            await call()

    await asyncio.gather(*(some() for _ in range(callers)))
