"""Refunds in a run: first the journal, then the record; both or neither count (REF-01, REF-02).

A refund is done, and marked exported, once both are in the books. Whatever stops a run between the
two, the next one finds the journal, and writes what is missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Kind, Label, Payment, PaymentId
from core.draft import Draft
from core.ledger import NOTHING_POSTED, Account
from core.plan import Step
from core.records import RefundJournalRecord, RefundRecord
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


def place_refunds(draft: Draft, refunds: Iterable[Payment]) -> None:
    beyond = _beyond(draft.situation)
    for refund in refunds:
        _place_refund(draft, refund, beyond.get(refund.id))


def _beyond(s: Situation) -> Mapping[PaymentId, Refusal]:
    """The refunds that exceed their payment, as the exported ones leave room (REF-19)."""
    found: dict[PaymentId, Refusal] = {}
    for payment in s.refunds.payments.values():
        found |= beyond_payment(payment, s.refunds.of_payments.get(payment.id, ()))
    return found


def _place_refund(draft: Draft, refund: Payment, beyond: Refusal | None) -> None:
    s = draft.situation
    outcome: Result[RefundRecord, Refusal | Hold] = (
        Failure(beyond)
        if beyond is not None
        else refund_record(refund, s.refunds.invoices, _set_up(s), s)
    )
    match outcome.bind(lambda record: _steps(refund, record, s)):
        case Success((journal, step)):
            _place_both(draft, refund, journal, step)
        case Failure(trouble):
            draft.keep_out(trouble, s.key(Kind.REFUND, refund.id))


def _set_up(s: Situation) -> RefundSetUp:
    chosen = s.settings
    return RefundSetUp(
        chosen.check_refund_payment_type,
        chosen.automated_refunds,
        s.refunds.has_records,
        chosen.refund_style,
    )


def _steps(
    refund: Payment, record: RefundRecord, s: Situation
) -> Result[tuple[Step, Step | None], Refusal | Hold]:
    both = s.mapping.role(Role.RECEIVABLE).map(
        lambda receivable: _journal_and_record(refund, record, receivable, s)
    )
    return refused(both, refund.label)


def _journal_and_record(
    refund: Payment, record: RefundRecord, receivable: Account, s: Situation
) -> tuple[Step, Step | None]:
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
    key = s.key(Kind.REFUND, refund.id)
    return journal, Step(key, record, refund.label, NOTHING_POSTED, needs=(record.journal,))


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
