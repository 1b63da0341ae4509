"""Lives of journal entries in trouble, drawn from a seed: made, edited, started again, also in mid-run.

Calls fail all the while. In the end NetSuite has each synced version once, and nothing else.
"""

import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pytest

from adapters.compose.simulation import TENANT, configuration, make_available, simulation
from adapters.store import open_store
from core.reports import Status
from tests.simulation.clock import VirtualClock
from tests.simulation.company import SEGMENTS, Company, settings
from tests.simulation.strikes import RECORD, REPEATABLE, Strike, laid

SEEDS: Final = 25
TURNS: Final = 6
ACCOUNTS: Final = ("1000", "1100", "1499", "4000")
WRITES: Final = (
    Strike("netsuite", "POST", f"{RECORD}journalEntry$"),
    Strike("netsuite", "PATCH", f"{RECORD}journalEntry/"),
)
READS: Final = (
    REPEATABLE["SuiteQL"],
    Strike("servicetitan", "GET", "/journal-entries$"),
    Strike("servicetitan", "GET", "/(summary|details)$"),
    Strike("servicetitan", "PATCH", "/sync$"),
)
STARTABLE: Final = ("NotSynced", "OutOfSync")


@dataclass
class Life:
    """Somebody's work on entries; `chance` decides all."""

    one: Company
    chance: random.Random
    customers: list[int]

    def entries(self, *statuses: str) -> list[dict[str, Any]]:
        found = self.one.servicetitan("GET", "state")["journal_entries"].values()
        return [row for row in found if row["sync_status"] in statuses]

    def lines(self) -> list[dict[str, Any]]:
        """Some debits and the credit that balances them, customers on some."""
        amounts = [self.chance.randint(1, 50_000) for _ in range(self.chance.randint(1, 3))]
        lines = [self.line("debit", cents) for cents in amounts]
        return [*lines, self.line("credit", sum(amounts))]

    def line(self, side: str, cents: int) -> dict[str, Any]:
        number = self.chance.choice(ACCOUNTS[:3] if side == "debit" else ACCOUNTS[3:])
        customer = self.chance.choice([None, *self.customers])
        amount = str(Decimal(cents) / 100)
        named = {"customerId": customer} if customer else {}
        return {"glAccountNumber": number, side: amount, "businessUnitId": 42, **named}

    def create(self) -> None:
        self.one.act("create-journal-entry", postDate="2026-11-10", lines=self.lines())

    def edit(self) -> None:
        known = self.entries(*STARTABLE, "InProgress", "Synced")
        if known:
            guid = self.chance.choice(known)["guid"]
            self.one.act("edit-journal-entry", journalEntryId=guid, lines=self.lines())

    def start(self) -> None:
        waiting = [row["guid"] for row in self.entries(*STARTABLE)]
        if waiting:
            self.one.act("start-syncing", journalEntryIds=waiting)

    def spoil(self) -> None:
        strike = self.chance.choice((*WRITES, *WRITES, *READS))
        kinds = ["lost_reply", "timeout", "status"]
        kind = self.chance.choice([*kinds, "late_commit"] if strike in WRITES else kinds)
        fault: dict[str, Any] = {"kind": kind, "count": self.chance.choice((1, 1, 2, 8))}
        if kind == "status":
            fault["status"] = self.chance.choice((429, 500, 503))
        if kind == "late_commit":
            fault["delay_seconds"] = self.chance.choice((1, 30, 400, 880))
        self.one.spoil(strike.system, laid(strike, fault))

    async def run(self) -> None:
        """Somebody may edit an entry at any stage of it."""
        chosen = self.chance.choice(("", "Writing to NetSuite", "Reading back and comparing"))
        left = [chosen]

        def watched(stage: str, done: int, whole: int) -> None:
            del done, whole
            if stage in left:
                left.remove(stage)
                self.edit()

        await self.one.run(progress=watched)

    async def turn(self) -> None:
        for work in (self.create, self.edit, self.start, self.spoil):
            if self.chance.random() < 0.7:
                work()
        await self.run()
        self.one.clock.advance(self.chance.choice((5, 61, 300, 960)))


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_in_the_end_netsuite_has_each_synced_version_once(seed: int) -> None:
    chance = random.Random(seed)
    async with company(chance.choice(("summary", "detail"))) as one:
        life = Life(one, chance, [one.act("create-customer", **who(n))["id"] for n in range(3)])
        life.create()
        for _ in range(TURNS):
            await life.turn()
        one.mend()
        life.start()
        one.clock.advance(960)
        await one.run()
        await one.run_until_complete()
        assert_each_once(one, life)
        assert (await one.tie()).agrees
        again = await one.run()
        assert (again.report.written, again.report.status) == (0, Status.COMPLETE)


def assert_each_once(one: Company, life: Life) -> None:
    entries = life.entries("NotSynced", "InProgress", "Synced", "OutOfSync", "Error")
    assert {row["sync_status"] for row in entries} == {"Synced"}
    booked = {row["externalId"]: row for row in one.transactions}
    assert sorted(booked) == sorted(f"{TENANT}-journalentry-{row['guid']}" for row in entries)
    for row in entries:
        found = booked[f"{TENANT}-journalentry-{row['guid']}"]
        assert by_account(found["lines"], "account") == said(one, row), (row, found)
        assert row["last_sync_version_id"] == row["version_id"]


def said(one: Company, entry: dict[str, Any]) -> dict[str, Decimal]:
    numbers = {row["id"]: row["number"] for row in accounts(one)}
    lines = [{**line, "account": numbers[line["account_id"]]} for line in entry["lines"]]
    return by_account(lines, "account")


def accounts(one: Company) -> list[dict[str, Any]]:
    return list(one.servicetitan("GET", "state")["gl_accounts"].values())


def by_account(lines: list[dict[str, Any]], account: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line[account]] += Decimal(line["debit"]) - Decimal(line["credit"])
    return {number: amount for number, amount in sums.items() if amount}


def who(place: int) -> dict[str, Any]:
    address = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
    return {"name": f"Maria Lopez{place}", "type": "Residential", "address": address}


@asynccontextmanager
async def company(detail: str) -> AsyncIterator[Company]:
    """One business unit, four accounts on both sides, and journal entries as the method."""
    clock = VirtualClock()
    sim = simulation(clock.vendors, calls_per_second=None)
    make_available(sim.netsuite, list(ACCOUNTS))
    given = settings(configuration(sim))
    given["tenants"][TENANT] |= {
        "method": "journal_entries",
        "journal_entry_detail": detail,
        "business_units": {"42": {"subsidiary": "1"}},
    }
    async with open_store("sqlite://", clock.now) as store:
        one = Company(sim, clock, store, given, sim.transports())
        one.netsuite("POST", "load", SEGMENTS)
        one.act("create-business-unit", id=42, name="HVAC North")
        for number in ACCOUNTS:
            one.act("create-gl-account", number=number, name=f"Account {number}")
        yield one
