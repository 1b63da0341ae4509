"""The world changes between the plan and its execution, or the store fails: the run says so."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from adapters.store import StoreError
from core.documents import Kind
from core.money import Money
from core.refusals import Reason
from core.reports import Fate, Status
from tests.simulation.company import Company, company
from tests.simulation.story import DOCUMENTS, SEED, assert_as_if_calm

Change = Callable[[], object]


class Once:
    """Something that happens once, as soon as this many records are written."""

    def __init__(self, happens: Change, written: int = 1) -> None:
        self.happens = happens
        self.written = written
        self.happened = False

    def __call__(self, stage: str, done: int, whole: int) -> None:
        del whole
        if stage == "Writing to NetSuite" and done >= self.written and not self.happened:
            self.happened = True
            self.happens()


@pytest.mark.parametrize("written", [1, 12, 25])
async def test_tokens_that_expire_in_mid_run_are_renewed(written: int) -> None:
    async with company(SEED, DOCUMENTS) as one:

        def expire() -> None:
            one.servicetitan("PUT", "tokens", {"expire": True})
            one.netsuite("POST", "tokens/expire")

        hook = Once(expire, written)
        result = await one.run(progress=hook)
        assert hook.happened
        assert result.report.status is Status.COMPLETE
        await assert_true(one, result)
        await assert_as_if_calm(one, chapters=1)


async def test_a_period_closed_after_the_plan_refuses_and_loses_nothing() -> None:
    async with company(SEED, DOCUMENTS) as one:
        hook = Once(lambda: one.netsuite("POST", "periods/Nov 2026/close"))
        result = await one.run(progress=hook)
        await assert_true(one, result)
        assert result.report.status is Status.INCOMPLETE
        refused = [row for row in result.report.rows if row.fate is Fate.REFUSED]
        assert refused
        assert {row.code for row in refused} == {Reason.REJECTED_BY_BOOKS.value}
        again = await one.run()
        closed = [row.code for row in again.report.rows if row.fate is Fate.REFUSED]
        assert set(closed) == {Reason.CLOSED_PERIOD.value}
        one.netsuite("POST", "periods/Nov 2026/open")
        await one.run_until_complete()
        await assert_as_if_calm(one, chapters=1)


def invoice_to_edit(one: Company) -> int:
    """An invoice that nobody pays."""
    rows = one.servicetitan("GET", "state")["invoices"].values()
    return int(next(row["id"] for row in rows if row["applied"] == "0.00" and row["items"]))


def edited(one: Company, invoice: int) -> None:
    item = {"description": "More work", "price": "77.70", "glAccountNumber": "4010"}
    one.act("edit-invoice", invoiceId=invoice, items=[item], force=True)


async def test_an_invoice_edited_behind_its_lock_is_told_by_the_tie_out() -> None:
    async with company(SEED, DOCUMENTS) as one:
        invoice = invoice_to_edit(one)
        result = await one.run(progress=Once(lambda: edited(one, invoice)))
        await assert_true(one, result)
        (row,) = (r for r in result.report.rows if r.document.id == invoice)
        assert row.document.amount is not None
        again = await one.run()
        assert again.report.written == 0
        tie = await one.tie()
        (differing,) = (each for each in tie.rows if each.difference)
        assert differing.customer == row.document.customer
        assert differing.difference == row.document.amount - total_of(one, invoice)


def total_of(one: Company, invoice: int) -> Money:
    row = one.servicetitan("GET", "state")["invoices"][str(invoice)]
    lines = sum((Money.of(item["total"]) for item in row["items"]), start=Money(0))
    return lines + Money.of(row["sales_tax"])


async def test_an_invoice_unposted_and_edited_in_mid_run_is_refused_with_both_amounts() -> None:
    async with company(SEED, DOCUMENTS) as one:
        invoice = invoice_to_edit(one)
        batch = one.servicetitan("GET", "state")["invoices"][str(invoice)]["batch_id"]

        def reopened() -> None:
            one.act("unpost-batch", batchId=batch)
            edited(one, invoice)

        first = await one.run(progress=Once(reopened))
        assert first.report.count(Fate.POSTED) == first.report.written
        one.act("post-batch", batchId=batch)
        again = await one.run()
        await assert_true(one, again)
        (row,) = (r for r in again.report.rows if r.fate is Fate.REFUSED)
        assert (row.document.kind, row.document.id) == (Kind.INVOICE, invoice)
        assert row.code == Reason.BOOKED_DIFFERENTLY.value
        assert "$77.70" in row.explanation
        assert again.report.written == 0


@pytest.mark.parametrize("written", [1, 10, 20, 30])
async def test_a_store_that_fails_in_mid_run_ends_it_and_the_next_goes_on(
    written: int, tmp_path: Path
) -> None:
    file = tmp_path / "crossfoot.db"
    async with company(SEED, DOCUMENTS, store=f"sqlite:///{file}") as one:
        taken_away = Once(lambda: renamed(file, "steps", "elsewhere"), written)
        with pytest.raises(StoreError, match=r"crossfoot\.db"):
            await one.run(progress=taken_away)
        renamed(file, "elsewhere", "steps")
        (report,) = await one.store.runs("demo", 20)
        assert report.status is Status.FAILED
        assert "StoreError" in report.failure
        one.clock.advance(PAST_THE_WINDOW)
        await one.run()
        await one.run_until_complete()
        await assert_as_if_calm(one, chapters=1)


def renamed(file: Path, table: str, name: str) -> None:
    """Take a table out of the store's reach, as another program might."""
    with sqlite3.connect(file) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")
    connection.close()


async def test_a_name_taken_in_netsuite_is_refused_at_once_and_says_so() -> None:
    async with company(SEED, DOCUMENTS) as one:
        dry = await one.run(dry=True)
        assert dry.plan is not None
        step = next(each for each in dry.plan.steps if each.document.kind is Kind.CUSTOMER)
        name = getattr(step.record, "entity_id", "")
        taken = one.act_in_netsuite(
            "create-customer", entityId=name, companyName="Somebody", subsidiary={"id": "2"}
        )
        before = one.clock.now()
        result = await one.run()
        await assert_true(one, result)
        assert one.clock.now() == before
        (row,) = (each for each in result.report.rows if each.fate is Fate.REFUSED)
        assert row.document == step.document
        assert f"another record called {name}" in row.explanation
        one.act_in_netsuite(
            "edit", type="customer", id=taken["id"], fields={"entityId": "Somebody else"}
        )
        await one.run_until_complete()
        await assert_as_if_calm(one, chapters=1)
