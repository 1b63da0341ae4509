"""`crossfoot mapping`: what maps to what, where the choice stands, and changing it."""

import getpass
from typing import Any

import pytest

from tests.adapters.cli.town import Town


async def mapping(town: Town) -> dict[str, Any]:
    shown = await town.crossfoot("mapping", "--json")
    assert shown.code == 0
    (one,) = shown.document["tenants"]
    return dict(one)


async def test_it_says_where_each_choice_stands(town: Town) -> None:
    town.st.act("create-business-unit", name="Plumbing")
    town.queue("70.00", number="1200")
    town.queue("50.00")
    found = await mapping(town)
    assert [(one["name"], one["how"]) for one in found["business_units"]] == [
        ("HVAC", "crossfoot.toml"),
        ("Plumbing", "missing"),
    ]
    assert found["business_units"][0]["subsidiary"] == "1 Parent Company"
    assert [(one["number"], one["account"], one["how"]) for one in found["accounts"]] == [
        ("1200", None, "missing"),
        ("4000", "4000 Sales", "by number"),
    ]
    assert {"number": "4010", "name": "HVAC revenue"} in found["available_accounts"]


async def test_an_account_that_is_not_available_says_so(town: Town) -> None:
    town.st.act("create-gl-account", number="1000", name="Bank")
    town.queue("50.00", number="1000")
    (account,) = (await mapping(town))["accounts"]
    assert (account["account"], account["how"]) == (None, "not available")


async def test_what_waits_for_a_mapping_stands_beside_it(town: Town) -> None:
    town.queue("70.00", number="1200")
    town.queue("30.00", number="1200")
    town.queue("50.00")
    found = await mapping(town)
    assert [(one["number"], one["waiting"]) for one in found["accounts"]] == [
        ("1200", {"documents": 2, "money": "100.00"}),
        ("4000", {"documents": 0, "money": "0.00"}),
    ]
    assert "2 waiting, $100.00" in (await town.crossfoot("mapping", COLUMNS="200")).out
    town.tenant["business_units"] = {}
    town.configure()
    (unit,) = (await mapping(town))["business_units"]
    assert unit["waiting"] == {"documents": 3, "money": "150.00"}


async def test_an_account_that_was_chosen_is_shown_when_nothing_names_it(town: Town) -> None:
    await town.crossfoot("mapping", "set", "account", "4000", "--account", "4010")
    (account,) = (await mapping(town))["accounts"]
    assert (account["number"], account["account"]) == ("4000", "4010 HVAC revenue")


async def test_a_unit_that_was_set_is_in_force_in_the_next_run(town: Town) -> None:
    unit = str(town.office.unit_id)
    town.tenant["business_units"] = {}
    town.configure()
    town.queue("120.00")
    ended = await town.crossfoot("mapping", "set", "business-unit", unit, "--subsidiary", "1")
    assert ended.code == 0
    (shown,) = (await mapping(town))["business_units"]
    assert shown["how"].startswith(f"set by {getpass.getuser()} on 20")
    assert (await town.crossfoot("run", "--tenant", "acme")).code == 0
    assert town.transactions == 1


async def test_a_unit_is_set_with_all_its_segments(town: Town) -> None:
    unit = str(town.office.unit_id)
    segments = ("--department", "1", "--class", "1", "--location", "1")
    await town.crossfoot("mapping", "set", "business-unit", unit, "--subsidiary", "1", *segments)
    (shown,) = (await mapping(town))["business_units"]
    assert (shown["department"], shown["class"], shown["location"]) == (
        "1 Service",
        "1 Residential",
        "1 Austin",
    )
    assert "1 Residential" in (await town.crossfoot("mapping")).out


async def test_an_account_that_was_set_takes_the_posting_until_it_is_unset(town: Town) -> None:
    town.queue("120.00")
    assert (
        await town.crossfoot("mapping", "set", "account", "4000", "--account", "4010")
    ).code == 0
    assert (await mapping(town))["accounts"][0]["account"] == "4010 HVAC revenue"
    assert (await town.crossfoot("mapping", "unset", "account", "4000")).code == 0
    (account,) = (await mapping(town))["accounts"]
    assert (account["account"], account["how"]) == ("4000 Sales", "by number")


async def test_unset_goes_back_to_what_the_file_says(town: Town) -> None:
    town.tenant["accounts"] = {"4000": "4100"}
    town.configure()
    town.queue("120.00")
    await town.crossfoot("mapping", "set", "account", "4000", "--account", "4010")
    await town.crossfoot("mapping", "unset", "account", "4000")
    assert (await mapping(town))["accounts"][0]["account"] == "4100 Parts"


async def test_a_payment_type_gets_its_method(town: Town) -> None:
    who = town.office.customer()
    town.office.batch(paymentIds=[town.office.payment(who, "10.00")])
    assert (await mapping(town))["payment_types"][0]["how"] == "no choice"
    ended = await town.crossfoot(
        "mapping", "set", "payment-type", "Check", "--method", "2", "--json"
    )
    assert ended.document["target"] == {"method": "2"}
    shown = await mapping(town)
    assert shown["payment_types"][0]["method"] == "2 Check"
    assert {"id": "1", "name": "Cash"} in shown["payment_methods"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("business-unit", "101", "--subsidiary", "9"),
            "no subsidiary 9. It has: 1 Parent Company",
        ),
        (
            ("business-unit", "101", "--subsidiary", "1", "--department", "9"),
            "no department 9. It has: 1 Service 2 Install",
        ),
        (("business-unit", "7", "--subsidiary", "1"), "no business unit 7. It has: 101 HVAC"),
        (("account", "4000", "--account", "9999"), "no account 9999. It has: 1499 Undeposited"),
        (("account", "4000", "--account", "1000"), "1000 Checking is not Available"),
        (
            ("payment-type", "Check", "--method", "cheque"),
            "no payment method cheque. It has: 1 Cash 2 Check",
        ),
        (("payment-type", "Check", "--method", "9"), "no payment method 9. It has: 1 Cash"),
    ],
)
async def test_what_netsuite_does_not_have_is_refused_with_what_it_has(
    town: Town, arguments: tuple[str, ...], words: str
) -> None:
    before = await mapping(town)
    ended = await town.crossfoot("mapping", "set", *arguments)
    assert (ended.code, ended.out) == (1, "")
    assert words in ended.words
    assert await mapping(town) == before


@pytest.mark.parametrize("place", ["before", "after"])
async def test_the_tenant_is_named_before_or_after_what_is_set(town: Town, place: str) -> None:
    town.second_tenant()
    tenant, change = ("--tenant", "zenith"), ("set", "payment-type", "Check", "--method", "2")
    given = (*tenant, *change) if place == "before" else (*change, *tenant)
    ended = await town.crossfoot("mapping", *given)
    assert ended.out.startswith("zenith: ")


async def test_which_tenant_is_meant_must_be_clear(town: Town) -> None:
    town.second_tenant()
    ended = await town.crossfoot("mapping", "unset", "account", "4000", COLUMNS="200")
    assert ended.code == 2
    assert "say which: acme, zenith" in ended.err
