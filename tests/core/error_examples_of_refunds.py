"""The codes of refunds, each said by the rule that refuses it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.money import Money
from core.refunds.checks import Review, pinned, review
from core.refunds.recognition import beyond_payment
from core.refunds.status import Move, Status, next_status
from core.refusals import Problem, Refusal
from tests.core.builders import payment
from tests.core.refunds.builders import refund, request, standing


def said_by_refunds() -> Iterator[tuple[str, str]]:
    """Code and words of every refusal in these examples."""
    for problem in _problems():
        yield problem.reason.value, problem.words
    for refusal in _refusals():
        yield refusal.reason.value, refusal.explanation


def _problems() -> Iterator[Problem]:
    yield next_status(Status.CHECK_REFUNDED, Move.BYPASS).failure()
    yield pinned(paying("300.00"), "5c3a9e0b71d2").failure()


def _refusals() -> Iterator[Refusal]:
    before = refund("60.00", number="P-18", date=date(2026, 11, 9))
    after = refund("40.01", number="P-19")
    yield from beyond_payment(payment("100.00"), (before, after)).values()
    yield from paying("0.00").refused
    yield from paying("300.01").refused
    yield from paying("500.00", status=Status.COMPLETE).refused


def paying(amount: str, **changes: Any) -> Review:
    """The review of a check over this much, for a refund with $300.00 left."""
    refund_in_books = standing("500.00", paid=Money.of("200.00"), **changes)
    return review(request({refund_in_books.key: Money.of(amount)}), [refund_in_books])
