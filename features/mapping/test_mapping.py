"""Mapping and set-up: rule book, section 2."""

from typing import Final

from pytest_bdd import given, parsers, scenarios, then, when

from adapters.netsuite.objects import AVAILABLE, BATCH_ID, BATCH_NAME
from core.settings import MappingChoice, Topic
from features.office import Office
from features.premises import UNIT_ID, Json
from features.screens import item
from features.steps.field_work import MONEY

scenarios(".")

Table = list[list[str]]
SETTINGS: Final = {
    "Legacy ID Field Name": "legacy_id_field",
    "Check Refund Payment Type Name": "check_refund_payment_type",
    "Automated refunds": "automated_refunds",
}
SEGMENTS: Final = ("department", "class", "location")


@given(parsers.parse('business unit "{name}" ({unit:d}) works in {currency}'))
def unit_works_in(office: Office, name: str, unit: int, currency: str) -> None:
    office.business_unit(unit, name, currency)


@given(
    parsers.parse(
        'NetSuite has department "{department}", class "{class_}" and location "{location}"'
    )
)
def segments_there(office: Office, department: str, class_: str, location: str) -> None:
    for kind, name in (("department", department), ("class", class_), ("location", location)):
        office.in_netsuite("POST", f"actions/create-{kind}", {"name": name})


@given(
    parsers.parse(
        'the business unit maps to department "{department}", class "{class_}" '
        'and location "{location}"'
    )
)
def unit_maps_to_segments(office: Office, department: str, class_: str, location: str) -> None:
    named = {"department": department, "class": class_, "location": location}
    office.map_unit(UNIT_ID, subsidiary="Parent Company", **named)


@given(parsers.parse('the tenant\'s default department is "{name}"'))
def default_department(office: Office, name: str) -> None:
    office.configure(department=office.netsuite_id("department", name))


@given("the tenant is set up with")
def set_up_with(office: Office, datatable: Table) -> None:
    given = {SETTINGS[name]: value for name, value in datatable[1:]}
    office.configure(**{**given, "automated_refunds": given["automated_refunds"] == "on"})


@given(parsers.parse("{customer} is customer {number:d}"))
def is_customer(office: Office, customer: str, number: int) -> None:
    office.customer(customer, id=number)


@given(
    parsers.re(
        rf"(?P<customer>.+) is billed (?P<amount>{MONEY}) "
        r"to (?P<account>\d+) (?P<name>.+) on (?P<number>\S+)"
    )
)
def billed_to(
    office: Office, customer: str, amount: str, account: str, name: str, number: str
) -> None:
    known = office.servicetitan_state()["gl_accounts"].values()
    if account not in [one["number"] for one in known]:
        office.act("create-gl-account", number=account, name=name)
    office.invoice(number, customer, item(amount, glAccountNumber=account))
    office.post()


@given(parsers.parse("account {number} is mapped to NetSuite's {other}"))
def account_mapped(office: Office, number: str, other: str) -> None:
    office.choose(MappingChoice(Topic.ACCOUNT, number, (("account", other),)))


@given(parsers.parse("NetSuite's {number} is not Available to ServiceTitan"))
def not_available(office: Office, number: str) -> None:
    office.in_netsuite("POST", "load", {"accounts": [{"acctNumber": number, AVAILABLE: False}]})


@given(parsers.parse('every document is posted in batch {batch:d} "{name}"'))
def posted_in(office: Office, batch: int, name: str) -> None:
    waiting, office.branch.unposted = office.branch.unposted, {}
    office.act("create-batch", id=batch, name=name)
    office.act("add-to-batch", batchId=batch, **waiting)
    office.act("post-batch", batchId=batch)


@given(
    parsers.re(
        rf"(?P<amount>{MONEY}) of (?P<customer>.+) as (?P<number>\S+) is posted "
        r'in batch (?P<batch>\d+) "(?P<name>[^"]+)"'
    )
)
def paid_in(office: Office, amount: str, customer: str, number: str, batch: str, name: str) -> None:
    office.payment(number, customer, amount)
    posted_in(office, int(batch), name)


@then("header and lines are stamped")
def stamped(office: Office, datatable: Table) -> None:
    """Document, Department, Class, Location: on the header, each item line, each ledger line."""
    for number, *names in datatable[1:]:
        record = _record(office, number)
        stamps = [record["fields"], *record["sublists"].get("item", ())]
        assert [_segments(office, one) for one in stamps] == [names] * len(stamps), number
        for line in office.transaction(number)["lines"]:
            assert [line[one] or "" for one in SEGMENTS] == names, number


@then("NetSuite has the items")
def items_there(office: Office, datatable: Table) -> None:
    records = office.netsuite_state()["records"]
    names = {one["id"]: one["fields"]["acctName"] for one in records["account"]}
    items = [one["fields"] for one in records["item"]]
    shown = [[one["itemId"], names[one["incomeAccount"]]] for one in items]
    assert sorted(shown) == sorted(datatable[1:])


@given("the set-up of posting items is complete")
def items_complete(office: Office) -> None:
    assert _said_of_items(office) == {}


@when(parsers.parse('somebody in NetSuite unticks Generate Accruals on the item "{name}"'))
def unticks_accruals(office: Office, name: str) -> None:
    items = office.netsuite_state()["records"]["item"]
    found = next(one["id"] for one in items if one["fields"]["itemId"] == name)
    change = {"type": "nonInventoryResaleItem", "id": found, "fields": {"generateAccruals": False}}
    office.in_netsuite("POST", "actions/edit", change)


@then(parsers.parse('check says of the item of {account} "{words}"'))
def check_says_of_item(office: Office, account: str, words: str) -> None:
    assert _said_of_items(office) == {f"Item of {account}": words}


def _said_of_items(office: Office) -> dict[str, str]:
    findings = office.check().findings
    return {one.subject: one.words for one in findings if one.subject.startswith("Item of ")}


@then(parsers.parse('{number} is of "{name}"'))
def is_of(office: Office, number: str, name: str) -> None:
    assert office.transaction(number)["entity"]["name"] == name


@then(parsers.parse('{number} names batch {batch:d} "{name}" in NetSuite'))
def names_batch(office: Office, number: str, batch: int, name: str) -> None:
    fields = office.transaction(number)["customFields"]
    assert (fields[BATCH_ID], fields[BATCH_NAME]) == (str(batch), name)


@then("the tenant keeps")
def tenant_keeps(office: Office, datatable: Table) -> None:
    settings = office.branch.config.settings("acme")
    for name, value in datatable[1:]:
        kept = getattr(settings, SETTINGS[name])
        assert {True: "on", False: "off"}.get(kept, kept) == value


def _record(office: Office, number: str) -> Json:
    records: list[Json] = office.netsuite_state()["records"]["transaction"]
    return next(one for one in records if one["fields"].get("tranId") == number)


def _segments(office: Office, stamps: Json) -> list[str]:
    """The names of department, class and location; empty where there is none."""
    records = office.netsuite_state()["records"]
    spaces = zip(SEGMENTS, ("department", "classification", "location"), strict=True)
    names = {
        what: {one["id"]: one["fields"]["name"] for one in records.get(space, ())}
        for what, space in spaces
    }
    return [names[what].get(stamps.get(what, ""), "") for what in SEGMENTS]
