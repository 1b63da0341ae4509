"""Fingerprints: taken in part by part they are those of the whole."""

import pytest

from core.fingerprint import Fingerprint
from core.money import Money

VALUE = (("INV-1", Money(100_000), None), ("PAY-1", Money(-1), (1, 2)), ())


@pytest.mark.parametrize("pieces", [1, 2, 7, 1000])
def test_part_by_part_it_is_the_same(pieces: int) -> None:
    parts = Fingerprint(VALUE)
    count = 1
    while parts.take_in(pieces):
        count += 1
    assert str(parts) == str(Fingerprint(VALUE))
    assert (count == 1) == (pieces == 1000)


def test_asked_for_early_the_rest_is_taken_in() -> None:
    begun = Fingerprint(VALUE)
    assert begun.take_in(3)
    assert str(begun) == str(Fingerprint(VALUE))
    assert not begun.take_in(3)


def test_of_what_it_cannot_read_there_is_none() -> None:
    broken = Fingerprint(("INV-1", object(), "INV-2"))
    with pytest.raises(AssertionError):
        broken.take_in(100)
    with pytest.raises(AssertionError, match="could not be put into text"):
        str(broken)


@pytest.mark.parametrize(
    "other",
    [
        (("INV-1", Money(100_001), None), *VALUE[1:]),
        (*VALUE[:2], None),
        (VALUE[1], VALUE[0], VALUE[2]),
        (VALUE,),
    ],
)
def test_what_differs_has_another(other: object) -> None:
    assert str(Fingerprint(other)) != str(Fingerprint(VALUE))
