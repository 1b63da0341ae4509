from datetime import UTC, datetime
from itertools import product
from typing import Final

import pytest
from returns.result import Failure, Success

from core.refunds.status import (
    Move,
    Status,
    StatusChange,
    changed,
    next_status,
    status_before_bypass,
    status_named,
)
from core.refusals import Reason

NOON: Final = datetime(2026, 11, 10, 12, tzinfo=UTC)
PENDING, CHECKED, COMPLETE, BYPASS = Status

ALLOWED: Final = {
    (PENDING, Move.PAY_IN_FULL, None): CHECKED,
    (PENDING, Move.PAY_IN_PART, None): PENDING,
    (PENDING, Move.BYPASS, None): BYPASS,
    (COMPLETE, Move.PAY_BY_CHECK_INSTEAD, None): PENDING,
    (COMPLETE, Move.BYPASS, None): BYPASS,
    (CHECKED, Move.VOID_CHECK, None): PENDING,
    (BYPASS, Move.REOPEN, PENDING): PENDING,
    (BYPASS, Move.REOPEN, COMPLETE): COMPLETE,
}
"""REF-05, row by row."""


@pytest.mark.parametrize("before_bypass", [None, PENDING, COMPLETE])
@pytest.mark.parametrize(("status", "move"), list(product(Status, Move)))
def test_only_the_moves_of_the_rule_are_made(
    status: Status, move: Move, before_bypass: Status | None
) -> None:
    known = before_bypass if status is BYPASS else None
    outcome = next_status(status, move, before_bypass)
    if (status, move, known) in ALLOWED:
        assert outcome == Success(ALLOWED[status, move, known])
    else:
        assert outcome.failure().reason is Reason.REFUND_MOVE_NOT_ALLOWED


@pytest.mark.parametrize(
    ("status", "move", "fact", "remedy"),
    [
        (
            CHECKED,
            Move.BYPASS,
            'It is Check Refunded; "bypass", which would make it Bypass, is not allowed.',
            "What may be done from Check Refunded: void its check (to Pending Refund).",
        ),
        (
            COMPLETE,
            Move.PAY_IN_FULL,
            'It is Complete; "pay in full", which would make it Check Refunded, is not allowed.',
            "What may be done from Complete: pay by check instead (to Pending Refund), "
            "bypass (to Bypass).",
        ),
        (
            PENDING,
            Move.REOPEN,
            'It is Pending Refund; "reopen", which would make it the status it had before Bypass, '
            "is not allowed.",
            "What may be done from Pending Refund: pay in full (to Check Refunded), pay in part "
            "(to Pending Refund), bypass (to Bypass).",
        ),
    ],
)
def test_a_refused_move_names_both_statuses_and_what_may_be_done(
    status: Status, move: Move, fact: str, remedy: str
) -> None:
    problem = next_status(status, move).failure()
    assert (problem.fact, problem.remedy) == (fact, remedy)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Pending Refund", PENDING),
        ("Pending Payment", PENDING),
        ("Check Refunded", CHECKED),
        ("Refunded", CHECKED),
        ("Complete", COMPLETE),
        ("Credit Card Refunded", COMPLETE),
        ("Bypass", BYPASS),
        ("  pending   REFUND ", PENDING),
        ("Paid", None),
        ("", None),
    ],
)
def test_a_status_is_known_by_its_name_and_by_its_alias(text: str, status: Status | None) -> None:
    assert status_named(text) is status


def test_every_status_but_bypass_shows_its_alias() -> None:
    aliases = [one.alias for one in Status]
    assert aliases == ["Pending Payment", "Refunded", "Credit Card Refunded", None]


@pytest.mark.parametrize("status", [PENDING, COMPLETE])
def test_a_bypassed_refund_is_reopened_to_what_it_was(status: Status) -> None:
    away = changed(status, Move.BYPASS, (), "Ann", NOON, "entered by hand").unwrap()
    back = changed(away.status_after, Move.REOPEN, (away,), "Ann", NOON, "a mistake").unwrap()
    assert back == StatusChange("Ann", NOON, "a mistake", Move.REOPEN, BYPASS, status)


def test_a_bypass_nobody_recorded_cannot_be_reopened() -> None:
    assert next_status(BYPASS, Move.REOPEN).failure().words == (
        "It is Bypass, and no history says whether it was Pending Refund or Complete before. "
        "Set the one that is right in NetSuite."
    )


def test_the_last_bypass_counts() -> None:
    def line(move: Move, before: Status, after: Status) -> StatusChange:
        return StatusChange("Ann", NOON, "asked by the controller", move, before, after)

    history = (
        line(Move.BYPASS, COMPLETE, BYPASS),
        line(Move.REOPEN, BYPASS, COMPLETE),
        line(Move.PAY_BY_CHECK_INSTEAD, COMPLETE, PENDING),
        line(Move.BYPASS, PENDING, BYPASS),
    )
    assert status_before_bypass(history) is PENDING


def test_a_refused_move_leaves_no_line_in_the_history() -> None:
    assert isinstance(changed(CHECKED, Move.BYPASS, (), "Ann", NOON, "why not"), Failure)


@pytest.mark.parametrize(("who", "why"), [("Ann", " "), ("", "asked by the controller")])
def test_a_change_without_a_person_or_a_reason_cannot_be_made(who: str, why: str) -> None:
    with pytest.raises(AssertionError):
        StatusChange(who, NOON, why, Move.BYPASS, PENDING, BYPASS)
