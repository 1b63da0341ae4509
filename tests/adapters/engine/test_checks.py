"""What is looked at before the queue is opened, and what it is opened with (facts/engine 5)."""

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.cli.sessions import run_name
from adapters.engine.checks import library_trouble, sqlite_trouble
from adapters.engine.databases import queue_database, sqlite_engine
from adapters.engine.errors import EngineError, RunFailedError
from adapters.engine.queue import RunQueue, run_queue
from adapters.engine.serializer import JsonSerializer
from adapters.engine.working import configuration
from adapters.store import StoreError, open_store

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def in_file(file_url: str) -> AsyncIterator[RunQueue]:
    async with open_store(file_url), run_queue(file_url) as opened:
        yield opened


@pytest.mark.parametrize(
    ("python", "sqlite", "fits"),
    [
        ((3, 11), (3, 40, 1), True),
        ((3, 12), (3, 42, 0), True),
        ((3, 12), (3, 41, 9), False),
        ((3, 13), (3, 40, 1), False),
    ],
)
def test_an_sqlite_too_old_for_the_python_is_told(
    python: tuple[int, int], sqlite: tuple[int, int, int], fits: bool
) -> None:
    """T1."""
    trouble = sqlite_trouble(python, sqlite)
    assert (trouble is None) == fits
    assert trouble is None or ".".join(map(str, sqlite)) in trouble


def test_only_the_version_whose_recovery_is_known_is_used() -> None:
    """T11."""
    assert library_trouble(version("dbos")) is None
    assert library_trouble("3.5.0") is not None
    assert library_trouble("4.3.4.1") is not None


def test_a_command_that_needs_no_queue_does_not_load_dbos() -> None:
    """It is a thing of the whole process, and takes half a second."""
    code = "import sys, adapters.cli.app; sys.exit('dbos' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)  # noqa: S603
    assert loaded.returncode == 0


def test_a_store_in_memory_has_no_queue() -> None:
    with pytest.raises(EngineError, match="A store in memory has no queue"):
        queue_database("sqlite://")


def test_what_the_queue_commits_is_on_the_disk(tmp_path: Path) -> None:
    """T3."""
    engine = sqlite_engine(tmp_path / "queue")
    with engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
        raw = connection.connection.dbapi_connection
        assert raw is not None
        assert raw.isolation_level == "IMMEDIATE"
    engine.dispose()
    assert found == ["wal", 2, 1, 30_000]


async def test_dbos_is_told_everything_that_it_would_guess(in_file: RunQueue) -> None:
    """T8, T9: its version, its name, its threads; no telemetry, and nobody to ask."""
    given = configuration(in_file, "books-1", 4)
    assert given.get("application_version") == "1"
    assert given.get("executor_id") == "books-1"
    assert given.get("max_executor_threads") == 16
    assert given.get("log_level") == "WARNING"
    assert given.get("enable_otlp") is False
    assert not {"conductor_key", "auto_upgrade", "sharding", "transact_enterprise_key"} & set(given)


def test_names_of_runs_sort_by_time() -> None:
    """T2: what is submitted in one second starts in the order of its names."""
    second = datetime(2026, 11, 21, 10, tzinfo=UTC)
    names = [run_name(second + timedelta(microseconds=n)) for n in (15, 16, 999_999, 1_000_000)]
    assert names == sorted(names)
    assert run_name(second) != run_name(second)


def test_an_error_comes_back_as_what_it_said() -> None:
    kept = JsonSerializer().serialize(ValueError("the ledger is closed"))
    error = JsonSerializer().deserialize(kept)
    assert isinstance(error, RunFailedError)
    assert (error.name, str(error)) == ("ValueError", "ValueError: the ledger is closed")
    assert JsonSerializer().serialize(error) == kept


def test_documents_do_not_go_into_the_queue() -> None:
    """T12."""
    with pytest.raises(TypeError, match="Report does not belong"):
        JsonSerializer().serialize(type("Report", (), {})())


async def test_a_queue_that_is_no_database_is_told(tmp_path: Path, file_url: str) -> None:
    (tmp_path / "crossfoot.db.queue").write_text("not a database, but long enough to look at" * 40)
    with pytest.raises(StoreError, match="is not a database"):
        async with run_queue(file_url):
            pass
