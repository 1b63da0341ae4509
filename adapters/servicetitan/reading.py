"""Rows that fit become documents; those that do not are kept, with a problem people understand.

A row is never lost for being wrong: its label says of it what can still be read.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from adapters.servicetitan.lists import Row, id_of
from adapters.servicetitan.wire import Wire, cents
from core.documents import Kind, Label, Unreadable
from core.money import Money

_T = TypeVar("_T")
_W = TypeVar("_W", bound=Wire)

PROBLEMS_TOLD: Final = 3
"""Of a row with many problems these are enough to go and look at it."""

_WORDS: Final = {
    "int_parsing": "is not a whole number",
    "int_type": "is not a whole number",
    "int_from_float": "is not a whole number",
    "string_type": "is not text",
    "list_type": "is not a list",
    "datetime_parsing": "is not a date and time",
    "datetime_from_date_parsing": "is not a date and time",
}
_PARTS: Final = {"items": "line", "appliedTo": "application"}


class NotADocumentError(ValueError):
    """A row whose members can be read and do not make a document; the text says why."""


@dataclass(frozen=True, slots=True)
class Read(Generic[_T]):
    """What came of a list of rows."""

    documents: tuple[_T, ...]
    unreadable: tuple[Unreadable, ...]


def member(row: Row, name: str) -> object:
    """A member of a row as sent; None when it is not there, or the row is no object."""
    return row.get(name) if isinstance(row, Mapping) else None


def read_all(rows: Iterable[Row], read: Callable[[Row], _T | Unreadable]) -> Read[_T]:
    return sorted_out(map(read, rows))


def sorted_out(found: Iterable[_T | Unreadable | None]) -> Read[_T]:
    """None is what was not to be read."""
    documents: list[_T] = []
    unreadable: list[Unreadable] = []
    for one in found:
        if isinstance(one, Unreadable):
            unreadable.append(one)
        elif one is not None:
            documents.append(one)
    return Read(tuple(documents), tuple(unreadable))


def read_row(
    row: Row, kind: Kind, wire: type[_W], translate: Callable[[_W], _T]
) -> _T | Unreadable:
    """The row as a document, or as what is wrong with it."""
    try:
        return translate(wire.model_validate(row))
    except ValidationError as error:
        return Unreadable(label_of(row, kind), problem_of(row, error))
    except NotADocumentError as error:
        return Unreadable(label_of(row, kind), str(error))


def label_of(row: Row, kind: Kind) -> Label:
    """Who a row is, as far as it says."""
    row_id = id_of(row) or 0
    numbers = (_text(row, name) for name in ("referenceNumber", "number", "jobNumber"))
    number = next(filter(None, numbers), None) or str(row_id or "(no number)")
    return Label(kind, row_id, number, _text(member(row, "customer"), "name"), _amount(row))


def problem_of(row: Row, error: ValidationError) -> str:
    """`line 2 (Filter): total '12.345' is not a whole number of cents; ...`"""
    details = error.errors(include_url=False)
    told = [_problem(row, one) for one in details[:PROBLEMS_TOLD]]
    left = len(details) - len(told)
    return "; ".join(told) + (f"; and {left} more" if left else "")


def _problem(row: Row, error: ErrorDetails) -> str:
    where, member = _place(row, error["loc"])
    subject = f"{where}: {member}" if where and member else where or member or "the row"
    missing = error["type"] == "missing" or error["input"] is None
    if missing:
        return f"{subject} is missing"
    return f"{subject} {_shown(error['input'])} {_why(error)}"


def _place(row: Row, loc: Sequence[int | str]) -> tuple[str, str]:
    """The part of the document that is meant, and the member, both in words."""
    if len(loc) >= 2 and isinstance(loc[1], int) and loc[0] in _PARTS:
        return _part(row, str(loc[0]), loc[1]), _in_words(loc[2:])
    return "", _in_words(loc)


def _part(row: Row, name: str, index: int) -> str:
    parts = member(row, name)
    part = parts[index] if isinstance(parts, list) else None
    known = _text(part, "displayName") or _text(part, "skuName") or _text(part, "description")
    known = known or _text(part, "appliedToReferenceNumber")
    return f"{_PARTS[name]} {index + 1}" + (f" ({known})" if known else "")


def _in_words(loc: Sequence[int | str]) -> str:
    """`subTotal` is "sub total"; `customer`, `id` is "customer id"."""
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(one)).lower() for one in loc)


def _why(error: ErrorDetails) -> str:
    reason = error.get("ctx", {}).get("error")
    if isinstance(reason, ValueError):
        return str(reason)
    return _WORDS.get(error["type"], "is not what it should be")


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _amount(row: Row) -> Money | None:
    try:
        return cents(member(row, "total"))
    except ValueError:
        return None


def _text(row: Row, name: str) -> str | None:
    found = member(row, name)
    return found.strip() or None if isinstance(found, str) else None
