"""Accounts receivable documents: rule book, section 3."""

from collections.abc import Iterable

from pytest_bdd import given, parsers, scenarios, then

from features.office import UNIT_ID, Json, Office
from features.steps.field_work import MONEY

scenarios(".")


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+) by card "
        r"into account (?P<account>\d+) \w+"
    )
)
def paid_into(office: Office, customer: str, amount: str, number: str, account: str) -> None:
    into = {"type": "Credit Card", "glAccountNumber": account}
    office.payment(number, customer, amount, **into)
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+) by card "
        r"into account (?P<account>\d+) \w+, for invoice (?P<invoice>\S+)"
    )
)
def paid_on_into(
    office: Office, customer: str, amount: str, number: str, account: str, invoice: str
) -> None:
    into = {"type": "Credit Card", "glAccountNumber": account}
    office.payment(number, customer, amount, **into, applied={invoice: amount})
    office.post()


@given(
    parsers.parse(
        "documents of HVAC North belong to department {department}, class {kind} "
        "and location {location}"
    )
)
def segments(office: Office, department: str, kind: str, location: str) -> None:
    names = {"department": department, "class": kind, "location": location}
    made = {
        segment: office.in_netsuite("POST", f"actions/create-{segment}", {"name": name})["id"]
        for segment, name in names.items()
    }
    office.configure(business_units={str(UNIT_ID): {"subsidiary": "1", **made}})


@given(parsers.parse("payments by check are NetSuite's payment method Check"))
def by_check(office: Office) -> None:
    methods = _records(office, "paymentmethod")
    check = next(one["id"] for one in methods if one["fields"]["name"] == "Check")
    office.configure(payment_types={"Check": check})


@then(parsers.parse("{number} was paid by Check in NetSuite"))
def paid_by_check(office: Office, number: str) -> None:
    methods = {one["id"]: one["fields"]["name"] for one in _records(office, "paymentmethod")}
    assert methods[_fields(office, number)["paymentOption"]] == "Check"
    assert "Check" in office.transaction(number)["customFields"].values()


@then(
    parsers.re(
        r"every line of (?P<number>\S+) is for (?P<customer>.+), department (?P<department>\w+), "
        r"class (?P<kind>\w+) and location (?P<location>\w+)"
    )
)
def stands_in(
    office: Office, number: str, customer: str, department: str, kind: str, location: str
) -> None:
    found = office.transaction(number)
    assert found["entity"]["name"].rstrip("0123456789 ") == customer
    places = {(one["department"], one["class"], one["location"]) for one in found["lines"]}
    assert places == {(department, kind, location)}


def _records(office: Office, space: str) -> Iterable[Json]:
    records: list[Json] = office.netsuite_state()["records"][space]
    return records


def _fields(office: Office, number: str) -> Json:
    found = office.transaction(number)["id"]
    record = next(one for one in _records(office, "transaction") if one["id"] == found)
    fields: Json = record["fields"]
    return fields
