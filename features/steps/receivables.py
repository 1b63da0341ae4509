"""What receivables and payables need besides: settings, periods, people in NetSuite, and readings."""

import json
from typing import Final

from pytest_bdd import given, parsers, then, when

from core.reports import Fate
from features.office import Office
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

DAY: Final = r"\d{4}-\d\d-\d\d"
APPLICATIONS: Final = {
    "with every run": "every_run",
    "with a related record": "with_related_record",
}

# --- ServiceTitan ---------------------------------------------------------------------------------


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+) dated (?P<day>{DAY})"
    )
)
def paid_dated(office: Office, customer: str, amount: str, number: str, day: str) -> None:
    office.payment(number, customer, amount, date=day)
    office.post()


@given(
    parsers.re(
        rf"payment (?P<number>\S+) of (?P<customer>.+) for (?P<amount>{MONEY}), "
        rf"(?P<part>{MONEY}) of it on invoice (?P<invoice>\S+), in no batch"
    )
)
def payment_in_no_batch(
    office: Office, number: str, customer: str, amount: str, part: str, invoice: str
) -> None:
    office.payment(number, customer, amount, applied={invoice: part})


@given(
    parsers.re(rf"payment (?P<number>\S+) of (?P<customer>.+) for (?P<amount>{MONEY}) in no batch")
)
def deposit_in_no_batch(office: Office, number: str, customer: str, amount: str) -> None:
    office.payment(number, customer, amount)


@given(parsers.parse("only {number} is posted"))
@when(parsers.parse("only {number} is posted"))
def only_posted(office: Office, number: str) -> None:
    office.post_alone(number)


@given(parsers.re(rf"purchase order (?P<number>\S+) of (?P<amount>{MONEY}) for stock is received"))
def ordered_for_stock(office: Office, number: str, amount: str) -> None:
    office.purchase_order(number, None, amount)
    office.post()


# --- settings and NetSuite ------------------------------------------------------------------------


@given(parsers.parse("applications go {when_they_go}"))
def applications_go(office: Office, when_they_go: str) -> None:
    office.configure(payment_applications=APPLICATIONS[when_they_go])


@given(parsers.parse("documents of a closed period go on the first open day"))
def first_open_day(office: Office) -> None:
    office.configure(closed_period="first_open_day")


@given(parsers.re(r"NetSuite's period (?P<period>\w+ \d{4}) is (?P<verb>close|open)d?"))
@when(parsers.re(r"NetSuite's period (?P<period>\w+ \d{4}) is (?P<verb>close|open)(ed|d)? again"))
def period_is(office: Office, period: str, verb: str) -> None:
    office.in_netsuite("POST", f"periods/{period}/{verb}")


@given(
    parsers.re(rf"somebody in NetSuite enters (?P<amount>{MONEY}) received on invoice (?P<n>\S+)")
)
def paid_by_hand(office: Office, amount: str, n: str) -> None:
    invoice = office.transaction(n)
    line = {"doc": {"id": invoice["id"]}, "apply": True, "amount": plain(amount)}
    given = {"customer": {"id": invoice["entity"]["id"]}, "payment": plain(amount)}
    body = {**given, "tranDate": "2026-11-16", "apply": {"items": [line]}}
    office.in_netsuite("POST", "actions/create-customer-payment", body)


@given(
    parsers.re(
        rf"somebody in NetSuite bills (?P<amount>{MONEY}) as invoice (?P<number>\S+) "
        r"and pays it from (?P<payment>\S+)"
    )
)
def used_by_hand(office: Office, amount: str, number: str, payment: str) -> None:
    paid = office.transaction(payment)
    line = {"item": {"id": office.any_item()}, "quantity": "1", "rate": plain(amount)}
    given = {"entity": {"id": paid["entity"]["id"]}, "tranId": number, "tranDate": "2026-11-16"}
    made = office.in_netsuite(
        "POST", "actions/create-invoice", {**given, "item": {"items": [line]}}
    )
    use = {"doc": {"id": made["id"]}, "apply": True, "amount": plain(amount)}
    change = {"type": "customerPayment", "id": paid["id"], "fields": {"apply": {"items": [use]}}}
    office.in_netsuite("POST", "actions/edit", change)


# --- what is so afterwards ------------------------------------------------------------------------


@then(parsers.re(rf"(?P<number>\S+) is dated (?P<day>{DAY}) in NetSuite"))
def dated(office: Office, number: str, day: str) -> None:
    assert office.transaction(number)["date"] == day


@then(parsers.parse('the run says of {number} "{words}"'))
def run_says(office: Office, number: str, words: str) -> None:
    said = [notice for notice in office.report.notices if f" {number} of " in notice]
    assert [notice.split(": ", 1)[1] for notice in said] == [words]


@then(parsers.parse("{payment} pays in NetSuite"))
def pays(office: Office, payment: str, datatable: Table) -> None:
    """Invoice, Amount: all that a payment, or a deposit by its applications, is applied to."""
    names, *rows = datatable
    assert names == ["Invoice", "Amount"], names
    paid = [(one["tranId"], one["amount"]) for one in office.paid_by(payment)]
    assert sorted(paid) == sorted((invoice, plain(amount)) for invoice, amount in rows)


@then(parsers.parse("{payment} pays nothing in NetSuite"))
def pays_nothing(office: Office, payment: str) -> None:
    assert office.paid_by(payment) == []


@then(parsers.parse("{number} is planned"))
def planned(office: Office, number: str) -> None:
    assert office.row(number).fate is Fate.PLANNED


@then(parsers.parse("{number} is found in NetSuite already"))
def already_there(office: Office, number: str) -> None:
    row = office.row(number)
    assert (row.fate, row.explanation) == (Fate.ALREADY_BOOKED, "")


@then(parsers.re(r"the run does not mention (?P<number>.+)"))
def not_mentioned(office: Office, number: str) -> None:
    assert number not in {row.document.number for row in office.report.rows}


@then(
    parsers.re(r"(?P<number>\S+) is the only (?P<kind>invoice|payment) of ServiceTitan still to go")
)
def still_to_go(office: Office, number: str, kind: str) -> None:
    documents = office.servicetitan_state()[f"{kind}s"].values()
    waiting = [one["number"] for one in documents if one["sync_status"] == "Posted"]
    assert waiting == [number]


@given("NetSuite refuses the next deposit application")
def application_refused(office: Office) -> None:
    detail = {"detail": "The record is locked by a workflow.", "o:errorCode": "USER_ERROR"}
    body = json.dumps({"title": "Bad Request", "status": 400, "o:errorDetails": [detail]})
    path = "depositApplication$"
    office.fault("netsuite", kind="status", method="POST", path=path, status=400, body=body)
