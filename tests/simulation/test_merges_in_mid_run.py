"""Two merges race with a run: people merge customers while the run writes its plan (CUS-15, CUS-16)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from core.documents import Kind
from core.money import Money
from core.plan import Plan
from core.reports import Fate, Status
from tests.simulation.company import Company, company
from tests.simulation.story import SEED
from tests.simulation.test_changes_in_mid_run import Once

DOCUMENTS = 40


@asynccontextmanager
async def exported() -> AsyncIterator[tuple[Company, int, int]]:
    """A company all of whose documents are in NetSuite, and two of its customers who owe money."""
    async with company(SEED, DOCUMENTS) as one:
        await one.run()
        await one.run_until_complete()
        first, second, *_ = owing(one)
        yield one, first, second


def owing(one: Company) -> list[int]:
    invoices = one.servicetitan("GET", "state")["invoices"].values()
    return sorted({int(row["customer_id"]) for row in invoices if row["sync_status"] == "Exported"})


def billed(one: Company, customer: int, number: str) -> None:
    """One more invoice of the customer, in a posted batch of its own."""
    state = one.servicetitan("GET", "state")["invoices"].values()
    like = next(row for row in state if int(row["customer_id"]) == customer)
    item = {"description": "Tune-up", "quantity": "1", "price": "10.00", "glAccountNumber": "4010"}
    unit, day = like["business_unit_id"], "2026-11-10"
    given = {"customerId": customer, "businessUnitId": unit, "date": day, "number": number}
    made = one.act("create-invoice", **given, items=[item])
    batch = one.act("create-batch", name=number)["id"]
    one.act("add-to-batch", batchId=batch, invoiceIds=[made["id"]])
    one.act("post-batch", batchId=batch)


def total_owed(one: Company) -> int:
    """Cents in receivables over all customers, by NetSuite's own ledger."""
    rows = one.netsuite("GET", "ledger/trial-balance")
    (row,) = (each for each in rows if each["number"] == "1100")
    return cents(row["debit"]) - cents(row["credit"])


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def merges(plan: Plan | None) -> list[int]:
    assert plan is not None
    return [step.document.id for step in plan.steps if step.document.kind is Kind.CUSTOMER_MERGE]


def ids_in_netsuite(one: Company, *customers: int) -> list[str]:
    records = one.netsuite("GET", "state")["records"]["customrecord_crossfoot_customer_sync"]
    links: dict[str, Any] = {
        row["fields"]["custrecord_crossfoot_st_customer"]: row["fields"] for row in records
    }
    return [links[str(each)]["custrecord_crossfoot_customer"] for each in customers]


async def test_a_merge_in_servicetitan_after_the_plan_was_read_goes_with_the_next_run() -> None:
    async with exported() as (one, gone, survivor):
        billed(one, gone, "RACE-1")
        billed(one, survivor, "RACE-2")
        before = total_owed(one)
        hook = Once(lambda: one.act("merge-customers", mergedId=gone, survivorId=survivor))
        first = await one.run(progress=hook)
        assert hook.happened
        assert merges(first.plan) == []
        assert first.report.status is Status.COMPLETE
        second = await one.run()
        assert merges(second.plan) == [gone]
        assert second.report.status is Status.COMPLETE
        assert len(set(ids_in_netsuite(one, gone, survivor))) == 1
        assert total_owed(one) == before + 2_000
        assert (await one.tie()).agrees


async def test_a_second_merge_while_the_first_is_written_ends_with_the_last_survivor() -> None:
    async with exported() as (one, gone, survivor):
        last = owing(one)[2]
        one.act("merge-customers", mergedId=gone, survivorId=survivor)
        hook = Once(lambda: one.act("merge-customers", mergedId=survivor, survivorId=last))
        before = total_owed(one)
        first = await one.run(progress=hook)
        assert hook.happened
        assert merges(first.plan) == [gone]
        second = await one.run()
        assert merges(second.plan) == [survivor]
        assert second.report.status is Status.COMPLETE
        assert len(set(ids_in_netsuite(one, gone, survivor, last))) == 1
        assert total_owed(one) == before
        third = await one.run()
        assert third.report.written == 0
        assert (await one.tie()).agrees


