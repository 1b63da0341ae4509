"""Each slot of a schedule has its run, once, whoever is busy, stopped or there twice (TRG-07, TRG-12)."""

import asyncio
import threading
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as local_time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from adapters.compose.simulation import TENANT
from adapters.compose.tenants import Transports, connected
from adapters.store import SqlStore, open_store
from core.ports import TenantBusyError
from core.reports import Report, Status
from core.schedule import Daily, Once, Schedule, ScheduleStatus
from core.schedules_kept import KeptSchedule
from core.usecases.connected import ConnectedTenant
from core.usecases.running import RunResult
from core.usecases.scheduled import Worker, run_slot
from tests.simulation.clock import START
from tests.simulation.company import Company, company
from tests.simulation.interruptions import Interrupted, Interruption
from tests.simulation.refund_orders import Crash

HOUR: Final = 3600
DAY: Final = 24 * HOUR
MANY: Final = 10_000
AT_19: Final = Schedule(Daily(), local_time(19), ZoneInfo("UTC"))
"""The first slot is an hour after the clock's start."""


@dataclass
class Works:
    """A worker of the company's on a store, and what it told."""

    company: Company
    store: SqlStore
    transports: Transports | None = None
    ended: list[tuple[str, Report | Exception]] = field(default_factory=list)
    begun: int = 0

    @property
    def worker(self) -> Worker:
        return Worker(self.store, self.company.clock, self.fire, self.told)

    async def fire(self, seen: KeptSchedule) -> RunResult | None:
        self.begun += 1
        run = f"{id(self)}-{self.begun}"
        return await run_slot(self.connect, self.store, self.company.clock, seen, run)

    def connect(self, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        config = self.company.session.config.tenants[tenant.partition("-")[0]]
        clock = self.company.clock
        return connected(tenant, config, clock, self.transports or self.company.transports)

    def told(self, seen: KeptSchedule, ended: RunResult | Exception) -> None:
        told = ended.report if isinstance(ended, RunResult) else ended
        self.ended.append((seen.tenant, told))

    @property
    def statuses(self) -> list[Status]:
        return [one.status for _, one in self.ended if isinstance(one, Report)]


async def runs_of(store: SqlStore, tenant: str = TENANT) -> int:
    return len(await store.runs(tenant, 100))


async def test_a_slot_has_its_run_once_and_the_next_is_tomorrows() -> None:
    async with company(5, 20) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        await works.worker.work(once=True)
        assert works.ended == []
        one.clock.advance(HOUR)
        await works.worker.work(once=True)
        await works.worker.work(once=True)
        assert works.statuses == [Status.COMPLETE]
        assert one.to_export() == []
        kept = await one.store.schedule(TENANT)
        assert kept is not None
        assert (kept.last_slot, kept.look_at) == (at(hours=1), at(hours=25))
        one.clock.advance(DAY)
        await works.worker.work(once=True)
        assert len(works.statuses) == await runs_of(one.store) == 2


async def test_slots_missed_while_no_worker_was_there_are_one_run() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(10 * DAY)
        await works.worker.work(once=True)
        one.clock.advance(120)
        await works.worker.work(once=True)
        kept = await one.store.schedule(TENANT)
        assert await runs_of(one.store) == 1
        assert kept is not None
        assert kept.last_slot == at(hours=1 + 9 * 24)


async def test_two_workers_on_one_store_run_a_slot_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'crossfoot.db'}"
    async with company(5, 20, url) as one, open_store(url, one.clock.now) as other:
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        first, second = Works(one, one.store), Works(one, other)
        one.clock.advance(HOUR)
        for _ in range(3):
            await asyncio.gather(first.worker.work(once=True), second.worker.work(once=True))
            one.clock.advance(61)
        assert await runs_of(one.store) == 1
        assert first.statuses + second.statuses == [Status.COMPLETE]


async def test_a_slot_that_was_taken_by_another_after_it_was_seen_is_not_run_again() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        (seen,) = await one.store.schedules_to_look_at(one.clock.now(), 10)
        await works.worker.work(once=True)
        assert await works.fire(seen) is None
        await one.store.look_later(seen, at(hours=2))
        kept = await one.store.schedule(TENANT)
        assert kept is not None
        assert kept.look_at == at(hours=25)


