"""Where money for invoices lands: on the invoice as far as it owes, then on journals of its refunds.

Where only money went back, the invoice is open again in ServiceTitan; in NetSuite it is paid, and the
journal of the refund is open (REF-09). What is applied to it beyond what it owes there pays these
journals, the oldest first, each as far as it is open. What a credit memo is still to cover of a refund
is left to that memo. What neither takes is refused whole (AR-13).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from returns.result import Failure, Result, Success

from core.documents import Kind, Label, Payment
from core.draft import Draft
from core.ledger import Segments
from core.money import ZERO, Money, total
from core.plan import Step
from core.receivables.applications import overpaid
from core.records import (
    AppliedAmount,
    Booked,
    DepositApplicationRecord,
    Key,
    PaymentApplicationsRecord,
    PaymentRecord,
    RefundJournalRecord,
    RefundLinks,
    covered,
    paid,
)
from core.refunds.recognition import is_refund
from core.refusals import Hold, Refusal, Waiting


@dataclass(frozen=True, slots=True)
class Shared:
    """Cents that land on each invoice, and on each journal of a refund."""

    invoices: tuple[AppliedAmount, ...]
    journals: tuple[AppliedAmount, ...]

    @property
    def parts(self) -> tuple[AppliedAmount, ...]:
        return (*self.invoices, *self.journals)


@dataclass(frozen=True, slots=True)
class Journal:
    """Of a refund: in the books, or to be there before the money."""

    key: Key
    date: dt.date
    subsidiary: str
    links: RefundLinks

    @property
    def age(self) -> tuple[dt.date, int]:
        return self.date, int(self.key.rsplit("-", 1)[1])


def shared(
    draft: Draft, document: Label, payment: Payment, applied: Iterable[AppliedAmount]
) -> Result[Shared, Refusal | Hold]:
    """These amounts as they land; all the invoices are there. Held for a refund that stays out and
    would take the money.
    """
    invoices: list[AppliedAmount] = []
    journals: dict[Key, Money] = defaultdict(lambda: ZERO)
    for one in applied:
        owed = max(draft.owed(one.invoice) or ZERO, ZERO)
        beyond = one.amount > owed
        open_on = _open_on(draft, payment, one.invoice, journals) if beyond else {}
        room = total(open_on.values())
        if one.amount > owed + room:
            number = _number(draft, payment, one.invoice)
            waits = _waits_for_refund(draft, document, one, owed + room, number)
            return Failure(waits or overpaid(document, number, owed, one.amount, room))
        own = min(owed, one.amount)
        invoices += [AppliedAmount(one.invoice, own)] if own or not one.amount else []
        for journal, amount in _spread(one.amount - own, open_on):
            journals[journal] += amount
    on_journals = tuple(AppliedAmount(key, amount) for key, amount in journals.items() if amount)
    return Success(Shared(tuple(invoices), on_journals))


def landed(step: Step, parts: Shared, booked: Booked | None) -> Step:
    """The step with what it puts where; `booked` is the payment, if the books have it."""
    record = step.record
    match record:
        case PaymentRecord():
            record = replace(record, applied=parts.invoices, on_journals=parts.journals)
        case DepositApplicationRecord():
            record = replace(record, on_journals=parts.journals)
        case PaymentApplicationsRecord():
            assert booked is not None, step
            record = replace(
                record,
                applied=_in_all(parts.invoices, paid, booked),
                on_journals=_in_all(parts.journals, covered, booked),
            )
    return replace(step, record=record)


def _in_all(
    parts: Iterable[AppliedAmount], there: Callable[[Booked, Key], Money], booked: Booked
) -> tuple[AppliedAmount, ...]:
    """With what is applied already."""
    return tuple(
        AppliedAmount(one.invoice, one.amount + there(booked, one.invoice)) for one in parts
    )


def _waits_for_refund(
    draft: Draft, document: Label, asked: AppliedAmount, room: Money, number: str
) -> Hold | None:
    s, back = draft.situation, dict[str, Money]()
    why: Refusal | Hold | None = None
    for refund in filter(is_refund, s.queue.payments):
        of = [
            one for one in refund.applications if s.key(Kind.INVOICE, one.invoice) == asked.invoice
        ]
        out = _why_out(draft, refund)
        if of and out is not None:
            back[refund.number] = -total(one.amount for one in of)
            why = why or out
    if why is None or asked.amount > room + total(back.values()):
        return None
    words = f"Waiting for refund {', '.join(back)}, which opened invoice {number} again:"
    return Hold(Waiting.DEPENDENCY, document, f"{words} {why.explanation}", why.cause)


def _why_out(draft: Draft, refund: Payment) -> Refusal | Hold | None:
    s = draft.situation
    return draft.why_out(s.key(Kind.REFUND_JOURNAL, refund.id)) or draft.why_out(
        s.key(Kind.REFUND, refund.id)
    )


def _number(draft: Draft, payment: Payment, invoice: Key) -> str:
    s = draft.situation
    named = {s.key(Kind.INVOICE, one.invoice): one.invoice_number for one in payment.applications}
    return named[invoice]


def _spread(amount: Money, open_on: Mapping[Key, Money]) -> Iterator[tuple[Key, Money]]:
    for journal, most in open_on.items():
        part = min(amount, most)
        amount -= part
        yield journal, part


def _open_on(
    draft: Draft, payment: Payment, invoice: Key, taken: Mapping[Key, Money]
) -> dict[Key, Money]:
    """Cents that money of this payment for this invoice can pay of each journal, the oldest first."""
    fitting = (one for one in _journals(draft).values() if invoice in one.links.invoices)
    own = [one for one in fitting if _may_pay(draft, payment, one)]
    left = {
        one.key: (draft.owed(one.key) or ZERO) - _of_memos(draft, one) - taken.get(one.key, ZERO)
        for one in sorted(own, key=lambda one: one.age)
    }
    return {key: amount for key, amount in left.items() if amount > ZERO}


def _journals(draft: Draft) -> dict[Key, Journal]:
    """Of all refunds that stand in the books, or will after this run."""
    found: dict[Key, Journal] = {}
    for step in draft.steps.values():
        if isinstance(step.record, RefundJournalRecord):
            given = step.record.refund
            found[step.key] = Journal(step.key, given.date, given.segments.subsidiary, given.links)
    for one in draft.situation.refunds.open:
        booked = draft.situation.booked.get(one.journal)
        if booked is not None and draft.why_out(one.journal) is None:
            found[one.journal] = Journal(one.journal, booked.date, _subsidiary(booked), one.links)
    return found


def _subsidiary(booked: Booked) -> str:
    segments: Segments = next(segments for _, segments in booked.posting)
    return segments.subsidiary


def _may_pay(draft: Draft, payment: Payment, journal: Journal) -> bool:
    """Of one customer, and in one subsidiary; NetSuite applies nothing across either."""
    s = draft.situation
    payer = draft.payer(payment) or s.customer_key(payment.customer)
    booked = s.booked.get(s.key(Kind.PAYMENT, payment.id))
    if booked is not None:
        subsidiary = _subsidiary(booked)
    else:
        subsidiary = s.segments(payment.business_unit).map(lambda one: one.subsidiary).value_or("")
    return (payer, subsidiary) == (draft.holder(journal.key), journal.subsidiary)


def _of_memos(draft: Draft, journal: Journal) -> Money:
    """What ServiceTitan has credit memos cover of the refund, and they do not cover yet."""
    booked = draft.situation.booked
    to_come = (
        one.amount - (covered(memo, journal.key) if (memo := booked.get(one.invoice)) else ZERO)
        for one in journal.links.credit_memos
    )
    return total(max(one, ZERO) for one in to_come)
