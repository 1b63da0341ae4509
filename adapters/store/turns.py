"""Turns: what one transaction reads before it writes, no other changes meanwhile.

On SQLite a writing transaction is alone anyway. PostgreSQL is told for whom we want to be.
"""

from typing import Final

from sqlalchemy import Connection, Engine, TextClause, text

from adapters.store import postgresql, sqlite

_KEY: Final = "hashtextextended(concat_ws('/', current_schema(), :purpose, :name), 0)"
"""Stores in several schemas of one database have nothing to do with each other."""
_TAKE_TURN: Final = text(f"SELECT pg_advisory_xact_lock({_KEY})")
TRY_TURN: Final = text(f"SELECT pg_try_advisory_xact_lock({_KEY})")
LOCK: Final = text(f"SELECT pg_advisory_lock({_KEY})")


def lock(statement: TextClause, purpose: str, name: str) -> TextClause:
    return statement.bindparams(purpose=purpose, name=name)


def writing(engine: Engine) -> Engine:
    """The same database, for transactions that write."""
    options = sqlite.WRITES if is_sqlite(engine) else postgresql.WRITES
    return engine.execution_options(**options)


def take_turn(connection: Connection, name: str) -> None:
    """Until this transaction ends, no other has a turn of that name: a tenant, or the tables."""
    if not is_sqlite(connection):
        connection.execute(lock(_TAKE_TURN, "turn", name))


def is_sqlite(database: Connection | Engine) -> bool:
    return database.dialect.name == "sqlite"
