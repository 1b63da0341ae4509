"""The codes of refunds, each said by the rule that refuses it."""

from collections.abc import Iterator
from datetime import date

from core.refunds.recognition import beyond_payment
from core.refunds.status import Move, Status, next_status
from core.refusals import Problem, Refusal
from tests.core.builders import payment
from tests.core.refunds.builders import refund


def said_by_refunds() -> Iterator[tuple[str, str]]:
    """Code and words of every refusal in these examples."""
    for problem in _problems():
        yield problem.reason.value, problem.words
    for refusal in _refusals():
        yield refusal.reason.value, refusal.explanation


def _problems() -> Iterator[Problem]:
    yield next_status(Status.CHECK_REFUNDED, Move.BYPASS).failure()


def _refusals() -> Iterator[Refusal]:
    before = refund("60.00", number="P-18", date=date(2026, 11, 9))
    after = refund("40.01", number="P-19")
    yield from beyond_payment(payment("100.00"), (before, after)).values()
