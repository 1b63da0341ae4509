"""What covers a refund is noted on its ST Refund Record: what is still open, and its credit memos.

A note follows the books: when a run ends between the two, the next one finds that they differ, and
notes it then (REF-02, REF-10).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.documents import Kind, Label
from core.draft import Draft
from core.money import ZERO, Money, total
from core.plan import Step
from core.records import AppliedAmount, BookedAs, Key, RefundNoteRecord, RefundRecord, covered
from core.refunds.credits import Allocation, CreditKind
from core.refunds.standing import RefundStanding
from core.situation import Situation


@dataclass(frozen=True, slots=True)
class Cover:
    """An allocation with the key of the step that carries it out."""

    allocation: Allocation
    step: Key


def credits_of(refunds: Iterable[RefundStanding], s: Situation) -> tuple[Key, ...]:
    """All that may cover one of these refunds."""
    found: list[Key] = []
    originals = s.refunds.credit_memos
    for one in refunds:
        links = one.links
        found += [links.refunded_payment] if links.refunded_payment else []
        found += [memo.invoice for memo in links.credit_memos]
        found += [memo for memo, original in originals.items() if original in links.invoices]
    return tuple(dict.fromkeys(found))


def note_covers(draft: Draft, refunds: Iterable[RefundStanding], covers: Sequence[Cover]) -> None:
    """Place the notes of all records that will not say what is so after this run."""
    said = _said(draft)
    for refund in refunds:
        own = [one for one in covers if one.allocation.refund.key == refund.key]
        left = refund.unapplied - total(one.allocation.amount for one in own)
        if said.get(refund.key, left) != left:
            step, journal = _note(draft, refund, left, own), _journal(draft, refund)
            changed = (*draft.paid_by[journal], *draft.freed_by[journal])
            draft.take(step, refund.key, *(one.step for one in own), *changed)


def _said(draft: Draft) -> dict[Key, Money]:
    """What the records say is open, or will say as they are made."""
    s = draft.situation
    said = {
        s.key(Kind.REFUND, one.journal.rsplit("-", 1)[1]): one.noted
        for one in s.refunds.open
        if one.noted is not None
    }
    new = (one for one in draft.steps.values() if one.booked is None)
    made = {one.key: one.record.amount for one in new if isinstance(one.record, RefundRecord)}
    return said | made


def _note(draft: Draft, refund: RefundStanding, left: Money, own: Sequence[Cover]) -> Step:
    label = Label(
        Kind.REFUND, refund.label.id, refund.label.number, refund.label.customer, refund.amount
    )
    record = RefundNoteRecord(refund.key, left, _memos(draft, refund, own))
    return Step(Key(f"{refund.key}-note"), record, label)


def _journal(draft: Draft, refund: RefundStanding) -> Key:
    return draft.situation.key(Kind.REFUND_JOURNAL, refund.label.id)


def _memos(draft: Draft, refund: RefundStanding, own: Sequence[Cover]) -> tuple[AppliedAmount, ...]:
    """The credit memos that cover it after this run, each with its cents."""
    s, journal = draft.situation, _journal(draft, refund)
    sums: dict[Key, Money] = {}
    for key in credits_of([refund], s):
        booked = s.booked.get(key)
        if booked is not None and booked.what is BookedAs.CREDIT_MEMO:
            sums[key] = covered(booked, journal)
    for cover in own:
        given = cover.allocation.credit
        if given.kind is CreditKind.CREDIT_MEMO:
            sums[given.key] = sums.get(given.key, ZERO) + cover.allocation.amount
    return tuple(AppliedAmount(key, amount) for key, amount in sums.items() if amount)
