"""Tenants at work on one NetSuite account at the same time, and what it allows."""

from typing import Final

import pytest
from pytest_bdd import given, parsers, then, when

from adapters.compose.accounts import accounts_of
from adapters.compose.budgets import Budgets
from adapters.compose.tenants import connected
from core.reports import Report, Status
from core.together import together
from core.usecases.running import RunRequest, run_tenant
from features.office import Office

A_CALL_LASTS: Final = "0.02"
"""Seconds."""


@pytest.fixture
def reports() -> list[Report]:
    """How the runs ended that went at the same time."""
    return []


@given(parsers.parse("each tenant may have {slots:d} calls to NetSuite at a time"))
def slots_of_each(office: Office, slots: int) -> None:
    for tenant in office.branches:
        slots_of(office, tenant, slots)


@given(parsers.parse('tenant "{tenant}" may have {slots:d} calls to NetSuite at a time'))
def slots_of(office: Office, tenant: str, slots: int) -> None:
    with office.at(tenant):
        named = office.branch.config.netsuite.model_dump(exclude_none=True)
        office.configure(netsuite={**named, "slots": slots})


@given(parsers.parse("NetSuite allows {calls:d} calls at a time"))
def netsuite_allows(office: Office, calls: int) -> None:
    office.in_netsuite("PUT", "limits", {"concurrency": calls})
    office.in_netsuite("PUT", "latency", {"seconds": A_CALL_LASTS})


@when("the tenants are run at the same time")
def run_together(office: Office, reports: list[Report]) -> None:
    reports.extend(office.run_async(_run_together(office)))
    office.in_netsuite("PUT", "latency", {"seconds": "0"})


async def _run_together(office: Office) -> list[Report]:
    branches = office.branches
    budgets = Budgets({name: one.config for name, one in branches.items()}, office.store)

    async def run(tenant: str) -> Report:
        config, transports = branches[tenant].config, branches[tenant].transports
        async with connected(tenant, config, office.clock, transports, budgets) as systems:
            request = RunRequest(f"run of {tenant}", "the office")
            return (await run_tenant(systems, office.store, office.clock, request)).report

    return await together(*map(run, branches))


@then("each run is complete")
def each_is_complete(office: Office, reports: list[Report]) -> None:
    assert [one.status for one in reports] == [Status.COMPLETE] * len(office.branches)


@then("NetSuite turned no call away")
def none_turned_away(office: Office) -> None:
    assert office.in_netsuite("GET", "limits")["turnedAway"] == 0


@then("NetSuite turned some calls away, and the reports say how many")
def some_turned_away(office: Office, reports: list[Report]) -> None:
    told = sum(usage.turned_away for report in reports for usage in report.usage)
    assert told == office.in_netsuite("GET", "limits")["turnedAway"] > 0


@then(parsers.parse("the budget of the account is lowered from {configured:d}"))
def is_lowered(office: Office, configured: int) -> None:
    account = str(accounts_of(office.branch.config).netsuite)
    (kept,) = [one for one in office.run_async(office.store.budgets()) if one.account == account]
    assert kept.allowance.allowed < kept.allowance.configured == configured
