"""Opening the store: find the database, bring its tables up to date, or say why not."""

from collections.abc import Callable
from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from adapters.store.databases import database_at
from adapters.store.errors import StoreError
from adapters.store.failures import failures_of
from adapters.store.group_commit import GroupCommit
from adapters.store.sql_store import SqlStore
from adapters.store.tables import VERSION_TABLE
from adapters.store.turns import take_turn, writing


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(url: str, now: Callable[[], datetime] = utc_now) -> SqlStore:
    """The store at `sqlite:///path`, created when it is not there, or at `postgresql://…`.

    `sqlite://` is in memory. Raises StoreError when it cannot be used, StoreUnreachableError when
    its server does not answer. `now` tells the instant in UTC.
    """
    database = database_at(url)
    try:
        with database.opening(), failures_of(database.name):
            bring_up_to_date(database.engine, database.name)
    except BaseException:
        database.engine.dispose()
        raise
    return SqlStore(GroupCommit(database.engine, database.name), database.locks, now)


def bring_up_to_date(engine: Engine, name: str) -> None:
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
            "Install that version, or give another database."
        )
    with writing(engine).begin() as connection:
        take_turn(connection, "the tables")
        command.upgrade(alembic(connection), "head")


def _version(connection: Connection, name: str) -> str | None:
    """Of the tables; None for an empty database. StoreError when the tables are not ours."""
    tables = inspect(connection).get_table_names()
    if tables and VERSION_TABLE not in tables:
        raise StoreError(f"{name}: belongs to another program. Give another database.")
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def alembic(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "adapters.store:migrations")
    return config
