"""What NetSuite refused in the same words: one is tried, the others need it."""

from typing import Final

from core.documents import Kind, Label
from core.lining_up import lined_up
from core.plan import Step, in_order
from core.records import Booked, CustomerRecord, Key
from tests.core.builders import booked_invoice

WORDS: Final = "Contract Number is missing."
RECORD: Final = CustomerRecord("Ann Park", "1")


def step(name: str, *needs: str, kind: Kind = Kind.INVOICE, booked: Booked | None = None) -> Step:
    label = Label(kind, 1, name)
    return Step(Key(name), RECORD, label, needs=tuple(map(Key, needs)), booked=booked)


def needs(steps: tuple[Step, ...], *refused: str, other: str = "") -> dict[str, tuple[str, ...]]:
    """Of each step, once these were refused in the same words, and `other` in others."""
    words = {Key(name): WORDS for name in refused} | ({Key(other): "Other."} if other else {})
    placed = lined_up(steps, words)
    assert in_order(placed) == placed
    return {one.key: one.needs for one in placed}


def test_the_others_need_the_first() -> None:
    steps = (step("a"), step("b"), step("c"))
    assert needs(steps, "a", "b", "c") == {"a": (), "b": ("a",), "c": ("a",)}


def test_what_was_not_refused_waits_for_nothing() -> None:
    assert needs((step("a"), step("b"), step("c")), "b", "c")["a"] == ()


def test_other_words_are_another_line() -> None:
    assert needs((step("a"), step("b")), "a", other="b") == {"a": (), "b": ()}


def test_another_kind_is_another_line() -> None:
    steps = (step("a", kind=Kind.CUSTOMER), step("b"))
    assert needs(steps, "a", "b") == {"a": (), "b": ()}


def test_one_that_needs_the_first_already_needs_it_once() -> None:
    assert needs((step("a"), step("b", "a")), "a", "b") == {"a": (), "b": ("a",)}


def test_what_a_step_needed_before_it_still_needs() -> None:
    steps = (step("a"), step("b"), step("c", "b"))
    assert needs(steps, "a", "b", "c") == {"a": (), "b": ("a",), "c": ("b", "a")}


def test_the_first_is_the_one_that_stands_first_after_what_it_needs() -> None:
    steps = in_order((step("c", "b"), step("a"), step("b")))
    assert needs(steps, "a", "b", "c") == {"b": (), "c": ("b",), "a": ("b",)}


def test_what_is_in_the_books_already_leads_no_line() -> None:
    steps = (step("a", booked=booked_invoice("I-1", "80.00")), step("b"), step("c"))
    assert needs(steps, "a", "b", "c") == {"a": (), "b": (), "c": ("b",)}
