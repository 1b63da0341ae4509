"""A refund's history as text: what is written is read again, and nothing else is (REF-05)."""

import datetime as dt

import pytest

from core.refunds.history import changes_in, with_change
from core.refunds.status import Move, Status, StatusChange, status_before_bypass

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
PENDING, REFUNDED, COMPLETE, BYPASS = (
    Status.PENDING_REFUND,
    Status.CHECK_REFUNDED,
    Status.COMPLETE,
    Status.BYPASS,
)
MOVES = [
    (Move.PAY_IN_FULL, PENDING, REFUNDED),
    (Move.PAY_IN_PART, PENDING, PENDING),
    (Move.PAY_BY_CHECK_INSTEAD, COMPLETE, PENDING),
    (Move.BYPASS, PENDING, BYPASS),
    (Move.BYPASS, COMPLETE, BYPASS),
    (Move.REOPEN, BYPASS, PENDING),
    (Move.REOPEN, BYPASS, COMPLETE),
    (Move.VOID_CHECK, REFUNDED, PENDING),
]


@pytest.mark.parametrize(("move", "before", "after"), MOVES)
def test_every_move_is_read_as_it_was_written(move: Move, before: Status, after: Status) -> None:
    change = StatusChange("ann", NOON, "told so | twice", move, before, after)
    assert changes_in(with_change("", change)) == (change,)


def test_lines_follow_each_other() -> None:
    first = StatusChange("ann", NOON, "paid in cash", Move.BYPASS, COMPLETE, BYPASS)
    second = StatusChange("bo", NOON, "it was not", Move.REOPEN, BYPASS, COMPLETE)
    text = with_change(with_change("", first), second)
    assert changes_in(text) == (first, second)
    assert status_before_bypass(changes_in(text)) is COMPLETE


def test_who_and_why_stay_on_their_line() -> None:
    change = StatusChange("ann | acme", NOON, "paid\nin  cash", Move.BYPASS, PENDING, BYPASS)
    (read,) = changes_in(with_change("", change))
    assert (read.who, read.why) == ("ann / acme", "paid in cash")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Maria called",
        "yesterday | ann | Pending Refund | Bypass | cash",
        "2026-11-20 12:00 | ann | Pending Refund | Paid | cash",
        "2026-11-20 12:00 | ann | Bypass | Check Refunded",
        "2026-11-20 12:00 |  | Pending Refund | Bypass | cash",
        "2026-11-20 12:00 | ann | Pending Refund | Bypass | ",
        "2026-11-20 12:00 | ann | Complete | Check Refunded | cash",
    ],
)
def test_what_people_wrote_tells_nothing(line: str) -> None:
    assert changes_in(line) == ()
