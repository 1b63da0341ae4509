"""Payments: money a customer handed over.

Applied to at least one invoice it lands as a customer payment, whole; what is not applied stays as
its remainder (AR-07):

    Dr Undeposited funds        1,000.00
        Cr Accounts receivable      1,000.00

Applied to none it lands as a customer deposit, our liability until the work is invoiced (AR-08):

    Dr Undeposited funds        1,000.00
        Cr Customer deposits        1,000.00

A payment type with an account of its own debits that account instead.
"""

from collections import defaultdict
from enum import Enum

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Kind, Payment
from core.ledger import Account, Entry, Segments, credit, debit
from core.money import ZERO, Money, total
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import AppliedAmount, DepositRecord, Key, MoneyReceived, PaymentRecord
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused


class Landing(Enum):
    """As what a payment lands in the books, with the account it credits."""

    PAYMENT = Role.RECEIVABLE
    DEPOSIT = Role.DEPOSITS


def landing_of(payment: Payment) -> Landing:
    return Landing.PAYMENT if payment.applications else Landing.DEPOSIT


def payment_step(payment: Payment, landing: Landing, s: Situation) -> Result[Step, Refusal]:
    """The step that books one payment, with its prediction; or why it stays out."""
    step = Result.do(
        _step(payment, landing, s, segments, day, own_account, received_in, credited)
        for _ in _acceptable(payment, s)
        for segments in s.segments(payment.business_unit)
        for day in posting_day(payment.date, s.chart, s.settings.closed_period)
        for received_in in s.mapping.role(Role.UNDEPOSITED)
        for own_account in _own_account(payment, received_in, s)
        for credited in s.mapping.role(landing.value)
    )
    return refused(step, payment.label)


def applied_amounts(payment: Payment, s: Situation) -> tuple[AppliedAmount, ...]:
    """What the payment pays of each invoice, summed, in the order of first application."""
    sums: dict[Key, Money] = defaultdict(lambda: ZERO)
    for application in payment.applications:
        sums[s.key(Kind.INVOICE, application.invoice)] += application.amount
    return tuple(AppliedAmount(invoice, amount) for invoice, amount in sums.items())


def _acceptable(payment: Payment, s: Situation) -> Result[None, Problem]:
    """ServiceTitan lowers what is unapplied by what of it is given back (REF-06), at once: the refund
    may go later.
    """
    applied = total(one.amount for one in payment.applications)
    known = (s.refunds.of_payments, s.refunds.unposted)
    back = -total(one.unapplied for by in known for one in by.get(payment.id, ()))
    if applied + back + payment.unapplied == payment.amount:
        return Success(None)
    refunded = f", {back} given back" if back else ""
    parts = f"{applied} applied{refunded} and {payment.unapplied} unapplied"
    return Failure(_disagree(f"{parts} do not make {payment.amount}."))


def _disagree(fact: str) -> Problem:
    return Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan.")


def _own_account(
    payment: Payment, undeposited: Account, s: Situation
) -> Result[Account | None, Problem]:
    """The payment type's account; None when that is undeposited funds or ServiceTitan has none."""
    if payment.account is None:
        return Success(None)
    return s.mapping.account(payment.account).map(
        lambda account: None if account == undeposited else account
    )


def _step(
    payment: Payment,
    landing: Landing,
    s: Situation,
    segments: Segments,
    day: PostingDay,
    own_account: Account | None,
    undeposited: Account,
    credited: Account,
) -> Step:
    received = _received(payment, s, segments, day, own_account)
    lands_as_payment = landing is Landing.PAYMENT
    applied = applied_amounts(payment, s)
    return Step(
        key=s.key(Kind.PAYMENT, payment.id),
        record=PaymentRecord(received, applied) if lands_as_payment else DepositRecord(received),
        document=payment.label,
        entry=Entry(
            (
                debit(own_account or undeposited, payment.amount, segments),
                credit(credited, payment.amount, segments),
            )
        ),
        notice=day.moved,
    )


def _received(
    payment: Payment,
    s: Situation,
    segments: Segments,
    day: PostingDay,
    own_account: Account | None,
) -> MoneyReceived:
    return MoneyReceived(
        number=s.number(payment.number),
        date=day.day,
        customer=s.customer_key(payment.customer),
        segments=segments,
        amount=payment.amount,
        account=own_account,
        method=s.mapping.method(payment.type),
        method_name=payment.type,
        batch=payment.batch,
        memo=" ".join(filter(None, (day.moved, payment.memo))),
        check_number=payment.check_number,
    )
