"""Failures of the database, told to people: which one, what is so, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from adapters.store import postgresql, sqlite
from adapters.store.errors import StoreError, StoreUnreachableError


def is_database_failure(error: BaseException) -> bool:
    """Whether the database failed, as against a statement of ours that was wrong."""
    if not isinstance(error, DatabaseError):
        return False
    ours = IntegrityError | ProgrammingError | DataError
    return not isinstance(error, ours) or _is_forbidden(error.orig)


def _is_forbidden(error: BaseException | None) -> bool:
    """PostgreSQL counts a right that is missing, and a schema, among wrong statements."""
    forbidden = psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidSchemaName
    return isinstance(error, forbidden)


def is_collision(error: BaseException) -> bool:
    """Whether PostgreSQL undid a transaction so that another, which waited for it, could go on."""
    if not isinstance(error, DatabaseError):
        return False
    collisions = psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure
    return isinstance(error.orig, collisions)


@contextmanager
def failures_of(name: str) -> Iterator[None]:
    """Turns them into a StoreError; `name` is the database as people know it."""
    try:
        yield
    except DatabaseError as error:
        if not is_database_failure(error):
            raise
        raise _as_store_error(name, error.orig) from error


def _as_store_error(name: str, error: BaseException | None) -> StoreError:
    if not isinstance(error, psycopg.Error):
        return StoreError(f"{name}: {sqlite.explanation(error)}")
    why = postgresql.explanation(error)
    if postgresql.is_silence(error):
        return StoreUnreachableError(name, why)
    return StoreError(f"{name}: {why}")