async def test_a_busy_tenant_keeps_its_slot_and_is_tried_again_a_minute_later() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        async with one.store.lease(TENANT, "Ben", one.clock.now()):
            await works.worker.work(once=True)
        ((_, why),) = works.ended
        assert isinstance(why, TenantBusyError)
        await works.worker.work(once=True)
        assert works.statuses == []
        one.clock.advance(60)
        await works.worker.work(once=True)
        assert works.statuses == [Status.COMPLETE]


async def test_a_run_that_was_stopped_half_way_is_run_again_by_the_next_worker() -> None:
    async with company(5, 20) as one:
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        stop = Interruption(Crash(at_call=20, sent=True))
        cut = Transports(one.transports.servicetitan, Interrupted(one.transports.netsuite, stop))
        worker = Works(one, one.store, cut).worker
        stop.work = asyncio.create_task(worker.work())
        with pytest.raises(asyncio.CancelledError):
            await stop.work
        assert worker.cut_short == (TENANT,)
        latest = await one.store.latest(TENANT)
        assert latest is not None
        assert latest.status is Status.INTERRUPTED
        one.clock.advance(16 * 60)
        next_one = Works(one, one.store)
        await next_one.worker.work(once=True)
        assert next_one.statuses == [Status.COMPLETE]
        assert one.to_export() == []


async def test_a_system_that_does_not_answer_uses_up_the_slot_and_is_in_the_log() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        one.spoil("servicetitan", {"kind": "timeout", "path": "", "count": None})
        await works.worker.work(once=True)
        one.clock.advance(HOUR)
        await works.worker.work(once=True)
        latest = await one.store.latest(TENANT)
        assert latest is not None
        assert works.statuses == [latest.status] == [Status.FAILED]


async def test_a_paused_schedule_runs_nothing_and_what_it_missed_stays_missed() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        await one.store.keep_schedule(TENANT, AT_19, "Dana", one.clock.now())
        not_now, again = ScheduleStatus.NOT_SCHEDULED, ScheduleStatus.SCHEDULED
        await one.store.change_schedule_status(TENANT, not_now, "Ben", one.clock.now())
        one.clock.advance(2 * DAY)
        await works.worker.work(once=True)
        await one.store.change_schedule_status(TENANT, again, "Ben", one.clock.now())
        await works.worker.work(once=True)
        assert works.ended == []
        one.clock.advance(HOUR)
        await works.worker.work(once=True)
        assert works.statuses == [Status.COMPLETE]


async def test_a_tenant_that_left_the_configuration_stops_no_other() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        for tenant in ("gone", TENANT):
            await one.store.keep_schedule(tenant, AT_19, "Dana", one.clock.now())
        one.clock.advance(HOUR)
        await works.worker.work(once=True)
        assert sorted(tenant for tenant, _ in works.ended) == sorted(["gone", TENANT])
        assert works.statuses == [Status.COMPLETE]
        gone = await one.store.schedule("gone")
        assert gone is not None
        assert (gone.last_slot, gone.look_at) == (None, at(hours=1, seconds=60))


async def test_the_loop_waits_for_the_slot_and_runs_it() -> None:
    async with company(5, 0) as one:
        works = Works(one, one.store)
        once = Schedule(Once(START.date()), local_time(19), ZoneInfo("UTC"))
        await one.store.keep_schedule(TENANT, once, "Dana", one.clock.now())
        work = asyncio.create_task(works.worker.work())
        while not works.ended:
            await asyncio.sleep(0)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        (report,) = await one.store.runs(TENANT, 10)
        late = report.started - at(hours=1)
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
        works, began = Works(one, one.store), time.perf_counter()
        await works.worker.work(once=True)
        assert len(works.statuses) == 3
        for _ in range(200):
            await works.worker.work(once=True)
            assert await one.store.next_look(one.clock.now()) == at(hours=23)
        return Worked(threading.active_count(), time.perf_counter() - began)


def at(hours: int = 0, seconds: int = 0) -> datetime:
    return START + timedelta(hours=hours, seconds=seconds)
