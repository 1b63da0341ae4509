"""Customers: in ServiceTitan before a run, in NetSuite after it, and the record that ties them."""

from typing import Final

from pytest_bdd import given, parsers, then, when

from adapters.netsuite.objects import CUSTOMER, CUSTOMER_SYNC, NAME, STATUS
from features.looks import names_of
from features.office import Office
from features.premises import ADDRESS, Json
from features.screens import item
from features.steps.field_work import MONEY

Table = list[list[str]]
TROUBLES: Final = {
    "takes the customer, but its reply is lost": ("customer", "lost_reply"),
    "takes the sync record, but its reply is lost": (CUSTOMER_SYNC, "lost_reply"),
    "neither takes the sync record nor answers": (CUSTOMER_SYNC, "timeout"),
}
"""What happens to the call that makes the record."""

# in ServiceTitan


@given(parsers.parse("{name} is a new customer"))
def new_customer(office: Office, name: str) -> None:
    office.customer(name)


@given(parsers.re(r"customer (?P<number>\d+) in ServiceTitan is called (?P<name>.+)"))
def numbered(office: Office, number: str, name: str) -> None:
    """From then on `{name} {number}` in these steps."""
    given = {"name": name, "type": "Residential", "address": ADDRESS}
    office.ids[f"{name} {number}"] = office.act("create-customer", id=int(number), **given)["id"]


@given(
    parsers.re(
        rf"invoice (?P<number>\S+) of (?P<amount>{MONEY}) is for the "
        r'(?P<kind>residential|commercial) customer "(?P<name>.*)"'
    )
)
def invoice_for(office: Office, number: str, amount: str, kind: str, name: str) -> None:
    office.customer(name, type=kind.capitalize())
    office.invoice(number, name, item(amount))
    office.post()


@given(parsers.parse("{name} is a new customer, reached by"))
def reached_by(office: Office, name: str, datatable: Table) -> None:
    """Contact, Number; the oldest first."""
    _, *rows = datatable
    contacts = [{"type": kind, "value": value} for kind, value in rows]
    office.customer(name, contacts=contacts)


@given(parsers.parse("{name} is a new customer at"))
def living_at(office: Office, name: str, datatable: Table) -> None:
    office.customer(name, address=_address(datatable))


@given(parsers.re(r'customer (?P<number>\d+) in ServiceTitan has the blank name "(?P<name>.*)"'))
def blank_name(office: Office, number: str, name: str) -> None:
    numbered(office, number, name)
    office.ids[f"customer {number}"] = int(number)


@when(
    parsers.re(rf"(?P<name>.+) is billed (?P<amount>{MONEY}) on invoice (?P<number>\S+)"),
)
def is_billed(office: Office, name: str, amount: str, number: str) -> None:
    office.invoice(number, name, item(amount))
    office.post()


@when(parsers.parse("{name} is renamed {new} in ServiceTitan"))
def renamed(office: Office, name: str, new: str) -> None:
    office.act("edit-customer", customerId=office.ids[name], name=new)


@when(parsers.parse("{name} moves in ServiceTitan to"))
def moves(office: Office, name: str, datatable: Table) -> None:
    office.act("edit-customer", customerId=office.ids[name], address=_address(datatable))


@then(parsers.parse("{name} is still called {called} in ServiceTitan"))
def called_in_servicetitan(office: Office, name: str, called: str) -> None:
    customers = office.servicetitan_state()["customers"]
    assert customers[str(office.ids[name])]["name"] == called


# in NetSuite and between


@given(parsers.parse('the legacy ID is kept in the field "{name}"'))
def legacy_field(office: Office, name: str) -> None:
    office.act("create-customer-field", name=name)
    office.configure(legacy_id_field=name)


@given(parsers.re(f"NetSuite (?P<trouble>{'|'.join(TROUBLES)})"))
def trouble(office: Office, trouble: str) -> None:
    path, kind = TROUBLES[trouble]
    office.fault("netsuite", kind=kind, method="POST", path=f"/record/v1/{path}$")


@when(parsers.parse("the sync runs again {minutes:d} minutes later"))
def runs_later(office: Office, minutes: int) -> None:
    office.sim_clock.advance(60 * minutes)
    office.run()


@given(parsers.parse("{name} was entered as a customer in NetSuite by hand"))
def by_hand(office: Office, name: str) -> None:
    given = {"entityId": name, "companyName": name, "subsidiary": {"id": "1"}}
    office.in_netsuite("POST", "actions/create-customer", given)


