"""The codes of refunds, each said by the rule that refuses it."""

from collections.abc import Iterator

from core.refunds.status import Move, Status, next_status
from core.refusals import Problem


def said_by_refunds() -> Iterator[tuple[str, str]]:
    """Code and words of every refusal in these examples."""
    for problem in _problems():
        yield problem.reason.value, problem.words


def _problems() -> Iterator[Problem]:
    yield next_status(Status.CHECK_REFUNDED, Move.BYPASS).failure()