@pytest.mark.parametrize("the_other_way_round", [False, True])
async def test_a_merge_in_netsuite_while_the_run_writes_ends_well(
    the_other_way_round: bool,
) -> None:
    """What was planned for the customer that is gone is refused, and goes with the next run."""
    async with exported() as (one, first, second):
        for number in range(3):
            billed(one, first, f"RACE-{number}")
        master, duplicate = ids_in_netsuite(one, first, second)
        if the_other_way_round:
            master, duplicate = duplicate, master
        before = total_owed(one)
        hook = Once(
            lambda: one.act_in_netsuite("merge-customers", master=master, duplicates=[duplicate])
        )
        result = await one.run(progress=hook)
        assert hook.happened
        assert result.report.count(Fate.DIFFERS) == 0
        await one.run_until_complete(pause=PAST_THE_WINDOW)
        assert total_owed(one) == before + 3_000
        assert ids_in_netsuite(one, first, second) == [master, master]
        assert (await one.tie()).agrees


async def test_the_same_merge_made_in_netsuite_while_the_run_is_to_make_it_is_no_trouble() -> None:
    async with exported() as (one, gone, survivor):
        billed(one, survivor, "RACE-1")
        one.act("merge-customers", mergedId=gone, survivorId=survivor)
        duplicate, master = ids_in_netsuite(one, gone, survivor)
        one.netsuite("PUT", "deduplication", {"seconds": 30})
        hook = Once(
            lambda: one.act_in_netsuite("merge-customers", master=master, duplicates=[duplicate])
        )
        before = total_owed(one)
        result = await one.run(progress=hook)
        assert hook.happened
        assert result.report.count(Fate.DIFFERS) == 0
        await one.run_until_complete()
        assert ids_in_netsuite(one, gone, survivor) == [master, master]
        assert total_owed(one) == before + 1_000
        assert (await one.tie()).agrees


async def test_a_survivor_that_owes_more_than_both_did_is_told_with_both_figures() -> None:
    """Somebody posts to the survivor in NetSuite between the plan and the end of the run."""
    async with exported() as (one, gone, survivor):
        billed(one, survivor, "RACE-1")
        one.act("merge-customers", mergedId=gone, survivorId=survivor)
        duplicate, master = ids_in_netsuite(one, gone, survivor)
        both = owed_by(one, duplicate) + owed_by(one, master) + 1_000
        hook = Once(lambda: entered_by_hand(one, master))
        result = await one.run(progress=hook)
        assert hook.happened
        (row,) = (each for each in result.report.rows if each.fate is Fate.DIFFERS)
        assert row.document.kind is Kind.CUSTOMER_MERGE
        assert f"makes {Money(both + 5_000)} in 1100 Accounts Receivable" in row.explanation
        assert f"not the {Money(both)} of both together" in row.explanation
        again = await one.run()
        assert (again.report.status, again.report.written) == (Status.COMPLETE, 0)


def owed_by(one: Company, customer: str) -> int:
    """Cents in receivables, by the ledger lines of one customer of NetSuite."""
    lines = [line for each in one.transactions for line in each["lines"]]
    own = [line for line in lines if line["entity"] == customer]
    receivable = [line for line in own if line["accountName"] == "Accounts Receivable"]
    return sum(cents(line["debit"]) - cents(line["credit"]) for line in receivable)


def entered_by_hand(one: Company, customer: str) -> None:
    """An invoice over $50.00 like one that the customer has."""
    like = next(each for each in one.transactions if invoice_of(each, customer))
    record = next(
        each
        for each in one.netsuite("GET", "state")["records"]["transaction"]
        if each["id"] == like["id"]
    )
    line = record["sublists"]["item"][0]
    fields = record["fields"]
    body = {name: {"id": fields[name]} for name in ("entity", "subsidiary") if name in fields}
    body |= {name: {"id": fields[name]} for name in ("department", "class", "location")}
    item = {"item": {"id": line["item"]}, "quantity": 1, "rate": 50, "amount": 50}
    item |= {name: {"id": line[name]} for name in ("department", "class", "location")}
    day = {"tranDate": "2026-11-10"}
    one.act_in_netsuite("create-invoice", **body, **day, item={"items": [item]})


def invoice_of(transaction: Any, customer: str) -> bool:
    entity = transaction["entity"] or {}
    return transaction["type"] == "invoice" and entity.get("id") == customer
