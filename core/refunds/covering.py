"""What covers the refunds of a run, and those of earlier runs that receivables still have open.

A deposit is released to the journal of its refund (REF-06):

    Dr Customer deposits          500.00
        Cr Accounts receivable        500.00

Credit memos, and what is left of a customer payment, are applied to it without a posting: in the same
run as the refund (REF-07, REF-08, REF-12) or in a later one (REF-10).
"""

from collections.abc import Iterator
from dataclasses import replace

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Kind, Label
from core.draft import Draft
from core.ledger import Account, Segments
from core.money import ZERO, Money, total
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.receivables.reopened import left_unapplied, released_to
from core.records import (
    AppliedAmount,
    Booked,
    BookedAs,
    CreditMemoRecord,
    CreditToRefundRecord,
    DepositRecord,
    Key,
    OpenRefund,
    PaymentRecord,
    RefundJournalRecord,
    RefundLinks,
    covered,
)
from core.refunds.credits import (
    Allocation,
    Credit,
    CreditKind,
    allocate,
    deposit_release,
    release_entry,
)
from core.refunds.kinds import Scenario, Status
from core.refunds.noting import Cover, credits_of, note_covers
from core.refunds.standing import RefundStanding
from core.refusals import Refusal
from core.situation import Situation, refused


def cover_refunds(draft: Draft) -> None:
    """Place what covers refunds, as far as credits and refunds have something left."""
    refunds = [*_in_books(draft), *_of_this_run(draft)]
    found = (open_credit(draft, key) for key in credits_of(refunds, draft.situation))
    given = [one for one in found if one is not None]
    covers = [_place(draft, one) for one in allocate(given, refunds)]
    note_covers(draft, refunds, [one for one in covers if one is not None])


# --- refunds that are open -------------------------------------------------------------------


def _in_books(draft: Draft) -> Iterator[RefundStanding]:
    for one in draft.situation.refunds.open:
        booked, customer = draft.situation.booked.get(one.journal), draft.holder(one.journal)
        if booked is None or customer is None or draft.why_out(one.journal) is not None:
            continue
        yield _open_standing(one, booked, draft)


def _open_standing(one: OpenRefund, booked: Booked, draft: Draft) -> RefundStanding:
    s, customer = draft.situation, draft.holder(one.journal)
    assert customer is not None, one
    source = _source(one.journal)
    whose = s.book_customers.get(booked.entity)
    number = booked.number.removesuffix("-J")
    return RefundStanding(
        key=s.key(Kind.REFUND, source),
        label=Label(Kind.REFUND, source, number, whose.name if whose else None, booked.total),
        date=booked.date,
        customer=customer,
        segments=_segments(booked),
        amount=booked.total,
        clearing=Account("", "", ""),
        status=one.status or Status.COMPLETE,
        links=one.links,
        from_payment=_from_payment(draft, one.journal, one.links, one.scenario),
        applied=booked.total - (draft.owed(one.journal) or ZERO),
    )


def _of_this_run(draft: Draft) -> Iterator[RefundStanding]:
    """With those whose journal is there and covered, while their record is yet to come."""
    still_open = {one.journal for one in draft.situation.refunds.open}
    for step in tuple(draft.steps.values()):
        if isinstance(step.record, RefundJournalRecord) and step.key not in still_open:
            yield _new_standing(step, step.record, draft)


def _new_standing(step: Step, journal: RefundJournalRecord, draft: Draft) -> RefundStanding:
    refund, customer = journal.refund, draft.holder(step.key)
    assert customer is not None, step
    label, source = step.document, step.document.id
    return RefundStanding(
        key=draft.situation.key(Kind.REFUND, source),
        label=Label(Kind.REFUND, source, refund.number, label.customer, refund.amount),
        date=refund.date,
        customer=customer,
        segments=refund.segments,
        amount=refund.amount,
        clearing=refund.clearing,
        status=refund.status,
        links=refund.links,
        from_payment=_from_payment(draft, step.key, refund.links, refund.scenario),
        applied=refund.amount - (draft.owed(step.key) or ZERO),
    )


def _from_payment(
    draft: Draft, journal: Key, links: RefundLinks, scenario: Scenario
) -> Money | None:
    """What a payment has left covers a refund of just that. Of one of what it has paid it covers only
    what ServiceTitan has taken off again, and no more than once in a run changes.
    """
    given = links.refunded_payment
    if scenario is Scenario.UNAPPLIED or given is None:
        return None
    moved = {*draft.paid_by[journal], *draft.freed_by[journal]}
    if moved.intersection(draft.uses[given]):
        return ZERO
    booked = draft.situation.booked.get(given)
    released = released_to(booked, journal, draft.situation) if booked else ZERO
    return max(left_unapplied(journal, draft.situation) - released, ZERO)


def _source(key: Key) -> int:
    return int(key.rsplit("-", 1)[1])


def _segments(booked: Booked) -> Segments:
    return next(segments for _, segments in booked.posting)


# --- credits ---------------------------------------------------------------------------------


