"""Opening the store: find the database, bring its tables up to date, or say why not."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, inspect, make_url
from sqlalchemy.exc import ArgumentError

from adapters.store.errors import StoreError
from adapters.store.failures import failures_of
from adapters.store.group_commit import GroupCommit
from adapters.store.locks import FileLocks, InProcessLocks, opening
from adapters.store.sql_store import SqlStore
from adapters.store.sqlite import engine_for, file_of, writing
from adapters.store.tables import VERSION_TABLE

IN_MEMORY: Final = "the database in memory"


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(url: str, now: Callable[[], datetime] = utc_now) -> SqlStore:
    """The store at `sqlite:///path`, created when it is not there; `sqlite://` is in memory.

    Raises StoreError when it cannot be used. `now` tells the instant in UTC.
    """
    file = file_of(_sqlite_url(url))
    name = str(file) if file else IN_MEMORY
    engine = engine_for(file)
    try:
        with opening(file) if file else nullcontext(), failures_of(name):
            _bring_up_to_date(engine, name)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(GroupCommit(engine, name), FileLocks(file) if file else InProcessLocks(), now)


def _sqlite_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreError(f"{text!r} is not a database. Write sqlite:///path/to/file.db.") from None
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(
            f"{url.render_as_string()}: {url.get_backend_name()} is not supported. "
            "Write sqlite:///path/to/file.db."
        )
    return url


def _bring_up_to_date(engine: Engine, name: str) -> None:
    """Writes only when there is something to write."""
    scripts = ScriptDirectory.from_config(alembic())
    with engine.begin() as connection:
        version = _version(connection, name)
        if version == scripts.get_current_head():
            return
    if version is not None and version not in {
        known.revision for known in scripts.walk_revisions()
    }:
        raise StoreError(
            f"{name}: was written by a newer Crossfoot (its tables are version {version}). "
            "Install that version, or give another file."
        )
    with writing(engine).begin() as connection:
        command.upgrade(alembic(connection), "head")


def _version(connection: Connection, name: str) -> str | None:
    """Of the tables; None for an empty database. StoreError when the tables are not ours."""
    tables = inspect(connection).get_table_names()
    if tables and VERSION_TABLE not in tables:
        raise StoreError(f"{name}: belongs to another program. Give another file.")
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def alembic(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "adapters.store:migrations")
    return config