@when(parsers.parse("NetSuite's customer {name} is renamed {new}"))
def renamed_in_netsuite(office: Office, name: str, new: str) -> None:
    change(office, "customer", office.customer_in_netsuite(name)["id"], entityId=new)


@when(parsers.parse("{name}'s sync record is pointed to NetSuite's customer {other}"))
def pointed(office: Office, name: str, other: str) -> None:
    link = office.sync_record(name)["id"]
    to = office.customer_in_netsuite(other)["id"]
    change(office, CUSTOMER_SYNC, link, **{CUSTOMER: {"id": to}})


@given(parsers.parse("{name}'s sync record was deleted in NetSuite"))
def link_deleted(office: Office, name: str) -> None:
    link = office.sync_record(name)["id"]
    office.in_netsuite("POST", "actions/delete", {"type": CUSTOMER_SYNC, "id": link})


@then("NetSuite has no customer")
def no_customer(office: Office) -> None:
    assert (office.customers_in_netsuite(), office.sync_records()) == ([], [])


@then("NetSuite's customers are")
def customers_are(office: Office, datatable: Table) -> None:
    """One column of names, ServiceTitan's number after the name or left out."""
    _, *rows = datatable
    wanted = [name for (name,) in rows]
    found = office.customers_in_netsuite()
    assert len(found) == len(wanted), found
    assert all(any(name in names_of(one) for one in found) for name in wanted), found


@then(
    parsers.re(
        r"NetSuite's only customer is an individual with "
        r'first name "(?P<first>.*)" and last name "(?P<last>.*)"'
    )
)
def individual(office: Office, first: str, last: str) -> None:
    (found,) = office.customers_in_netsuite()
    assert (found["isPerson"], found["firstName"], found["lastName"]) == (True, first, last)
    assert "companyName" not in found


@then(parsers.re(r'NetSuite\'s only customer is the company "(?P<name>.*)"'))
def company(office: Office, name: str) -> None:
    (found,) = office.customers_in_netsuite()
    assert (found["isPerson"], found["companyName"]) == (False, name)
    assert not {"firstName", "lastName"} & found.keys()


@then(parsers.parse("NetSuite reaches {name} by"))
def reached_in_netsuite(office: Office, name: str, datatable: Table) -> None:
    """Contact, Number: all that NetSuite has."""
    found = office.customer_in_netsuite(name)
    known = {
        kind: found[kind.lower()] for kind in ("Phone", "Email", "Fax") if kind.lower() in found
    }
    _, *rows = datatable
    assert known == dict(rows)


@then(parsers.parse("NetSuite bills {name} at"))
def billed_at(office: Office, name: str, datatable: Table) -> None:
    """Street, Unit, City, State, Zip, Country; a blank is nothing."""
    (found,) = office.customer_in_netsuite(name)["addresses"]
    members = ("addr1", "addr2", "city", "state", "zip", "country")
    _, row = datatable
    assert found == {member: value for member, value in zip(members, row, strict=True) if value}


@then("the sync records are")
def sync_records(office: Office, datatable: Table) -> None:
    """ServiceTitan's customer, NetSuite's if it is linked, and the status."""
    names = {one["id"]: names_of(one)[1] for one in office.customers_in_netsuite()}
    names[""] = ""
    found = [
        [one.get(NAME, ""), names[one.get(CUSTOMER, "")], one[STATUS]]
        for one in office.sync_records()
    ]
    _, *rows = datatable
    assert sorted(found) == sorted(rows)


@then(parsers.parse("{number} is booked to {name} in NetSuite"))
def booked_to(office: Office, number: str, name: str) -> None:
    entity = office.transaction(number)["entity"]["id"]
    found = {one["id"]: names_of(one) for one in office.customers_in_netsuite()}
    assert name in found[entity]


@then(parsers.parse('the run remarks "{words}"'))
def remarks(office: Office, words: str) -> None:
    assert office.report.notices == (words,)


@then("the run remarks nothing")
def remarks_nothing(office: Office) -> None:
    assert office.report.notices == ()


@then(parsers.parse('customer {name} is refused because "{words}"'))
def customer_refused(office: Office, name: str, words: str) -> None:
    assert office.row(name).explanation == words


def change(office: Office, kind: str, which: str, **fields: object) -> None:
    """What a person changes on a record in NetSuite."""
    body = {"type": kind, "id": which, "fields": fields}
    office.in_netsuite("POST", "actions/edit", body)


def _address(datatable: Table) -> Json:
    """Street, Unit, City, State, Zip, Country; a blank is nothing."""
    names, row = datatable
    pairs = zip(names, row, strict=True)
    return {name.lower(): value for name, value in pairs if value}
