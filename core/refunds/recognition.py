"""What a refund is, from what ServiceTitan sends: always a negative payment (REF-01).

What it is applied to decides:

    nothing               an unapplied payment goes back (REF-06)
    a negative invoice    work is taken back: its credit memo covers the refund (REF-07, REF-08, REF-12)
    any other invoice     only money goes back, and the invoice reopens (REF-09, REF-11)

A refund applied to several of these is still one refund: credit memos cover it as far as they go, and
the rest stays open. It is revenue-reversing once any credit memo covers part of it, else non-revenue
once any invoice reopens. Refunds of one payment never exceed it (REF-19).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from returns.result import Failure, Result, Success

from core.documents import Invoice, InvoiceId, Payment, PaymentId
from core.money import ZERO, Money, total
from core.refunds.kinds import Scenario
from core.refusals import Hold, Problem, Reason, Refusal, Waiting


@dataclass(frozen=True, slots=True)
class Covered:
    """Cents of a refund that a credit memo covers; the memo goes by the id of its invoice."""

    credit_memo: InvoiceId
    amount: Money


@dataclass(frozen=True, slots=True)
class Recognized:
    """`invoices` are those whose money goes back: the originals of what the refund is applied to."""

    scenario: Scenario
    covered: tuple[Covered, ...] = ()
    invoices: tuple[InvoiceId, ...] = ()


def is_refund(payment: Payment) -> bool:
    return payment.amount < ZERO or payment.refund_of is not None


def recognized(
    refund: Payment, invoices: Mapping[InvoiceId, Invoice]
) -> Result[Recognized, Refusal | Hold]:
    """What the refund is; `invoices` are those its applications name, by id.

    Refused: figures that do not add up or are not below zero. Held: an invoice that is not given.
    """
    problem = _disagreement(refund)
    if problem is not None:
        return Failure(problem.of(refund.label))
    missing = next((one for one in refund.applications if one.invoice not in invoices), None)
    if missing is not None:
        return Failure(_waits_for(refund, missing.invoice_number))
    covered = _covered(refund, invoices)
    named = [invoices[one.invoice] for one in refund.applications]
    originals = dict.fromkeys(one.adjustment_to or one.id for one in named)
    return Success(Recognized(_scenario(refund, covered), covered, tuple(originals)))


def _disagreement(refund: Payment) -> Problem | None:
    parts = [one.amount for one in refund.applications]
    if refund.amount >= ZERO:
        return _wrong(f"It is a refund over {refund.amount}; a refund is below zero.")
    if max(refund.unapplied, *parts, ZERO) > ZERO:
        return _wrong("It is a refund, but part of it is applied above zero.")
    if total(parts) + refund.unapplied != refund.amount:
        figures = f"{total(parts)} applied and {refund.unapplied} unapplied"
        return _wrong(f"{figures} do not make {refund.amount}.")
    return None


def _wrong(fact: str) -> Problem:
    return Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan.")


def _waits_for(refund: Payment, number: str) -> Hold:
    words = (
        f"Waiting for invoice {number}: what it is decides what the refund is, and ServiceTitan does "
        "not show it yet."
    )
    return Hold(Waiting.INVOICE, refund.label, words)


def _covered(refund: Payment, invoices: Mapping[InvoiceId, Invoice]) -> tuple[Covered, ...]:
    sums: dict[InvoiceId, Money] = defaultdict(lambda: ZERO)
    for one in refund.applications:
        if invoices[one.invoice].total < ZERO:
            sums[one.invoice] -= one.amount
    return tuple(Covered(one, min(sums[one], -invoices[one].total)) for one in sums)


def _scenario(refund: Payment, covered: tuple[Covered, ...]) -> Scenario:
    if covered:
        return Scenario.REVENUE
    return Scenario.NON_REVENUE if refund.applications else Scenario.UNAPPLIED


def beyond_payment(payment: Payment, refunds: Iterable[Payment]) -> Mapping[PaymentId, Refusal]:
    """The refunds of a payment that would exceed it, by id (REF-19).

    What is exported already comes first, then the oldest; one that does not fit takes nothing, so
    that a smaller one after it may still go.
    """
    left, beyond = payment.amount, dict[PaymentId, Refusal]()
    for refund in sorted(refunds, key=lambda one: (not one.exported, one.date, one.id)):
        assert refund.refund_of == payment.id, refund
        if -refund.amount > left:
            beyond[refund.id] = _exceeds(payment, left, refund)
        else:
            left += refund.amount
    return beyond


def _exceeds(payment: Payment, left: Money, refund: Payment) -> Refusal:
    fact = (
        f"It gives back {-refund.amount} of payment {payment.number}, which was {payment.amount}; "
        f"{payment.amount - left} of that is refunded before it, so {left} is left."
    )
    problem = Problem(Reason.REFUND_EXCEEDS_PAYMENT, fact, "Correct the refund in ServiceTitan.")
    return problem.of(refund.label)
