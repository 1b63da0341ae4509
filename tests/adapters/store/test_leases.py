"""Leases: one run per tenant at a time, and none that writes after it was replaced."""

import asyncio
from contextlib import suppress

import pytest

from adapters.store import FencedError, SqlStore, StoreError, open_store
from adapters.store.leases import ANOTHER_PROCESS, TenantLease
from core.ports import TenantBusyError
from core.reports import Outcome, Status, StepState
from tests.adapters.store.builders import NOON, ONE, finished, keys, report, running
from tests.adapters.store.processes import another_process, killed

DONE = Outcome(StepState.DONE)


async def token_of_next(store: SqlStore, tenant: str = "acme") -> int:
    async with store.lease(tenant, "nightly", ONE) as lease:
        return lease.token


async def test_a_second_lease_is_refused_with_who_and_since_when(store: SqlStore) -> None:
    async with store.lease("acme", "Anna", NOON):
        with pytest.raises(TenantBusyError) as busy:
            await token_of_next(store)
    assert (busy.value.tenant, busy.value.holder, busy.value.since) == ("acme", "Anna", NOON)


async def test_another_tenant_is_not_busy(store: SqlStore) -> None:
    async with store.lease("acme", "Anna", NOON):
        assert await token_of_next(store, "zenith") == 1


async def test_a_lease_is_free_again_after_it_ended_however_it_ended(store: SqlStore) -> None:
    with suppress(ZeroDivisionError):
        async with store.lease("acme", "Anna", NOON):
            raise ZeroDivisionError
    assert await token_of_next(store) == 2


async def test_a_lease_is_free_again_after_its_run_was_cancelled(store: SqlStore) -> None:
    held = asyncio.Event()

    async def run() -> None:
        async with store.lease("acme", "Anna", NOON):
            held.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(run())
    await held.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert await token_of_next(store) == 2


async def test_two_stores_on_one_database_exclude_each_other(url: str) -> None:
    async with open_store(url) as one, open_store(url) as other:
        async with one.lease("acme", "Anna", NOON):
            with pytest.raises(
                TenantBusyError, match="acme: a run by Anna is under way since 2026"
            ):
                await token_of_next(other)
        assert await token_of_next(other) == 2


async def test_of_many_who_ask_at_once_one_gets_the_lease(url: str) -> None:
    async def asks(holder: str) -> None:
        async with open_store(url) as store:
            try:
                async with store.lease("acme", holder, NOON):
                    got_it.append(holder)
                    while len(told) < 4:
                        await asyncio.sleep(0.001)
            except TenantBusyError as busy:
                told.append(busy.holder)

    got_it: list[str] = []
    told: list[str] = []
    await asyncio.gather(*map(asks, "ABCDE"))
    assert len(got_it) == 1
    assert set(told) <= {*got_it, ANOTHER_PROCESS}


async def test_the_lease_of_a_killed_process_is_free_at_once(url: str) -> None:
    async with open_store(url) as store:
        with another_process("settle", url) as process:
            with pytest.raises(TenantBusyError, match="nightly"):
                await token_of_next(store)
            killed(process)
            assert await token_of_next(store) == 2


async def test_a_killed_run_shows_as_interrupted_from_the_next_lease_on(url: str) -> None:
    async with open_store(url) as store:
        with another_process("settle", url):
            assert (await store.runs("acme", 1))[0].status is Status.RUNNING
        await token_of_next(store)
        [run] = await store.runs("acme", 1)
        assert (run.status, run.finished) == (Status.INTERRUPTED, None)
        assert run.failure.startswith("The process ended before the run did.")


async def test_only_runs_of_the_same_tenant_show_as_interrupted(store: SqlStore) -> None:
    async with running(store, "R-1", "acme"):
        await token_of_next(store, "zenith")
        assert (await store.runs("acme", 1))[0].status is Status.RUNNING


async def test_a_run_that_was_replaced_can_write_nothing(store: SqlStore) -> None:
    async with running(store, announced=keys(2)) as lease:
        old = TenantLease("acme", lease.token)
        await store.settle(lease, "R-1", keys(1)[0], DONE)
    async with store.lease("acme", "Anna", ONE):
        for write in (
            store.start_run(old, report("R-2")),
            store.finish_run(old, finished(written=7)),
            store.intend(old, "R-1", keys(3), ONE),
            store.settle(old, "R-1", keys(2)[1], DONE),
        ):
            with pytest.raises(FencedError, match="lease 1 has been replaced by lease 2"):
                await write
    [run] = await store.runs(None, 5)
    assert run.written == 0
    assert list(await store.unsettled("acme")) == [keys(2)[1]]


async def test_a_lock_that_cannot_be_had_is_not_taken_for_a_busy_tenant(file_url: str) -> None:
    name_no_file_can_have = "a" * 300
    async with open_store(file_url) as store:
        with pytest.raises(StoreError, match="cannot be written and locked"):
            await token_of_next(store, name_no_file_can_have)
