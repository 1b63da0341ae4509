"""The account's tables in an in-memory SQLite, copied when a query first names them."""

import sqlite3
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Final

from simulators.netsuite.suiteql.tables import (
    Kind,
    PartedRows,
    Row,
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
PART: Final = '"part of rows"'
"""The column of ours that says to which part a row belongs."""
Parts = Mapping[str, Sequence[Row]]


class Database:
    """Copies follow `version`: after it changed, what is another object is copied anew."""

    def __init__(
        self, tables: Callable[[], Mapping[str, Table]], version: Callable[[], int]
    ) -> None:
        self._tables = tables
        self._version = version
        self._seen: int | None = None
        self._current: Mapping[str, Table] = {}
        self._copied: dict[str, Table] = {}
        self._columns: dict[str, frozenset[str]] = {}
        """What has been copied of each table."""
        self._sqlite = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._sqlite.close)
        self._sqlite.execute("PRAGMA case_sensitive_like = ON")
        self._sqlite.execute("PRAGMA journal_mode = OFF")
        self._teach()

    def refresh(self) -> None:
        """The next query sees what is there now."""
        version = self._version()
        if version != self._seen:
            self._seen, self._current = version, self._tables()

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
        last = self._copied.get(name)
        has_all = last is not None and columns <= self._columns[name]
        if last is table and has_all:
            return
        self._copied.pop(name, None)
        if last is not None and has_all and _in_the_same_parts(last, table):
            self._refill(name, parts_of(last), table)
        else:
            self._columns[name] = _named_before(name, columns or set(list(table.columns)[:1]))
            self._create(name, _kinds(table, self._columns[name]))
            self._fill(name, table, parts_of(table))
        self._copied[name] = table

    def _create(self, name: str, columns: Mapping[str, Kind]) -> None:
        self._sqlite.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        self._sqlite.execute(f"CREATE TABLE {quoted(name)} ({_declared(columns)}, {PART} TEXT)")
        self._index(name, columns)

    def _refill(self, name: str, before: Parts, table: Table) -> None:
        """Only the parts that are others than before."""
        now = parts_of(table)
        gone = [(key,) for key, rows in before.items() if now.get(key) is not rows]
        delete = f"DELETE FROM {quoted(name)} WHERE {PART} = ?"  # noqa: S608  quoted
        self._sqlite.executemany(delete, gone)
        self._fill(name, table, {k: rows for k, rows in now.items() if before.get(k) is not rows})

    def _fill(self, name: str, table: Table, parts: Parts) -> None:
        columns = _kinds(table, self._columns[name])
        rows = [row for part in parts.values() for row in part]
        copied = [stored(kind, [row.get(c) for row in rows]) for c, kind in columns.items()]
        keys = [key for key, part in parts.items() for _ in part]
        into = ("INSERT INTO", quoted(name), "VALUES (", "?, " * len(columns), "?)")
        self._sqlite.executemany(" ".join(into), zip(*copied, keys, strict=True))

    def _index(self, name: str, columns: Mapping[str, Kind]) -> None:
        for at, keys in enumerate(KEYS):
            if columns.keys() >= set(keys):
                index, listed = quoted(f"{name} {at}"), ", ".join(map(quoted, keys))
                self._sqlite.execute(f"CREATE INDEX {index} ON {quoted(name)} ({listed})")
        self._sqlite.execute(f"CREATE INDEX {quoted(f'{name} parts')} ON {quoted(name)} ({PART})")

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


def parts_of(table: Table) -> Parts:
    """A table that is not parted is one part."""
    return table.rows.parts if isinstance(table.rows, PartedRows) else {"": table.rows}


def _in_the_same_parts(one: Table, other: Table) -> bool:
    both_parted = isinstance(one.rows, PartedRows) and isinstance(other.rows, PartedRows)
    return both_parted and one.columns == other.columns


def _named_before(name: str, columns: set[str]) -> frozenset[str]:
    """These, and those that were named in any account: the same queries are asked of each."""
    _NAMED[name] = _NAMED.get(name, frozenset()) | columns
    return _NAMED[name]


_NAMED: Final[dict[str, frozenset[str]]] = {}


def _kinds(table: Table, wanted: frozenset[str]) -> Mapping[str, Kind]:
    return {column: kind for column, kind in table.columns.items() if column in wanted}


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
