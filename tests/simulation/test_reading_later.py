"""Of payments that are in the books a run looks again at those with something open, and only at them."""

from typing import Any, Final

import pytest

from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from core.usecases.running import RunResult
from tests.simulation.company import Company, company
from tests.simulation.story import calm, money_left, take_off, use_money

SEED: Final = 31
DOCUMENTS: Final = 120
LATER: Final = 20 * 60
"""Seconds after which what was marked has not changed lately."""


@pytest.mark.parametrize("pause", [0, LATER])
async def test_payments_on_which_both_systems_agree_are_let_go_and_kept_in_mind(pause: int) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await one.run()
        one.clock.advance(pause)
        again = await one.run()
        assert (_later(again), again.report.written) == (set(), 0)
        assert await _watched(one) == {row["id"] for row in _payments(one) if money_left(row)}
        assert (books(one), trial_balance(one)) == await calm(1, SEED, DOCUMENTS)


@pytest.mark.parametrize("pause", [0, LATER])
async def test_one_that_was_taken_off_since_is_looked_at(pause: int) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await one.run()
        one.clock.advance(pause)
        full = next(row for row in _payments(one) if _is_used(row))
        one.act("unapply-payment", appliedId=full["applications"][0]["id"])
        again = await one.run()
        assert (_later(again), again.report.written) == ({full["id"]}, 1)
        assert in_balance(by_key(one.transactions).values())
        assert full["id"] in await _watched(one)


async def test_money_that_stood_for_long_is_used_and_taken_off_all_the_same() -> None:
    async with company(SEED, DOCUMENTS) as one:
        for change in (use_money, take_off):
            for _ in range(2):
                await one.run()
                one.clock.advance(LATER)
            change(one)
        await one.run()
        assert (books(one), trial_balance(one)) == await calm(3, SEED, DOCUMENTS)


def _later(result: RunResult) -> set[int]:
    assert result.situation is not None
    return {int(one.id) for one in result.situation.later}


async def _watched(one: Company) -> set[int]:
    return set(map(int, await one.store.watched("demo")))


def _payments(one: Company) -> list[Any]:
    return list(one.servicetitan("GET", "state")["payments"].values())


def _is_used(payment: Any) -> bool:
    return not money_left(payment) and len(payment["applications"]) == 1
