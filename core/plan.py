"""The plan of a run: what will be written, in what order, with what posting, and what stays out.

A dry run shows this very plan; a live run executes it. Its hash is the same for the same plan, so
that a run can be pinned to a preview (TRG-08).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.documents import Kind, Label
from core.fingerprint import Fingerprint
from core.ledger import NOTHING_POSTED, Entry
from core.records import (
    Booked,
    CreditToRefundRecord,
    CustomerRecord,
    DepositApplicationRecord,
    DepositRecord,
    DepositReleaseRecord,
    ItemReceiptRecord,
    ItemRecord,
    JournalRecord,
    Key,
    PayableRecord,
    PaymentApplicationsRecord,
    PaymentRecord,
    ProjectRecord,
    PurchaseOrderRecord,
    Record,
    RefundJournalRecord,
    RefundRecord,
    SalesRecord,
)
from core.refunds.written import CustomerRefundRecord
from core.refusals import Hold, Notice, Refusal

_EXPORTED = frozenset(
    {Kind.INVOICE, Kind.PAYMENT, Kind.BANK_DEPOSIT, Kind.BILL, Kind.VENDOR_CREDIT}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One record to write, for one document, with its predicted posting.

    `needs` are the keys of steps that must have succeeded first. `booked` is set when the books
    have it already, just as planned: then nothing is written, only confirmed and marked. `notice`
    is what an accountant should know of a document that goes all the same.
    """

    key: Key
    record: Record
    document: Label
    entry: Entry = NOTHING_POSTED
    needs: tuple[Key, ...] = ()
    booked: Booked | None = None
    notice: str = ""

    @property
    def marks_exported(self) -> bool:
        """Whether ServiceTitan is told once it is in the books (TRG-11)."""
        return self.document.kind in _EXPORTED

    @property
    def name(self) -> str:
        """What the record will be called in the books, where no other of its type may be."""
        match self.record:
            case CustomerRecord(entity_id=name) | ItemRecord(name=name) | ProjectRecord(name=name):
                return name
            case SalesRecord(number=number) | PurchaseOrderRecord(number=number):
                return number
            case PaymentRecord(received=received) | DepositRecord(received=received):
                return received.number
            case (
                RefundRecord(number=number)
                | RefundJournalRecord(number=number)
                | JournalRecord(number=number)
                | ItemReceiptRecord(number=number)
                | PayableRecord(number=number)
            ):
                return number
            case CustomerRefundRecord(number=str(number)):
                return number
            case _:
                return self.document.number

    @property
    def tied_to(self) -> tuple[Key, ...]:
        """The transactions that the record pays, uses or changes; all must be one customer's."""
        match self.record:
            case PaymentRecord(applied=applied, on_journals=journals):
                return tuple(one.invoice for one in (*applied, *journals))
            case PaymentApplicationsRecord(payment=payment, applied=applied, on_journals=journals):
                return (payment, *(one.invoice for one in (*applied, *journals)))
            case DepositApplicationRecord(deposit=deposit, invoice=invoice, on_journals=journals):
                return (deposit, invoice, *(one.invoice for one in journals))
            case DepositReleaseRecord(deposit=credit, journal=journal):
                return (credit, journal)
            case CreditToRefundRecord(credit=credit, journal=journal):
                return (credit, journal)
            case CustomerRefundRecord(credits=credits_):
                return tuple(one.credit for one in credits_)
            case _:
                return ()

    def after(self, *keys: Key) -> "Step":
        """This step, needing these as well."""
        return replace(self, needs=(*self.needs, *keys))


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` stand in an order in which each follows all that it needs."""

    tenant: str
    steps: tuple[Step, ...] = ()
    held: tuple[Hold, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def writes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.booked is None)

    @property
    def hash(self) -> str:
        return str(self.fingerprint())

    def fingerprint(self) -> Fingerprint:
        """Of everything the plan would write, hold and refuse."""
        return Fingerprint((self.tenant, self.writes, self.held, self.refused))


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps so that each stands after all it needs; otherwise as they came."""
    waiting = {step.key: step for step in steps}
    ordered: list[Step] = []
    placed: set[Key] = set()
    for step in tuple(waiting.values()):
        _place(step, waiting, placed, ordered)
    return tuple(ordered)


def _place(step: Step, among: dict[Key, Step], placed: set[Key], ordered: list[Step]) -> None:
    if step.key in placed:
        return
    placed.add(step.key)
    for needed in step.needs:
        if needed in among:
            _place(among[needed], among, placed, ordered)
    ordered.append(step)
