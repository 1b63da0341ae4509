"""A tenant runs by itself: its schedule, the queue, the worker, and the time that passes."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from pytest_bdd import given, parsers, then, when

from core.engine import QueuedRun, RunState
from core.schedule import (
    Daily,
    Dates,
    Monthly,
    Once,
    Schedule,
    ScheduleStatus,
    Weekday,
    Weekly,
    Yearly,
    next_slots,
    trouble,
)
from core.schedules_kept import KeptSchedule
from core.usecases.queued import from_queue
from core.usecases.running import RunRequest, RunResult
from core.usecases.scheduled import Worker, submit_slot
from features.office import Office

Table = list[list[str]]
WHEN: Final = r"\d{4}-\d\d-\d\d \d\d:\d\d"
ANSWERED: Final = {
    "pauses": ScheduleStatus.NOT_SCHEDULED,
    "resumes": ScheduleStatus.SCHEDULED,
}


@given(
    parsers.re(r"(?P<who>\w+) schedules the sync (?P<days>.+) at (?P<at>[\d:]+) in (?P<zone>\S+)")
)
def scheduled(office: Office, who: str, days: str, at: str, zone: str) -> None:
    schedule, now = _schedule(days, at, zone), office.clock.now()
    assert trouble(schedule.dates, schedule.at, schedule.zone, now) is None
    office.run_async(office.store.keep_schedule(office.tenant, schedule, who, now))


@given(parsers.re(rf"it is (?P<local>{WHEN}) in (?P<zone>\S+), and no worker is there"))
@when(parsers.re(rf"it is (?P<local>{WHEN}) in (?P<zone>\S+), and no worker is there"))
def time_passes(office: Office, local: str, zone: str) -> None:
    until = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    ahead = (until - office.clock.now()).total_seconds()
    assert ahead >= 0, f"{local} is past"
    office.sim_clock.advance(math.ceil(ahead))


@when(parsers.re(rf"it is (?P<local>{WHEN}) in (?P<zone>\S+)"))
def worker_works(office: Office, local: str, zone: str) -> None:
    time_passes(office, local, zone)
    office.before_run = office.servicetitan_state()
    office.run_async(_worker(office).work(once=True))
    office.run_async(_carried_out(office))
    office.after_run = office.servicetitan_state()


@when(parsers.re(r"(?P<who>\w+) (?P<what>pauses|resumes) the schedule"))
def status_changed(office: Office, who: str, what: str) -> None:
    now, store = office.clock.now(), office.store
    office.run_async(store.change_schedule_status(office.tenant, ANSWERED[what], who, now))


@when(parsers.re(rf"it is (?P<local>{WHEN}) in (?P<zone>\S+) while (?P<who>\w+) runs the sync"))
def while_somebody_runs(office: Office, local: str, zone: str, who: str) -> None:
    async def both() -> None:
        async with office.store.lease(office.tenant, who, office.clock.now()):
            await _worker(office).work(once=True)

    time_passes(office, local, zone)
    office.run_async(both())


@when(parsers.re(r"(?P<who>\w+) submits a run"))
def submits(office: Office, who: str) -> None:
    office.runs += 1
    office.run_async(office.queue.submit(office.tenant, who, f"run-{office.runs}"))


@when("the worker carries out what waits")
def carries_out(office: Office) -> None:
    office.run_async(_carried_out(office))


@then("no run has begun")
def no_run(office: Office) -> None:
    assert _begun(office, "UTC") == []


@then("a run waits in the queue")
def run_waits(office: Office) -> None:
    (one,) = office.run_async(office.queue.runs(office.tenant, 5))
    assert one.state is RunState.WAITING


@then(parsers.parse("runs have begun in {zone} at"))
def runs_began(office: Office, zone: str, datatable: Table) -> None:
    assert _begun(office, zone) == [row[0] for row in datatable[1:]]


@then("the schedule's next three times are")
def next_times(office: Office, datatable: Table) -> None:
    """Local, UTC."""
    kept = office.run_async(office.store.schedule(office.tenant))
    assert kept is not None
    slots = next_slots(kept.schedule, office.clock.now(), 3)
    local = _texts(slots, kept.schedule.zone.key)
    assert [list(row) for row in zip(local, _texts(slots, "UTC"), strict=True)] == datatable[1:]


@then(parsers.parse('a schedule {days} at {at} in {zone} is refused because "{words}"'))
def refused(office: Office, days: str, at: str, zone: str, words: str) -> None:
    asked = _schedule(days, at, zone)
    assert trouble(asked.dates, asked.at, asked.zone, office.clock.now()) == words


def _worker(office: Office) -> Worker:
    async def fire(seen: KeptSchedule) -> str | None:
        return await submit_slot(office.queue, office.store, office.clock, seen)

    def told(_: KeptSchedule, fired: str | Exception) -> None:
        assert isinstance(fired, str), fired

    return Worker(office.store, office.clock, fire, told)


async def _carried_out(office: Office) -> None:
    async def carry(one: QueuedRun) -> RunResult:
        request = RunRequest(one.run, one.who)
        begun = from_queue(office._connected, office.store, office.clock, one.tenant, request)
        async with begun as stages:
            await stages.finish()
        return stages.result

    for ended in await office.queue.carry_out(carry):
        office.last = ended


def _schedule(days: str, at: str, zone: str) -> Schedule:
    return Schedule(_dates(days), time.fromisoformat(at), ZoneInfo(zone))


def _dates(days: str) -> Dates:
    match days.replace(",", " ").split():
        case "once", "on", day:
            return Once(date.fromisoformat(day))
        case "every", "day":
            return Daily()
        case "every", "month", "on", "day", day:
            return Monthly(int(day))
        case "every", "year", "on", day, month:
            return Yearly(datetime.strptime(month, "%B").month, int(day))  # noqa: DTZ007
        case "every", *names:
            weekdays = (Weekday[name.upper()] for name in names if name != "and")
            return Weekly(frozenset(weekdays))
    raise AssertionError(days)


def _begun(office: Office, zone: str) -> list[str]:
    """When the tenant's runs began, the first one first."""
    runs = office.run_async(office.store.runs(office.tenant, 20))
    return _texts([one.started for one in reversed(runs)], zone)


def _texts(instants: Sequence[datetime], zone: str) -> list[str]:
    return [f"{one.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for one in instants]
