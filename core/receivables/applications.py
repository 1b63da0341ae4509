"""Applications: money already in the books, used on an invoice later (AR-09), or taken off (AR-14).

A deposit is applied by a deposit application of its own:

    Dr Customer deposits        60.00
        Cr Accounts receivable      60.00

An unapplied remainder of a customer payment is applied without a posting: both sides already stand
in accounts receivable. An application never exceeds what the invoice owes, nor what the payment has
left (AR-13).
"""

from collections import defaultdict
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
from core.records import (
    AppliedAmount,
    Booked,
    BookedApplication,
    DepositApplicationRecord,
    DepositUnapplicationRecord,
    Key,
    PaymentApplicationsRecord,
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
    return Landing.DEPOSIT if booked.is_deposit else Landing.PAYMENT


def remainder(payment: Payment, booked: Booked) -> Money:
    """What the books say the payment still has, in cents."""
    used = (*booked.applications, *booked.to_journals, *booked.to_refunds)
    return payment.amount - total(one.amount for one in used)


# --- taken off -----------------------------------------------------------------------------


def reductions(payment: Payment, booked: Booked, s: Situation) -> list[Result[Change, Refusal]]:
    """What is applied in the books and no longer in ServiceTitan."""
    if landing_in(booked) is Landing.DEPOSIT:
        return [_unapplied(payment, one, s) for one in _gone(payment, booked, s)]
    return _payment_changes(payment, booked, s, more=False)


def _gone(payment: Payment, booked: Booked, s: Situation) -> list[BookedApplication]:
    """Our own deposit applications that ServiceTitan no longer has; other people's stay."""
    prefix = s.key(Kind.APPLICATION, "")
    wanted = {s.key(Kind.APPLICATION, one.id) for one in payment.applications}
    applications = (one for one in booked.applications if one.invoice_key and one.key)
    ours = [one for one in applications if str(one.key).startswith(prefix)]
    return [one for one in ours if one.key not in wanted]


def _unapplied(payment: Payment, gone: BookedApplication, s: Situation) -> Result[Change, Refusal]:
    assert gone.key is not None
    assert gone.invoice_key is not None
    where = f"off {gone.invoice_number or AN_INVOICE}"
    label = _label(payment, where, gone.amount, int(gone.key.rsplit("-", 1)[1]))
    change = Result.do(
        Change(
            Step(
                key=Key(f"{gone.key}-off"),
                record=DepositUnapplicationRecord(gone.key),
                document=label,
                entry=_entry(gone.amount, deposits, receivable, segments).reversed(),
            ),
            (AppliedAmount(gone.invoice_key, -gone.amount),),
        )
        for segments in s.segments(payment.business_unit)
        for deposits in s.mapping.role(Role.DEPOSITS)
        for receivable in s.mapping.role(Role.RECEIVABLE)
        for _ in posting_day(gone.date or payment.date, s.chart, s.settings.closed_period)
    )
    return refused(change, label)


# --- applied -------------------------------------------------------------------------------


def increases(payment: Payment, booked: Booked, s: Situation) -> list[Result[Change, Refusal]]:
    """What is applied in ServiceTitan and not yet in the books."""
    if landing_in(booked) is Landing.DEPOSIT:
        have = {one.key for one in booked.applications}
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
    moved = {key: by for key, by in deltas.items() if (by > ZERO if more else by < ZERO)}
    if not moved:
        return []
    applied = tuple(AppliedAmount(key, wanted.get(key, ZERO)) for key in moved)
    by = tuple(AppliedAmount(key, amount) for key, amount in moved.items())
    return [Success(Change(_payment_step(payment, booked, applied, by, s, more=more), by))]


def _applied_in_books(booked: Booked) -> dict[Key, Money]:
    """Cents applied on each invoice of ours; what others applied elsewhere is left alone."""
    sums: dict[Key, Money] = defaultdict(lambda: ZERO)
    for one in booked.applications:
        if one.invoice_key is not None:
            sums[one.invoice_key] += one.amount
    return dict(sums)


def _payment_step(
    payment: Payment,
    booked: Booked,
    applied: tuple[AppliedAmount, ...],
    by: tuple[AppliedAmount, ...],
    s: Situation,
    *,
    more: bool,
) -> Step:
    where = f"{'to' if more else 'off'} {_invoices(payment, booked, by, s)}"
    label = _label(payment, where, abs(total(one.amount for one in by)), payment.id)
    record = PaymentApplicationsRecord(s.key(Kind.PAYMENT, payment.id), applied)
    key = Key(f"{s.key(Kind.APPLICATION, f'of-payment-{payment.id}')}-{'on' if more else 'off'}")
    needs = (record.payment, *(one.invoice for one in applied))
    return Step(key, record, label, needs=needs)


def _invoices(payment: Payment, booked: Booked, by: tuple[AppliedAmount, ...], s: Situation) -> str:
    """The numbers of these invoices, as ServiceTitan has them, else as the books do."""
    names = {one.invoice_key: one.invoice_number for one in booked.applications}
    for one in payment.applications:
        names[s.key(Kind.INVOICE, one.invoice)] = one.invoice_number
    numbers = (names.get(changed.invoice) or AN_INVOICE for changed in by)
    return ", ".join(dict.fromkeys(numbers))


# --- the limits (AR-13) -----------------------------------------------------------------------


def overpaid(label: Label, invoice: str, owes: Money, amount: Money) -> Refusal:
    """More than the invoice owes."""
    fact = f"{invoice}: owes {owes} in NetSuite; {amount} would overpay it."
    return Refusal(Reason.INVOICE_OVERPAID, label, fact, "Correct one of the two.")


def exceeded(label: Label, payment: Payment, left: Money, amount: Money) -> Refusal:
    """More than the payment has left."""
    fact = f"{payment.number}: has {left} left in NetSuite; {amount} cannot be applied."
    return Refusal(Reason.PAYMENT_EXCEEDED, label, fact, "Look there for what else used it.")


def _label(payment: Payment, where: str, amount: Money, source: int) -> Label:
    number = f"{payment.number} {where}"
    return Label(Kind.APPLICATION, source, number, payment.customer_name, amount)
