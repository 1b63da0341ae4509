"""Sync errors: what a run makes of the list, and what is put together under one cause."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from core.documents import Kind, Label
from core.errors import SyncError, by_cause, errors_after, rejected
from core.money import Money
from core.records import Key
from core.refusals import Cause, Reason, Waiting
from core.reports import Fate, Row

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
REJECTED: Final = Reason.REJECTED_BY_BOOKS.value
UNMAPPED: Final = Cause(Reason.BUSINESS_UNIT_UNMAPPED.value, "business unit 50", "Map it.")
WORDS: Final = Cause(REJECTED, "Contract Number is missing.", "Do it.")
SILENCE: Final = Cause(Waiting.SYSTEM.value, "NetSuite", "Run again.")


def row(number: int, cause: Cause | None = UNMAPPED, **changed: Any) -> Row:
    label = Label(Kind.INVOICE, number, f"I-{number}", "Ann Park", Money.of("80.00"))
    fate = Fate.POSTED if cause is None else Fate.REFUSED
    given = Row(label, fate, cause.code if cause else "", "", None, cause, Key(f"k{number}"))
    return replace(given, **changed)


def held(number: int, cause: Cause) -> Row:
    return row(number, cause, fate=Fate.HELD, code=Waiting.DEPENDENCY.value)


def kept(*rows: Row, before: tuple[SyncError, ...] = ()) -> tuple[SyncError, ...]:
    return errors_after(before, rows, "R-1", NOON)


def of_customer(name: str) -> Row:
    return row(9, document=Label(Kind.CUSTOMER, 9, name))


# what one cause keeps out


def test_an_error_counts_to_its_cause_with_its_money() -> None:
    [one] = by_cause(kept(row(1), row(2), of_customer("Ann Park")))
    assert (one.cause, one.documents, one.others, one.money) == (
        UNMAPPED,
        2,
        1,
        Money.of("160.00"),
    )


def test_the_cause_that_keeps_out_the_most_money_stands_first() -> None:
    causes = [one.cause for one in by_cause(kept(row(1), row(2, WORDS), row(3, WORDS)))]
    assert causes == [WORDS, UNMAPPED]


def test_one_subject_under_two_codes_is_two_causes() -> None:
    other = Cause(Reason.OTHER_CURRENCY.value, UNMAPPED.subject, UNMAPPED.remedy)
    assert len(by_cause(kept(row(1), row(2, other)))) == 2


def test_one_cause_whose_remedy_is_said_otherwise_is_one() -> None:
    [one] = by_cause(kept(row(1), row(2, replace(UNMAPPED, remedy="Map this one."))))
    assert one.cause.remedy == "Map it."


def test_where_nothing_stays_out_there_is_no_cause() -> None:
    assert by_cause(kept(row(1, None))) == ()


# from run to run


def test_what_has_no_cause_is_no_error() -> None:
    waiting = row(1, None, fate=Fate.HELD, code=Waiting.RELATED_RECORD.value)
    assert kept(waiting, row(2, None)) == ()


@pytest.mark.parametrize("now", [(), (row(1, None),)], ids=["not queued", "posted"])
def test_an_error_is_gone_when_its_document_does_not_stay_out(now: tuple[Row, ...]) -> None:
    assert errors_after(kept(row(1)), now, "R-2", LATER) == ()


def test_an_error_that_stays_keeps_when_it_was_first_seen_and_tells_what_is_so_now() -> None:
    before = (replace(kept(row(1))[0], id=7),)
    [after] = errors_after(before, [row(1, WORDS, explanation="Refused.")], "R-2", LATER)
    assert (after.id, after.first_seen, after.last_seen, after.run) == (7, NOON, LATER, "R-2")
    assert (after.cause, after.message) == (WORDS, "Refused.")


def test_a_document_that_stays_out_twice_is_one_error() -> None:
    assert [one.cause for one in kept(row(1), row(1, WORDS))] == [UNMAPPED]


def test_what_a_run_did_not_reach_stays_the_error_it_was() -> None:
    before = kept(row(1, WORDS))
    assert errors_after(before, [held(1, SILENCE)], "R-2", LATER) == before


def test_what_a_run_did_not_reach_is_an_error_where_there_was_none() -> None:
    assert [one.cause for one in kept(held(1, SILENCE))] == [SILENCE]


# what lines up


def test_only_what_netsuite_itself_refused_lines_up() -> None:
    errors = kept(row(1, WORDS), held(2, WORDS), row(3, UNMAPPED))
    assert rejected(errors) == {Key("k1"): WORDS.subject}


def test_what_lines_up_does_so_until_it_is_sent() -> None:
    before = kept(row(1, WORDS))
    assert rejected(errors_after(before, [held(1, WORDS)], "R-2", LATER)) == rejected(before)


def test_what_was_reset_does_not_line_up_until_netsuite_refuses_it_again() -> None:
    reset = (replace(kept(row(1, WORDS))[0], reset_at=LATER, reset_by="Dana"),)
    waited = errors_after(reset, [held(1, UNMAPPED)], "R-2", LATER)
    refused = errors_after(waited, [row(1, WORDS)], "R-3", LATER)
    assert (rejected(reset), rejected(waited)) == ({}, {})
    assert rejected(refused) == {Key("k1"): WORDS.subject}
    assert (refused[0].reset_at, refused[0].reset_by) == (None, None)
