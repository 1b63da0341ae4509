"""A worker's engine on SQLite: what it carries out, keeps, stops, and takes over (facts/engine 4, 5)."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.compose.simulation import TENANT
from adapters.engine.errors import EngineError
from adapters.engine.queue import run_queue
from adapters.store import StoreError
from core.engine import RunState
from core.reports import Status
from core.usecases.running import RunResult
from tests.adapters.engine.office import Office, for_ever, office

ASKED: list[str] = []
"""Sockets that somebody connected, and names that were looked up."""


def _listen(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        ASKED.append(event)


def kept(one: Office, sql: str) -> list[tuple[Any, ...]]:
    """What stands in the queue's database."""
    with one.queue.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


async def test_a_run_is_carried_out_in_steps_of_which_only_ids_and_counts_are_kept(
    tmp_path: Path,
) -> None:
    """T12; and nobody is asked or told anything over a network."""
    sys.addaudithook(_listen)
    async with office(tmp_path, documents=120) as one:
        del ASKED[:]
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works():
            queued = await one.over("R-1")
        assert ASKED == []
        assert (queued.state, queued.worker, queued.begun) == (RunState.ENDED, "w1", 1)
        ended = one.heard["R-1"]
        assert isinstance(ended, RunResult)
        assert ended.report.status is Status.COMPLETE
        assert one.company.to_export() == []
        sizes = kept(
            one, "SELECT function_name, output FROM operation_outputs ORDER BY function_id"
        )
    names = [name for name, _ in sizes]
    assert names == ["plan", *["advance"] * (len(names) - 2), "finish"]
    left = [int(output) for _, output in sizes[:-1]]
    assert len(left) > 2
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    written = ended.report.written
    counts = (
        f'"rows":{len(ended.report.rows)},"written":{written},"confirmed":{ended.report.confirmed}'
    )
    assert sizes[-1][1] == f'{{{counts},"status":"COMPLETE","run_after":null}}'


async def test_a_run_that_had_no_room_for_all_is_followed_by_the_next(tmp_path: Path) -> None:
    async with office(tmp_path, documents=60) as one:
        one.company.tenant["documents_per_run"] = 25
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works():
            await one.over("R-1")
            queued = await one.over("R-1.2")
            await one.over("R-1.3")
        assert one.company.to_export() == []
        assert (queued.who, queued.tenant) == ("Dana", TENANT)
        assert len(one.heard) == len(await one.queue.runs(TENANT, 50)) >= 3


async def test_what_is_kept_of_a_run_is_json(tmp_path: Path) -> None:
    """Nothing in the queue names code to be run, not even an error."""
    async with office(tmp_path, documents=0) as one:
        one.hindrance = meets(ZeroDivisionError("nothing is divided"))
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works():
            queued = await one.over("R-1")
        assert queued.state is RunState.FAULTY
        assert isinstance(one.heard["R-1"], ZeroDivisionError)
        sql = "SELECT DISTINCT serialization FROM {}"
        for table in ("workflow_status", "operation_outputs"):
            assert kept(one, sql.format(table)) == [("crossfoot_json",)]
        (inputs,) = kept(one, "SELECT inputs FROM workflow_input")
        (error,) = kept(one, "SELECT error FROM operation_outputs")
    assert inputs == (f'{{"args":["{TENANT}"],"kwargs":{{}}}}',)
    assert error == ('{"error":"ZeroDivisionError","words":"nothing is divided"}',)


async def test_a_worker_has_so_many_tenants_at_a_time_and_of_each_one_run(tmp_path: Path) -> None:
    """T4, T7, T8."""
    async with office(tmp_path, documents=0) as one:
        one.hindrance = a_moment
        for n in range(6):
            await one.queue.submit(f"{TENANT}-{n}", "Dana", f"R-{n}")
            await one.queue.submit_once(f"{TENANT}-{n}", "the schedule", f"S-{n}")
        async with one.works(at_once=3):
            for n in range(6):
                await one.over(f"R-{n}")
                await one.over(f"S-{n}")
            limits = kept(one, "SELECT worker_concurrency, partition_concurrency FROM queues")
        assert limits == [(3, 1)]
        assert (one.begun, one.at_once) == (12, 3)


async def test_a_run_that_is_cancelled_stops_within_seconds(tmp_path: Path) -> None:
    async with office(tmp_path) as one:
        one.hindrance = for_ever
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works() as engine:
            await one.until(lambda: one.begun == 1)
            was = await one.queue.cancel("R-1")
            assert was is not None
            assert was.state is RunState.RUNNING
            await one.until(lambda: not engine.desk.tasks)
            assert (await one.run("R-1")).state is RunState.CANCELLED
            assert await engine.is_idle()


async def test_the_runs_of_a_worker_that_ends_go_on_at_the_next_whatever_it_is_called(
    tmp_path: Path,
) -> None:
    """T9: a run is nobody's for ever."""
    async with office(tmp_path) as one:
        one.hindrance = for_ever
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works("first"):
            await one.until(lambda: one.begun == 1)
        assert (await one.run("R-1")).state is RunState.RUNNING
        one.hindrance = None
        async with one.works("second") as engine:
            assert await engine.recover() == 1
            queued = await one.over("R-1")
            assert await engine.recover() == 0
        assert (queued.state, queued.worker, queued.begun) == (RunState.ENDED, "second", 2)


async def test_a_run_whose_store_fails_is_not_over_its_worker_is(tmp_path: Path) -> None:
    async with office(tmp_path) as one:
        one.hindrance = meets(StoreError("crossfoot.db: the disk is full"))
        await one.queue.submit(TENANT, "Dana", "R-1")
        async with one.works() as engine:
            with pytest.raises(StoreError, match="the disk is full"):
                await asyncio.wait_for(engine.desk.trouble, 10)
        assert (await one.run("R-1")).state is RunState.RUNNING
        one.hindrance = None
        async with one.works():
            assert (await one.over("R-1")).state is RunState.ENDED


async def test_a_file_has_room_for_one_worker(tmp_path: Path) -> None:
    """T13."""
    async with office(tmp_path, documents=0) as one, one.works():
        url = f"sqlite:///{tmp_path / 'crossfoot.db'}"
        async with run_queue(url) as other:
            with pytest.raises(EngineError, match="has room for one"):
                other.database.posts.take("w2")


async def test_what_is_over_for_long_leaves_the_queue_and_nothing_else(tmp_path: Path) -> None:
    """T10."""
    async with office(tmp_path, documents=0) as one:
        await one.queue.submit_once(TENANT, "the schedule", "R-1")
        async with one.works() as engine:
            await one.over("R-1")
            await one.queue.submit_once(f"{TENANT}-9", "the schedule", "R-2")
            await one.queue.cancel("R-2")
            assert await engine.forget(datetime.now(UTC) - timedelta(days=1)) == 0
            one.hindrance = for_ever
            await one.queue.submit(TENANT, "Dana", "R-3")
            assert await engine.forget(datetime.now(UTC) + timedelta(days=1)) == 2
            assert [run.run for run in await one.queue.runs(None, 9)] == ["R-3"]
        assert [report.run for report in await one.company.store.runs(None, 9)] == ["R-1"]


@asynccontextmanager
async def a_moment() -> AsyncIterator[None]:
    await asyncio.sleep(0.05)
    yield


def meets(error: Exception | None) -> Callable[[], AbstractAsyncContextManager[None]]:
    """A hindrance that is this error."""

    @asynccontextmanager
    async def hindrance() -> AsyncIterator[None]:
        if error is not None:
            raise error
        yield

    return hindrance
