"""How a refund stands by its journal and its checks, and what its record lacks (REF-05, REF-17)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from core.money import ZERO, Money
from core.records import Key, RefundLinks, RemoteId
from core.refunds.booked import (
    BookedCheck,
    BookedJournal,
    BookedRefund,
    CheckState,
    SentLine,
    refunds_now,
    standing_of,
)
from core.refunds.status import Status
from core.refunds.upkeep import upkeep
from core.refunds.written import RefundStatusRecord
from core.refusals import Reason
from tests.core.builders import DAY, SEGMENTS
from tests.core.refunds.builders import REFUNDS_PAYABLE

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
FULL = Money.of("500.00")
KEY = Key("acme-refund-18")
JOURNAL = BookedJournal(RemoteId("501"), "Maria Lopez", SEGMENTS, REFUNDS_PAYABLE, FULL)
PAID_HISTORY = "2026-11-20 11:00 | ann | Pending Refund | Check Refunded | paid by check 1"


def check(amount: str, state: CheckState = CheckState.APPROVED, number: int = 1) -> BookedCheck:
    key = Key(f"acme-check-0f3a-{number}")
    return BookedCheck(RemoteId(str(number)), key, str(number), Money.of(amount), state)


def booked(*checks: BookedCheck, **changes: Any) -> BookedRefund:
    given = BookedRefund(
        key=KEY,
        id=RemoteId("77"),
        source=18,
        number="P-18",
        date=DAY,
        amount=FULL,
        status=Status.PENDING_REFUND,
        links=RefundLinks(),
        journal=JOURNAL,
        checks=checks,
    )
    return replace(given, **changes)


def kept(given: BookedRefund) -> RefundStatusRecord | None:
    return upkeep(given, standing_of(given).unwrap(), "ann", NOON)


# how it stands


@pytest.mark.parametrize(
    ("state", "paid", "on_its_way", "remaining"),
    [
        (CheckState.APPROVED, "200.00", "0.00", "300.00"),
        (CheckState.WAITING, "0.00", "200.00", "300.00"),
        (CheckState.REJECTED, "0.00", "0.00", "500.00"),
        (CheckState.VOID, "0.00", "0.00", "500.00"),
    ],
)
def test_a_check_counts_by_its_state_and_always_as_one(
    state: CheckState, paid: str, on_its_way: str, remaining: str
) -> None:
    one = standing_of(booked(check("200.00", state))).unwrap()
    shown = (one.paid.text, one.on_its_way.text, one.remaining.text)
    assert (*shown, one.checks) == (paid, on_its_way, remaining, 1)


def test_what_credits_cover_is_what_the_journal_has_not_open() -> None:
    half = replace(JOURNAL, open=Money.of("180.00"))
    one = standing_of(booked(journal=half)).unwrap()
    assert (one.applied.text, one.unapplied.text) == ("320.00", "180.00")


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"status": None}, Reason.REFUND_NOT_PAYABLE, "a status that Crossfoot does not know"),
        ({"journal": None}, Reason.REFUND_NOT_PAYABLE, "journal that posts it is not in NetSuite"),
        ({"amount": ZERO}, Reason.REFUND_NOT_PAYABLE, "is over $0.00"),
        (
            {"journal": replace(JOURNAL, open=Money.of("500.01"))},
            Reason.REFUND_NOT_PAYABLE,
            "has $500.01 open in receivables, of $500.00",
        ),
        (
            {"checks": (check("500.00"), check("0.01", CheckState.WAITING, 2))},
            Reason.REFUND_OVERPAID,
            "$500.00 paid and $0.01 on its way, of $500.00",
        ),
    ],
)
def test_figures_that_cannot_be_are_said_in_words(
    changes: dict[str, Any], reason: Reason, words: str
) -> None:
    refusal = standing_of(booked(**changes)).failure()
    assert (refusal.reason, refusal.key, words in refusal.fact) == (reason, KEY, True)


def test_one_whose_figures_cannot_be_keeps_no_other_out() -> None:
    other = booked(key=Key("acme-refund-19"), source=19, journal=None)
    now = refunds_now([booked(), other])
    assert (list(now.standings), [one.key for one in now.unclear]) == ([KEY], [other.key])


def test_what_was_sent_is_on_its_way_until_the_books_have_it() -> None:
    sent = SentLine(Key("acme-check-0f3a-1"), KEY, FULL)
    assert refunds_now([booked()], [sent]).standings[KEY].on_its_way == FULL
    there = refunds_now([booked(check("500.00"))], [sent]).standings[KEY]
    assert (there.paid, there.on_its_way) == (FULL, ZERO)


# the status its checks call for


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (booked(check("500.00")), Status.CHECK_REFUNDED),
        (booked(check("500.00", CheckState.WAITING)), Status.PENDING_REFUND),
        (
            booked(check("500.00", CheckState.VOID), status=Status.CHECK_REFUNDED),
            Status.PENDING_REFUND,
        ),
        (booked(status=Status.CHECK_REFUNDED, history=PAID_HISTORY), Status.PENDING_REFUND),
        (booked(status=Status.CHECK_REFUNDED), Status.CHECK_REFUNDED),
        (booked(status=Status.BYPASS), Status.BYPASS),
    ],
    ids=["paid", "waiting", "void", "deleted", "set by hand", "bypassed"],
)
def test_it_stands_as_its_checks_call_for(given: BookedRefund, status: Status) -> None:
    assert refunds_now([given]).standings[KEY].status is status
    written = kept(given)
    assert (written.status if written else given.status) is status


# what the record shall say


def test_a_record_that_says_so_is_left_alone() -> None:
    assert kept(booked()) is None
    assert kept(booked(check("200.00"), shown_paid=Money.of("200.00"))) is None


def test_a_part_that_was_paid_is_told_once() -> None:
    written = kept(booked(check("200.00")))
    assert written is not None
    assert (written.status, written.paid.text) == (Status.PENDING_REFUND, "200.00")
    assert written.history == (
        "2026-11-20 12:00 | ann | Pending Refund | Pending Refund"
        " | $200.00 of $500.00 is paid by check 1"
    )


def test_a_void_part_changes_the_figure_and_tells_no_move() -> None:
    given = booked(check("200.00", CheckState.VOID), shown_paid=Money.of("200.00"), history="told")
    written = kept(given)
    assert written is not None
    assert (written.status, written.paid, written.history) == (Status.PENDING_REFUND, ZERO, "told")


def test_what_people_wrote_in_the_history_stays() -> None:
    written = kept(booked(check("500.00"), history="Maria called twice"))
    assert written is not None
    assert written.history.splitlines()[0] == "Maria called twice"
    assert written.history.splitlines()[1].endswith("$500.00 of $500.00 is paid by check 1")
