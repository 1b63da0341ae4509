"""The account's tables in an in-memory SQLite, copied when a query first names them."""

import sqlite3
import weakref
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import Any, Final

from simulators.netsuite.suiteql.tables import (
    Kind,
    Stored,
    Table,
    account_date,
    decimal_text,
    stored,
)

SQL_TYPES: Final[Mapping[Kind, str]] = {"id": "INTEGER", "money": "INTEGER", "number": "INTEGER"}
FOLDED: Final = "externalid"
"""The column compared without regard to case (facts: netsuite 3.1; for SuiteQL inferred)."""
KEYS: Final = (
    ("id",),
    (FOLDED,),
    ("transaction", "id"),
    ("transaction", "transactionline"),
    ("previousdoc",),
    ("nextdoc",),
)
"""What is indexed where a table has it; a line's id is unique in its transaction only."""


class Database:
    """Copies follow `version`: after it changed, a table that is another object is copied anew."""

    def __init__(
        self, tables: Callable[[], Mapping[str, Table]], version: Callable[[], int]
    ) -> None:
        self._tables = tables
        self._version = version
        self._seen: int | None = None
        self._current: Mapping[str, Table] = {}
        self._copied: dict[str, Table] = {}
        self._wanted: dict[str, set[str]] = {}
        self._sqlite = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._sqlite.close)
        self._sqlite.execute("PRAGMA case_sensitive_like = ON")
        self._sqlite.execute("PRAGMA journal_mode = OFF")
        self._teach()

    def refreshed(self) -> int:
        """The version of what the next query will see."""
        version = self._version()
        if version != self._seen:
            self._seen, self._current = version, self._tables()
        return version

    def table(self, name: str) -> Table | None:
        return self._current.get(name)

    def rows(
        self, sql: str, values: list[Stored], named: Mapping[str, set[str]], most: int
    ) -> list[tuple[Any, ...]]:
        """The first `most` rows of a query over the columns named, by table."""
        for name, columns in named.items():
            self._copy(name, columns)
        with closing(self._sqlite.execute(sql, values)) as found:
            return found.fetchmany(most)

    def _copy(self, name: str, columns: set[str]) -> None:
        """Copies the columns that this query or an earlier one has named."""
        table = self._current[name]
        wanted = self._wanted.setdefault(name, set())
        if self._copied.get(name) is table and columns <= wanted:
            return
        self._copied.pop(name, None)
        wanted |= columns or set(list(table.columns)[:1])
        self._sqlite.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        self._fill(name, {c: kind for c, kind in table.columns.items() if c in wanted}, table)
        self._copied[name] = table

    def _fill(self, name: str, columns: Mapping[str, Kind], table: Table) -> None:
        self._sqlite.execute(f"CREATE TABLE {quoted(name)} ({_declared(columns)})")
        copied = [stored(kind, [row.get(c) for row in table.rows]) for c, kind in columns.items()]
        into = ("INSERT INTO", quoted(name), "VALUES (", ", ".join("?" for _ in columns), ")")
        self._sqlite.executemany(" ".join(into), zip(*copied, strict=True))
        self._index(name, columns)

    def _index(self, name: str, columns: Mapping[str, Kind]) -> None:
        for at, keys in enumerate(KEYS):
            if columns.keys() >= set(keys):
                index, listed = quoted(f"{name} {at}"), ", ".join(map(quoted, keys))
                self._sqlite.execute(f"CREATE INDEX {index} ON {quoted(name)} ({listed})")

    def _teach(self) -> None:
        """What SQLite lacks; Oracle's UPPER and LOWER know more than ASCII."""
        for name, count, function in (
            ("UPPER", 1, _upper),
            ("LOWER", 1, _lower),
            ("DECIMAL_TEXT", 2, decimal_text),
            ("ACCOUNT_DATE", 1, account_date),
        ):
            self._sqlite.create_function(name, count, function, deterministic=True)
        self._sqlite.create_function("DISPLAY", 3, partial(_display, self._copied))


def _declared(columns: Mapping[str, Kind]) -> str:
    declared = [
        f"{quoted(column)} {SQL_TYPES.get(kind, 'TEXT')}"
        + (" COLLATE NOCASE" if column == FOLDED else "")
        for column, kind in columns.items()
    ]
    return ", ".join(declared)


def quoted(name: str) -> str:
    """An SQLite identifier; `transaction` is a keyword."""
    return '"' + name.replace('"', '""') + '"'


def _display(copied: Mapping[str, Table], name: str, column: str, value: Stored) -> str | None:
    """BUILTIN.DF: the name shown for a value, or the value."""
    names = copied[name].display.get(column, {})
    shown = names.get(value, names.get(str(value)))
    return shown if shown is not None or value is None else str(value)


def _upper(text: str | None) -> str | None:
    return text and text.upper()


def _lower(text: str | None) -> str | None:
    return text and text.lower()
