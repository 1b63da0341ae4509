"""Applications: money already in the books, used on an invoice later (AR-09), or taken off (AR-14).

A deposit is applied by a deposit application of its own:

    Dr Customer deposits        60.00
        Cr Accounts receivable      60.00

An unapplied remainder of a customer payment is applied without a posting: both sides already stand
in accounts receivable. An application never exceeds what the invoice owes, nor what the payment has
left (AR-13). What the books have on the journals of refunds stands for reopened invoices.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from returns.result import Result, Success

from core.chart import Role
from core.documents import Application, Kind, Label, Payment
from core.ledger import Account, Entry, Segments, credit, debit
from core.money import ZERO, Money, total
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.receivables.payments import Landing, applied_amounts
from core.receivables.reopened import OnJournal, on_journals
from core.records import (
    AppliedAmount,
    Booked,
    BookedApplication,
    BookedAs,
    DepositApplicationRecord,
    DepositUnapplicationRecord,
    Key,
    PaymentApplicationsRecord,
    covered,
    paid,
)
from core.refusals import Reason, Refusal
from core.situation import Situation, refused

AN_INVOICE: Final = "an invoice"
"""Of which the books show no number."""


@dataclass(frozen=True, slots=True)
class Change:
    """A step that changes what is applied, and by how much on each invoice; less is negative."""

    step: Step
    by: tuple[AppliedAmount, ...]


def landing_in(booked: Booked) -> Landing:
    """As what a booked payment landed."""
    return Landing.DEPOSIT if booked.what is BookedAs.DEPOSIT else Landing.PAYMENT


def remainder(payment: Payment, booked: Booked) -> Money:
    """What the books say the payment still has, in cents."""
    used = (*booked.applications, *booked.to_journals, *booked.to_refunds)
    return payment.amount - total(one.amount for one in used)


# --- taken off -----------------------------------------------------------------------------


def reductions(payment: Payment, booked: Booked, s: Situation) -> list[Result[Change, Refusal]]:
    """What is applied in the books and no longer in ServiceTitan."""
    if landing_in(booked) is Landing.DEPOSIT:
        gone = _gone(payment, booked, s)
        return [_unapplied(payment, key, parts, s) for key, parts in gone.items()]
    return _payment_changes(payment, booked, s, more=False)


def _gone(payment: Payment, booked: Booked, s: Situation) -> Mapping[Key, list[BookedApplication]]:
    """Our own deposit applications that ServiceTitan no longer has; other people's stay.

    A part on an invoice and a part on a journal are one application.
    """
    prefix = s.key(Kind.APPLICATION, "")
    wanted = {s.key(Kind.APPLICATION, one.id) for one in payment.applications}
    parts = (*booked.applications, *booked.to_journals)
    ours = [one for one in parts if one.invoice_key and str(one.key).startswith(prefix)]
    gone: dict[Key, list[BookedApplication]] = defaultdict(list)
    for one in ours:
        if one.key is not None and one.key not in wanted:
            gone[one.key].append(one)
    return gone


def _unapplied(
    payment: Payment, key: Key, gone: list[BookedApplication], s: Situation
) -> Result[Change, Refusal]:
    where = f"off {gone[0].invoice_number or AN_INVOICE}"
    amount = total(one.amount for one in gone)
    label = _label(payment, where, amount, int(key.rsplit("-", 1)[1]))
    by = tuple(AppliedAmount(one.invoice_key, -one.amount) for one in gone if one.invoice_key)
    change = Result.do(
        Change(
            Step(
                key=Key(f"{key}-off"),
                record=DepositUnapplicationRecord(key),
                document=label,
                entry=_entry(amount, deposits, receivable, segments).reversed(),
            ),
            by,
        )
        for segments in s.segments(payment.business_unit)
        for deposits in s.mapping.role(Role.DEPOSITS)
        for receivable in s.mapping.role(Role.RECEIVABLE)
        for _ in posting_day(gone[0].date or payment.date, s.chart, s.settings.closed_period)
    )
    return refused(change, label)


# --- applied -------------------------------------------------------------------------------


def increases(payment: Payment, booked: Booked, s: Situation) -> list[Result[Change, Refusal]]:
    """What is applied in ServiceTitan and not yet in the books."""
    if landing_in(booked) is Landing.DEPOSIT:
        have = {one.key for one in (*booked.applications, *booked.to_journals)}
        missing = (
            one for one in payment.applications if s.key(Kind.APPLICATION, one.id) not in have
        )
        return [_applied(payment, one, s) for one in missing]
    return _payment_changes(payment, booked, s, more=True)


def _applied(payment: Payment, application: Application, s: Situation) -> Result[Change, Refusal]:
    where = f"to {application.invoice_number}"
    label = _label(payment, where, application.amount, application.id)
    change = Result.do(
        _deposit_change(payment, application, label, segments, day, deposits, receivable, s)
        for segments in s.segments(payment.business_unit)
        for day in posting_day(application.date, s.chart, s.settings.closed_period)
        for deposits in s.mapping.role(Role.DEPOSITS)
        for receivable in s.mapping.role(Role.RECEIVABLE)
    )
    return refused(change, label)


def _deposit_change(
    payment: Payment,
    application: Application,
    label: Label,
    segments: Segments,
    day: PostingDay,
    deposits: Account,
    receivable: Account,
    s: Situation,
) -> Change:
    invoice = s.key(Kind.INVOICE, application.invoice)
    record = DepositApplicationRecord(
        deposit=s.key(Kind.PAYMENT, payment.id),
        invoice=invoice,
        customer=s.customer_key(payment.customer),
        amount=application.amount,
        date=day.day,
        segments=segments,
    )
    entry = _entry(application.amount, deposits, receivable, segments)
    key = s.key(Kind.APPLICATION, application.id)
    step = Step(key, record, label, entry, needs=(record.deposit, invoice), notice=day.moved)
    return Change(step, (AppliedAmount(invoice, application.amount),))


def _entry(amount: Money, deposits: Account, receivable: Account, segments: Segments) -> Entry:
    return Entry((debit(deposits, amount, segments), credit(receivable, amount, segments)))


# --- the remainder of a customer payment ------------------------------------------------------


def _payment_changes(
    payment: Payment, booked: Booked, s: Situation, *, more: bool
) -> list[Result[Change, Refusal]]:
    wanted = {one.invoice: one.amount for one in applied_amounts(payment, s)}
    have = _applied_in_books(booked)
    deltas = {key: wanted.get(key, ZERO) - have.get(key, ZERO) for key in {**have, **wanted}}
    journals = on_journals(payment, booked, deltas, s)
    for part in journals:
        deltas[part.invoice] = deltas.get(part.invoice, ZERO) - part.amount
    moved = {key: by for key, by in deltas.items() if (by > ZERO if more else by < ZERO)}
    if not moved:
        return []
    label = _payment_label(payment, booked, moved, s, more=more)
    by = moved if more else _off(moved, journals)
    return [Success(Change(_payment_step(payment, booked, by, label, s), _amounts(by)))]


def _off(moved: Mapping[Key, Money], journals: Iterable[OnJournal]) -> Mapping[Key, Money]:
    """What comes off where: off the journals that stand for an invoice before the invoice itself."""
    off: dict[Key, Money] = defaultdict(lambda: ZERO)
    left = dict(moved)
    for part in journals:
        amount = min(part.amount, -left.get(part.invoice, ZERO))
        if amount > ZERO:
            off[part.journal] -= amount
            left[part.invoice] += amount
    return {**off, **{invoice: amount for invoice, amount in left.items() if amount}}


def _amounts(by: Mapping[Key, Money]) -> tuple[AppliedAmount, ...]:
    return tuple(AppliedAmount(key, amount) for key, amount in by.items())


def _applied_in_books(booked: Booked) -> dict[Key, Money]:
    """Cents applied on each invoice of ours; what others applied elsewhere is left alone."""
    sums: dict[Key, Money] = defaultdict(lambda: ZERO)
    for one in booked.applications:
        if one.invoice_key is not None:
            sums[one.invoice_key] += one.amount
    return dict(sums)


def _payment_step(
    payment: Payment, booked: Booked, by: Mapping[Key, Money], label: Label, s: Situation
) -> Step:
    journals = {one.journal for one in s.refunds.open}
    record = PaymentApplicationsRecord(
        s.key(Kind.PAYMENT, payment.id),
        tuple(AppliedAmount(k, paid(booked, k) + by[k]) for k in by if k not in journals),
        tuple(AppliedAmount(k, covered(booked, k) + by[k]) for k in by if k in journals),
    )
    end = "on" if total(by.values()) > ZERO else "off"
    key = Key(f"{s.key(Kind.APPLICATION, f'of-payment-{payment.id}')}-{end}")
    return Step(key, record, label, needs=(record.payment, *by))


def _payment_label(
    payment: Payment, booked: Booked, moved: Mapping[Key, Money], s: Situation, *, more: bool
) -> Label:
    where = f"{'to' if more else 'off'} {_invoices(payment, booked, moved, s)}"
    return _label(payment, where, abs(total(moved.values())), payment.id)


def _invoices(payment: Payment, booked: Booked, moved: Iterable[Key], s: Situation) -> str:
    """The numbers of these invoices, as ServiceTitan has them, else as the books do."""
    names = {one.invoice_key: one.invoice_number for one in booked.applications}
    for one in payment.applications:
        names[s.key(Kind.INVOICE, one.invoice)] = one.invoice_number
    numbers = (names.get(invoice) or AN_INVOICE for invoice in moved)
    return ", ".join(dict.fromkeys(numbers))


# --- the limits (AR-13) -----------------------------------------------------------------------


def overpaid(
    label: Label, invoice: str, owes: Money, amount: Money, on_journals: Money = ZERO
) -> Refusal:
    """More than the invoice owes, and than the journals of its refunds have open."""
    refunds = f", and refunds of it have {on_journals} open" if on_journals else ""
    fact = f"{invoice}: owes {owes} in NetSuite{refunds}; {amount} would overpay it."
    return Refusal(Reason.INVOICE_OVERPAID, label, fact, "Correct one of the two.")


def exceeded(label: Label, payment: Payment, left: Money, amount: Money) -> Refusal:
    """More than the payment has left."""
    fact = f"{payment.number}: has {left} left in NetSuite; {amount} cannot be applied."
    return Refusal(Reason.PAYMENT_EXCEEDED, label, fact, "Look there for what else used it.")


def _label(payment: Payment, where: str, amount: Money, source: int) -> Label:
    number = f"{payment.number} {where}"
    return Label(Kind.APPLICATION, source, number, payment.customer_name, amount)
