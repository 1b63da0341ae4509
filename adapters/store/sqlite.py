"""SQLite as we use it: all that is true of this database only.

Transactions are begun by us: a writing one takes the write lock at its start, so that it never
has to fail half way. What is committed is on the disk.
"""

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.store.errors import StoreError

WAIT_SECONDS: Final = 30
"""How long a write waits for that of another process."""
WRITES: Final = {"writes": True}
_SETTINGS: Final = (
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
)
_EXPLANATIONS: Final = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked. End that program, then run again.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Let this user write the file and its folder.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Restore it from a backup.",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space, then run again.",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it must. Check it, then run again.",
    sqlite3.SQLITE_NOTADB: "is not a database. Give another file.",
    sqlite3.SQLITE_READONLY: "may not be written. Let this user write the file and its folder.",
}
_PRIMARY_CODE: Final = 0xFF
"""The part of an error code that says what happened; the rest says in which way."""


def file_of(url: URL) -> Path | None:
    """The file of a database, absolute and without links; None when it is in memory."""
    if url.database in (None, "", ":memory:"):
        return None
    assert url.database is not None
    file = Path(url.database).resolve()
    if url.query or url.database.startswith("file:"):
        raise StoreError(f"{url.database}: give the path of the file and nothing else.")
    if not file.parent.is_dir():
        raise StoreError(f"{file}: there is no folder {file.parent}. Create it, or give another.")
    if file.is_dir():
        raise StoreError(f"{file}: is a folder. Give the path of a file in it.")
    return file


def engine_for(file: Path | None) -> Engine:
    """An engine for one thread at a time. In memory all is one connection, gone with it."""
    url = URL.create("sqlite", database=str(file) if file else None)
    shared = {"check_same_thread": False}
    if file:
        engine = create_engine(url, connect_args=shared, hide_parameters=True)
    else:
        engine = create_engine(url, connect_args=shared, hide_parameters=True, poolclass=StaticPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def explanation(error: BaseException | None) -> str:
    """What is so and what to do, for a failure that SQLite reported."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    known = _EXPLANATIONS.get(code & _PRIMARY_CODE)
    return known or f"the database failed ({error}). See to it, then run again."


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for setting in _SETTINGS:
        connection.execute(setting).close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
