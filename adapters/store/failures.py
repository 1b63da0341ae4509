"""Failures of the database, told to people: which one, what is so, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from adapters.store.errors import StoreError
from adapters.store.sqlite import explanation


def is_database_failure(error: BaseException) -> bool:
    """Whether the database failed, as against a statement of ours that was wrong."""
    ours = IntegrityError | ProgrammingError
    return isinstance(error, DatabaseError) and not isinstance(error, ours)


@contextmanager
def failures_of(name: str) -> Iterator[None]:
    """Turns them into a StoreError; `name` is the database's file, or what people call it."""
    try:
        yield
    except DatabaseError as error:
        if not is_database_failure(error):
            raise
        raise StoreError(f"{name}: {explanation(error.orig)}") from error
