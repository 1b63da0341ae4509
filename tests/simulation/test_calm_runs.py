"""Calm runs: what the plan predicts is what NetSuite's own ledger posts, document by document."""

from typing import Any, Final

import pytest

from adapters.compose.trouble.ledgers import (
    by_key,
    in_balance,
    is_transaction,
    planned_balance,
    posted,
    predicted,
    trial_balance,
)
from core.reports import Status
from core.usecases.running import RunResult
from tests.simulation.company import Company, company

EXPORT_MARKS: Final = ("sync_status", "export_id")


def assert_posted_as_predicted(one: Company, result: RunResult) -> int:
    """Every document of the plan, to the cent, and nothing else; how many transactions."""
    assert result.plan is not None
    assert result.situation is not None
    transactions = by_key(one.transactions)
    steps = {step.key: step for step in result.plan.steps if is_transaction(step)}
    assert transactions.keys() == steps.keys()
    for key, step in steps.items():
        assert posted(transactions[key]) == predicted(step, result.situation.chart), key
    assert in_balance(transactions.values())
    assert trial_balance(one) == planned_balance(result.plan)
    return len(steps)


async def assert_all_is_done(one: Company) -> None:
    """A second run has nothing to write, everything is exported, and both sides owe the same."""
    again = await one.run()
    assert (again.report.status, again.report.written) == (Status.COMPLETE, 0)
    assert one.to_export() == []
    tie = await one.tie()
    assert tie.agrees, [row for row in tie.rows if row.difference]


async def test_two_thousand_documents_post_to_the_cent_what_the_plan_predicts() -> None:
    async with company(seed=2026, documents=2_000) as one:
        result = await one.run()
        assert result.report.status is Status.COMPLETE
        assert assert_posted_as_predicted(one, result) >= 2_000
        await assert_all_is_done(one)


@pytest.mark.parametrize("seed", range(1, 5))
async def test_what_is_predicted_is_what_the_ledger_of_netsuite_posts(seed: int) -> None:
    async with company(seed, documents=40) as one:
        result = await one.run()
        assert result.report.status is Status.COMPLETE
        assert_posted_as_predicted(one, result)
        await assert_all_is_done(one)


@pytest.mark.parametrize("seed", [11])
async def test_nothing_changes_in_servicetitan_but_export_marks(seed: int) -> None:
    async with company(seed, documents=40) as one:
        before = one.servicetitan("GET", "state")
        await one.run()
        after = one.servicetitan("GET", "state")
        assert after["changes"] > before["changes"]
        assert without_marks(after) == without_marks(before)


def without_marks(state: dict[str, Any]) -> dict[str, Any]:
    """The state with the marks of invoices and payments, and what counts changes, left out."""
    for table in ("invoices", "payments"):
        for row in state[table].values():
            row.pop("stamp")
            for mark in EXPORT_MARKS:
                row.pop(mark)
    state.pop("changes")
    return state


async def test_a_dry_run_changes_nothing_and_plans_what_the_live_run_does() -> None:
    async with company(seed=13, documents=40) as one:
        before = one.state
        dry = await one.run(dry=True)
        assert one.state == before
        assert dry.report.written == 0
        live = await one.run(pinned=dry.report.plan_hash)
        assert live.report.status is Status.COMPLETE
        assert live.report.plan_hash == dry.report.plan_hash
        assert len(by_key(one.transactions)) > 40


async def test_a_run_pinned_to_another_plan_writes_nothing() -> None:
    async with company(seed=14, documents=16) as one:
        before = one.state
        stopped = await one.run(pinned="000000000000")
        assert stopped.report.status is Status.PLAN_CHANGED
        assert one.state == before
