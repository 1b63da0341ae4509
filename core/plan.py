"""The plan of a run: what will be written, in what order, with what posting, and what stays out.

A dry run shows this very plan; a live run executes it. Its hash is the same for the same plan, so
that a run can be pinned to a preview (TRG-08).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from core.documents import Kind, Label
from core.ledger import NOTHING_POSTED, Account, Entry, Segments
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
_PLAIN = frozenset({str, int, bool, type(None), Decimal, date})
"""What one text stands for by itself, the same in every process."""
_OFTEN = frozenset({Account, Segments})
"""Few of them, and each in many places."""


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
        """The fingerprint of everything the plan would write, hold and refuse."""
        return fingerprint((self.tenant, self.writes, self.held, self.refused))


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


def fingerprint(value: object) -> str:
    """Twelve hexadecimal digits, the same for the same value in every process."""
    digest = hashlib.sha256()
    for piece in _pieces(value):
        digest.update(piece.encode())
    return digest.hexdigest()[:12]


def _pieces(value: object) -> Iterator[str]:
    """The text of a value, a piece at a time: a large plan's text would take as much memory as it."""
    if not isinstance(value, tuple):
        yield _canonical(value)
        return
    yield "["
    for at, one in enumerate(value):
        if at:
            yield ","
        yield from _pieces(one)
    yield "]"


def _canonical(value: object) -> str:
    """One text for one value, the same in every process."""
    return _TEXTS[type(value)](value)


Text = Callable[[Any], str]


class _Texts(dict[type, Text]):
    """How a value of each type is put into text."""

    def __missing__(self, of: type) -> Text:
        self[of] = _text_of(of)
        return self[of]


_TEXTS: Final = _Texts()


def _text_of(of: type) -> Text:
    if of in _PLAIN:
        return repr
    if issubclass(of, tuple):
        return lambda value: f"[{','.join([_TEXTS[type(one)](one) for one in value])}]"
    if issubclass(of, Enum):
        return lambda value: str(value.value)
    assert is_dataclass(of), of
    names = [one.name for one in fields(of)]
    text = _text_of_members(of, names) if len(names) > 1 else _text_of_one(of, *names)
    return lru_cache(maxsize=1024)(text) if of in _OFTEN else text


def _text_of_members(of: type, names: Sequence[str]) -> Text:
    template = f"{of.__name__}({','.join(f'{name}=%s' for name in names)})"
    members = attrgetter(*names)
    return lambda value: template % tuple([_TEXTS[type(one)](one) for one in members(value)])


def _text_of_one(of: type, name: str) -> Text:
    return lambda value: f"{of.__name__}({name}={_canonical(getattr(value, name))})"
