"""Preparing and triggering: rule book, section 1."""

import asyncio
from typing import Final

import pytest
import stamina
from pytest_bdd import given, parsers, scenarios, then, when

from core.documents import Kind
from core.ports import TenantBusyError
from core.reports import Report, Row, Status
from core.settings import SyncMethod
from core.usecases.running import RunRequest
from core.usecases.running_all import run_all
from features.office import Office
from features.premises import UNIT, UNIT_ID
from features.screens import item, plain
from features.steps.field_work import MONEY
from features.steps.outcomes import KINDS

scenarios(".")

Table = list[list[str]]
METHODS: Final = {
    "batch-based documents": SyncMethod.DOCUMENTS,
    "journal entries": SyncMethod.JOURNAL_ENTRIES,
    "journal-entry AR with document AP": SyncMethod.JOURNAL_AR_DOCUMENT_AP,
}
UNITS: Final = {UNIT: UNIT_ID, "Plumbing": 50, "Calgary": 60}
OF_THE_OFFICE: Final = (Kind.INVOICE, Kind.PAYMENT, Kind.PURCHASE_ORDER)
"""Customers and posting items are listed as well; these scenarios are about documents."""


@given(parsers.parse("the sync method is {method}"))
def the_method(office: Office, method: str) -> None:
    office.configure(method=METHODS[method])


@given(parsers.parse("a run takes at most {most:d} invoices and payments"))
def at_most(office: Office, most: int) -> None:
    office.configure(documents_per_run=most)


# documents and batches


@given(parsers.re(rf"payment (?P<number>\S+) of (?P<who>.+) for (?P<amount>{MONEY}) in no batch"))
def payment_in_no_batch(office: Office, number: str, who: str, amount: str) -> None:
    office.payment(number, who, amount)


@given(parsers.re(rf"purchase order (?P<number>\S+) of (?P<amount>{MONEY}) in no batch"))
def order_in_no_batch(office: Office, number: str, amount: str) -> None:
    office.purchase_order(number, None, amount)


@given(parsers.parse('they are put into the open batch "{batch}"'))
def into_open_batch(office: Office, batch: str) -> None:
    office.ids[batch] = office.act("create-batch", name=batch)["id"]
    office.act("add-to-batch", batchId=office.ids[batch], **office.branch.unposted)


@given(parsers.parse('their batch "{batch}" is posted'))
@when(parsers.parse('their batch "{batch}" is posted'))
def batch_posted(office: Office, batch: str) -> None:
    into_open_batch(office, batch)
    office.act("post-batch", batchId=office.ids[batch])


@given(parsers.parse('batch "{batch}" is unposted'))
def batch_unposted(office: Office, batch: str) -> None:
    office.act("unpost-batch", batchId=office.ids[batch])


@given(parsers.parse("the batch of {number} is unposted and posted again"))
def posted_again(office: Office, number: str) -> None:
    """As ServiceTitan's support does; the sync has marked its documents exported before."""
    for one in office.servicetitan_state()["batches"].values():
        office.act("unpost-batch", batchId=one["id"])
        office.act("post-batch", batchId=one["id"])
    servicetitan_says(office, number, "Posted")


@given(
    parsers.parse('business unit "{unit}" ({number:d}) works in {currency} and is mapped to {to}')
)
def unit_in_currency(office: Office, unit: str, number: int, currency: str, to: str) -> None:
    office.business_unit(number, unit, currency)
    office.map_unit(number, subsidiary=to)


@when(parsers.parse('business unit "{unit}" ({number:d}) is mapped to {to}'))
def unit_mapped(office: Office, unit: str, number: int, to: str) -> None:
    office.business_unit(number, unit)
    office.map_unit(number, subsidiary=to)


@given("these invoices are posted in one batch")
def invoices_in_one_batch(office: Office, datatable: Table) -> None:
    for number, customer, unit, quantity, price in datatable[1:]:
        office.business_unit(UNITS[unit], unit)
        line = item(price, quantity=quantity)
        office.invoice(number, customer, line, businessUnitId=UNITS[unit])
    office.post()


