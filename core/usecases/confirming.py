"""Confirm: what was written is read back in bulk and compared, then marked exported (TRG-11).

Totals and ledger lines are compared to the cent. What differs is not marked: an accountant decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.agreement import difference
from core.chart import Chart
from core.plan import Step
from core.ports import ExportMark
from core.records import (
    Booked,
    CreditToRefundRecord,
    CustomerLinkRecord,
    CustomerMergeRecord,
    CustomerRecord,
    DepositUnapplicationRecord,
    ItemRecord,
    Key,
    MergedAddressRecord,
    PaymentApplicationsRecord,
    PaymentRecord,
    ProjectRecord,
    RefundNoteRecord,
    RefundRecord,
    RemoteId,
    covered,
    paid,
)
from core.usecases.connected import ConnectedTenant

_NO_TRANSACTION: Final = (
    CustomerRecord,
    CustomerLinkRecord,
    CustomerMergeRecord,
    MergedAddressRecord,
    ItemRecord,
    ProjectRecord,
    RefundNoteRecord,
)
"""Records that post nothing; a merge is confirmed by what the survivor owes, a note by the next run."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`differing` and `unmarked` say in words, by key, what does not agree or was not marked."""

    confirmed: frozenset[Key]
    differing: Mapping[Key, str]
    unmarked: Mapping[Key, str]


async def confirm(
    tenant: ConnectedTenant,
    chart: Chart,
    done: Sequence[Step],
    ids: Mapping[Key, RemoteId],
    confirmed_early: frozenset[Key] = frozenset(),
) -> Confirmation:
    """Read the steps' records back, compare, and mark the documents that agree.

    What is confirmed and marked already is not asked for again.
    """
    left = [step for step in done if step.key not in confirmed_early]
    booked = await tenant.books.booked({key for step in left for key in _read_back(step)})
    verdicts = {step.key: _disagreement(step, booked, chart) for step in left}
    differing = {key: words for key, words in verdicts.items() if words is not None}
    agreeing = [step for step in left if step.key not in differing]
    confirmed = confirmed_early | {step.key for step in agreeing}
    marks = {step.key: _mark(step, ids) for step in agreeing if _may_be_marked(step, confirmed)}
    failures = await tenant.field_service.mark_exported(tuple(marks.values()))
    why = {failure.document: failure.why for failure in failures}
    unmarked = {key: why[one.document] for key, one in marks.items() if one.document in why}
    return Confirmation(confirmed, differing, unmarked)


def _may_be_marked(step: Step, confirmed: Collection[Key]) -> bool:
    """A refund is in the books when both its record and what posts it are (REF-02)."""
    posted_by = step.record.journal if isinstance(step.record, RefundRecord) else None
    if posted_by is not None and posted_by not in confirmed:
        return False
    return step.marks_exported


def _mark(step: Step, ids: Mapping[Key, RemoteId]) -> ExportMark:
    return ExportMark(step.document, ids[step.key])


def _read_back(step: Step) -> Iterable[Key]:
    """The transactions that show what a step did."""
    match step.record:
        case record if isinstance(record, _NO_TRANSACTION):
            return ()
        case PaymentApplicationsRecord(payment=payment):
            return (payment,)
        case CreditToRefundRecord(credit=credit):
            return (credit,)
        case DepositUnapplicationRecord(application=application):
            return (application,)
        case _:
            return (step.key,)


def _disagreement(step: Step, booked: Mapping[Key, Booked], chart: Chart) -> str | None:
    match step.record:
        case record if isinstance(record, _NO_TRANSACTION):
            return None
        case DepositUnapplicationRecord(application=application):
            return "is still applied in NetSuite" if application in booked else None
        case PaymentApplicationsRecord(payment=payment) as record:
            return _applied_otherwise(record, booked.get(payment))
        case CreditToRefundRecord(credit=credit) as record:
            return _covers_otherwise(record, booked.get(credit))
    found = booked.get(step.key)
    if found is None:
        return "was written, but NetSuite does not show it"
    return difference(step, found, chart) or _paid_otherwise(step, found)


def _applied_otherwise(record: PaymentApplicationsRecord, found: Booked | None) -> str | None:
    return "is not in NetSuite any more" if found is None else _lands_otherwise(record, found)


def _lands_otherwise(
    record: PaymentApplicationsRecord | PaymentRecord, found: Booked
) -> str | None:
    """On invoices, or on journals of refunds."""
    has = [(one, paid(found, one.invoice)) for one in record.applied]
    has += [(one, covered(found, one.invoice)) for one in record.on_journals]
    for one, amount in has:
        if amount != one.amount:
            return f"has {amount} applied in NetSuite, not {one.amount}"
    return None


def _covers_otherwise(record: CreditToRefundRecord, found: Booked | None) -> str | None:
    if found is None:
        return "is not in NetSuite any more"
    has = covered(found, record.journal)
    return None if has == record.amount else f"has {has} applied in NetSuite, not {record.amount}"


def _paid_otherwise(step: Step, found: Booked) -> str | None:
    if not isinstance(step.record, PaymentRecord) or step.booked is not None:
        return None
    return _lands_otherwise(step.record, found)
