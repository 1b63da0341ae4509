"""Opening a store: new, old, newer, not ours, not there."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from adapters.store import StoreError, open_store
from adapters.store.opening import alembic
from adapters.store.sqlite import engine_for
from adapters.store.tables import VERSION_TABLE, metadata
from adapters.store.turns import writing
from tests.adapters.store.builders import finished, kept, tables_at
from tests.adapters.store.processes import is_ready, killed, started


async def test_what_was_kept_is_there_when_it_is_opened_again(url: str) -> None:
    async with open_store(url) as store:
        await kept(store, finished())
    async with open_store(url) as store:
        assert await store.latest("acme") == finished()


@pytest.mark.parametrize("name", ["month end.db", "Büro – 会計 🧾.db", "100%.db", "no-suffix"])
async def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    async with open_store(f"sqlite:///{tmp_path / name}") as store:
        await kept(store, finished())
    assert (tmp_path / name).exists()


async def test_two_stores_in_memory_have_nothing_in_common() -> None:
    async with open_store("sqlite://") as one, open_store("sqlite://") as other:
        await kept(one, finished())
        assert await other.latest("acme") is None


async def test_a_store_may_be_closed_twice(url: str) -> None:
    store = open_store(url)
    await store.close()
    await store.close()


async def test_the_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    await open_store(url).close()
    with tables_at(url) as engine, engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    assert differences == []


async def test_a_store_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_had(
    url: str,
) -> None:
    with tables_at(url) as engine, writing(engine).begin() as connection:
        command.upgrade(alembic(connection), "0001")
        for statement in (RUN_OF_FIRST_VERSION, ROW_OF_FIRST_VERSION):
            connection.exec_driver_sql(statement)
    async with open_store(url) as store:
        found = await store.latest("acme")
        assert found is not None
        assert [(row.document.number, row.cause, row.key) for row in found.rows] == [
            ("I-1", None, None)
        ]
        assert await store.errors("acme") == []
        await kept(store, finished("R-2"))


RUN_OF_FIRST_VERSION = """
    INSERT INTO runs (id, tenant, started, dry, status, plan_hash, notices, written, confirmed, failure)
    VALUES ('R-1', 'acme', '2026-03-31 12:00:00', FALSE, 'INCOMPLETE', '', '[]', 0, 0, '')"""
ROW_OF_FIRST_VERSION = """
    INSERT INTO run_rows (run, position, kind, source_id, number, fate, code, explanation)
    VALUES ('R-1', 0, 'invoice', 1, 'I-1', 'REFUSED', 'unreadable', 'It cannot be read.')"""


def test_what_is_committed_is_on_the_disk_and_rows_have_their_run(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "crossfoot.db")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    engine.dispose()
    assert found == wanted


def test_processes_that_open_a_new_store_at_once_all_succeed(url: str) -> None:
    processes = [started("open", url) for _ in range(4)]
    ready = [is_ready(process) for process in processes]
    for process in processes:
        killed(process)
    assert ready == [True] * 4


async def test_a_store_of_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    await open_store(url).close()
    with tables_at(url) as engine, writing(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE schema_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r": was written by a newer Crossfoot .*9999"):
        open_store(url)


def test_a_database_of_another_program_is_refused_and_left_alone(url: str) -> None:
    with tables_at(url) as engine, writing(engine).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE runs (distance_km INTEGER)")
    with pytest.raises(StoreError, match=r": belongs to another program"):
        open_store(url)
    with tables_at(url) as engine:
        assert inspect(engine).get_table_names() == ["runs"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(
    file_url: str, tmp_path: Path
) -> None:
    (tmp_path / "crossfoot.db").write_text("Date,Amount\n" * 100)
    with pytest.raises(StoreError, match=r"crossfoot\.db: is not a database\. Give another file\."):
        open_store(file_url)
    assert (tmp_path / "crossfoot.db").read_text() == "Date,Amount\n" * 100


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_a_file_that_cannot_be_written_is_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"/proc/crossfoot\.db.* cannot be written .*Use a folder"):
        open_store("sqlite:////proc/crossfoot.db")


@pytest.mark.parametrize(
    ("path", "said"),
    [("nowhere/c.db", "there is no folder .*nowhere. Create it"), ("", "is a folder. Give the")],
)
def test_a_path_without_room_for_a_file_is_refused(tmp_path: Path, path: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        open_store(f"sqlite:///{tmp_path / path}")


@pytest.mark.parametrize(
    "url",
    [
        "crossfoot.db",
        "",
        "anna:secret@db/books",
        "mysql://anna:secret@db/books",
        "postgres://anna:secret@db/books",
        "postgresql://anna:secret@db:port/books",
        "postgresql://anna:secret@db/books?passwort=secret",
        "sqlite:///c.db?mode=ro",
    ],
)
def test_an_address_that_is_not_understood_is_refused_without_telling_its_password(
    url: str,
) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert "secret" not in str(refused.value)
