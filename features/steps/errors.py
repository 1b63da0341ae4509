"""The list of what stays out, and resetting it (TRG-13)."""

import json
from typing import Any, Final

from pytest_bdd import given, parsers, then, when

from core.errors import Blocked, SyncError, by_cause
from core.reports import Fate
from features.office import Office
from features.screens import item
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

SENT: Final[dict[str, Any]] = {
    "vendor": "netsuite",
    "method": "POST",
    "path": "/invoice$",
    "count": None,
}


@given(parsers.parse('NetSuite refuses every invoice with "{words}"'))
def every_invoice_refused(office: Office, words: str) -> None:
    body = json.dumps({"o:errorDetails": [{"detail": words, "o:errorCode": "USER_ERROR"}]})
    office.fault(**SENT, kind="status", status=400, body=body)


@when("NetSuite takes invoices again")
def invoices_taken_again(office: Office) -> None:
    office.no_faults("netsuite")


@when("NetSuite lets nobody in any more when invoices are sent")
def shut_out_of_invoices(office: Office) -> None:
    office.no_faults("netsuite")
    office.fault(**SENT, kind="status", status=401)


@given(
    parsers.re(
        r'tenant "(?P<tenant>\w+)" where (?P<customer>.+) owes '
        rf"(?P<amount>{MONEY}) on invoice (?P<number>\S+) "
        r'of business unit "(?P<unit>[^"]+)" \((?P<unit_id>\d+)\)'
    )
)
def tenant_with_unit(
    office: Office, tenant: str, customer: str, amount: str, number: str, unit: str, unit_id: str
) -> None:
    office.add_tenant(tenant)
    with office.at(tenant):
        office.business_unit(int(unit_id), unit)
        office.invoice(number, customer, item(amount), businessUnitId=int(unit_id))
        office.post()


@given("every tenant has run")
def all_have_run(office: Office) -> None:
    for tenant in sorted(office.branches):
        with office.at(tenant):
            office.run()


@when("all sync errors are reset")
def all_reset(office: Office) -> None:
    reset(office, None)


@when(parsers.parse("the sync error of {number} is reset"))
def one_reset(office: Office, number: str) -> None:
    found = [one.id for one in errors_of(office) if one.document.number == number]
    assert found
    reset(office, found)


def reset(office: Office, ids: list[int] | None) -> None:
    now = office.clock.now()
    office.run_async(office.store.reset_errors(office.tenant, ids, "the controller", now))


@then("there are no sync errors")
def no_errors(office: Office) -> None:
    assert errors_of(office) == []


@then("the sync errors are")
def errors_are(office: Office, datatable: Table) -> None:
    """Cause, Documents, Money, What to do; the largest sum first."""
    assert datatable[0] == ["Cause", "Documents", "Money", "What to do"]
    assert [_listed(one) for one in by_cause(errors_of(office))] == datatable[1:]


@then(parsers.parse('the sync errors of tenant "{tenant}" are'))
def errors_of_tenant(office: Office, tenant: str, datatable: Table) -> None:
    with office.at(tenant):
        errors_are(office, datatable)


@then(parsers.parse('no sync error of tenant "{tenant}" is reset'))
def none_reset(office: Office, tenant: str) -> None:
    with office.at(tenant):
        assert [one.reset_at for one in errors_of(office)] == [None]


@then("the numbers of the sync errors are")
def numbers_are(office: Office, datatable: Table) -> None:
    """Document, Number, First seen by: the first run or the last run."""
    last, first = office.run_async(office.store.runs(office.tenant, 2))
    seen = {first.finished: "the first run", last.finished: "the last run"}
    found = [[one.document.number, str(one.id), seen[one.first_seen]] for one in errors_of(office)]
    assert found == datatable[1:]


@then(parsers.re(r"NetSuite refused (?P<number>\d+) invoices? in the last run"))
def refused_in_last_run(office: Office, number: str) -> None:
    assert sum(row.fate is Fate.REFUSED for row in office.report.rows) == int(number)


def errors_of(office: Office) -> list[SyncError]:
    return list(office.run_async(office.store.errors(office.tenant)))


def _listed(one: Blocked) -> list[str]:
    numbers = ", ".join(sorted(error.document.number for error in one.errors))
    return [one.cause.subject, numbers, str(one.money), one.cause.remedy]
