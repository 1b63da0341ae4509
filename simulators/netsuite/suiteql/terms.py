"""Typed pieces of a query: what a column, a literal or a bound value is once it meets its like.

A literal or a parameter has no kind of its own. Beside money it is read as cents, beside a date
as a date; `aligned` then brings both sides to one scale. No float is made anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from simulators.netsuite.suiteql.refusals import bad_search
from simulators.netsuite.suiteql.tables import PLACES, Kind, Stored, scaled

ACCOUNT_MASK: Final = "%m/%d/%Y"
ISO: Final = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M:%S"}


@dataclass(frozen=True)
class Term:
    """SQLite text and what it stands for; numeric kinds are integers in units of 10^-places."""

    sql: str
    kind: Kind
    places: int = 0
    field: tuple[str, str] | None = None
    """Record and column, for BUILTIN.DF."""
    folded: bool = False
    """Compared without regard to case."""

    @property
    def numeric(self) -> bool:
        return self.kind in PLACES


@dataclass(frozen=True)
class Constant:
    """A literal of the query; no text is NULL."""

    text: str | None
    numeric: bool = False


@dataclass(frozen=True)
class Parameter:
    """The `?` number `index`, from 1, and what is bound to it."""

    index: int
    value: Any


Operand = Term | Constant | Parameter


@dataclass(frozen=True)
class Reading:
    """How a literal or a bound value is read in its place."""

    kind: Kind
    places: int = 0
    mask: str = ACCOUNT_MASK

    def read(self, value: Any) -> Stored:
        """The value as SQLite keeps its kind; refused when it cannot be one."""
        if value is None or value == "":
            return None
        if self.kind in ISO:
            return self._moment(str(value))
        if isinstance(value, bool):
            return "T" if value else "F"
        return self._units(value) if self.kind in PLACES else str(value)

    def _moment(self, text: str) -> str:
        try:
            moment = datetime.strptime(text, self.mask)  # noqa: DTZ007  SuiteQL has no zones
            return moment.strftime(ISO[self.kind])
        except ValueError as error:
            raise bad_search(f"Invalid date {text!r}.") from error

    def _units(self, value: Any) -> int:
        try:
            return scaled(value, self.places)
        except ValueError as error:
            raise bad_search(f"Invalid number {value!r}.") from error


class Bindings:
    """The SQLite parameters of a query: which `?` goes where, and how it is read there."""

    def __init__(self, given: Sequence[Any] = ()) -> None:
        self._given = given
        self._slots: dict[tuple[int, Reading], str] = {}
        self._values: list[Stored] = []

    def parameter(self, index: int) -> Parameter:
        """The `?` number `index`; each has a value, `parsed` has counted them."""
        return Parameter(index, self._given[index - 1])

    def values(self) -> list[Stored]:
        """What to bind in SQLite, in order."""
        return list(self._values)

    def typed(self, operand: Operand, like: Term) -> Term:
        """The operand with a kind: its own, or that of its neighbour."""
        if isinstance(operand, Term):
            return operand
        return self.read(operand, _reading(operand, like))

    def read(self, operand: Constant | Parameter, reading: Reading) -> Term:
        """The operand as `reading` says, whatever stands beside it."""
        if isinstance(operand, Parameter):
            return Term(self._slot(operand, reading), reading.kind, reading.places)
        return Term(_literal(reading.read(operand.text)), reading.kind, reading.places)

    def alone(self, operand: Operand) -> Term:
        """The operand where it has no neighbour: a number is a number, the rest is text."""
        number = isinstance(operand, Constant) and operand.numeric
        return self.typed(operand, Term("", "number" if number else "text"))

    def pair(self, left: Operand, right: Operand) -> tuple[Term, Term]:
        """Both sides of a comparison, on one scale."""
        like = next((side for side in (left, right) if isinstance(side, Term)), self.alone(left))
        first, second = aligned([self.typed(left, like), self.typed(right, like)])
        return first, second

    def union(self, operands: Sequence[Operand]) -> list[Term]:
        """Alternatives of one result (CASE, NVL, sums): one kind and one scale."""
        present = [one for one in operands if one != Constant(None)] or list(operands)
        like = next((one for one in present if isinstance(one, Term)), self.alone(present[0]))
        terms = [self.typed(one, like) for one in operands]
        _same_money(terms)
        return aligned(terms)

    def _slot(self, parameter: Parameter, reading: Reading) -> str:
        key = (parameter.index, reading)
        if key not in self._slots:
            self._values.append(reading.read(parameter.value))
            self._slots[key] = f"?{len(self._values)}"
        return self._slots[key]


def aligned(terms: Sequence[Term]) -> list[Term]:
    """The same values comparable with each other; refused when their kinds do not mix."""
    if all(term.numeric for term in terms):
        return _on_one_scale(terms)
    kinds = {term.kind for term in terms}
    if kinds == {"date", "datetime"}:
        return [_as_datetime(term) for term in terms]
    if len(kinds) == 1 or kinds <= {"text", "bool"}:
        return list(terms)
    if kinds <= {"text", "bool", "id"}:
        return [_as_text(term) for term in terms]
    raise bad_search(f"Inconsistent datatypes: {' and '.join(sorted(kinds))}.")


def whole(operand: Operand) -> int:
    """A literal whole number; refused when it is anything else."""
    if isinstance(operand, Constant) and operand.numeric and operand.text is not None:
        value = Decimal(operand.text)
        if value == int(value):
            return int(value)
    raise bad_search("A whole number is expected.")


def _on_one_scale(terms: Sequence[Term]) -> list[Term]:
    places = max(term.places for term in terms)
    return [_scaled_up(term, places) for term in terms]


def _scaled_up(term: Term, places: int) -> Term:
    if term.places == places or term.sql == "NULL":
        return replace(term, places=places)
    return replace(term, sql=f"({term.sql} * {10 ** (places - term.places)})", places=places)


def _same_money(terms: Sequence[Term]) -> None:
    kinds = {term.kind for term in terms}
    if "money" in kinds and len(kinds) > 1:
        others = ", ".join(sorted(kinds - {"money"}))
        raise bad_search(f"Money cannot be mixed with {others}.")


def _as_datetime(term: Term) -> Term:
    sql = term.sql if term.kind == "datetime" else f"({term.sql} || ' 00:00:00')"
    return Term(sql, "datetime")


def _as_text(term: Term) -> Term:
    return Term(f"CAST({term.sql} AS TEXT)", "text") if term.kind == "id" else term


def _reading(operand: Constant | Parameter, like: Term) -> Reading:
    if not like.numeric:
        return Reading("date" if like.kind == "datetime" else like.kind)
    given = operand.value if isinstance(operand, Parameter) else operand.text
    return Reading(like.kind, max(like.places, _decimals(given)))


def _decimals(given: Any) -> int:
    """How many decimals a number has; none when it is no number, which reading it will tell."""
    try:
        exponent = Decimal(str(given or 0)).as_tuple().exponent
    except InvalidOperation:
        return 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _literal(value: Stored) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
