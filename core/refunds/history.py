"""A refund's history as its record in NetSuite keeps it: a line for each change, oldest first (REF-05).

    2026-11-20 12:00 | ann | Pending Refund | Bypass | the customer wants no check

When is UTC. The move is the one that leads from the one status to the other. A line that people have
written there by hand is kept and tells nothing.
"""

import datetime as dt
from typing import Final

from core.refunds.status import NEXT, Before, Move, Status, StatusChange, status_named

_PARTS: Final = 5
_BETWEEN: Final = " | "
_WHEN: Final = "%Y-%m-%d %H:%M"


def with_change(history: str, change: StatusChange) -> str:
    """The whole text with one more line."""
    parts = (
        change.when.strftime(_WHEN),
        _one_line(change.who).replace("|", "/"),
        change.status_before.value,
        change.status_after.value,
        _one_line(change.why),
    )
    return "\n".join(filter(None, (history.strip(), _BETWEEN.join(parts))))


def changes_in(history: str) -> tuple[StatusChange, ...]:
    """The changes that can be read, oldest first."""
    read = (_change(line) for line in history.splitlines())
    return tuple(one for one in read if one is not None)


def _change(line: str) -> StatusChange | None:
    parts = [part.strip() for part in line.split("|", _PARTS - 1)]
    if len(parts) != _PARTS:
        return None
    when, who, before, after, why = parts
    instant, move = _instant(when), _move(status_named(before), status_named(after))
    if instant is None or move is None or not who or not why:
        return None
    step, was, became = move
    return StatusChange(who, instant, why, step, was, became)


def _instant(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, _WHEN).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _move(before: Status | None, after: Status | None) -> tuple[Move, Status, Status] | None:
    if before is None or after is None:
        return None
    for (status, move), to in NEXT.items():
        if status is before and (to is after or isinstance(to, Before)):
            return move, before, after
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
