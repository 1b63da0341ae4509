"""Whether a check may pay a refund, and how much of it (REF-15, REF-16)."""

from collections.abc import Iterable
from typing import Final

from core.documents import Kind, Label
from core.money import ZERO, Money, total
from core.records import Key
from core.refunds.standing import OpenCredit, RefundStanding
from core.refunds.status import Status
from core.refusals import Problem, Reason, Refusal


def why_not_payable(one: RefundStanding, amount: Money) -> Problem | None:
    """Why a check cannot pay this amount of it, in cents; None when it can."""
    if one.status is not Status.PENDING_REFUND:
        return _not_pending(one.status)
    if one.remaining == ZERO:
        return _nothing_left(one)
    if amount <= ZERO:
        return _not_positive(one, amount)
    if amount > one.remaining:
        return _overpaid(one, amount)
    if one.credits is not None and amount > total(given.left for given in one.credits):
        return _used_up(one, one.credits)
    return None


def not_in_books(key: Key) -> Refusal:
    """Of a refund that was chosen and cannot be found."""
    fact = "It is not among the refunds in NetSuite."
    label = Label(Kind.REFUND, 0, key)
    return Refusal(Reason.REFUND_NOT_PAYABLE, label, fact, "List the refunds and choose again.")


_INSTEAD: Final = {
    Status.CHECK_REFUNDED: "Void its check first if the customer never got it.",
    Status.COMPLETE: "Set it to Pending Refund to pay it by check instead.",
    Status.BYPASS: "Reopen it first.",
}


def _not_pending(status: Status) -> Problem:
    fact = f"It is {status.value}; a check pays only what is {Status.PENDING_REFUND.value}."
    return Problem(Reason.REFUND_NOT_PAYABLE, fact, _INSTEAD[status])


def _nothing_left(one: RefundStanding) -> Problem:
    fact = f"Of {one.amount}, {one.paid} is paid and {one.on_its_way} on its way; nothing is left."
    remedy = "Run again: its status follows its checks."
    if one.on_its_way:
        remedy = "Approve or void its check in NetSuite; if there is none yet, list it again later."
    return Problem(Reason.REFUND_NOT_PAYABLE, fact, remedy)


def _not_positive(one: RefundStanding, amount: Money) -> Problem:
    fact = f"It has {one.remaining} left to pay; {amount} is nothing to pay."
    remedy = f"Pay at least $0.01 and at most {one.remaining}."
    return Problem(Reason.AMOUNT_NOT_POSITIVE, fact, remedy)


def _overpaid(one: RefundStanding, amount: Money) -> Problem:
    fact = f"It has {one.remaining} left to pay; {amount} would overpay it."
    return Problem(Reason.REFUND_OVERPAID, fact, f"Pay at most {one.remaining}.")


def _used_up(one: RefundStanding, given_back: Iterable[OpenCredit]) -> Problem:
    left = total(given.left for given in given_back)
    fact = f"It has {one.remaining} left to pay; what it gives back has {left} left in NetSuite."
    remedy = "Find there what else has used it, and free it; or bypass the refund."
    return Problem(Reason.REFUND_NOT_PAYABLE, fact, remedy)
