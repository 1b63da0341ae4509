"""Posts: which workers are there, exactly, by a lock that is gone with its process.

A file has one post, whatever the worker calls itself. A server has one for each name; it is held by a
connection of its own, whose end is noticed within half a minute when a machine loses its power.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

import psycopg
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from adapters.engine.errors import EngineError, PostLostError
from adapters.store.failures import failures_of
from adapters.store.turns import LOCK, TRY_TURN, lock

_PURPOSE: Final = "worker"
_PATIENCE: Final = text("SET lock_timeout = '2s'")
"""A worker that is started again at once finds its killed predecessor's connection still there."""
_STAY: Final = text(
    "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'"
)
_ALIVE: Final = text("SELECT 1")


class Posts(Protocol):
    def take(self, worker: str) -> None:
        """Raises EngineError when another process has it."""
        ...

    def check(self) -> None:
        """Raises PostLostError when it is not held any more."""
        ...

    def vacant(self, worker: str) -> AbstractContextManager[bool]:
        """Whether nobody works under that name, which stays so within the block."""
        ...

    def leave(self) -> None:
        """May be said twice, and without having one."""
        ...


class FilePosts:
    def __init__(self, file: Path, store: str) -> None:
        self._lock = FileLock(f"{file}.lock", thread_local=False, fallback_to_soft=False)
        self._store = store

    def take(self, worker: str) -> None:
        del worker
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise EngineError(
                f"{self._store}: another worker works here, and a store in a file has room for one. "
                "Stop that one, or move the store to PostgreSQL to have several."
            ) from None
        except OSError as error:
            raise EngineError(
                f"{self._lock.lock_file}: cannot be written and locked ({error.strerror}). "
                "Use a folder on a local disk that this user may write to."
            ) from error

    def check(self) -> None:
        """The operating system takes it from nobody."""

    @contextmanager
    def vacant(self, worker: str) -> Iterator[bool]:
        """Whoever had runs before us is gone, for we are here."""
        del worker
        yield self._lock.is_locked

    def leave(self) -> None:
        self._lock.release()


class ServerPosts:
    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._held: Connection | None = None

    def take(self, worker: str) -> None:
        with failures_of(self._name):
            connection = self._engine.connect()
            try:
                _hold(connection, worker)
            except BaseException as error:
                connection.close()
                if not _is_taken(error):
                    raise
                raise EngineError(
                    f'{self._name}: a worker called "{worker}" is there already. Stop that one, or give '
                    "this one a name of its own with --executor, and the same at each start."
                ) from None
        self._held = connection

    def check(self) -> None:
        assert self._held is not None, "no post was taken"
        try:
            self._held.execute(_ALIVE)
        except DBAPIError as error:
            raise PostLostError(
                f"{self._name}: the connection that says this worker is alive was lost. It ends, "
                "for another may take its runs; start it again."
            ) from error

    @contextmanager
    def vacant(self, worker: str) -> Iterator[bool]:
        with self._engine.connect() as connection:
            connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                yield bool(connection.execute(lock(TRY_TURN, _PURPOSE, worker)).scalar_one())

    def leave(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            held.invalidate()  # the server may have ended it, unnoticed; to give it back would fail
            held.close()
        self._engine.dispose()


def _hold(connection: Connection, worker: str) -> None:
    connection.execute(_PATIENCE)
    connection.execute(_STAY)
    connection.execute(lock(LOCK, _PURPOSE, worker))


def _is_taken(error: BaseException) -> bool:
    if not isinstance(error, OperationalError):
        return False
    return isinstance(error.orig, psycopg.errors.LockNotAvailable)
