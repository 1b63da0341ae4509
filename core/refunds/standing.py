"""What the books say of one refund: how much of it is covered, paid, on its way and remaining.

A check that waits for approval counts as on its way, not as paid (ruling, REF-13): nobody can pay the
same money again meanwhile, and the refund is Check Refunded only once the check is approved.
"""

import datetime as dt
from dataclasses import dataclass

from core.documents import Label
from core.ledger import Account, Segments
from core.money import ZERO, Money
from core.records import Key, RefundLinks, RemoteId
from core.refunds.status import Move, Status


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """What a refund without a journal gives back: `left` of it, in cents, is the refund's to pay.

    `deposits` is the account that holds a deposit's money; None for another credit.
    """

    credit: Key
    left: Money
    deposits: Account | None = None


@dataclass(frozen=True, slots=True)
class RefundStanding:
    """All amounts in cents. `applied` is what credits cover of the receivables line.

    `credits` is None for a refund that a journal posted: checks pay it. Any other is paid by Customer
    Refunds, which give these credits back.

    `paid` is what approved checks have paid and `on_its_way` what waits for approval, or was sent and
    not answered; void and rejected checks count in neither. `checks` counts every one there ever was.
    Whoever reads the books makes sure of the figures: more applied or paid than the refund is an error
    of theirs. `from_payment` is the most that what is left of its payment still covers; None for all.
    """

    key: Key
    label: Label
    date: dt.date
    customer: Key | RemoteId
    segments: Segments
    amount: Money
    clearing: Account
    status: Status
    links: RefundLinks
    applied: Money = ZERO
    paid: Money = ZERO
    on_its_way: Money = ZERO
    checks: int = 0
    memo: str = ""
    credits: tuple[OpenCredit, ...] | None = None
    from_payment: Money | None = None

    def __post_init__(self) -> None:
        assert self.amount > ZERO, self
        assert ZERO <= self.applied <= self.amount, self
        assert self.paid >= ZERO, self
        assert self.on_its_way >= ZERO, self
        assert self.paid + self.on_its_way <= self.amount, self

    @property
    def unapplied(self) -> Money:
        """What no credit covers yet: still open in receivables."""
        return self.amount - self.applied

    @property
    def remaining(self) -> Money:
        """What is still to be paid by check, were it Pending Refund."""
        return self.amount - self.paid - self.on_its_way

    @property
    def payable(self) -> bool:
        """Whether the check writing tool lists it (REF-13, REF-16)."""
        return self.status is Status.PENDING_REFUND and self.remaining > ZERO


def move_due(standing: RefundStanding) -> Move | None:
    """The move that checks call for and the status lacks; None when they agree (REF-05, REF-17).

    A crash between check and status, an approval and a void check are all healed by it.
    """
    paid_in_full = standing.paid == standing.amount
    if standing.status is Status.PENDING_REFUND and paid_in_full:
        return Move.PAY_IN_FULL
    if standing.status is Status.CHECK_REFUNDED and not paid_in_full:
        return Move.VOID_CHECK
    return None
