"""The records a query reads from, under their aliases, and how a column name finds its record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from simulators.netsuite.suiteql.database import FOLDED, quoted
from simulators.netsuite.suiteql.refusals import bad_search
from simulators.netsuite.suiteql.tables import PLACES, Kind, Table
from simulators.netsuite.suiteql.terms import Term


@dataclass
class Sources:
    """FROM and its joins; `outer` is the query around a subquery."""

    outer: Self | None = None
    records: dict[str, str] = field(default_factory=dict)
    """Record name by alias."""
    columns: dict[str, Mapping[str, Term]] = field(default_factory=dict)
    """Columns by alias."""

    def add(self, alias: str, record: str, columns: Mapping[str, Term]) -> None:
        if alias in self.columns:
            raise bad_search(f"Alias '{alias}' is used twice.")
        self.records[alias], self.columns[alias] = record, columns

    def add_table(self, alias: str, record: str, table: Table) -> None:
        self.add(alias, record, _columns(alias, record, tuple(table.columns.items())))

    def column(self, alias: str, name: str) -> Term:
        """A column by name; refused when no record, or more than one, has it."""
        found = [term for at, term in self._named(name) if alias in ("", at)]
        if len(found) == 1:
            return found[0]
        if found:
            raise bad_search(f"Column '{name}' is ambiguously defined.")
        if self.outer is not None and (not alias or alias not in self.columns):
            return self.outer.column(alias, name)
        raise self._unknown(alias, name)

    def all(self, alias: str = "") -> list[tuple[str, Term]]:
        """What `*` or `alias.*` stands for."""
        if alias and alias not in self.columns:
            raise self._unknown(alias, "*")
        chosen = [alias] if alias else list(self.columns)
        return [pair for at in chosen for pair in self.columns[at].items()]

    def numbered(self) -> tuple[str, Self]:
        """The columns to select in an inner query, and the sources as seen from around it."""
        around = type(self)(self.outer)
        listed = []
        for alias, columns in self.columns.items():
            moved = {}
            for name, term in columns.items():
                inner = quoted(f"{alias}.{name}")
                listed.append(f"{term.sql} AS {inner}")
                moved[name] = Term(inner, term.kind, term.places, term.field, term.folded)
            around.add(alias, self.records[alias], moved)
        return ", ".join(listed), around

    def _named(self, name: str) -> Iterator[tuple[str, Term]]:
        for alias, columns in self.columns.items():
            if name in columns:
                yield alias, columns[name]

    def _unknown(self, alias: str, name: str) -> Exception:
        records = self.records.get(alias, alias) or ", ".join(self.records.values())
        return bad_search(f"Field '{name}' for record '{records}' was not found.")


@lru_cache(maxsize=256)
def _columns(alias: str, record: str, kinds: tuple[tuple[str, Kind], ...]) -> Mapping[str, Term]:
    return {
        name: Term(
            f"{quoted(alias)}.{quoted(name)}",
            kind,
            PLACES.get(kind, 0),
            (record, name),
            name == FOLDED,
        )
        for name, kind in kinds
    }
