"""Processes divide the budget of an account, and what it allows is known to all of them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.store import SqlStore, open_store
from core.budget import Allowance, Usage
from core.budgets_kept import FORGOTTEN_AFTER, BudgetShare, BudgetUse
from tests.adapters.store.builders import NOON, finished, kept

ACCOUNT = "NetSuite 1234567 at example.com"


def use(user: str, **changed: Any) -> BudgetUse:
    given: dict[str, Any] = {
        "account": ACCOUNT,
        "user": user,
        "place": f"place of {user}",
        "tenants": ("acme",),
        "configured": 10,
        "wanted": 10,
        "in_use": 0,
        "holding": 0,
        "allowance": Allowance.whole(10),
        "version": -1,
    }
    return BudgetUse(**{**given, **changed})


def later(before: BudgetUse, answer: BudgetShare, **changed: Any) -> BudgetUse:
    """What the same process says next."""
    known = {"version": answer.version, "lowerings": answer.lowerings}
    given = {"holding": answer.share, "allowance": answer.allowance, **known, **changed}
    return replace(before, **given)


async def test_whoever_is_alone_has_all(store: SqlStore) -> None:
    assert (await store.share_budget(use("A"))).share == 10


async def test_a_second_one_gets_its_half_once_the_first_has_less(store: SqlStore) -> None:
    first = use("A", holding=(await store.share_budget(use("A"))).share)
    second = use("B")
    shares = [(await store.share_budget(second)).share]
    reduced = await store.share_budget(first)
    shares.append((await store.share_budget(second)).share)
    await store.share_budget(later(first, reduced))
    shares.append((await store.share_budget(second)).share)
    assert (reduced.share, shares) == (5, [0, 0, 5])


async def test_what_one_does_not_want_the_other_has(store: SqlStore) -> None:
    idle, busy = use("A", wanted=2), use("B")
    one = await store.share_budget(idle)
    await store.share_budget(busy)
    one = await store.share_budget(later(idle, one))
    await store.share_budget(later(idle, one))
    assert (one.share, (await store.share_budget(busy)).share) == (2, 8)


async def test_who_leaves_gives_its_share_back_at_once(store: SqlStore) -> None:
    await store.share_budget(use("A"))
    await store.leave_budget(ACCOUNT, "A")
    assert (await store.share_budget(use("B"))).share == 10


async def test_who_fell_silent_loses_its_share_unless_it_has_spoken_since(store: SqlStore) -> None:
    await store.share_budget(use("A"))
    heard = (await store.share_budget(use("B"))).others
    await store.share_budget(use("A", holding=10))
    assert (await store.share_budget(use("B", silent=heard))).share == 0
    heard = (await store.share_budget(use("B"))).others
    assert (await store.share_budget(use("B", silent=heard))).share == 10


async def test_the_smallest_of_what_they_name_holds_for_all(store: SqlStore) -> None:
    await store.share_budget(use("A", configured=10))
    small = await store.share_budget(use("B", configured=4, allowance=Allowance.whole(4)))
    assert small.allowance == Allowance.whole(4)
    await store.leave_budget(ACCOUNT, "B")
    assert (await store.share_budget(use("A"))).allowance == Allowance.whole(10)


async def test_calls_turned_away_from_two_at_once_lower_the_budget_once(store: SqlStore) -> None:
    users = [use("A"), use("B")]
    known = [await store.share_budget(one) for one in users]
    for one, answer in zip(users, known, strict=True):
        lowered = answer.allowance.lowered(10)
        told = later(one, answer, allowance=lowered, is_lowered=True, turned_away=3)
        assert (await store.share_budget(told)).allowance == Allowance(10, 6, too_much=10)
    (seen,) = await store.budgets()
    assert (seen.turned_away, seen.last_turned_away is not None) == (6, True)


async def test_one_step_up_is_one_however_many_take_it(store: SqlStore) -> None:
    lowered = Allowance(10, 5, too_much=10)
    first = await store.share_budget(use("A"))
    first = await store.share_budget(later(use("A"), first, allowance=lowered, is_lowered=True))
    second = await store.share_budget(use("B"))
    for user, answer in (("A", first), ("B", second)):
        raised = answer.allowance.raised(2)
        seen = await store.share_budget(later(use(user), answer, allowance=raised))
        assert seen.allowance.allowed == 6


async def test_calls_turned_away_are_not_lost_to_a_step_up_meanwhile(store: SqlStore) -> None:
    first = await store.share_budget(use("A"))
    first = await store.share_budget(
        later(use("A"), first, allowance=Allowance(10, 5, too_much=10), is_lowered=True)
    )
    second = await store.share_budget(use("B"))
    await store.share_budget(later(use("A"), first, allowance=first.allowance.raised(2)))
    lowered = second.allowance.lowered(5)
    told = later(use("B"), second, allowance=lowered, is_lowered=True)
    assert (await store.share_budget(told)).allowance == lowered


async def test_what_was_too_much_is_remembered_by_the_next_run_but_not_for_ever(url: str) -> None:
    now = NOON
    async with open_store(url, lambda: now) as store:
        first = await store.share_budget(use("A"))
        lowered = first.allowance.lowered(10)
        await store.share_budget(later(use("A"), first, allowance=lowered, is_lowered=True))
        await store.leave_budget(ACCOUNT, "A")
        assert (await store.share_budget(use("B"))).share == 6
        await store.leave_budget(ACCOUNT, "B")
        now = NOON + FORGOTTEN_AFTER + timedelta(seconds=1)
        assert (await store.share_budget(use("C"))).share == 10


async def test_who_uses_an_account_can_be_seen(store: SqlStore) -> None:
    await store.share_budget(use("A", tenants=("acme", "bolt"), in_use=3))
    (seen,) = await store.budgets()
    (user,) = seen.users
    assert (seen.account, seen.allowance, seen.turned_away) == (ACCOUNT, Allowance.whole(10), 0)
    assert (user.place, user.tenants, user.share, user.in_use) == (
        *("place of A", ("acme", "bolt")),
        *(10, 3),
    )


async def test_accounts_have_nothing_to_do_with_each_other(store: SqlStore) -> None:
    other = replace(use("B"), account="NetSuite 7654321 at example.com")
    assert [(await store.share_budget(one)).share for one in (use("A"), other)] == [10, 10]


async def test_a_report_keeps_what_the_run_asked_of_each_account(store: SqlStore) -> None:
    report = finished(usage=(Usage(ACCOUNT, 120, 3_400, 2),))
    await kept(store, report)
    assert await store.latest("acme") == report


MOVES = some.lists(
    some.tuples(
        some.sampled_from("ABCD"), some.sampled_from(["says", "leaves"]), some.integers(0, 12)
    ),
    max_size=40,
)


@settings(max_examples=12, deadline=None)
@given(MOVES)
def test_all_shares_together_are_never_more_than_what_is_configured(
    moves: list[tuple[str, str, int]],
) -> None:
    asyncio.run(_moved(moves))


async def _moved(moves: list[tuple[str, str, int]]) -> None:
    mine: dict[str, int] = {}
    async with open_store("sqlite://") as store:
        for user, move, wanted in moves:
            if move == "leaves":
                await store.leave_budget(ACCOUNT, user)
                mine.pop(user, None)
                continue
            held = mine.get(user, 0)
            answer = await store.share_budget(use(user, wanted=wanted, holding=held))
            mine[user] = answer.share
            assert sum(mine.values()) <= 10
            assert max(held, answer.share) + sum(v for k, v in mine.items() if k != user) <= 10
