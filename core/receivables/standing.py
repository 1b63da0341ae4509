"""Payments that are in the books: what changed on them since goes with this run (AR-09, AR-14).

It goes when any record of the customer moves, or with every run where the tenant chose so (AR-10);
until then it waits, and both dry run and latest run list it.
"""

from dataclasses import dataclass
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import CustomerId, Kind, Payment, PaymentId
from core.draft import Draft
from core.money import Money, total
from core.receivables.applications import Change, exceeded, increases, reductions, remainder
from core.receivables.paying import landing
from core.receivables.sharing import Shared, landed
from core.records import Booked
from core.refusals import Hold, Refusal, Waiting
from core.settings import ApplicationPolicy
from core.situation import Situation

EVERY_RUN: Final = ApplicationPolicy.EVERY_RUN


@dataclass(frozen=True, slots=True)
class StandingPayment:
    payment: Payment
    booked: Booked


def standing_payments(s: Situation) -> tuple[StandingPayment, ...]:
    """The payments in the books, by id, as ServiceTitan has them now."""
    payments = {one.id: one for one in (*s.later, *s.queue.payments)}
    found = ((one, s.booked.get(s.key(Kind.PAYMENT, one.id))) for one in payments.values())
    present = (StandingPayment(one, booked) for one, booked in found if booked is not None)
    return tuple(sorted(present, key=lambda one: one.payment.id))


def take_off(draft: Draft, one: StandingPayment, related: frozenset[CustomerId]) -> Money:
    """Place what comes off invoices; returns the cents that frees on the payment."""
    changes = reductions(one.payment, one.booked, draft.situation)
    return -total(_take_off(draft, one.payment, change, related) for change in changes)


def put_on(
    draft: Draft, one: StandingPayment, freed: Money, related: frozenset[CustomerId]
) -> None:
    """Place what goes on invoices, as far as the payment's remainder and the invoices allow."""
    s = draft.situation
    left = remainder(one.payment, one.booked) + freed
    for change in increases(one.payment, one.booked, s):
        left = left - _put_on(draft, one.payment, change, related, left)


def unsettled_payments(s: Situation) -> frozenset[PaymentId]:
    """Payments to look at again next time: with money left, or with changes still to go."""
    return frozenset(
        one.payment.id
        for one in standing_payments(s)
        if one.payment.unapplied
        or reductions(one.payment, one.booked, s)
        or increases(one.payment, one.booked, s)
    )


def _take_off(
    draft: Draft,
    payment: Payment,
    outcome: Result[Change, Refusal],
    related: frozenset[CustomerId],
) -> Money:
    change = _ready(draft, payment, outcome, related)
    if change is None:
        return Money(0)
    for one in change.by:
        draft.change_owed(one.invoice, -one.amount)
        draft.freed_by[one.invoice].append(change.step.key)
    draft.use(draft.situation.key(Kind.PAYMENT, payment.id), change.by, change.step.key)
    draft.take(change.step)
    return total(one.amount for one in change.by)


def _put_on(
    draft: Draft,
    payment: Payment,
    outcome: Result[Change, Refusal],
    related: frozenset[CustomerId],
    left: Money,
) -> Money:
    change = _ready(draft, payment, outcome, related)
    if change is None:
        return Money(0)
    match _landing(draft, payment, change, left):
        case Success(parts):
            _take_on(draft, payment, change, parts)
            return total(one.amount for one in change.by)
        case Failure(trouble):
            draft.keep_out(trouble, change.step.key)
    return Money(0)


def _landing(
    draft: Draft, payment: Payment, change: Change, left: Money
) -> Result[Shared, Refusal | Hold]:
    """Where the money lands, as far as the invoices and the payment's remainder allow."""
    outcome = landing(draft, change.step.document, payment, change.by)
    amount = total(one.amount for one in change.by)
    if isinstance(outcome, Success) and amount > left:
        return Failure(exceeded(change.step.document, payment, left, amount))
    return outcome


def _take_on(draft: Draft, payment: Payment, change: Change, parts: Shared) -> None:
    credit = draft.situation.key(Kind.PAYMENT, payment.id)
    draft.pay(parts.parts, change.step.key)
    draft.use(credit, change.by, change.step.key)
    step = landed(change.step, parts, draft.situation.booked.get(credit))
    draft.take(step, *draft.needed_by(parts.parts))


def _ready(
    draft: Draft,
    payment: Payment,
    outcome: Result[Change, Refusal],
    related: frozenset[CustomerId],
) -> Change | None:
    """The change if it may go with this run; otherwise it is refused or waits."""
    s = draft.situation
    if isinstance(outcome, Failure):
        refusal = outcome.failure()
        draft.refuse(refusal, s.key(refusal.document.kind, refusal.document.id))
        return None
    change = outcome.unwrap()
    released = (
        s.settings.payment_applications is EVERY_RUN or s.survivor(payment.customer) in related
    )
    if released or change.step.key in s.unfinished:
        return change
    words = f"It goes with the next record of {payment.customer_name} that moves."
    draft.hold(Hold(Waiting.RELATED_RECORD, change.step.document, words), change.step.key)
    return None
