"""A run that was cut short and goes on: its rows tell of the whole of it, and each record once."""

import pytest

from core.documents import Kind, Label
from core.records import Key, RemoteId
from core.reports import Fate, Row
from core.resumed import of_the_whole_run, rows_cut_short, rows_so_far

BOOKED = RemoteId("4711")


def row(number: int, fate: Fate, remote: RemoteId | None = None) -> Row:
    label = Label(Kind.INVOICE, number, f"I-{number}", "Maria Lopez")
    return Row(label, fate, remote=remote, key=key(number))


def key(number: int) -> Key:
    return Key(f"acme-invoice-{number}")


@pytest.mark.parametrize(
    ("sent", "fate", "wrote"),
    [
        ({key(1): BOOKED}, Fate.POSTED, {key(1)}),
        ({key(1): None}, Fate.POSTED, {key(1)}),
        ({}, Fate.ALREADY_BOOKED, set()),
        ({key(2): None}, Fate.ALREADY_BOOKED, set()),
    ],
)
def test_what_it_finds_in_the_books_is_its_own_when_it_had_sent_it(
    sent: dict[Key, RemoteId | None], fate: Fate, wrote: set[Key]
) -> None:
    rows, before = of_the_whole_run([row(1, Fate.ALREADY_BOOKED, BOOKED)], [], sent)
    assert [one.fate for one in rows] == [fate]
    assert before == wrote


def test_what_is_marked_exported_by_now_is_still_told_of() -> None:
    earlier = [row(1, Fate.PLANNED), row(2, Fate.ALREADY_BOOKED, BOOKED), row(3, Fate.PLANNED)]
    rows, before = of_the_whole_run([row(4, Fate.POSTED)], earlier, {key(1): BOOKED, key(3): None})
    assert [(one.key, one.fate, one.remote) for one in rows] == [
        (key(4), Fate.POSTED, None),
        (key(1), Fate.POSTED, BOOKED),
        (key(2), Fate.ALREADY_BOOKED, BOOKED),
        (key(3), Fate.UNCERTAIN, None),
    ]
    assert "Look for it in NetSuite." in rows[-1].explanation
    assert before == {key(1)}


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.HELD, Fate.PLANNED, Fate.UNCERTAIN])
def test_what_it_was_to_do_and_did_not_is_told_as_it_is_now(fate: Fate) -> None:
    rows, before = of_the_whole_run([], [row(1, fate)], {})
    assert (rows, before) == ((), frozenset())
    rows, _ = of_the_whole_run([row(1, Fate.HELD)], [row(1, fate)], {key(1): None})
    assert [one.fate for one in rows] == [Fate.HELD]


def test_a_document_has_one_row_and_the_newest() -> None:
    rows = rows_so_far([row(1, Fate.PLANNED)], [row(1, Fate.POSTED, BOOKED)], {})
    assert [one.fate for one in rows] == [Fate.PLANNED]


def test_a_run_that_is_cut_short_has_posted_what_it_knows_the_ids_of() -> None:
    rows = rows_cut_short([row(1, Fate.PLANNED), row(2, Fate.PLANNED)], {key(1): BOOKED})
    assert [(one.fate, one.remote) for one in rows] == [
        (Fate.POSTED, BOOKED),
        (Fate.PLANNED, None),
    ]