def open_credit(draft: Draft, key: Key) -> Credit | None:
    """The credit as it is after all that is placed; None where there is none, or nothing left."""
    customer, step = draft.holder(key), draft.steps.get(key)
    booked = draft.situation.booked.get(key)
    if customer is None or draft.why_out(key) is not None:
        return None
    if booked is not None:
        found = _booked_credit(booked, draft)
    else:
        found = _planned_credit(step) if step else None
    if found is None:
        return None
    left = found.remaining - draft.reserved(key)
    if left <= ZERO:
        return None
    original = draft.situation.refunds.credit_memos.get(key)
    return replace(found, key=key, customer=customer, invoice=original, remaining=left)


CREDITS = {
    BookedAs.CREDIT_MEMO: CreditKind.CREDIT_MEMO,
    BookedAs.DEPOSIT: CreditKind.DEPOSIT,
    BookedAs.PAYMENT: CreditKind.PAYMENT,
}


def _booked_credit(booked: Booked, draft: Draft) -> Credit | None:
    kind = CREDITS.get(booked.what)
    uses = (*booked.applications, *booked.to_journals, *booked.to_refunds)
    used = total(one.amount for one in uses)
    left = booked.total - used - draft.used(booked.key)
    if kind is None or left <= ZERO:
        return None
    return Credit(booked.key, kind, booked.entity, booked.date, _segments(booked), left)


def _planned_credit(step: Step) -> Credit | None:
    match step.record:
        case CreditMemoRecord(customer=customer, date=date, segments=segments, total=left):
            return Credit(step.key, CreditKind.CREDIT_MEMO, customer, date, segments, left)
        case DepositRecord(received=given):
            kind, left = CreditKind.DEPOSIT, given.amount
        case PaymentRecord(received=given, applied=applied, on_journals=journals):
            kind = CreditKind.PAYMENT
            left = given.amount - total(one.amount for one in (*applied, *journals))
        case _:
            return None
    return Credit(step.key, kind, given.customer, given.date, given.segments, left)


# --- what is placed --------------------------------------------------------------------------


def _place(draft: Draft, one: Allocation) -> Cover | None:
    s = draft.situation
    journal = s.key(Kind.REFUND_JOURNAL, one.refund.label.id)
    label = _label(draft, one)
    is_deposit = one.credit.kind is CreditKind.DEPOSIT
    outcome = (
        _release(one, journal, label, s)
        if is_deposit
        else Success(_application(draft, one, journal, label))
    )
    match outcome:
        case Success(step):
            before = draft.uses[one.credit.key]
            draft.take(step, one.credit.key, journal, *before, *draft.freed_by[journal])
            draft.use(one.credit.key, [AppliedAmount(journal, one.amount)], step.key)
            return Cover(one, step.key)
        case Failure(refusal):
            draft.refuse(refusal, s.key(Kind.DEPOSIT_RELEASE, one.refund.label.id))
            return None
        case _:
            return None


def _label(draft: Draft, one: Allocation) -> Label:
    booked, step = draft.situation.booked.get(one.credit.key), draft.steps.get(one.credit.key)
    number = booked.number if booked else step.name if step else ""
    refund = one.refund.label
    words = f"{number} to {refund.number}"
    return Label(Kind.APPLICATION, refund.id, words, refund.customer, one.amount)


def _release(one: Allocation, journal: Key, label: Label, s: Situation) -> Result[Step, Refusal]:
    step = Result.do(
        _release_step(one, journal, label, day, deposits, receivable, s)
        for day in posting_day(one.refund.date, s.chart, s.settings.closed_period)
        for deposits in s.mapping.role(Role.DEPOSITS)
        for receivable in s.mapping.role(Role.RECEIVABLE)
    )
    return refused(step, label)


def _release_step(
    one: Allocation,
    journal: Key,
    label: Label,
    day: PostingDay,
    deposits: Account,
    receivable: Account,
    s: Situation,
) -> Step:
    record = deposit_release(one, journal, day.day)
    entry = release_entry(record.amount, record.segments, deposits, receivable)
    key = _release_key(one, journal, s)
    return Step(key, record, label, entry, notice=day.moved)


def _release_key(one: Allocation, journal: Key, s: Situation) -> Key:
    """A release of more has a key of its own."""
    key, booked = s.key(Kind.DEPOSIT_RELEASE, one.refund.label.id), s.booked.get(one.credit.key)
    there = (
        {part.key for part in booked.to_journals if part.invoice_key == journal} if booked else ()
    )
    before = sum(1 for other in there if other and other.startswith(key))
    return Key(f"{key}-{before + 1}") if before else key


def _application(draft: Draft, one: Allocation, journal: Key, label: Label) -> Step:
    booked = draft.situation.booked.get(one.credit.key)
    before: Money = covered(booked, journal) if booked else ZERO
    is_memo = one.credit.kind is CreditKind.CREDIT_MEMO
    record = CreditToRefundRecord(one.credit.key, is_memo, journal, before + one.amount)
    key = Key(f"{one.credit.key}-on-{_source(journal)}")
    return Step(key, record, label)
