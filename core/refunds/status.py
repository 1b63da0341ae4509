"""The status of a refund: what it is, what it may become, and by which move (REF-04, REF-05).

A refund to be paid by check arrives as Pending Refund; money that went back another way arrives as
Complete. A move the table lacks is refused, and every move made is kept: who, when and why. A check that
becomes void while its refund is still pending changes what is left to pay and not the status.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from returns.result import Failure, Result, Success

from core.refunds.kinds import ALIASES, Status
from core.refusals import Problem, Reason

__all__ = (
    "ALIASES",
    "ARRIVES",
    "NEXT",
    "Before",
    "Move",
    "Status",
    "StatusChange",
    "changed",
    "next_status",
    "status_before_bypass",
    "status_diagram",
    "status_named",
)


class Move(Enum):
    """What happens to a refund, in the words it is told by."""

    PAY_IN_FULL = "pay in full"
    PAY_IN_PART = "pay in part"
    PAY_BY_CHECK_INSTEAD = "pay by check instead"
    BYPASS = "bypass"
    REOPEN = "reopen"
    VOID_CHECK = "void its check"


class Before(Enum):
    """Where a move leads back to."""

    BYPASS = "the status it had before Bypass"


ARRIVES: Final = {
    "to be paid by check": Status.PENDING_REFUND,
    "paid another way": Status.COMPLETE,
}

NEXT: Final[Mapping[tuple[Status, Move], Status | Before]] = {
    (Status.PENDING_REFUND, Move.PAY_IN_FULL): Status.CHECK_REFUNDED,
    (Status.PENDING_REFUND, Move.PAY_IN_PART): Status.PENDING_REFUND,
    (Status.PENDING_REFUND, Move.BYPASS): Status.BYPASS,
    (Status.COMPLETE, Move.PAY_BY_CHECK_INSTEAD): Status.PENDING_REFUND,
    (Status.COMPLETE, Move.BYPASS): Status.BYPASS,
    (Status.CHECK_REFUNDED, Move.VOID_CHECK): Status.PENDING_REFUND,
    (Status.BYPASS, Move.REOPEN): Before.BYPASS,
}

_LEADS_TO: Final = {move: to for (_, move), to in NEXT.items()}
_BYPASSED_FROM: Final = tuple(status for status, move in NEXT if move is Move.BYPASS)


def status_named(text: str) -> Status | None:
    """The status of that name or alias, whatever its case and blanks; None where there is none."""
    names = {**{one.value: one for one in Status}, **ALIASES}
    wanted = " ".join(text.split()).casefold()
    return next((status for name, status in names.items() if name.casefold() == wanted), None)


def next_status(
    status: Status, move: Move, before_bypass: Status | None = None
) -> Result[Status, Problem]:
    """The status after the move; `before_bypass` is what it was when it was bypassed.

    Refused: a move the table lacks, and a reopening when nobody knows what it was before.
    """
    assert before_bypass is None or before_bypass in _BYPASSED_FROM, before_bypass
    to = NEXT.get((status, move))
    if to is None:
        return Failure(_not_allowed(status, move, before_bypass))
    if isinstance(to, Status):
        return Success(to)
    return Failure(_NOT_KNOWN) if before_bypass is None else Success(before_bypass)


def _not_allowed(status: Status, move: Move, before_bypass: Status | None) -> Problem:
    to = _LEADS_TO[move]
    wanted = before_bypass or to if isinstance(to, Before) else to
    fact = (
        f'It is {status.value}; "{move.value}", which would make it {wanted.value}, is not allowed.'
    )
    allowed = (f"{one.value} (to {to.value})" for (at, one), to in NEXT.items() if at is status)
    remedy = f"What may be done from {status.value}: {', '.join(allowed)}."
    return Problem(Reason.REFUND_MOVE_NOT_ALLOWED, fact, remedy)


_NOT_KNOWN: Final = Problem(
    Reason.REFUND_MOVE_NOT_ALLOWED,
    "It is Bypass, and no history says whether it was Pending Refund or Complete before.",
    "Set the one that is right in NetSuite.",
)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One line of a refund's history; `when` is UTC, the reason is never blank."""

    who: str
    when: dt.datetime
    why: str
    move: Move
    status_before: Status
    status_after: Status

    def __post_init__(self) -> None:
        assert self.who.strip(), "nobody made this change"
        assert self.why.strip(), "this change has no reason"
        assert self.when.utcoffset() == dt.timedelta(0), self.when


def changed(
    status: Status,
    move: Move,
    history: Sequence[StatusChange],
    who: str,
    when: dt.datetime,
    why: str,
) -> Result[StatusChange, Problem]:
    """The history's next line; refusals as in `next_status`."""
    after = next_status(status, move, status_before_bypass(history))
    return after.map(lambda to: StatusChange(who, when, why, move, status, to))


def status_before_bypass(history: Iterable[StatusChange]) -> Status | None:
    """What the refund was when it was last bypassed, oldest line first; None if it never was."""
    bypassed = [one.status_before for one in history if one.move is Move.BYPASS]
    return bypassed[-1] if bypassed else None


def status_diagram() -> str:
    """The table as a Mermaid diagram."""
    names = (f"    {one.name}: {_title(one)}" for one in Status)
    arrivals = (f"    [*] --> {status.name}: {how}" for how, status in ARRIVES.items())
    moves = (
        f"    {status.name} --> {reached.name}: {move.value}"
        for (status, move), to in NEXT.items()
        for reached in (_BYPASSED_FROM if isinstance(to, Before) else (to,))
    )
    return "\n".join(["stateDiagram-v2", *names, *arrivals, *moves])


def _title(status: Status) -> str:
    return f"{status.value} ({status.alias})" if status.alias else status.value