# trouble


@given(parsers.parse('ServiceTitan sends {number} with a total of "{total}"'))
def sent_broken(office: Office, number: str, total: str) -> None:
    office.break_invoice(number, total=total)


@given(parsers.parse('NetSuite refuses the next invoice with "{words}"'))
def invoice_refused(office: Office, words: str) -> None:
    body = f'{{"o:errorDetails": [{{"detail": "{words}", "o:errorCode": "USER_ERROR"}}]}}'
    office.fault("netsuite", kind="status", method="POST", path="/invoice$", status=400, body=body)


@given("NetSuite's answer to the next invoice is lost")
def answer_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="POST", path="/invoice$")


@given("ServiceTitan stops answering before it is told what was exported")
def stops_before_mark(office: Office) -> None:
    office.fault("servicetitan", kind="timeout", path="markasexported|payments/status", count=None)


@given("ServiceTitan answers again")
def answers_again(office: Office) -> None:
    office.no_faults("servicetitan")


# other tenants


@given(
    parsers.re(
        r'tenant "(?P<tenant>\w+)" where (?P<customer>.+) owes '
        rf"(?P<amount>{MONEY}) on invoice (?P<number>\S+)"
    )
)
def other_tenant(office: Office, tenant: str, customer: str, amount: str, number: str) -> None:
    office.add_tenant(tenant)
    with office.at(tenant):
        office.invoice(number, customer, item(amount))
        office.post()


@given(parsers.parse('the ServiceTitan secret of tenant "{tenant}" is wrong'))
def wrong_secret(office: Office, tenant: str) -> None:
    with office.at(tenant):
        office.wrong_secret()


@given(parsers.parse('the ServiceTitan of tenant "{tenant}" does not answer'))
def does_not_answer(office: Office, tenant: str) -> None:
    with office.at(tenant):
        office.fault("servicetitan", kind="timeout", count=None)


@given(parsers.parse('Dana is running tenant "{tenant}"'))
def dana_runs(office: Office, tenant: str) -> None:
    lease = office.store.lease(tenant, "Dana", office.clock.now())
    office.run_async(office.open.enter_async_context(lease))


# runs


@pytest.fixture
def ended() -> dict[str, tuple[str, str]]:
    """How each tenant's run ended: status and, if something went wrong, why."""
    return {}


@when(parsers.parse('tenant "{tenant}" alone is run'))
def one_is_run(office: Office, tenant: str) -> None:
    office.remember_tenants()
    with office.at(tenant):
        office.run()


@when("every tenant is run")
def all_are_run(office: Office, ended: dict[str, tuple[str, str]]) -> None:
    def run_one(tenant: str) -> tuple[str, str, str]:
        with office.at(tenant):
            report = office.run()
        return tenant, report.status.value, report.failure

    def failed(tenant: str, error: BaseException) -> tuple[str, str, str]:
        if not isinstance(error, TenantBusyError):
            raise error
        return tenant, "refused", str(error)

    office.remember_tenants()
    with stamina.set_testing(True, attempts=2):
        endings = list(run_all(sorted(office.branches), run_one, failed, lambda _: False))
    ended.update({tenant: (status, why) for tenant, status, why in endings})


@when("the sync runs as the dry run showed")
def run_pinned(office: Office) -> None:
    office.run(pinned=office.plan_hash)


@when("Dana runs the sync and the office triggers another before it has ended")
def two_at_once(office: Office) -> None:
    office.fault("servicetitan", kind="latency", delay_seconds="0.2", path="invoices")
    office.before_run = office.servicetitan_state()
    office.run_async(_two_at_once(office))
    office.after_run = office.servicetitan_state()


async def _two_at_once(office: Office) -> None:
    first = asyncio.create_task(office._run("acme", RunRequest("first", "Dana")))
    while not await office.store.runs("acme", 1):
        await asyncio.sleep(0)
    try:
        await office._run("acme", RunRequest("second", "the office"))
    except TenantBusyError as busy:
        office.refused_trigger = str(busy)
    office.last = await first


