"""`crossfoot customers`: link by hand, and the check of legacy IDs (CUS-09, CUS-14)."""

from typing import Any

from tests.adapters.cli.town import Ended, Town
from tests.adapters.netsuite.company import act

FIELD = "NetSuite ID"


def household(town: Town, number: int = 1107, name: str = "Lopez household") -> None:
    given = {"id": str(number), "entityId": name, "companyName": name, "subsidiary": {"id": "1"}}
    act(town.ns, "load", {"customers": [given]})


def with_field(town: Town, name: str = FIELD) -> None:
    town.st.act("create-customer-field", name=FIELD)
    town.tenant["legacy_id_field"] = name
    town.configure()


def customer(town: Town, name: str, legacy_id: str = "") -> int:
    fields = [{"name": FIELD, "value": legacy_id}]
    return town.office.customer(name, customFields=fields)


async def checked(town: Town) -> tuple[int, dict[str, Any]]:
    ended = await town.crossfoot("customers", "check-legacy", "--tenant", "acme", "--json")
    (found,) = ended.document["tenants"]
    return ended.code, found


async def link(town: Town, *arguments: str) -> Ended:
    return await town.crossfoot("customers", "link", *arguments, "--tenant", "acme")


# link


async def test_a_link_shows_what_was_and_what_is_and_what_stays(town: Town) -> None:
    household(town)
    town.queue("120.00", "80.00")
    who = next(iter(town.st.tenant.customers))
    await town.crossfoot("run", "--tenant", "acme")
    ended = await link(town, str(who), "1107")
    assert ended.code == 0
    assert f"customer Maria Lopez ({who}) is linked to Lopez household (1107)" in ended.words
    assert "before: Maria Lopez" in ended.words
    assert "Booked to another customer; these stay there" in ended.words
    assert ended.words.endswith("Total $200.00")


async def test_a_link_in_json_says_the_same(town: Town) -> None:
    household(town)
    (number,) = town.queue("120.00")
    who = next(iter(town.st.tenant.customers))
    await town.crossfoot("run", "--tenant", "acme")
    found = (await link(town, str(who), "1107", "--json")).document
    assert found["customer"] == {"id": who, "name": "Maria Lopez"}
    assert found["before"]["netsuite_name"].startswith("Maria Lopez")
    assert found["now"] == {"netsuite_id": "1107", "netsuite_name": "Lopez household"}
    assert [(one["id"], one["amount"]) for one in found["staying"]] == [(number, "120.00")]
    assert (found["changed"], found["staying_total"]) == (True, "120.00")


async def test_linking_again_says_that_it_was_so_already(town: Town) -> None:
    household(town)
    who = str(customer(town, "Maria Lopez"))
    first = await link(town, who, "1107")
    assert "before: no sync record" in first.words
    before = town.ns.version
    again = await link(town, who, "1107")
    assert (again.code, town.ns.version) == (0, before)
    assert "was linked already to Lopez household (1107)" in again.words


async def test_what_cannot_be_linked_ends_with_1_and_says_why(town: Town) -> None:
    who = str(customer(town, "Maria Lopez"))
    ended = await link(town, who, "999")
    assert ended.code == 1
    assert 'NetSuite has no customer with the internal id "999"' in ended.err
    unknown = await link(town, "4711", "999", "--json")
    assert (unknown.code, unknown.document["error"]["kind"]) == (1, "refused")
    assert "Customer 4711 cannot be found in ServiceTitan" in unknown.err


async def test_an_id_that_is_no_number_is_a_question_of_usage(town: Town) -> None:
    assert (await link(town, "Maria", "999")).code == 2


# check-legacy


async def test_problems_come_first_and_end_it_with_1(town: Town) -> None:
    with_field(town)
    household(town)
    customer(town, "Ann Wood")
    customer(town, "Maria Lopez", "1107")
    bad = customer(town, "Bo Lee", "12x")
    code, found = await checked(town)
    assert (code, found["good"], found["field"]) == (1, False, FIELD)
    assert [one["standing"] for one in found["customers"]] == [
        "invalid",
        "would-link",
        "would-create",
    ]
    first, second, _ = found["customers"]
    assert (first["id"], first["legacy_id"]) == (bad, "12x")
    assert f'Legacy ID "12x" of customer Bo Lee ({bad}) is invalid' in first["problem"]
    assert (second["netsuite_name"], second["subsidiaries"]) == (
        "Lopez household",
        ["Parent Company"],
    )
    assert (found["counts"]["invalid"], found["counts"]["would-link"]) == (1, 1)


async def test_all_well_ends_with_0_and_writes_nothing(town: Town) -> None:
    with_field(town)
    household(town)
    customer(town, "Maria Lopez", "1107")
    before = town.ns.version
    ended = await town.crossfoot("customers", "check-legacy")
    assert (ended.code, town.ns.version) == (0, before)
    assert "acme · 1 customer · all well" in ended.out
    assert "would be linked: Lopez household (1107) of Parent Company" in ended.words


async def test_customers_that_would_share_one_are_named(town: Town) -> None:
    with_field(town)
    household(town)
    ids = [customer(town, name, "1107") for name in ("Maria Lopez", "Jose Lopez")]
    code, found = await checked(town)
    assert (code, found["shared"]) == (1, [{"netsuite_id": "1107", "customers": ids}])
    shown = await town.crossfoot("customers", "check-legacy")
    assert "Several customers for one in NetSuite (1)" in shown.out
    assert f"Lopez household (1107): customer Maria Lopez ({ids[0]})" in shown.words


async def test_a_field_that_is_not_there_is_said_by_both_checks(town: Town) -> None:
    with_field(town, "Netsuite Id")
    customer(town, "Maria Lopez", "1107")
    code, found = await checked(town)
    assert (code, found["counts"]["would-create"]) == (1, 1)
    assert 'no field "Netsuite Id"' in found["matching_is_off"]
    set_up = await town.crossfoot("check", "--tenant", "acme")
    assert set_up.code == 1
    assert 'no field "Netsuite Id"' in set_up.words


async def test_without_a_field_everybody_would_be_created(town: Town) -> None:
    customer(town, "Maria Lopez", "1107")
    code, found = await checked(town)
    assert (code, found["field"], found["counts"]["would-create"]) == (0, None, 1)
    assert "No legacy_id_field is set" in found["matching_is_off"]


async def test_a_long_list_says_how_many_more_there_are(town: Town) -> None:
    with_field(town)
    for name in ("Maria Lopez", "Jose Lopez", "Bo Lee"):
        customer(town, name, "12x")
    shown = await town.crossfoot("customers", "check-legacy", "--limit", "2")
    assert "… and 1 more: --json or a higher --limit shows them" in shown.out


# the list of named customers


async def test_the_list_says_who_will_be_linked_by_the_next_run(town: Town) -> None:
    with_field(town)
    household(town)
    who = customer(town, "Maria Lopez", "1107")
    town.office.batch(invoiceIds=[town.office.invoice(who, "5.00")])
    ended = await town.crossfoot("customers", "--tenant", "acme")
    assert "will be linked to Lopez household (1107)" in ended.words
