"""Whether a run's report is true: of what it says, and of what it leaves out."""

from typing import Any, Final

from core.documents import Kind
from core.plan import Step
from core.records import DepositUnapplicationRecord, PaymentApplicationsRecord
from core.reports import Fate, Row, Status
from core.usecases.running import RunResult
from tests.simulation.company import Company, Vendors
from tests.simulation.ledgers import by_key

IN_NETSUITE: Final = (Fate.POSTED, Fate.ALREADY_BOOKED, Fate.DIFFERS)
EXPLAINED: Final = (Fate.REFUSED, Fate.HELD, Fate.UNCERTAIN, Fate.DIFFERS)
MARKED: Final = {
    Kind.INVOICE: "invoices",
    Kind.PAYMENT: "payments",
    Kind.BANK_DEPOSIT: "bank_deposits",
}


async def assert_true(one: Company, result: RunResult) -> None:
    """Just after the run: nothing is claimed that is not so, and nothing queued is left out."""
    report = result.report
    assert report.finished is not None
    assert report in await one.store.runs("demo", 20)
    if result.plan is None or result.situation is None:
        assert (report.status, report.rows) == (Status.FAILED, ())
        assert report.failure
        return
    there = keys_in_netsuite(one)
    for step, row in zip(result.plan.steps, report.rows, strict=False):
        assert step.document == row.document
        assert is_true(one, step, row, there), (step.key, row)
    assert all(row.explanation for row in report.rows if row.fate in EXPLAINED)
    assert queued(result) <= {(row.document.kind, row.document.id) for row in report.rows}
    assert report.written == report.count(Fate.POSTED) + report.count(Fate.DIFFERS)
    if report.status is not Status.FAILED:
        _assert_marked(one, report.rows)


def is_true(one: Company, step: Step, row: Row, there: dict[str, str]) -> bool:
    """What a row says of its record; of an uncertain one it says nothing."""
    if row.fate is Fate.UNCERTAIN:
        return True
    done = row.fate in IN_NETSUITE
    match step.record:
        case DepositUnapplicationRecord(application=application):
            return done == (application not in there)
        case PaymentApplicationsRecord() as record:
            return done == _is_applied(one, record)
    return (there.get(step.key) == row.remote) if done else (row.remote == there.get(step.key))


def _is_applied(one: Company, record: PaymentApplicationsRecord) -> bool:
    payment = by_key(one.transactions)[record.payment]
    amounts = {line["externalId"]: line["amount"] for line in payment["applications"]}
    lines = (*record.applied, *record.on_journals)
    wanted = {line.invoice: str(line.amount).strip("$") for line in lines if line.amount}
    return wanted.items() <= amounts.items()


def queued(result: RunResult) -> set[tuple[Kind, int]]:
    """Every document ServiceTitan had in its queue."""
    assert result.situation is not None
    queue = result.situation.queue
    return {
        *((Kind.INVOICE, int(one.id)) for one in queue.invoices),
        *((Kind.PAYMENT, int(one.id)) for one in queue.payments),
        *((Kind.BANK_DEPOSIT, int(one.id)) for one in queue.bank_deposits),
        *((Kind.PURCHASE_ORDER, int(one.id)) for one in queue.purchase_orders),
        *((Kind.BILL, int(one.id)) for one in queue.bills),
        *((Kind.VENDOR_CREDIT, int(one.id)) for one in queue.vendor_credits),
        *((one.label.kind, one.label.id) for one in queue.unreadable),
    }


def _assert_marked(one: Company, rows: tuple[Row, ...]) -> None:
    """A document is marked exported, or its row says why it is not."""
    state: Any = one.servicetitan("GET", "state")
    for row in rows:
        if row.fate in (Fate.POSTED, Fate.ALREADY_BOOKED) and row.document.kind in MARKED:
            status = state[MARKED[row.document.kind]][str(row.document.id)]["sync_status"]
            assert (status == "Exported") == (not row.explanation), row


def keys_in_netsuite(one: Vendors) -> dict[str, str]:
    """The id of every record that has an external id."""
    rows: Any = one.netsuite("GET", "state")["externalIds"]
    return {key: record for (_, key), record in rows}
