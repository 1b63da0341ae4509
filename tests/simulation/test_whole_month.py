"""A contractor's whole month under each sync method: nothing differs, and the methods agree (TRG-01).

Everything that ServiceTitan has of a month: jobs, invoices, adjustments, payments early and late and
split, refunds, bank deposits, orders, receipts, bills, returns, stock, and its own journal entries; three
business units in two subsidiaries.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import pytest

from adapters.compose.simulation import TENANT, configuration, generated_month, simulation
from adapters.compose.trouble.ledgers import in_balance, planned_balance, trial_balance
from adapters.store import open_store
from core.money import Money
from core.reports import Fate, Status
from tests.simulation.clock import VirtualClock
from tests.simulation.company import SEGMENTS, Company, settings

DOCUMENTS, JOURNALS, MIXED = METHODS = (
    "documents",
    "journal_entries",
    "journal_ar_document_ap",
)
RECEIVABLE, DEPOSITS = "1100", "2200"
PAYABLES: Final = {"Receipt", "Bill", "VendorCredit", "InventoryAdjustment"}
MONTHS: Final = [(7, 60), *(pytest.param(*one, marks=pytest.mark.long) for one in [(8, 200)])]
"""Seed, and invoices before adjustments."""
RUNS: Final = 4


@asynccontextmanager
async def month(seed: int, invoices: int, method: str) -> AsyncIterator[Company]:
    clock = VirtualClock()
    sim = simulation(clock.vendors, calls_per_second=None)
    sim.load(generated_month(seed, invoices))
    given = settings(configuration(sim))
    given["tenants"][TENANT]["method"] = method
    async with open_store("sqlite://", clock.now) as store:
        company = Company(sim, clock, store, given, sim.transports())
        company.netsuite("POST", "load", SEGMENTS)
        if method == MIXED:
            exclude_payables(company)
        yield company


def exclude_payables(company: Company) -> None:
    """Entries of nothing but payables, as the product asks for where these go as documents."""
    for entry in company.servicetitan("GET", "state")["journal_entries"].values():
        if {line["transaction"]["type"] for line in entry["lines"]} <= PAYABLES:
            company.act("exclude-journal-entry", journalEntryId=entry["guid"])


async def synced(one: Company) -> None:
    """Runs until one has nothing left to do: an adjustment goes a run after its original (AR-03)."""
    for _ in range(RUNS):
        report = (await one.run()).report
        assert report.status is Status.COMPLETE, report.rows
        assert report.differences == 0
        stays_out = [row for row in report.rows if row.fate in (Fate.REFUSED, Fate.HELD)]
        if not report.written:
            assert stays_out == []
            return
        one.clock.advance(61)
    raise AssertionError(stays_out)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("seed", "invoices"), MONTHS)
async def test_a_dry_run_of_a_month_changes_nothing_and_predicts_the_trial_balance(
    seed: int, invoices: int, method: str
) -> None:
    async with month(seed, invoices, method) as one:
        before = json.dumps(one.state)
        dry = await one.run(dry=True)
        assert json.dumps(one.state) == before
        assert dry.plan is not None
        assert len(dry.plan.steps) > 30
        live = await one.run(pinned=dry.report.plan_hash)
        assert live.report.status is Status.COMPLETE, live.report.rows
        assert trial_balance(one) == planned_balance(dry.plan)


@pytest.mark.parametrize(("seed", "invoices"), MONTHS)
async def test_the_three_methods_end_in_the_same_trial_balance(seed: int, invoices: int) -> None:
    balances = {method: await _balance(seed, invoices, method) for method in METHODS}
    assert len(balances[JOURNALS]) > 12
    assert balances[MIXED] == balances[JOURNALS]
    assert _joined(balances[DOCUMENTS]) == _joined(balances[JOURNALS])


async def _balance(seed: int, invoices: int, method: str) -> Mapping[str, Money]:
    async with month(seed, invoices, method) as one:
        await synced(one)
        if method == DOCUMENTS:
            assert one.to_export() == []
            assert (await one.tie()).agrees
        assert in_balance(one.transactions)
        return trial_balance(one)


def _joined(balance: Mapping[str, Money]) -> Mapping[str, Money]:
    """Receivables and customer deposits as one.

    What is left of a payment that pays invoices stays in receivables as a document (AR-07), while
    ServiceTitan's journal entries hold it in customer deposits.
    """
    others = {number: amount for number, amount in balance.items() if number != DEPOSITS}
    owed = balance.get(RECEIVABLE, Money(0)) + balance.get(DEPOSITS, Money(0))
    return {**others, RECEIVABLE: owed}
