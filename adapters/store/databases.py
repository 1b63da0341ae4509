"""The databases a store can be in, and what each brings: an engine, and locks for its tenants."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from adapters.store import postgresql, sqlite
from adapters.store.advisory_locks import AdvisoryLocks
from adapters.store.errors import StoreError
from adapters.store.locks import FileLocks, InProcessLocks, TenantLocks, opening

IN_MEMORY: Final = "the database in memory"
_WRITE: Final = "Write sqlite:///path/to/file.db or postgresql://user@host/database."


@dataclass(frozen=True, slots=True)
class Database:
    """`name` is how people know it; processes take turns in `opening` it."""

    name: str
    engine: Engine
    locks: TenantLocks
    opening: Callable[[], AbstractContextManager[None]] = nullcontext


def database_at(address: str) -> Database:
    """Not connected yet. Raises StoreError, which never tells the address: it has a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(f"The address is not that of a database. {_WRITE}") from None
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite":
            return _sqlite(url)
        case "postgresql" | "postgresql+psycopg":
            return _postgresql(url)
    raise StoreError(f"{url.drivername}:// is not supported. {_WRITE}")


def _sqlite(url: URL) -> Database:
    file = sqlite.file_of(url)
    engine = sqlite.engine_for(file)
    if file is None:
        return Database(IN_MEMORY, engine, InProcessLocks())
    return Database(str(file), engine, FileLocks(file), partial(opening, file))


def _postgresql(url: URL) -> Database:
    name = postgresql.name_of(url)
    locks = AdvisoryLocks(postgresql.engine_for_locks(url), name)
    return Database(name, postgresql.engine_for(url), locks)
