"""What a refund's record lacks that its checks say already (REF-05, REF-17).

A crash between check and status, an approval and a void check all leave the record behind. Setting it
right looks at the books alone, so it may be done at any time and twice.
"""

import datetime as dt
from dataclasses import replace

from core.money import ZERO
from core.refunds.booked import BookedRefund, CheckState, due
from core.refunds.history import changes_in, with_change
from core.refunds.standing import RefundStanding
from core.refunds.status import Move, Status, StatusChange, changed
from core.refunds.written import RefundStatusRecord


def upkeep(
    booked: BookedRefund, standing: RefundStanding, who: str, now: dt.datetime
) -> RefundStatusRecord | None:
    """What the record shall say; None when it says so. `who` did it, at `now` (UTC)."""
    assert booked.status is not None, booked
    recorded = replace(standing, status=booked.status)
    move = _move(booked, recorded)
    if move is not None:
        history, why = changes_in(booked.history), _why(booked, standing)
        change = changed(booked.status, move, history, who, now, why).unwrap()
        return with_move(booked, standing, change)
    if (booked.shown_paid or ZERO) == standing.paid:
        return None
    return _record(booked, standing, booked.status, booked.history)


def with_move(
    booked: BookedRefund, standing: RefundStanding, change: StatusChange
) -> RefundStatusRecord:
    """What the record shall say after this change."""
    history = with_change(booked.history, change)
    return _record(booked, standing, change.status_after, history)


def _move(booked: BookedRefund, recorded: RefundStanding) -> Move | None:
    """A part that was paid since the record was last written is told as well."""
    called_for = due(booked, recorded)
    more = recorded.paid > (booked.shown_paid or ZERO)
    if called_for is None and more and recorded.status is Status.PENDING_REFUND:
        return Move.PAY_IN_PART
    return called_for


def _why(booked: BookedRefund, standing: RefundStanding) -> str:
    approved = [one.number for one in booked.checks if one.state is CheckState.APPROVED]
    numbers = ", ".join(filter(None, approved))
    by = f" by check {numbers}" if numbers else ""
    return f"{standing.paid} of {standing.amount} is paid{by}"


def _record(
    booked: BookedRefund, standing: RefundStanding, status: Status, history: str
) -> RefundStatusRecord:
    return RefundStatusRecord(booked.id, status, history, standing.paid, standing.unapplied)
