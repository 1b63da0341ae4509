"""A refund as the books have it: its record, its journal and its checks, and how it stands by them.

What its record says of what is paid is a note for people; the journal's open line and the checks count.
Where there is no journal, Customer Refunds pay it as checks would, and the credits they give back count.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from returns.result import Failure, Result, Success

from core.documents import Kind, Label
from core.ledger import Account, Segments
from core.money import ZERO, Money, total
from core.records import Key, RefundLinks, RemoteId
from core.refunds.history import changes_in
from core.refunds.standing import OpenCredit, RefundStanding, move_due
from core.refunds.status import Move, Status, next_status
from core.refusals import Reason, Refusal


class CheckState(Enum):
    """What NetSuite makes of a check (REF-13)."""

    APPROVED = "approved"
    WAITING = "waiting for approval"
    REJECTED = "rejected"
    VOID = "void"


APPROVED, WAITING = CheckState.APPROVED, CheckState.WAITING


@dataclass(frozen=True, slots=True)
class BookedCheck:
    """What one check pays of one refund, in cents; `key` is None for one written by hand.

    A check to be printed has no number yet.
    """

    id: RemoteId
    key: Key | None
    number: str
    amount: Money
    state: CheckState


@dataclass(frozen=True, slots=True)
class BookedJournal:
    """What posts the refund: whose it is, what it credits, and what its receivable has open, in cents."""

    customer: RemoteId
    customer_name: str
    segments: Segments
    clearing: Account
    open: Money


@dataclass(frozen=True, slots=True)
class BookedCredit:
    """A credit that Customer Refunds give back: what it has left, and what each has used of it, in cents.

    `deposits` is the account that holds a deposit's money; None for another credit.
    """

    key: Key
    id: RemoteId
    left: Money
    used: Mapping[RemoteId, Money]
    deposits: Account | None = None


@dataclass(frozen=True, slots=True)
class BookedRefund:
    """`status` is None for one that the table does not know, `journal` when it is not there.

    `credits` is None for one that a journal posts. Any other has no journal: what would stand on it
    is taken from its record and its credits. `checks` are the Customer Refunds that pay it, then.

    `shown_paid` and `shown_unapplied` are what the record says, in cents; None where it says nothing.
    """

    key: Key
    id: RemoteId
    source: int
    """ServiceTitan's id of the refund."""
    number: str
    date: dt.date
    amount: Money
    status: Status | None
    links: RefundLinks
    journal: BookedJournal | None
    checks: tuple[BookedCheck, ...] = ()
    history: str = ""
    memo: str = ""
    shown_paid: Money | None = None
    shown_unapplied: Money | None = None
    credits: tuple[BookedCredit, ...] | None = None

    @property
    def label(self) -> Label:
        name = self.journal.customer_name if self.journal else None
        return Label(Kind.REFUND, self.source, self.number, name, self.amount)

    def paid_by(self, *states: CheckState) -> Money:
        """What its checks in these states come to."""
        return total(one.amount for one in self.checks if one.state in states)


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line of a check that was sent and not answered: it may be made yet. Cents."""

    check: Key
    refund: Key
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundsNow:
    """All that were read: how each stands, what the books have of it, and those whose figures
    cannot be.

    The status of a standing is the one its checks call for, even while its record lacks it.
    """

    standings: Mapping[Key, RefundStanding]
    booked: Mapping[Key, BookedRefund]
    unclear: tuple[Refusal, ...] = ()


def refunds_now(booked: Iterable[BookedRefund], sent: Iterable[SentLine] = ()) -> RefundsNow:
    """How they stand; `sent` counts as on its way unless the books have the check (REF-17)."""
    by_key = {one.key: one for one in booked}
    there = {check.key for one in by_key.values() for check in one.checks}
    waiting = [line for line in sent if line.check not in there]
    read = {key: standing_of(one, waiting) for key, one in by_key.items()}
    return RefundsNow(
        standings={
            key: _as_due(by_key[key], one.unwrap())
            for key, one in read.items()
            if isinstance(one, Success)
        },
        booked=by_key,
        unclear=tuple(one.failure() for one in read.values() if isinstance(one, Failure)),
    )


def due(booked: BookedRefund, standing: RefundStanding) -> Move | None:
    """The move its checks call for (REF-17).

    Where there never was a check, nobody can have voided it: the money may have left another way.
    """
    move = move_due(standing)
    if move is Move.VOID_CHECK and not (booked.checks or _was_paid(booked)):
        return None
    return move


def _was_paid(booked: BookedRefund) -> bool:
    """By its history, even when the checks were deleted since."""
    return any(one.move is Move.PAY_IN_FULL for one in changes_in(booked.history))


def _as_due(booked: BookedRefund, standing: RefundStanding) -> RefundStanding:
    move = due(booked, standing)
    if move is None:
        return standing
    return replace(standing, status=next_status(standing.status, move).unwrap())


def standing_of(
    one: BookedRefund, sent: Iterable[SentLine] = ()
) -> Result[RefundStanding, Refusal]:
    """How it stands; refused when a figure of it cannot be."""
    if one.status is None:
        fact = "Its record has a status that Crossfoot does not know."
        return Failure(_unclear(one, fact, "Set the one that is right in NetSuite."))
    if one.journal is None and one.credits is not None:
        fact = "What it gives back, a deposit or a credit memo, is not in NetSuite."
        return Failure(_unclear(one, fact, "Run again once it can go there."))
    if one.journal is None:
        fact = "The journal that posts it is not in NetSuite."
        return Failure(_unclear(one, fact, "Enter that journal again, or delete the record there."))
    paid = one.paid_by(CheckState.APPROVED)
    on_its_way = one.paid_by(CheckState.WAITING)
    on_its_way += total(line.amount for line in sent if line.refund == one.key)
    trouble = _impossible(one, one.journal, paid, on_its_way)
    if trouble is not None:
        return Failure(trouble)
    return Success(_standing(one, one.status, one.journal, paid, on_its_way))


def _standing(
    one: BookedRefund, status: Status, journal: BookedJournal, paid: Money, on_its_way: Money
) -> RefundStanding:
    return RefundStanding(
        key=one.key,
        label=one.label,
        date=one.date,
        customer=journal.customer,
        segments=journal.segments,
        amount=one.amount,
        clearing=journal.clearing,
        status=status,
        links=one.links,
        applied=paid if one.credits is not None else one.amount - journal.open,
        paid=paid,
        on_its_way=on_its_way,
        checks=len({check.id for check in one.checks}),
        memo=one.memo,
        credits=None if one.credits is None else tuple(_open(one, given) for given in one.credits),
    )


def _open(one: BookedRefund, given: BookedCredit) -> OpenCredit:
    """What the refund has not used of what ServiceTitan ties to it, as far as the credit has it left."""
    tied = {memo.invoice: memo.amount for memo in one.links.credit_memos}
    live = {check.id for check in one.checks if check.state in (APPROVED, WAITING)}
    used = total(amount for refund, amount in given.used.items() if refund in live)
    left = max(tied.get(given.key, one.amount) - used, ZERO)
    return OpenCredit(given.key, min(left, given.left), given.deposits)


def _impossible(
    one: BookedRefund, journal: BookedJournal, paid: Money, on_its_way: Money
) -> Refusal | None:
    if one.amount <= ZERO:
        return _unclear(one, f"Its record is over {one.amount}.", "Correct the record in NetSuite.")
    if not ZERO <= journal.open <= one.amount:
        fact = f"Its journal has {journal.open} open in receivables, of {one.amount}."
        return _unclear(one, fact, "Compare the journal with the record in NetSuite.")
    if paid < ZERO or on_its_way < ZERO or paid + on_its_way > one.amount:
        checks = f"{paid} paid and {on_its_way} on its way"
        fact = f"Its checks come to more than it: {checks}, of {one.amount}."
        remedy = "Void in NetSuite what is too much."
        return Refusal(Reason.REFUND_OVERPAID, one.label, fact, remedy, key=one.key)
    return None


def _unclear(one: BookedRefund, fact: str, remedy: str) -> Refusal:
    return Refusal(Reason.REFUND_NOT_PAYABLE, one.label, fact, remedy, key=one.key)
