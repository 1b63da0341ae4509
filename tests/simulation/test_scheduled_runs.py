"""Each slot of a schedule has its run, once, whoever is busy, stopped or there twice (TRG-07, TRG-12)."""

import asyncio
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as local_time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from adapters.cli.exits import UnknownTenantError
from adapters.compose.simulation import TENANT
from adapters.compose.tenants import Transports
from adapters.engine.in_memory import QueueInMemory
from adapters.store import SqlStore, open_store
from core.engine import RunState
from core.reports import Fate, Report, Status
from core.schedule import Daily, Once, Schedule, ScheduleStatus
from core.usecases.scheduled import run_of_slot
from tests.simulation.clock import START
from tests.simulation.company import company
from tests.simulation.interruptions import Interrupted, Interruption
from tests.simulation.refund_orders import Crash
from tests.simulation.works import Works, works

HOUR: Final = 3600
DAY: Final = 24 * HOUR
MANY: Final = 10_000
AT_19: Final = Schedule(Daily(), local_time(19), ZoneInfo("UTC"))
"""The first slot is an hour after the clock's start."""


async def runs_of(store: SqlStore, tenant: str = TENANT) -> int:
    return len(await store.runs(tenant, 100))


async def test_a_slot_has_its_run_once_and_the_next_is_tomorrows() -> None:
    async with company(5, 20) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        await office.work()
        assert office.ended == []
        one.clock.advance(HOUR)
        await office.work()
        await office.work()
        assert office.statuses == [Status.COMPLETE]
        assert one.to_export() == []
        kept = await one.store.schedule(TENANT)
        assert kept is not None
        assert (kept.last_slot, kept.look_at) == (at(hours=1), at(hours=25))
        one.clock.advance(DAY)
        await office.work()
        assert len(office.statuses) == await runs_of(one.store) == 2


async def test_slots_missed_while_no_worker_was_there_are_one_run() -> None:
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(10 * DAY)
        await office.work()
        one.clock.advance(120)
        await office.work()
        kept = await one.store.schedule(TENANT)
        assert await runs_of(one.store) == 1
        assert kept is not None
        assert kept.last_slot == at(hours=1 + 9 * 24)


async def test_two_workers_on_one_store_run_a_slot_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'crossfoot.db'}"
    async with company(5, 20, url) as one, open_store(url, one.clock.now) as other:
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        first = works(one)
        second = Works(one, other, first.queue)
        one.clock.advance(HOUR)
        for _ in range(3):
            await asyncio.gather(first.work(), second.work())
            one.clock.advance(61)
        assert await runs_of(one.store) == 1
        assert first.statuses + second.statuses == [Status.COMPLETE]


async def test_a_slot_whose_worker_died_once_it_was_submitted_has_one_run() -> None:
    """The store does not know yet that it was fired; the queue knows its name."""
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        await office.queue.submit_once(TENANT, "the schedule of Dana", run_of_slot(TENANT, at(1)))
        await office.queue.carry_out(office.carry_out)
        one.clock.advance(61)
        await office.work()
        assert await runs_of(one.store) == len(office.ended) == 1
        kept = await one.store.schedule(TENANT)
        assert kept is not None
        assert (kept.last_run, kept.look_at) == (office.ended[0].run, at(hours=25))


async def test_a_slot_that_was_taken_by_another_after_it_was_seen_is_not_run_again() -> None:
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        (seen,) = await one.store.schedules_to_look_at(one.clock.now(), 10)
        await office.work()
        assert await office.fire(seen) is None
        await one.store.look_later(seen, at(hours=2))
        kept = await one.store.schedule(TENANT)
        assert kept is not None
        assert kept.look_at == at(hours=25)


async def test_a_slot_of_a_busy_tenant_waits_in_the_queue_until_it_is_free() -> None:
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        async with one.store.lease(TENANT, "Ben", one.clock.now()):
            waits = asyncio.create_task(office.work())
            await asyncio.wait([waits], timeout=0.2)
            assert await runs_of(one.store) == 0
            (queued,) = await office.queue.runs(TENANT, 5)
            assert queued.state is RunState.RUNNING
        await waits
        assert office.statuses == [Status.COMPLETE]


async def test_a_run_that_was_stopped_half_way_goes_on_at_the_next_worker_as_one_run() -> None:
    async with company(5, 20) as one:
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        stop = Interruption(Crash(at_call=60, sent=True))
        cut = Transports(one.transports.servicetitan, Interrupted(one.transports.netsuite, stop))
        queue = QueueInMemory(one.clock.now)
        stop.work = asyncio.create_task(Works(one, one.store, queue, cut).work())
        with pytest.raises(asyncio.CancelledError):
            await stop.work
        cut_short = await one.store.latest(TENANT)
        assert cut_short is not None
        assert cut_short.status is Status.INTERRUPTED
        assert 0 < cut_short.count(Fate.POSTED) == cut_short.written
        one.clock.advance(16 * 60)
        assert await queue.recover() == 1
        next_one = Works(one, one.store, queue)
        await next_one.work()
        assert next_one.statuses == [Status.COMPLETE]
        assert one.to_export() == []
        assert_tells_of_the_whole(next_one.ended[0], cut_short)
        assert await runs_of(one.store) == 1


