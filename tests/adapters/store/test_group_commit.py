"""Writes that wait together share one commit; what has returned survives everything."""

import asyncio
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event

from adapters.store import FencedError, SqlStore, StoreError, open_store
from adapters.store.group_commit import MOST_TOGETHER, GroupCommit
from adapters.store.leases import TenantLease
from adapters.store.sqlite import engine_for
from core.documents import PaymentId
from core.reports import Outcome, StepState
from tests.adapters.store.builders import NOON, keys, running
from tests.adapters.store.processes import another_process

DONE = Outcome(StepState.DONE)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process grows any more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def commits() -> Iterator[list[Connection]]:
    """One entry for each commit of a transaction, of whatever engine."""
    seen: list[Connection] = []
    listener = seen.append
    event.listen(Engine, "commit", listener)
    yield seen
    event.remove(Engine, "commit", listener)


async def test_500_steps_that_settle_at_once_need_few_commits(
    store: SqlStore, commits: list[Connection]
) -> None:
    async with running(store, announced=keys(500)) as lease:
        before = len(commits)
        await asyncio.gather(*(store.settle(lease, "R-1", key, DONE) for key in keys(500)))
        assert len(commits) - before <= 25
    assert await store.unsettled("acme") == {}


async def test_of_very_many_the_first_are_done_while_the_others_wait(
    commits: list[Connection],
) -> None:
    sql = GroupCommit(engine_for(None), "a test")
    may_go_on = threading.Event()
    before = asyncio.create_task(sql.read(lambda _: may_go_on.wait()))
    many = [asyncio.create_task(sql.write(lambda _: None)) for _ in range(2 * MOST_TOGETHER + 1)]
    await asyncio.sleep(0)
    may_go_on.set()
    await asyncio.gather(before, *many)
    await sql.close()
    assert len(commits) == 1 + 3


async def test_a_write_that_waits_for_nobody_is_committed_by_itself(
    store: SqlStore, commits: list[Connection]
) -> None:
    async with running(store, announced=keys(3)) as lease:
        before = len(commits)
        for key in keys(3):
            await store.settle(lease, "R-1", key, DONE)
        assert len(commits) - before == 3


async def test_a_refused_write_is_undone_alone(store: SqlStore) -> None:
    async with running(store, announced=keys(20)) as lease:
        old = TenantLease("acme", lease.token - 1)
        by = {key: old if number % 2 else lease for number, key in enumerate(keys(20))}
        answers = await asyncio.gather(
            *(store.settle(by[key], "R-1", key, DONE) for key in keys(20)), return_exceptions=True
        )
    assert [isinstance(answer, FencedError) for answer in answers] == [False, True] * 10
    assert list(await store.unsettled("acme")) == keys(20)[1::2]


async def test_a_write_that_breaks_half_way_leaves_nothing_behind(store: SqlStore) -> None:
    twice = [*keys(2), keys(1)[0]]
    async with running(store) as lease:
        both = store.intend(lease, "R-1", twice, NOON), store.watch(lease, "R-1", [PaymentId(9)])
        broken, fine = await asyncio.gather(*both, return_exceptions=True)
    assert isinstance(broken, Exception)
    assert fine is None
    assert await store.unsettled("acme") == {}
    assert await store.watched("acme") == [9]


async def test_on_a_full_disk_no_write_counts_as_done_and_later_ones_go_on(file_url: str) -> None:
    async with open_store(file_url) as store, running(store, announced=keys(5)) as lease:
        with full_disk():
            settled = (store.settle(lease, "R-1", key, DONE) for key in keys(5))
            answers = await asyncio.gather(*settled, return_exceptions=True)
        assert [type(answer) for answer in answers] == [StoreError] * 5
        assert list(await store.unsettled("acme")) == keys(5)
        await store.settle(lease, "R-1", keys(5)[0], DONE)
        assert list(await store.unsettled("acme")) == keys(5)[1:]


async def test_what_was_settled_before_a_kill_is_settled_after_it(url: str) -> None:
    with another_process("settle", url):
        pass
    async with open_store(url) as store:
        assert list(await store.unsettled("acme")) == keys(60)[50:]


async def test_the_event_loop_stays_free_while_the_disk_works(store: SqlStore) -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with running(store) as lease:
        counting = asyncio.create_task(count())
        await store.intend(lease, "R-1", keys(5000), NOON)
        counting.cancel()
    assert turns > 5


async def test_a_write_that_is_cancelled_before_its_turn_is_not_written() -> None:
    sql = GroupCommit(engine_for(None), "a test")
    may_go_on = threading.Event()
    written: list[str] = []
    before = asyncio.create_task(sql.read(lambda _: may_go_on.wait()))
    cancelled = asyncio.create_task(sql.write(lambda _: written.append("cancelled")))
    after = asyncio.create_task(sql.write(lambda _: written.append("after")))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.sleep(0)
    may_go_on.set()
    await asyncio.gather(before, after)
    await sql.close()
    assert written == ["after"]
