"""Refunds in a run: first what posts it, then the record; both or neither count (REF-01, REF-02).

A refund is done, and marked exported, once both are in the books. Whatever stops a run between the
two, the next one finds the first, and writes what is missing. Of a refund that Customer Refunds are yet
to pay, the record goes alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from returns.result import Failure, Result

from core.chart import Role
from core.documents import Kind, Label, Payment, PaymentId
from core.draft import Draft
from core.ledger import NOTHING_POSTED, Account
from core.plan import Step
from core.records import RefundJournalRecord, RefundRecord
from core.refunds.customer_refund import (
    PaidOut,
    customer_refund,
    goes_as_customer_refund,
    take_credits,
)
from core.refunds.kinds import Status
from core.refunds.recognition import beyond_payment, is_refund
from core.refunds.record import refund_record
from core.refunds.set_up import RefundSetUp
from core.refusals import Hold, Refusal, Waiting
from core.settings import RefundStyle
from core.situation import Situation, refused


def split_refunds(s: Situation) -> tuple[list[Payment], list[Payment]]:
    """The queue's refunds and its other payments, each by id."""
    by_id = sorted(s.queue.payments, key=lambda one: one.id)
    return [one for one in by_id if is_refund(one)], [one for one in by_id if not is_refund(one)]


def place_refunds(draft: Draft, refunds: Iterable[Payment]) -> list[PaidOut]:
    """Place them all but those that go as a Customer Refund: they go after the credits they give back."""
    beyond = _beyond(draft.situation)
    placed = (_place_refund(draft, refund, beyond.get(refund.id)) for refund in refunds)
    return [one for one in placed if one is not None]


def place_customer_refunds(draft: Draft, refunds: Iterable[PaidOut]) -> None:
    """Place these, once every payment and credit memo of the run is placed."""
    for one in refunds:
        outcome = customer_refund(draft, one)
        if isinstance(outcome, Failure):
            draft.keep_out(outcome.failure(), draft.situation.key(Kind.REFUND, one.refund.id))
            continue
        step = outcome.unwrap()
        _place_both(draft, one.refund, step, _record_step(one.refund, one.record, draft.situation))
        if step.key in draft.steps and draft.steps[step.key].booked is None:
            take_credits(draft, step)


def _beyond(s: Situation) -> Mapping[PaymentId, Refusal]:
    """The refunds that exceed their payment, as the exported ones leave room (REF-19)."""
    found: dict[PaymentId, Refusal] = {}
    for payment in s.refunds.payments.values():
        found |= beyond_payment(payment, s.refunds.of_payments.get(payment.id, ()))
    return found


def _place_refund(draft: Draft, refund: Payment, beyond: Refusal | None) -> PaidOut | None:
    s = draft.situation
    outcome: Result[RefundRecord, Refusal | Hold] = (
        Failure(beyond)
        if beyond is not None
        else refund_record(refund, s.refunds.invoices, _set_up(s), s)
    )
    landed = outcome.bind(lambda record: _landed(refund, record, s))
    if isinstance(landed, Failure):
        draft.keep_out(landed.failure(), s.key(Kind.REFUND, refund.id))
        return None
    match landed.unwrap():
        case PaidOut() as paid:
            return paid
        case (journal, step):
            _place_both(draft, refund, journal, step)
        case Step() as alone:
            draft.place(alone, refund.customer)
    return None


def _set_up(s: Situation) -> RefundSetUp:
    chosen = s.settings
    return RefundSetUp(
        chosen.check_refund_payment_type,
        chosen.automated_refunds,
        s.refunds.has_records,
        chosen.refund_style,
    )


Landed = PaidOut | Step | tuple[Step, Step | None]


def _landed(refund: Payment, record: RefundRecord, s: Situation) -> Result[Landed, Refusal | Hold]:
    """A Customer Refund to come, a record alone, or a journal with its record."""
    landed = s.mapping.role(Role.RECEIVABLE).map(
        lambda receivable: _land(refund, record, receivable, s)
    )
    return refused(landed, refund.label)


def _land(refund: Payment, record: RefundRecord, receivable: Account, s: Situation) -> Landed:
    if not goes_as_customer_refund(record, s):
        return _journal_and_record(refund, record, receivable, s)
    if record.status is Status.PENDING_REFUND:
        return _record_step(refund, replace(record, journal=None, clearing=receivable), s)
    return PaidOut(refund, replace(record, applied=record.amount), receivable)


def _journal_and_record(
    refund: Payment, record: RefundRecord, receivable: Account, s: Situation
) -> tuple[Step, Step | None]:
    assert record.journal is not None, record
    number = f"{record.number}-J"
    alone = s.settings.refund_style is RefundStyle.JOURNAL_ENTRY
    label = Label(Kind.REFUND_JOURNAL, refund.id, number, refund.customer_name, record.amount)
    journal = Step(
        key=record.journal,
        record=RefundJournalRecord(record.number if alone else number, record, receivable),
        document=refund.label if alone else label,
        entry=record.entry(receivable),
    )
    if alone:
        return journal, None
    return journal, _record_step(refund, record, s)


def _record_step(refund: Payment, record: RefundRecord, s: Situation) -> Step:
    needs = () if record.journal is None else (record.journal,)
    key = s.key(Kind.REFUND, refund.id)
    return Step(key, record, refund.label, NOTHING_POSTED, needs)


def _place_both(draft: Draft, refund: Payment, journal: Step, record: Step | None) -> None:
    draft.place(journal, refund.customer)
    if record is None:
        return
    out = draft.why_out(journal.key)
    if out is not None:
        hold = Hold(Waiting.DEPENDENCY, refund.label, out.explanation, out.cause)
        draft.hold(hold, record.key)
        return
    draft.place(record, refund.customer)
    _keep_together(draft, journal, record)


def _keep_together(draft: Draft, journal: Step, record: Step) -> None:
    """A record whose journal is gone counts only once there is one again."""
    placed = draft.steps.get(record.key)
    if placed is not None and placed.booked is not None:
        draft.steps[record.key] = replace(placed, needs=(journal.key,))