def assert_tells_of_the_whole(whole: Report, cut_short: Report) -> None:
    """What was written before the cut is what it is: written by this run, and nobody else's."""
    assert (whole.run, whole.started) == (cut_short.run, cut_short.started)
    assert whole.count(Fate.POSTED) == whole.written > cut_short.written
    assert whole.count(Fate.ALREADY_BOOKED) == whole.count(Fate.PLANNED) == 0
    before, now = (
        {row.key for row in one.rows if row.fate is Fate.POSTED} for one in (cut_short, whole)
    )
    assert before < now


async def test_a_system_that_does_not_answer_uses_up_the_slot_and_is_in_the_log() -> None:
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        one.spoil("servicetitan", {"kind": "timeout", "path": "", "count": None})
        await office.work()
        one.clock.advance(HOUR)
        await office.work()
        latest = await one.store.latest(TENANT)
        assert latest is not None
        assert office.statuses == [latest.status] == [Status.FAILED]


async def test_a_paused_schedule_runs_nothing_and_what_it_missed_stays_missed() -> None:
    async with company(5, 0) as one:
        office = works(one)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        not_now, again = ScheduleStatus.NOT_SCHEDULED, ScheduleStatus.SCHEDULED
        await one.store.change_schedule_status(TENANT, not_now, "Ben", one.clock.now())
        one.clock.advance(2 * DAY)
        await office.work()
        await one.store.change_schedule_status(TENANT, again, "Ben", one.clock.now())
        await office.work()
        assert office.ended == []
        one.clock.advance(HOUR)
        await office.work()
        assert office.statuses == [Status.COMPLETE]


async def test_a_tenant_that_left_the_configuration_stops_no_other() -> None:
    async with company(5, 0) as one:
        office = works(one)
        for tenant in ("gone", TENANT):
            await one.store.keep_schedule(tenant, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        await office.work()
        assert [type(one) for one in office.kept] == [UnknownTenantError]
        assert office.statuses == [Status.COMPLETE]
        gone = await one.store.schedule("gone")
        assert gone is not None
        assert (gone.last_slot, gone.look_at) == (None, at(hours=1, seconds=60))


async def test_the_loop_waits_for_the_slot_and_runs_it() -> None:
    async with company(5, 0) as one:
        office = works(one)
        once = Schedule(Once(START.date()), local_time(19), ZoneInfo("UTC"))
        await one.store.keep_schedule(TENANT, once, "Dana", one.clock.now())
        work = asyncio.create_task(office.worker.work())
        while not (queued := await office.queue.runs(TENANT, 5)):
            await asyncio.sleep(0)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        late = queued[0].submitted - at(hours=1)
        assert timedelta(0) <= late <= timedelta(minutes=2), "nobody waits for the virtual clock"


@pytest.mark.long
async def test_ten_thousand_schedules_need_no_more_threads_and_no_more_time(
    tmp_path: Path,
) -> None:
    few = await _worked_off(f"sqlite:///{tmp_path / 'few.db'}", 10)
    many = await _worked_off(f"sqlite:///{tmp_path / 'many.db'}", MANY)
    print(f"10 schedules: {few}; {MANY:,}: {many}")  # noqa: T201  figures for whoever looks
    assert many.threads == few.threads
    assert many.seconds <= 3 * few.seconds


@dataclass(frozen=True)
class Worked:
    threads: int
    seconds: float


async def _worked_off(url: str, schedules: int) -> Worked:
    """Three are due; the others are tomorrow's. Passes of the worker that find nothing count too."""
    tomorrow = Schedule(Daily(), local_time(17), ZoneInfo("UTC"))
    async with company(5, 0, url) as one:
        now, keep = one.clock.now(), one.store.keep_schedule
        others = (keep(f"{TENANT}-{n}", tomorrow, "Dana", now) for n in range(3, schedules))
        await asyncio.gather(*others)
        await asyncio.gather(*(keep(f"{TENANT}-{n}", AT_19, "Dana", now) for n in range(3)))
        one.clock.advance(HOUR)
        office, began = works(one), time.perf_counter()
        await office.work()
        assert len(office.statuses) == 3
        for _ in range(200):
            await office.work()
            assert await one.store.next_look(one.clock.now()) == at(hours=23)
        return Worked(threading.active_count(), time.perf_counter() - began)


def at(hours: int = 0, seconds: int = 0) -> datetime:
    return START + timedelta(hours=hours, seconds=seconds)