# what is so afterwards


@then("NetSuite holds the documents")
def netsuite_holds(office: Office, datatable: Table) -> None:
    """Document, Kind, Amount: every transaction, no other."""
    kinds = {kind: words for words, kind in KINDS.items()}
    held = [(one["tranId"], kinds[one["type"]], one["total"]) for one in office.transactions()]
    assert sorted(held) == sorted((number, kind, plain(of)) for number, kind, of in datatable[1:])


@then(parsers.re(r"(?P<number>\S+) is (?P<status>Pending|Posted|Exported) in ServiceTitan"))
def servicetitan_says(office: Office, number: str, status: str) -> None:
    assert office.sync_status(number) == status


@then(parsers.parse('tenant "{tenant}" is as it was before'))
def untouched(office: Office, tenant: str) -> None:
    with office.at(tenant):
        assert office.servicetitan_state() == office.remembered[tenant]


@then("the tenants ended")
def tenants_ended(ended: dict[str, tuple[str, str]], datatable: Table) -> None:
    """Tenant, Status, Why; a why that ends in … goes on in the network's own words."""
    assert [[tenant, status] for tenant, (status, _) in ended.items()] == [
        row[:2] for row in datatable[1:]
    ]
    for tenant, _, words in datatable[1:]:
        why = ended[tenant][1]
        assert why.startswith(words[:-1]) if words.endswith("…") else why == words


@then("the run lists")
def run_lists(office: Office, datatable: Table) -> None:
    """Document, Outcome, Reason."""
    assert _listed(office.report) == sorted(datatable[1:])


@then("the latest run in the log lists")
def latest_lists(office: Office, datatable: Table) -> None:
    assert _listed(_latest(office)) == sorted(datatable[1:])


@then(parsers.parse('the status of the latest run is "{status}"'))
def latest_status(office: Office, status: str) -> None:
    assert _latest(office).status.value == status


@then("the last run of the log is the one that was no dry run")
def latest_is_live(office: Office) -> None:
    assert [one.dry for one in office.run_async(office.store.runs("acme", 2))] == [True, False]
    assert not _latest(office).dry


@then("the log holds")
def log_holds(office: Office, datatable: Table) -> None:
    """Run, Status, Records written; the last first."""
    runs = office.run_async(office.store.runs("acme", 10))
    kinds = {True: "dry run", False: "live run"}
    shown = [[kinds[one.dry], one.status.value, str(one.written)] for one in runs]
    assert shown == datatable[1:]


@then(parsers.parse('the run remarks "{words}"'))
def remarked(office: Office, words: str) -> None:
    assert words in office.report.notices


@then("the run failed")
def run_failed(office: Office) -> None:
    assert office.report.status is Status.FAILED


@then("the run stops because the plan has changed")
def plan_changed(office: Office) -> None:
    assert office.report.status is Status.PLAN_CHANGED
    assert office.report.written == 0


@then("the plan is the one of the dry run")
def same_plan(office: Office) -> None:
    dry, live = (one.plan_hash for one in office.run_async(office.store.runs("acme", 2)))
    assert dry == live != ""


@then(parsers.parse("one of {number} and {other} is posted and the other refused"))
def one_of_two(office: Office, number: str, other: str) -> None:
    outcomes = sorted(office.row(one).fate.value for one in (number, other))
    assert outcomes == ["posted", "refused"]


@then(parsers.parse('the office is told "{words}"'))
def told(office: Office, words: str) -> None:
    assert office.refused_trigger == words


# what a dry run shows


def _latest(office: Office) -> Report:
    report = office.run_async(office.store.latest("acme"))
    assert report is not None
    return report


def _listed(report: Report) -> list[list[str]]:
    return sorted(_row(one) for one in report.rows if one.document.kind in OF_THE_OFFICE)


def _row(one: Row) -> list[str]:
    return [one.document.number, one.fate.value, one.explanation]
