"""The database of the queue: a file beside the store's, or a schema beside the store's schema.

On SQLite what is committed is on the disk, and writing transactions take the lock at their start.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.engine.checks import check_sqlite, check_versions
from adapters.engine.errors import EngineError
from adapters.engine.posts import FilePosts, Posts, ServerPosts
from adapters.store import postgresql, sqlite
from adapters.store.failures import failures_of

ENDING: Final = ".queue"
SQLITE_SETTINGS: Final = (
    f"PRAGMA busy_timeout = {sqlite.WAIT_SECONDS * 1000}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
)
_SCHEMA: Final = text("SELECT current_schema()")
_SUFFIX: Final = "_queue"


@dataclass(frozen=True, slots=True)
class QueueDatabase:
    """`address` is one that DBOS knows the kind by; it connects through `engine`."""

    name: str
    engine: Engine
    posts: Posts
    address: str
    schema: str | None = None


def queue_database(store: str) -> QueueDatabase:
    """The queue of the store at that address, which has been opened. Raises EngineError."""
    check_versions()
    url = make_url(store)
    if url.get_backend_name() == "sqlite":
        return _in_file(url)
    return _on_server(url)


def _in_file(url: URL) -> QueueDatabase:
    check_sqlite(sqlite3.sqlite_version_info)
    store = sqlite.file_of(url)
    if store is None:
        raise EngineError(
            "A store in memory has no queue of runs. Set store to sqlite:///path/to/file.db, or to "
            "postgresql://user@host/database."
        )
    file = store.with_name(store.name + ENDING)
    posts = FilePosts(file, str(store))
    return QueueDatabase(str(file), sqlite_engine(file), posts, f"sqlite:///{file}")


def sqlite_engine(file: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(file)), hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(setting).close()
    connection.isolation_level = "IMMEDIATE"


def _on_server(url: URL) -> QueueDatabase:
    name = postgresql.name_of(url)
    engine = postgresql.engine_for_queue(url)
    with failures_of(name), engine.connect() as connection:
        beside = connection.execute(_SCHEMA).scalar_one()
    posts = ServerPosts(postgresql.engine_for_locks(url), name)
    return QueueDatabase(name, engine, posts, "postgresql://host/queue", f"{beside}{_SUFFIX}")
