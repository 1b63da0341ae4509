"""A short name for a value and all it is made of: two that differ in a cent have different ones."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from core.ledger import Account, Segments

_PLAIN = frozenset({str, int, bool, type(None), Decimal, date})
"""What one text stands for by itself, the same in every process."""
_OFTEN = frozenset({Account, Segments})
"""Few of them, and each in many places."""


class Fingerprint:
    """Twelve hexadecimal digits, the same for the same value in every process.

    Of a large plan they take a while: who has other work takes a part of it in at a time.
    """

    def __init__(self, value: object) -> None:
        self._digest = hashlib.sha256()
        self._pieces = self._all_of(value)
        self._is_whole = False

    def take_in(self, pieces: int | None = None) -> bool:
        """So many pieces more, or all; whether any may be left."""
        taken = 0
        for piece in islice(self._pieces, pieces):
            self._digest.update(piece.encode())
            taken += 1
        return taken == pieces

    def __str__(self) -> str:
        self.take_in()
        assert self._is_whole, "a part of it could not be put into text"
        return self._digest.hexdigest()[:12]

    def _all_of(self, value: object) -> Iterator[str]:
        yield from _pieces(value)
        self._is_whole = True


def _pieces(value: object) -> Iterator[str]:
    """The text of a value, a piece at a time: a large plan's text would take as much memory as it."""
    if not isinstance(value, tuple):
        yield _canonical(value)
        return
    yield "["
    for at, one in enumerate(value):
        if at:
            yield ","
        yield from _pieces(one)
    yield "]"


def _canonical(value: object) -> str:
    """One text for one value, the same in every process."""
    return _TEXTS[type(value)](value)


Text = Callable[[Any], str]


class _Texts(dict[type, Text]):
    """How a value of each type is put into text."""

    def __missing__(self, of: type) -> Text:
        self[of] = _text_of(of)
        return self[of]


_TEXTS: Final = _Texts()


def _text_of(of: type) -> Text:
    if of in _PLAIN:
        return repr
    if issubclass(of, tuple):
        return lambda value: f"[{','.join([_TEXTS[type(one)](one) for one in value])}]"
    if issubclass(of, Enum):
        return lambda value: str(value.value)
    assert is_dataclass(of), of
    names = [one.name for one in fields(of)]
    text = _text_of_members(of, names) if len(names) > 1 else _text_of_one(of, *names)
    return lru_cache(maxsize=1024)(text) if of in _OFTEN else text


def _text_of_members(of: type, names: Sequence[str]) -> Text:
    template = f"{of.__name__}({','.join(f'{name}=%s' for name in names)})"
    members = attrgetter(*names)
    return lambda value: template % tuple([_TEXTS[type(one)](one) for one in members(value)])


def _text_of_one(of: type, name: str) -> Text:
    return lambda value: f"{of.__name__}({name}={_canonical(getattr(value, name))})"
