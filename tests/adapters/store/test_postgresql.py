"""What only a server can do: be silent, turn us away, restart, lose a connection."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from sqlalchemy import Connection, text

from adapters.store import FencedError, StoreError, StoreUnreachableError, open_store
from adapters.store.databases import database_at
from adapters.store.group_commit import GroupCommit
from adapters.store.leases import TenantLease
from adapters.store.turns import take_turn
from core.reports import Outcome, Status, StepState
from tests.adapters.store.builders import NOON, ONE, finished, kept, keys, running, tables_at
from tests.postgresql import end_connections, schema

NOBODY = "postgresql://anna:secret@127.0.0.1:1/books?connect_timeout=2"
DONE = Outcome(StepState.DONE)


async def token_of(lease: AbstractAsyncContextManager[TenantLease]) -> int:
    async with lease as held:
        return held.token


def test_a_server_that_does_not_answer_is_named_without_user_and_password() -> None:
    with pytest.raises(StoreUnreachableError) as silent:
        open_store(NOBODY)
    assert str(silent.value).startswith("postgresql://127.0.0.1:1/books: does not answer (")
    assert "See that it runs and can be reached" in str(silent.value)
    assert silent.value.database == "postgresql://127.0.0.1:1/books"
    assert "secret" not in repr(silent.value)
    assert "anna" not in repr(silent.value)


def test_a_database_that_is_not_there_is_refused_not_waited_for(postgresql_server: str) -> None:
    address = database_at(postgresql_server).engine.url.set(database="no_such_database")
    with pytest.raises(StoreError, match=r"does not let us in .*\"no_such_database\"") as refused:
        open_store(address.set(drivername="postgresql").render_as_string(hide_password=False))
    assert not isinstance(refused.value, StoreUnreachableError)


def test_a_schema_that_is_not_there_is_refused_with_what_to_do(server_url: str) -> None:
    with pytest.raises(StoreError, match="has no schema to put tables in"):
        open_store(f"{server_url}_not")


async def test_stores_in_two_schemas_have_nothing_in_common(postgresql_server: str) -> None:
    with schema(postgresql_server) as first, schema(postgresql_server) as second:
        async with open_store(first) as one, open_store(second) as other:
            async with one.lease("acme", "Anna", NOON), other.lease("acme", "Ben", NOON):
                pass
            await kept(one, finished())
            assert await other.latest("acme") is None


def test_what_is_committed_is_on_the_disk_and_a_reader_sees_one_instant(server_url: str) -> None:
    wanted = {
        "synchronous_commit": "on",
        "transaction_isolation": "repeatable read",
        "lock_timeout": "30s",
    }
    url = f"{server_url}%20-csynchronous_commit%3Doff"
    with tables_at(url) as engine, engine.connect() as connection:
        found = {name: connection.scalar(text(f"SHOW {name}")) for name in wanted}
    assert found == wanted


async def test_a_store_goes_on_after_its_server_was_restarted(
    postgresql_server: str, server_url: str
) -> None:
    async with open_store(server_url) as store:
        await kept(store, finished())
        assert end_connections(postgresql_server, server_url)
        assert await store.latest("acme") == finished()


async def test_a_run_whose_lock_was_lost_may_be_replaced_and_writes_no_more(
    postgresql_server: str, server_url: str
) -> None:
    """A lock goes with its connection; the run that held it may still live."""
    async with open_store(server_url) as store, open_store(server_url) as other:
        async with running(store, announced=keys(2)) as lease:
            assert end_connections(postgresql_server, server_url, "%pg_advisory_lock%")
            await store.settle(lease, "R-1", keys(2)[0], DONE)
            async with other.lease("acme", "Anna", ONE) as newer:
                assert newer.token == lease.token + 1
                with pytest.raises(FencedError, match="lease 1 has been replaced by lease 2"):
                    await store.settle(lease, "R-1", keys(2)[1], DONE)
        assert list(await other.unsettled("acme")) == [keys(2)[1]]
        assert (await other.runs("acme", 1))[0].status is Status.INTERRUPTED


async def test_a_lease_waits_for_the_write_of_the_run_that_it_replaces(
    postgresql_server: str, server_url: str
) -> None:
    """Between the look at the token and the commit nobody gets a newer one."""
    async with open_store(server_url) as store, running(store, announced=keys(1)) as lease:
        assert end_connections(postgresql_server, server_url, "%pg_advisory_lock%")
        with tables_at(server_url) as engine, engine.connect() as slow:
            slow.execute(text("SELECT token FROM leases FOR SHARE"))
            async with open_store(server_url) as other:
                asked = asyncio.create_task(token_of(other.lease("acme", "Anna", ONE)))
                await asyncio.sleep(0.3)
                assert not asked.done()
                slow.rollback()
                assert await asked == lease.token + 1


async def test_a_run_cancelled_while_it_waits_for_its_lock_leaves_it_free(server_url: str) -> None:
    async with open_store(server_url) as store:
        asked = asyncio.create_task(token_of(store.lease("acme", "Anna", NOON)))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        async with store.lease("acme", "Ben", ONE) as lease:
            assert lease.token == 1


async def test_writes_that_were_in_each_others_way_are_both_written(server_url: str) -> None:
    await open_store(server_url).close()
    both_have_one = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()

    def turns(first: str, second: str) -> Callable[[Connection], str]:
        waited: list[str] = []

        def work(connection: Connection) -> str:
            take_turn(connection, first)
            if not waited:
                waited.append(first)
                asyncio.run_coroutine_threadsafe(wait(), loop).result()
            take_turn(connection, second)
            return first

        return work

    async def wait() -> None:
        await both_have_one.wait()

    one, other = (GroupCommit(database_at(server_url).engine, "a test") for _ in range(2))
    done = await asyncio.gather(one.write(turns("A", "B")), other.write(turns("B", "A")))
    await asyncio.gather(one.close(), other.close())
    assert list(done) == ["A", "B"]


async def test_a_write_in_mid_way_when_its_connection_ends_has_failed_and_the_next_goes_on(
    server_url: str,
) -> None:
    await open_store(server_url).close()

    def ends(connection: Connection) -> None:
        take_turn(connection, "acme")
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    sql = GroupCommit(database_at(server_url).engine, "a test")
    with pytest.raises(StoreUnreachableError, match=r"^a test: does not answer \("):
        await sql.write(ends)
    assert await sql.write(lambda connection: connection.scalar(text("SELECT 7"))) == 7
    await sql.close()
