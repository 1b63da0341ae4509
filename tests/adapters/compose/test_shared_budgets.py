"""Whole runs on an account that allows fewer calls at once than are configured."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.clock import SystemClock
from adapters.compose.accounts import accounts_of, limits_on, smallest
from adapters.compose.budgets import Budgets
from adapters.compose.simulation import TENANT, configuration, generated, simulation
from adapters.compose.tenants import connected
from adapters.compose.trouble.process import OnTheLoop
from adapters.config import Config, config_from
from adapters.http.budget import Limits
from adapters.store import SqlStore
from adapters.store.databases import database_at
from adapters.store.group_commit import GroupCommit
from adapters.store.opening import bring_up_to_date, utc_now
from core.reports import Report, Status
from core.together import together
from core.usecases.running import RunRequest, run_tenant
from simulators.netsuite.netsuite import NetSuite
from tests.adapters.http.virtual import at_once

ALLOWED: Final = 8


@dataclass(frozen=True, slots=True)
class Ended:
    report: Report
    netsuite: NetSuite
    seconds: float


def store_on_the_loop() -> SqlStore:
    """A clock that nobody waits for would run on while a thread works."""
    database = database_at("sqlite://")
    bring_up_to_date(database.engine, database.name)
    sql = GroupCommit(database.engine, database.name, OnTheLoop())
    return SqlStore(sql, database.locks, utc_now)


async def whole_run(slots: int, documents: int) -> Ended:
    """Of calls to NetSuite that take 50 ms each; nobody waits for the seconds that pass.

    Not in batches: NetSuite's own work on a batch takes time by another clock.
    """
    sim = simulation(calls_per_second=None, concurrency=ALLOWED)
    sim.load(generated(7, documents))
    sim.netsuite.latency_seconds = "0.05"
    content = configuration(sim)
    content["tenants"][TENANT]["netsuite"] |= {"slots": slots, "write_in_batches": False}
    content["tenants"][TENANT]["servicetitan"]["calls_per_second"] = 10_000
    config, loop = _config(content).tenants[TENANT], asyncio.get_running_loop()
    async with (
        store_on_the_loop() as store,
        connected(TENANT, config, transports=sim.transports()) as tenant,
    ):
        began = loop.time()
        result = await run_tenant(tenant, store, SystemClock(), RunRequest("R-1", "Dana"))
        return Ended(result.report, sim.netsuite, loop.time() - began)


@pytest.mark.parametrize(
    ("documents", "times"), [(60, 4), pytest.param(1_500, Decimal("1.2"), marks=pytest.mark.long)]
)
def test_a_run_with_more_slots_than_the_account_allows_ends_complete_and_not_much_later(
    documents: int, times: Decimal
) -> None:
    known, ended = (at_once(whole_run(slots, documents)) for slots in (ALLOWED, 20))
    assert known.report.status is ended.report.status is Status.COMPLETE
    assert ended.report.written == known.report.written
    assert (known.netsuite.turned_away, ended.netsuite.most_in_flight) == (0, ALLOWED)
    assert 0 < ended.netsuite.turned_away <= 30
    asked = {one.account.split()[0]: one for one in ended.report.usage}
    assert asked["NetSuite"].turned_away == ended.netsuite.turned_away
    assert asked["NetSuite"].waited_ms > 0
    assert Decimal(ended.seconds) <= Decimal(known.seconds) * times


async def many_calls_to_servicetitan(calls: int, configured: int) -> tuple[float, int]:
    """By two tenants of ours on one of ServiceTitan's, which lets 20 calls in each second."""
    loop = asyncio.get_running_loop()
    sim = simulation(calls_per_second=20)
    sim.servicetitan.limit.now = lambda: int(loop.time() * 1_000_000_000)
    given = configuration(sim)["tenants"][TENANT]
    given["servicetitan"]["calls_per_second"] = configured
    tenants = _config({"tenants": {"acme": given, "bolt": given}}).tenants
    budgets, began = Budgets(tenants), loop.time()
    async with (
        connected("acme", tenants["acme"], None, sim.transports(), budgets) as acme,
        connected("bolt", tenants["bolt"], None, sim.transports(), budgets) as bolt,
    ):
        for _ in range(calls // 40):
            await together(*(one.field_service.ping() for one in (acme, bolt) for _ in range(20)))
        turned_away = sum(one.usage()[0].turned_away for one in (acme, bolt))
    return loop.time() - began, turned_away


def test_tenants_with_a_higher_rate_than_servicetitan_allows_get_nearly_all_of_it() -> None:
    known, none = at_once(many_calls_to_servicetitan(800, configured=20))
    seconds, turned_away = at_once(many_calls_to_servicetitan(800, configured=60))
    assert none == 0
    assert 0 < turned_away <= 40
    assert seconds <= known * 1.2


# who shares a budget


def content(**netsuite: Any) -> dict[str, Any]:
    """Two tenants with the same systems; bolt's NetSuite is changed."""
    acme = configuration(simulation(), "https://st.example", "https://ns.example", "acme")
    tenant = acme["tenants"]["acme"]
    bolt = {**tenant, "netsuite": {**tenant["netsuite"], **netsuite}}
    return {"tenants": {"acme": tenant, "bolt": bolt}}


@pytest.mark.parametrize(
    ("changed", "is_shared"),
    [
        ({}, True),
        ({"slots": 3}, True),
        ({"account_id": "tstdrv1234567"}, True),
        ({"base_url": "https://NS.example:443/"}, True),
        ({"base_url": "https://other.example"}, False),
        ({"base_url": "https://ns.example:444"}, False),
        ({"account_id": "TSTDRV1234567_SB1"}, False),
    ],
)
def test_tenants_share_the_budget_of_the_account_they_are_on(
    changed: dict[str, Any], is_shared: bool
) -> None:
    given = content(**changed)
    given["tenants"]["acme"]["netsuite"]["account_id"] = "TSTDRV1234567"
    if "account_id" not in changed:
        given["tenants"]["bolt"]["netsuite"]["account_id"] = "TSTDRV1234567"
    tenants = _config(given).tenants
    budgets = Budgets(tenants)
    one, other = (budgets.of(accounts_of(tenants[name]).netsuite) for name in ("acme", "bolt"))
    assert (one is other) == is_shared


def test_the_smallest_that_tenants_name_for_an_account_holds() -> None:
    tenants = _config(content(slots=3)).tenants
    account = accounts_of(tenants["acme"]).netsuite
    assert limits_on(tenants)[account] == {"acme": Limits(10), "bolt": Limits(3)}
    assert smallest(limits_on(tenants)[account]) == Limits(3)


def _config(given: dict[str, Any]) -> Config:
    return config_from(given, Path("crossfoot.toml"))
