"""crossfoot errors: what stays out, by its cause, and resetting it."""

from typing import Any

import pytest

from tests.adapters.cli.town import Town
from tests.simulators.servicetitan.office import line

REMEDY = "Map it: crossfoot mapping set business-unit 50 --subsidiary ID"


def plumbing(town: Town, *amounts: str) -> None:
    """Invoices of a unit that maps to nothing."""
    if 50 not in town.st.tenant.business_units:
        town.st.act("create-business-unit", id=50, name="Plumbing")
    who = town.office.customer("Ann Park")
    items = ([line(amount, glAccountNumber="4000")] for amount in amounts)
    invoices = [town.office.invoice(who, items=item, businessUnitId=50) for item in items]
    town.office.batch(invoiceIds=invoices)


async def run(town: Town, tenant: str = "acme") -> Any:
    return await town.crossfoot("run", "--tenant", tenant)


async def test_where_nothing_stays_out_it_says_so(town: Town) -> None:
    ended = await town.crossfoot("errors")
    assert (ended.code, ended.out.strip()) == (0, "acme · Nothing stays out.")


async def test_a_cause_shows_what_it_blocks_and_what_to_do(town: Town) -> None:
    plumbing(town, "80.00", "41.50")
    await run(town)
    ended = await town.crossfoot("errors", "--tenant", "acme")
    assert ended.code == 0
    assert "acme · 2 documents stay out: $121.50" in ended.out
    assert 'Business unit "Plumbing" (50) · releases 2 documents, $121.50' in ended.out
    assert f"\n  {REMEDY}\n  business-unit-unmapped\n" in ended.out
    assert " 1  Invoice 4001  Ann Park  $80.00" in ended.out


@pytest.mark.parametrize("columns", ["80", "120"])
async def test_a_line_is_no_wider_than_the_screen(town: Town, columns: str) -> None:
    plumbing(town, "80.00")
    await run(town)
    ended = await town.crossfoot("errors", COLUMNS=columns)
    assert max(map(len, ended.out.splitlines())) <= int(columns)


async def test_a_long_list_is_cut_and_says_how_to_see_the_rest(town: Town) -> None:
    plumbing(town, "80.00", "41.50", "3.00")
    await run(town)
    ended = await town.crossfoot("errors", "--limit", "2")
    assert "… and 1 more: --json or a higher --limit shows them" in ended.out
    assert "Invoice 4003" not in ended.out


async def test_programs_get_every_error_with_its_money_as_text(town: Town) -> None:
    plumbing(town, "80.00", "41.50")
    await run(town)
    [tenant] = (await town.crossfoot("errors", "--json", "--limit", "1")).document["tenants"]
    [cause] = tenant["causes"]
    assert (tenant["tenant"], tenant["documents"], tenant["money"]) == ("acme", 2, "121.50")
    assert (cause["code"], cause["remedy"]) == ("business-unit-unmapped", REMEDY)
    assert (cause["documents"], cause["other_records"], cause["money"]) == (2, 0, "121.50")
    assert [(one["error"], one["amount"]) for one in cause["errors"]] == [
        (1, "80.00"),
        (2, "41.50"),
    ]
    assert cause["errors"][0]["first_seen"].endswith("+00:00")
    assert cause["errors"][0]["reset"] is None


async def test_errors_of_every_tenant_are_shown_unless_one_is_asked_for(town: Town) -> None:
    town.second_tenant()
    ended = await town.crossfoot("errors", "--json")
    assert [one["tenant"] for one in ended.document["tenants"]] == ["acme", "zenith"]


async def test_a_run_with_errors_says_where_they_are_and_one_without_does_not(town: Town) -> None:
    town.queue("120.00")
    assert "crossfoot errors" not in (await run(town)).out
    plumbing(town, "80.00")
    assert (await run(town)).out.endswith("\n  crossfoot errors --tenant acme\n")
    assert "crossfoot errors --tenant acme" in (await town.crossfoot("latest")).out
    dry = await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    assert "crossfoot errors" not in dry.out


async def test_the_latest_run_tells_programs_the_cause_of_each(town: Town) -> None:
    plumbing(town, "80.00")
    await run(town)
    [row] = (await town.crossfoot("latest", "--json")).document["documents"]
    assert row["cause"] == {
        "code": "business-unit-unmapped",
        "subject": 'business unit "Plumbing" (50)',
        "remedy": REMEDY,
    }


# reset


async def test_those_named_are_reset(town: Town) -> None:
    plumbing(town, "80.00", "41.50", "3.00")
    await run(town)
    ended = await town.crossfoot("errors", "reset", "1", "3")
    assert (ended.code, ended.words) == (0, "acme: 2 errors are reset; the next run tries each.")
    [tenant] = (await town.crossfoot("errors", "--json")).document["tenants"]
    reset = {one["error"]: bool(one["reset"]) for one in tenant["causes"][0]["errors"]}
    assert reset == {1: True, 2: False, 3: True}
    assert "Reset, UTC" in (await town.crossfoot("errors", COLUMNS="80")).out


async def test_all_are_reset(town: Town) -> None:
    plumbing(town, "80.00", "41.50")
    await run(town)
    ended = await town.crossfoot("errors", "reset", "--all", "--json")
    assert (ended.code, ended.document) == (0, {"tenant": "acme", "reset": 2})


async def test_where_nothing_stays_out_there_is_nothing_to_reset(town: Town) -> None:
    ended = await town.crossfoot("errors", "reset", "--all")
    assert (ended.code, ended.words) == (0, "acme: nothing stays out.")


async def test_a_number_that_is_no_error_is_named_and_nothing_is_reset(town: Town) -> None:
    plumbing(town, "80.00")
    await run(town)
    ended = await town.crossfoot("errors", "reset", "1", "98", "99")
    assert (ended.code, ended.words) == (1, "acme has no error 98, 99. See crossfoot errors.")
    [tenant] = (await town.crossfoot("errors", "--json")).document["tenants"]
    assert tenant["causes"][0]["errors"][0]["reset"] is None


@pytest.mark.parametrize("given", [(), ("1", "--all"), ("one",)])
async def test_numbers_or_all_must_be_given(town: Town, given: tuple[str, ...]) -> None:
    assert (await town.crossfoot("errors", "reset", *given)).code == 2


async def test_of_several_tenants_one_must_be_named(town: Town) -> None:
    town.second_tenant()
    ended = await town.crossfoot("errors", "reset", "--all")
    assert ended.code == 2
    assert "say which: acme, zenith" in ended.words
