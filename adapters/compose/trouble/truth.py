"""Whether a run's report is true: of what it says, and of what it leaves out."""

from typing import Any, Final, Protocol

from adapters.netsuite import objects
from core.documents import Kind
from core.money import ZERO, Money
from core.plan import Step
from core.ports import Store
from core.records import (
    CreditToRefundRecord,
    CustomerLinkRecord,
    CustomerMergeRecord,
    DepositUnapplicationRecord,
    MergedAddressRecord,
    PaymentApplicationsRecord,
    RefundNoteRecord,
)
from core.reports import Fate, Row, Status
from core.usecases.running import RunResult

IN_NETSUITE: Final = (Fate.POSTED, Fate.ALREADY_BOOKED, Fate.DIFFERS)
EXPLAINED: Final = (Fate.REFUSED, Fate.HELD, Fate.UNCERTAIN, Fate.DIFFERS)
MARKED: Final = {
    Kind.INVOICE: "invoices",
    Kind.PAYMENT: "payments",
    Kind.BANK_DEPOSIT: "bank_deposits",
}


class Kept(Protocol):
    """Both vendors, and the store that keeps the runs."""

    @property
    def store(self) -> Store: ...

    @property
    def transactions(self) -> list[Any]: ...

    def servicetitan(self, method: str, path: str, body: Any = None) -> Any: ...

    def netsuite(self, method: str, path: str, body: Any = None) -> Any: ...


async def assert_true(one: Kept, result: RunResult) -> None:
    """Just after the run: nothing is claimed that is not so, and nothing queued is left out."""
    report = result.report
    assert report.finished is not None
    assert report in await one.store.runs("demo", 20)
    if result.plan is None or result.situation is None:
        assert (report.status, report.rows) == (Status.FAILED, ())
        assert report.failure
        return
    there = keys_in_netsuite(one) if result.plan.steps else {}
    for step, row in zip(result.plan.steps, report.rows, strict=False):
        assert step.document == row.document
        assert is_true(one, step, row, there), (step.key, row)
    assert all(row.explanation for row in report.rows if row.fate in EXPLAINED)
    assert queued(result) <= {(row.document.kind, row.document.id) for row in report.rows}
    assert report.written == report.count(Fate.POSTED) + report.count(Fate.DIFFERS)
    if report.status is not Status.FAILED:
        _assert_marked(one, report.rows)


def is_true(one: Kept, step: Step, row: Row, there: dict[str, str]) -> bool:
    """What a row says of its record; of an uncertain one it says nothing."""
    if row.fate is Fate.UNCERTAIN:
        return True
    done = row.fate in IN_NETSUITE
    match step.record:
        case DepositUnapplicationRecord(application=application):
            return done == (application not in there)
        case PaymentApplicationsRecord() as record:
            return done == _is_applied(one, record)
        case CreditToRefundRecord() as record:
            return done == _covers(one, record)
        case RefundNoteRecord() as record:
            return done == _is_noted(one, record)
        case CustomerLinkRecord() | CustomerMergeRecord() | MergedAddressRecord():
            return not done or row.remote is not None
    return (there.get(step.key) == row.remote) if done else (row.remote == there.get(step.key))


def _is_applied(one: Kept, record: PaymentApplicationsRecord) -> bool:
    amounts = _applied(one, record.payment)
    lines = (*record.applied, *record.on_journals)
    wanted = {line.invoice: str(line.amount).strip("$") for line in lines if line.amount}
    return wanted.items() <= amounts.items()


def _applied(one: Kept, payer: str) -> dict[str, str]:
    """Amounts of one payment or credit by the key of what it is applied to."""
    found = [each for each in one.transactions if each["externalId"] == payer]
    return {line["externalId"]: line["amount"] for each in found for line in each["applications"]}


def _covers(one: Kept, record: CreditToRefundRecord) -> bool:
    return _applied(one, record.credit).get(record.journal, "0.00") == record.amount.text


def _is_noted(one: Kept, record: RefundNoteRecord) -> bool:
    rows = one.netsuite("GET", "records/transaction")
    found = [row["fields"] for row in rows if row["fields"].get("externalId") == record.refund]
    said = [Money.of(str(one.get(objects.REFUND_UNAPPLIED) or "0")) for one in found]
    return said == [record.unapplied]


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


def _assert_marked(one: Kept, rows: tuple[Row, ...]) -> None:
    """A document is marked exported, or its row says why it is not, or it was billed anew since."""
    booked = (Fate.POSTED, Fate.ALREADY_BOOKED)
    to_mark = [row for row in rows if row.fate in booked and row.document.kind in MARKED]
    state: Any = one.servicetitan("GET", "state") if to_mark else {}
    for row in to_mark:
        found = state[MARKED[row.document.kind]][str(row.document.id)]
        marked = found["sync_status"] == "Exported"
        explained = marked == (not row.explanation)
        assert explained or (not marked and _was_billed_anew(found, row)), row


def _was_billed_anew(found: Any, row: Row) -> bool:
    """People may open an invoice again while the run ends, when it was marked already."""
    if row.document.kind is not Kind.INVOICE:
        return False
    parts = (*(item["total"] for item in found["items"]), found["sales_tax"])
    return sum(map(Money.of, parts), start=ZERO) != row.document.amount


def keys_in_netsuite(one: Kept) -> dict[str, str]:
    """The id of every record that has an external id."""
    rows: Any = one.netsuite("GET", "external-ids")
    return {key: record for (_, key), record in rows}
