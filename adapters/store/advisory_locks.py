"""Locks of PostgreSQL: each belongs to a connection of its own, and is gone with it."""

import asyncio
from typing import Final

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from adapters.store.failures import failures_of
from adapters.store.locks import Release
from adapters.store.turns import LOCK, lock

_PATIENCE: Final = text("SET lock_timeout = '500ms'")
"""The server needs a moment to see that a process was killed; until then its lock is not free."""
_STAY: Final = text(
    "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'"
)
"""A connection that only holds a lock says nothing for hours, and must not be ended for that."""
_UNLOCK: Final = text("SELECT pg_advisory_unlock_all()")


class AdvisoryLocks:
    """Locks between all processes, on whatever machine, that use one database."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    async def take(self, tenant: str) -> Release | None:
        """Raises StoreError when the database fails."""
        taking = asyncio.create_task(asyncio.to_thread(self._taken, tenant))
        try:
            connection = await asyncio.shield(taking)
        except asyncio.CancelledError:
            await _released(await taking)
            raise
        return None if connection is None else lambda: _released(connection)

    def _taken(self, tenant: str) -> Connection | None:
        """The connection that holds the lock; None while another does."""
        with failures_of(self._name):
            connection = self._engine.connect()
            try:
                _lock(connection, tenant)
            except BaseException as error:
                connection.close()
                if _is_busy(error):
                    return None
                raise
        return connection


def _lock(connection: Connection, tenant: str) -> None:
    connection.execute(_PATIENCE)
    connection.execute(_STAY)
    connection.execute(lock(LOCK, "lease", tenant))


def _is_busy(error: BaseException) -> bool:
    if not isinstance(error, OperationalError):
        return False
    return isinstance(error.orig, psycopg.errors.LockNotAvailable)


async def _released(connection: Connection | None) -> None:
    if connection is not None:
        await asyncio.shield(asyncio.to_thread(_release, connection))


def _release(connection: Connection) -> None:
    """Said before the end, for the server sees the end of a connection only a moment later."""
    try:
        connection.execute(_UNLOCK)
    except DBAPIError:
        connection.invalidate()  # it is gone, and its lock with it
    finally:
        connection.close()
