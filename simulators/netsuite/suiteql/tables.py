"""What can be queried: tables of typed columns, how they are kept and how they are written out.

Kept in SQLite: money as whole cents, numbers in units of 10^-8, dates as ISO text. Written out:
decimal text without exponent or trailing zeros, dates as M/D/YYYY, the account's format.
The written forms are inferred (facts: netsuite 10 leaves them open).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from itertools import chain
from types import NoneType
from typing import Any, Final, Literal, overload

Kind = Literal["id", "text", "money", "number", "date", "datetime", "bool"]
Stored = int | str | None

PLACES: Final[Mapping[Kind, int]] = {"id": 0, "money": 2, "number": 8}
"""The numeric kinds, and how many decimals each is kept with."""


TOO_LARGE: Final = 90_000_000_000
"""What SQLite's whole numbers cannot hold with eight decimals."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class PartedRows(Sequence[Row]):
    """Rows in parts, each with a key. A part that is the same object has not changed."""

    parts: Mapping[str, Sequence[Row]]

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self.parts.values())

    def __len__(self) -> int:
        return sum(map(len, self.parts.values()))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return list(self)[at]


@dataclass(frozen=True)
class Table:
    """One record type as SuiteQL shows it.

    A value object: other rows are another `Table`, the same object is not copied again.
    Column names are in lower case. Values are int, Decimal, str, date, datetime, bool or None,
    and an empty string is a null, as in Oracle. Money has at most two decimals, a number eight.
    """

    columns: Mapping[str, Kind]
    rows: Sequence[Row]
    display: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    """For BUILTIN.DF: per column, the name to show for a value."""


def stored(kind: Kind, values: Sequence[Any]) -> list[Stored]:
    """A column as SQLite keeps it; ValueError when a value is not of its kind.

    Columns repeat themselves, so each value is looked at once.
    """
    types = set(map(type, values))
    if float in types:
        raise ValueError("a float is not an exact number")
    if kind in ("id", "text") and types <= _AS_IT_IS[kind] and "" not in values:
        return list(values)
    kept = {value: _KEEP[kind](value) for value in set(values) - {None, ""}}
    return list(map(kept.get, values))


def scaled(value: Any, places: int) -> int:
    """A decimal in units of 10^-places; ValueError when that is not exact, or too large."""
    if type(value) not in (int, Decimal, str):
        raise ValueError(f"{value!r} is not an exact number")
    try:
        given = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number") from error
    if not given.is_finite() or abs(given) >= TOO_LARGE or places > PLACES["number"]:
        raise ValueError(f"{value} is out of range")
    kept = round(given, places)
    if kept != given:
        raise ValueError(f"{value} has more than {places} decimals")
    return int(kept.scaleb(places))


def decimal_text(units: int | None, places: int) -> str | None:
    """The decimal text of a scaled integer: 1050 cents are `10.5`."""
    if units is None or not places:
        return None if units is None else str(units)
    whole, part = divmod(abs(units), 10**places)
    decimals = f".{part:0{places}d}".rstrip("0") if part else ""
    return f"{'-' if units < 0 else ''}{whole}{decimals}"


def account_date(iso: str | None) -> str | None:
    """M/D/YYYY of an ISO date or datetime."""
    return iso and f"{int(iso[5:7])}/{int(iso[8:10])}/{iso[:4]}"


def written(kind: Kind, places: int) -> Callable[[Any], str | None]:
    """How a stored value of this kind goes out."""
    if kind in PLACES:
        return lambda units: decimal_text(units, places) if isinstance(units, int) else units
    if kind in ("date", "datetime"):
        return account_date
    return lambda value: value


_AS_IT_IS: Final[Mapping[Kind, frozenset[type]]] = {
    "id": frozenset({int, NoneType}),
    "text": frozenset({str, NoneType}),
}


def _id(value: Any) -> int | str:
    if type(value) not in (int, str):
        raise ValueError(f"{value!r} is not an id")
    chosen: int | str = value
    return chosen


def _money(value: Any) -> int:
    if type(value) is Decimal and abs(value) < TOO_LARGE:
        cents = value * 100
        whole = int(cents)
        if whole == cents:
            return whole
    return scaled(value, PLACES["money"])


def _number(value: Any) -> int:
    return scaled(value, PLACES["number"])


def _date(value: Any) -> str:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{value!r} is not a date")
    return value.isoformat()


def _datetime(value: Any) -> str:
    """In UTC when it has a zone; NetSuite's own zone here is not known."""
    if not isinstance(value, datetime):
        raise ValueError(f"{value!r} is not a datetime")
    moment = value.astimezone(UTC) if value.tzinfo else value
    return moment.replace(tzinfo=None).isoformat(" ", "seconds")


def _bool(value: Any) -> str:
    if value not in (True, False, "T", "F"):
        raise ValueError(f"{value!r} is neither true nor false")
    return "T" if value in (True, "T") else "F"


_KEEP: Final[Mapping[Kind, Callable[[Any], int | str]]] = {
    "id": _id,
    "text": str,
    "money": _money,
    "number": _number,
    "date": _date,
    "datetime": _datetime,
    "bool": _bool,
}
