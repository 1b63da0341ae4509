"""Credits that cover refunds: credit memos, deposits and what is left of payments.

A credit memo, and what is left of a payment, are applied to a refund without a posting: both sides
stand in receivables already. A deposit is released to it (REF-06):

    Dr Customer deposits          500.00
        Cr Accounts receivable        500.00
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from core.ledger import Account, Entry, Segments, credit, debit
from core.money import ZERO, Money, total
from core.records import DepositReleaseRecord, Key, RemoteId
from core.refunds.kinds import Status
from core.refunds.standing import RefundStanding


class CreditKind(Enum):
    CREDIT_MEMO = "credit memo"
    DEPOSIT = "deposit"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Credit:
    """`remaining` in cents; `invoice` is the original that a credit memo takes back."""

    key: Key
    kind: CreditKind
    customer: Key | RemoteId
    date: dt.date
    segments: Segments
    remaining: Money
    invoice: Key | None = None

    def __post_init__(self) -> None:
        assert self.remaining >= ZERO, self


@dataclass(frozen=True, slots=True)
class Allocation:
    """Cents of a credit that go to a refund."""

    credit: Credit
    refund: RefundStanding
    amount: Money


def allocate(
    open_credits: Iterable[Credit], refunds: Iterable[RefundStanding]
) -> tuple[Allocation, ...]:
    """How much of which credit goes to which refund (REF-07, REF-10).

    A credit goes first to the refund ServiceTitan ties it to, then to others of the same invoice; in
    each case the oldest refund first, and never more than the refund has open or the credit left. A
    bypassed refund takes none, and no credit goes to a refund of another customer or subsidiary.
    """
    by_age = sorted(refunds, key=lambda one: (one.date, one.label.id))
    oldest_first = sorted(open_credits, key=lambda one: (one.date, one.key))
    pairs = [(one, given) for one in by_age for given in oldest_first if _may_take(one, given)]
    left = {given.key: given.remaining for given in oldest_first}
    open_on = {one.key: one.unapplied for one in by_age}
    taken: dict[tuple[Key, Key], Money] = defaultdict(lambda: ZERO)
    for most in (_tied, _of_same_invoice):
        for refund, given in pairs:
            amount = min(open_on[refund.key], left[given.key], most(refund, given))
            open_on[refund.key] -= amount
            left[given.key] -= amount
            taken[refund.key, given.key] += amount
    amounts = ((given, refund, taken[refund.key, given.key]) for refund, given in pairs)
    return tuple(Allocation(given, refund, amount) for given, refund, amount in amounts if amount)


def _may_take(refund: RefundStanding, given: Credit) -> bool:
    return (
        refund.status is not Status.BYPASS
        and refund.customer == given.customer
        and refund.segments.subsidiary == given.segments.subsidiary
    )


def _tied(refund: RefundStanding, given: Credit) -> Money:
    """The most that ServiceTitan's own tie between the two allows."""
    if given.key == refund.links.refunded_payment:
        most = refund.from_payment
        return given.remaining if most is None else min(given.remaining, most)
    return total(one.amount for one in refund.links.credit_memos if one.invoice == given.key)


def _of_same_invoice(refund: RefundStanding, given: Credit) -> Money:
    return given.remaining if given.invoice in refund.links.invoices else ZERO


def deposit_release(allocation: Allocation, journal: Key, date: dt.date) -> DepositReleaseRecord:
    """The release of a deposit that was allocated to the refund with this journal."""
    given, refund = allocation.credit, allocation.refund
    assert given.kind is CreditKind.DEPOSIT, given
    return DepositReleaseRecord(
        deposit=given.key,
        journal=journal,
        customer=refund.customer,
        amount=allocation.amount,
        date=date,
        segments=given.segments,
    )


def release_entry(
    amount: Money, segments: Segments, deposits: Account, receivable: Account
) -> Entry:
    return Entry((debit(deposits, amount, segments), credit(receivable, amount, segments)))
