"""Accounts receivable documents: rule book, section 3."""

from collections.abc import Iterable

from pytest_bdd import given, parsers, scenarios, then

from core.reports import Fate
from features.office import Office
from features.premises import UNIT_ID, Json
from features.screens import item, plain
from features.steps.field_work import MONEY, billed
from features.steps.outcomes import Table

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


# --- invoices -------------------------------------------------------------------------------------


@given("NetSuite has no customer yet")
def no_customer_yet(office: Office) -> None:
    assert _customers(office) == []


@then(parsers.parse("NetSuite's only customer is {customer}, and {number} is hers"))
def only_customer(office: Office, customer: str, number: str) -> None:
    only = [one["id"] for one in _customers(office)]
    billed_to = office.transaction(number)["entity"]
    assert only == [billed_to["id"]]
    assert billed_to["name"].rstrip("0123456789 ") == customer


@given(parsers.parse('{customer}\'s job "{job}" is no project in NetSuite'))
def plain_job(office: Office, customer: str, job: str) -> None:
    """Its work was done before Crossfoot ran (AR-17)."""
    office.ids[job] = office.job(customer)
    office.act("set-job-status", jobId=office.ids[job], status="Completed")


@given(parsers.parse('{customer}\'s job "{job}" is project "{name}" in NetSuite'))
def project(office: Office, customer: str, job: str, name: str) -> None:
    plain_job(office, customer, job)
    owner = {one["fields"]["lastName"]: one["id"] for one in _customers(office)}
    given = {"parent": {"id": owner[customer.split()[-1]]}, "subsidiary": {"id": "1"}}
    key = f"{office.tenant}-project-{office.ids[job]}"
    office.in_netsuite(
        "POST", "actions/create-job", {**given, "companyName": name, "externalId": key}
    )


@given(
    parsers.re(
        rf'(?P<customer>.+) owes (?P<amount>{MONEY}) for job "(?P<job>[^"]+)" '
        r"on invoice (?P<number>\S+)"
    )
)
def owes_for_job(office: Office, customer: str, amount: str, job: str, number: str) -> None:
    office.invoice(number, customer, item(amount), jobId=office.ids[job])
    office.post()


@then(parsers.parse('{number} belongs to project "{name}"'))
def of_project(office: Office, number: str, name: str) -> None:
    job = _fields(office, number)["job"]
    projects = {one["id"]: one["fields"].get("companyName") for one in _records(office, "entity")}
    assert projects[job] == name


@then(parsers.parse("{number} belongs to no project"))
def of_no_project(office: Office, number: str) -> None:
    assert _fields(office, number).get("job") is None


@given(parsers.parse("invoice {number} of {customer} for no job bills"))
def bills_for_no_job(office: Office, number: str, customer: str, datatable: Table) -> None:
    office.invoice(number, customer, *billed(datatable))
    assert office.servicetitan_state()["invoices"][str(office.ids[number])]["job_id"] is None
    office.post()


@given(parsers.parse('invoice {number} of {customer} for job "{job}" has no items'))
def no_items(office: Office, number: str, customer: str, job: str) -> None:
    office.invoice(number, customer, jobId=office.ids[job])
    office.post()


@given(parsers.parse("invoice {number} of {customer} has neither job nor items nor amount"))
def nothing_at_all(office: Office, number: str, customer: str) -> None:
    office.invoice(number, customer)
    office.post()


@then("no account has a balance")
def no_balance(office: Office) -> None:
    assert office.trial_balance() == []


# --- tax ------------------------------------------------------------------------------------------


@given(
    parsers.re(
        rf"invoice (?P<number>\S+) of (?P<customer>.+) has tax of (?P<tax>{MONEY}) "
        r"typed in and bills"
    )
)
def tax_typed(office: Office, number: str, customer: str, tax: str, datatable: Table) -> None:
    office.invoice(number, customer, *billed(datatable), salesTax=plain(tax))
    office.post()


@then(parsers.parse("the lines of {number} are taxed"))
def lines_taxed(office: Office, number: str, datatable: Table) -> None:
    """Line, Amount, Tax: every taxed line of the invoice, no other."""
    names, *rows = datatable
    assert names == ["Line", "Amount", "Tax"], names
    sublists = _record(office, number)["sublists"]
    lines = {
        one["taxDetailsReference"]: one
        for one in sublists["item"]
        if one.get("taxDetailsReference")
    }
    taxes = {one["taxDetailsReference"]: one["taxAmount"] for one in sublists["taxDetails"]}
    shown = [(one["description"], one["amount"], taxes[key]) for key, one in lines.items()]
    assert shown == [(what, plain(amount), plain(tax)) for what, amount, tax in rows]
    assert len(taxes) == len(shown)


@given(
    parsers.re(
        rf"ServiceTitan says that invoice (?P<number>\S+) (?P<which>totals|subtotals) "
        rf"(?P<amount>{MONEY})"
    )
)
def says_otherwise(office: Office, number: str, which: str, amount: str) -> None:
    member = {"totals": "total", "subtotals": "subTotal"}[which]
    office.break_invoice(number, **{member: plain(amount)})


# --- batches --------------------------------------------------------------------------------------


@given(parsers.parse('auto-batching "{name}" has run in ServiceTitan'))
def auto_batching(office: Office, name: str) -> None:
    office.act("auto-batching", enabled=True, name=name)
    office.act("run-auto-batching")
    office.branch.unposted = {}


@then(parsers.parse('{invoice} and {payment} bear batch "{name}" in NetSuite'))
def bear_batch(office: Office, invoice: str, payment: str, name: str) -> None:
    for number in (invoice, payment):
        assert name in office.transaction(number)["customFields"].values()


@given(parsers.parse("the batch of invoice {number} is opened again"))
def opened_again(office: Office, number: str) -> None:
    office.unpost(number)


@given(parsers.parse("the batch of invoice {number} is posted again"))
def posted_again(office: Office, number: str) -> None:
    office.act("post-batch", batchId=office.ids[f"batch of {number}"])


@given(parsers.re(rf"invoice (?P<number>\S+) is changed to (?P<amount>{MONEY})"))
def changed_to(office: Office, number: str, amount: str) -> None:
    office.act("edit-invoice", invoiceId=office.ids[number], items=[item(amount)])


@given(
    parsers.re(rf"invoice (?P<number>\S+) is changed to (?P<amount>{MONEY}) on (?P<account>\d+) .+")
)
def changed_account(office: Office, number: str, amount: str, account: str) -> None:
    items = [item(amount, glAccountNumber=account)]
    office.act("edit-invoice", invoiceId=office.ids[number], items=items)


@then(parsers.parse('the run refuses {number} because "{words}"'))
def run_refuses(office: Office, number: str, words: str) -> None:
    row = office.row(number)
    assert (row.fate, row.explanation) == (Fate.REFUSED, words)


# --- NetSuite's records ---------------------------------------------------------------------------


def _customers(office: Office) -> list[Json]:
    return [one for one in _records(office, "entity") if one["kind"] == "customer"]


def _record(office: Office, number: str) -> Json:
    found = office.transaction(number)["id"]
    return next(one for one in _records(office, "transaction") if one["id"] == found)


def _fields(office: Office, number: str) -> Json:
    fields: Json = _record(office, number)["fields"]
    return fields


def _records(office: Office, space: str) -> Iterable[Json]:
    records: list[Json] = office.netsuite_state()["records"][space]
    return records
