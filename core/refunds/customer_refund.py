"""NetSuite's Customer Refund in a run: what goes as one, and when (`refund_style`).

Money that is gone already is booked as it went, from the account of its payment type:

    Dr Accounts receivable      1,070.00
        Cr Undeposited funds        1,070.00

A Customer Refund gives credits back: the credit memos, the deposit or the payment that ServiceTitan ties
the refund to. Where these do not make all of it, there is nothing it could be applied to, and a journal
posts it as in the other styles: only so what the customer owes stays the same in both systems (REF-09).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Kind, Label, Payment
from core.draft import Draft
from core.ledger import Account
from core.money import ZERO, Money, total
from core.plan import Step
from core.records import AppliedAmount, Booked, BookedAs, DepositRecord, RefundLinks, RefundRecord
from core.refunds.covering import open_credit
from core.refunds.kinds import Scenario, Status
from core.refunds.written import CheckLine, CustomerRefundRecord, RefundedCredit
from core.refusals import Hold, Problem, Refusal, Waiting
from core.settings import RefundStyle
from core.situation import Situation


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A refund whose money is gone already, to be booked as a Customer Refund."""

    refund: Payment
    record: RefundRecord
    receivable: Account


def goes_as_customer_refund(record: RefundRecord, s: Situation) -> bool:
    """Whether the style says so, credits make all of it, and no journal has posted it before."""
    if s.settings.refund_style is not RefundStyle.CUSTOMER_REFUND or record.journal is None:
        return False
    booked = s.booked.get(record.journal)
    tied = given_back(record.links, record.scenario, record.amount)
    covers = total(one.amount for one in tied) == record.amount
    return covers and (booked is None or booked.what is not BookedAs.JOURNAL)


def given_back(links: RefundLinks, scenario: Scenario, amount: Money) -> tuple[AppliedAmount, ...]:
    """The credits ServiceTitan ties a refund of so many cents to, each with what it gives of them."""
    if scenario is Scenario.UNAPPLIED and links.refunded_payment is not None:
        return (AppliedAmount(links.refunded_payment, amount),)
    return links.credit_memos


# --- refunds to be paid ----------------------------------------------------------------------


def keep_for_customer_refunds(draft: Draft) -> None:
    """What Customer Refunds are yet to give back goes to no other refund."""
    for one in draft.situation.refunds.open:
        if one.by_customer_refund and one.status is not Status.BYPASS:
            left = one.noted or ZERO
            _reserve(draft, given_back(one.links, one.scenario, left), left)
    for step in tuple(draft.steps.values()):
        new = step.record
        if step.booked is None and isinstance(new, RefundRecord) and new.journal is None:
            _reserve(draft, given_back(new.links, new.scenario, new.amount), new.amount)


def _reserve(draft: Draft, tied: Iterable[AppliedAmount], most: Money) -> None:
    for one in tied:
        draft.reserve(one.invoice, min(one.amount, most))


# --- refunds that were paid ------------------------------------------------------------------


def customer_refund(draft: Draft, one: PaidOut) -> Result[Step, Refusal | Hold]:
    """The step of one refund; held while something it gives back is not there, or is used."""
    record, s = one.record, draft.situation
    tied = given_back(record.links, record.scenario, record.amount)
    if record.journal not in s.booked:
        missing = next((given for given in tied if not _is_there(draft, given)), None)
        if missing is not None:
            return Failure(_waits_for(draft, one, missing))
    given = [_refunded(draft, credit) for credit in tied]
    refused = next((each.failure() for each in given if isinstance(each, Failure)), None)
    if refused is not None:
        return Failure(refused.of(one.refund.label))
    return Success(_step(draft, one, tuple(each.unwrap() for each in given)))


def take_credits(draft: Draft, step: Step) -> None:
    """What the step gives back is used, for all that comes after it."""
    assert isinstance(step.record, CustomerRefundRecord), step
    for one in step.record.credits:
        draft.reserve(one.credit, one.amount)
        draft.uses[one.credit].append(step.key)


def _is_there(draft: Draft, given: AppliedAmount) -> bool:
    credit = open_credit(draft, given.invoice)
    return credit is not None and credit.remaining >= given.amount


def _waits_for(draft: Draft, one: PaidOut, missing: AppliedAmount) -> Hold:
    out = draft.why_out(missing.invoice)
    if out is not None:
        return Hold(Waiting.DEPENDENCY, one.refund.label, out.explanation, out.cause)
    words = (
        f"Waiting for what it gives back, {missing.amount} of {missing.invoice}: it is not in NetSuite, "
        "or something else has used it."
    )
    return Hold(Waiting.DEPENDENCY, one.refund.label, words)


def _refunded(draft: Draft, given: AppliedAmount) -> Result[RefundedCredit, Problem]:
    booked, step = draft.situation.booked.get(given.invoice), draft.steps.get(given.invoice)
    if not _is_deposit(booked, step):
        return Success(RefundedCredit(given.invoice, given.amount))
    deposits = draft.situation.mapping.role(Role.DEPOSITS)
    return deposits.map(lambda account: RefundedCredit(given.invoice, given.amount, account))


def _is_deposit(booked: Booked | None, step: Step | None) -> bool:
    if booked is not None:
        return booked.what is BookedAs.DEPOSIT
    return step is not None and isinstance(step.record, DepositRecord)


def _step(draft: Draft, one: PaidOut, credits_: tuple[RefundedCredit, ...]) -> Step:
    refund, record = one.refund, one.record
    assert record.journal is not None, record
    number = f"{record.number}-C"
    shown = Label(Kind.CUSTOMER_REFUND, refund.id, number, refund.customer_name, record.amount)
    written = CustomerRefundRecord(
        payee=record.customer,
        payee_name=refund.customer_name,
        date=record.date,
        bank=record.clearing,
        line=_line(draft.situation, one),
        credits=credits_,
        memo=record.memo,
        number=number,
        batch=record.batch,
    )
    used = (given.credit for given in credits_)
    needs = [key for given in used for key in (given, *draft.uses[given])]
    return Step(record.journal, written, shown, written.entry, needs=tuple(needs))


def _line(s: Situation, one: PaidOut) -> CheckLine:
    record = one.record
    return CheckLine(
        refund=s.key(Kind.REFUND, one.refund.id),
        label=one.refund.label,
        account=one.receivable,
        amount=record.amount,
        segments=record.segments,
        memo="",
        left_before=record.amount,
        checks_before=0,
    )
