"""`crossfoot budget`, as it is given, and commands at once on one account."""

import asyncio
from datetime import UTC, datetime

from adapters.compose.accounts import accounts_of
from adapters.config import load_config
from adapters.store import open_store
from core.budget import Allowance
from core.budgets_kept import BudgetUse
from tests.adapters.cli.town import Town


async def used(town: Town) -> None:
    """Somebody is at work on acme's NetSuite, which has turned calls away."""
    tenant = load_config(town.folder / "crossfoot.toml").tenants["acme"]
    use = BudgetUse(
        account=str(accounts_of(tenant).netsuite),
        user="of a test",
        place="till, process 7",
        tenants=("acme",),
        configured=10,
        wanted=10,
        in_use=4,
        holding=0,
        allowance=Allowance(10, 6, too_much=9),
        is_lowered=True,
        turned_away=3,
    )
    async with open_store(f"sqlite:///{town.folder / 'crossfoot.db'}") as store:
        await store.share_budget(use)


async def test_an_account_that_nobody_uses_has_all_that_is_configured(town: Town) -> None:
    ended = await town.crossfoot("budget")
    assert ended.code == 0
    assert "NetSuite TSTDRV1234567 at 127.0.0.1" in ended.out
    assert "10 calls in flight configured" in ended.words
    assert "1,000 calls a second configured" in ended.words
    assert ended.out.count("nobody uses it now") == 2


async def test_who_uses_an_account_what_it_allows_and_what_came_back_is_shown(town: Town) -> None:
    town.second_tenant(netsuite={**town.tenant["netsuite"], "slots": 30})
    await used(town)
    ended = await town.crossfoot("budget", "--tenant", "zenith")
    assert "at present lowered to 6: 9 were too many" in ended.words
    assert "3 calls turned away (429), the last on 20" in ended.words
    assert "of which the smallest holds: acme 10, zenith 30" in ended.words
    assert "till, process 7 acme 6 4" in ended.words


async def test_programs_get_the_same(town: Town) -> None:
    await used(town)
    ended = await town.crossfoot("budget", "--json")
    netsuite = next(one for one in ended.document["budgets"] if one["system"] == "NetSuite")
    assert (netsuite["unit"], netsuite["configured"], netsuite["named"]) == (
        *("calls_in_flight", 10),
        {"acme": 10},
    )
    assert (netsuite["allowed"], netsuite["too_much"], netsuite["turned_away"]) == (6, 9, 3)
    assert datetime.fromisoformat(netsuite["last_turned_away"]) <= datetime.now(UTC)
    (process,) = netsuite["processes"]
    assert (process["process"], process["share"], process["in_use"]) == ("till, process 7", 6, 4)


async def test_a_report_says_what_the_run_asked_of_each_account(town: Town) -> None:
    town.queue("120.00")
    ended = await town.crossfoot("run", "--tenant", "acme", "--json")
    calls = {one["account"].split()[0]: one["calls"] for one in ended.document["usage"]}
    assert calls["NetSuite"] > 0 < calls["ServiceTitan"]
    (budget,) = [
        one
        for one in (await town.crossfoot("budget", "--json")).document["budgets"]
        if one["system"] == "NetSuite"
    ]
    assert budget["processes"] == []


async def test_commands_at_once_stay_within_the_accounts_limit_together(town: Town) -> None:
    netsuite = {**town.tenant["netsuite"], "slots": 3}
    town.tenant["netsuite"] = netsuite
    town.second_tenant()
    town.queue("120.00", "80.00")
    town.ns.concurrency, town.ns.latency_seconds = 3, "0.05"
    dry = [town.crossfoot("run", "--dry-run", "--tenant", one) for one in ("acme", "zenith")]
    assert [one.code for one in await asyncio.gather(*dry)] == [0, 0]
    assert (town.ns.most_in_flight, town.ns.turned_away) == (3, 0)
