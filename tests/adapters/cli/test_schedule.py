"""`crossfoot schedule` and `crossfoot worker`, as they are given (TRG-07)."""

import asyncio
import getpass
import signal
from datetime import UTC, datetime, timedelta
from datetime import time as local_time
from zoneinfo import ZoneInfo

import pytest

from adapters.store import SqlStore, open_store
from core.schedule import Daily, Schedule
from simulators.control.faults import Fault
from tests.adapters.cli.town import Ended, Town, interrupted

DAILY = ("--daily", "--at", "02:00", "--zone", "America/New_York")


async def is_set(town: Town, *options: str) -> Ended:
    return await town.crossfoot("schedule", "set", "--tenant", "acme", *options)


def store_of(town: Town) -> SqlStore:
    return open_store(f"sqlite:///{town.folder / 'crossfoot.db'}")


async def missed(town: Town, tenant: str = "acme") -> None:
    """A daily schedule of which slots have passed, as if no worker had been there."""
    schedule = Schedule(Daily(), local_time(12), ZoneInfo("UTC"))
    async with store_of(town) as store:
        await store.keep_schedule(tenant, schedule, "Dana", datetime.now(UTC) - timedelta(days=3))


async def test_a_schedule_is_set_paused_resumed_and_shown_with_its_next_times(town: Town) -> None:
    made = await is_set(town, *DAILY)
    assert made.code == 0, made.words
    assert "acme · every day at 02:00 (America/New_York) · Scheduled" in made.words
    paused = (await town.crossfoot("schedule", "pause", "--json")).document
    assert (paused["status"], paused["next"]) == ("Not scheduled", [])
    await town.crossfoot("schedule", "resume")
    (shown,) = (await town.crossfoot("schedule", "show", "--json")).document["schedules"]
    assert (shown["status"], shown["set_by"]) == ("Scheduled", getpass.getuser())
    assert len(shown["next"]) == 3
    for one in shown["next"]:
        local, utc = (datetime.fromisoformat(one[name]) for name in ("local", "utc"))
        assert (local, local.time()) == (utc, local_time(2))


async def test_a_tenant_without_a_schedule_says_how_to_set_one(town: Town) -> None:
    shown = await town.crossfoot("schedule", "show")
    assert (shown.code, shown.out) == (0, "acme has no schedule. Set one: crossfoot schedule set\n")
    paused = await town.crossfoot("schedule", "pause")
    assert (paused.code, "acme has no schedule." in paused.err) == (1, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--daily", "--at", "24:00", "--zone", "UTC"), '"24:00" is not a time.'),
        (("--daily", "--at", "02:00", "--zone", "Mars/Olympus"), "is not a time zone."),
        (("--daily", "--at", "02:00", "--zone", "../zones"), "is not a time zone."),
        (("--at", "02:00", "--zone", "UTC"), "give one of"),
        (("--monthly", "3", *DAILY), "give one of"),
        (("--weekly", "mon,fun", "--at", "02:00", "--zone", "UTC"), "not days of the week"),
        (("--monthly", "32", "--at", "02:00", "--zone", "UTC"), "No month has a day 32."),
        (("--yearly", "02-30", "--at", "02:00", "--zone", "UTC"), "never has a day 30."),
        (("--once", "2020-01-01", "--at", "02:00", "--zone", "UTC"), "is past."),
        (("--once", "2027-02-30", "--at", "02:00", "--zone", "UTC"), "is not a date."),
    ],
)
async def test_nonsense_is_refused_and_nothing_is_kept(
    town: Town, options: tuple[str, ...], words: str
) -> None:
    refused = await is_set(town, *options)
    assert refused.code == 2
    assert words in " ".join(refused.err.replace("│", " ").split())
    (shown,) = (await town.crossfoot("schedule", "show", "--json")).document["schedules"]
    assert shown["schedule"] is None


async def test_a_worker_runs_what_was_missed_once(town: Town) -> None:
    town.queue("120.00")
    await missed(town)
    worked = await town.crossfoot("worker", "--once", "--json")
    assert worked.code == 0, worked.words
    assert [one["status"] for one in worked.document["runs"]] == ["complete"]
    again = await town.crossfoot("worker", "--once", "--json")
    assert again.document == {"runs": [], "exit_code": 0}
    assert town.transactions == 1


async def test_two_workers_at_once_run_a_slot_once(town: Town) -> None:
    town.queue("120.00", "80.00")
    await missed(town)
    both = await asyncio.gather(*(town.crossfoot("worker", "--once", "--json") for _ in range(2)))
    runs = [one for ended in both for one in ended.document.get("runs", ())]
    assert [one["status"] for one in runs] == ["complete"]
    assert len((await town.crossfoot("log", "--json")).document["runs"]) == 1


@pytest.mark.parametrize(("by", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 4)])
async def test_a_worker_stopped_in_mid_run_leaves_the_run_to_the_next(
    town: Town, by: signal.Signals, code: int
) -> None:
    town.queue("120.00", "80.00")
    await missed(town)
    slow = Fault("latency", path="/v1/invoice", method="POST", delay_seconds=10, count=None)
    town.ns.faults.lay(slow)
    process = await town.start("worker")
    async with store_of(town) as store:
        while not await store.runs("acme", 1):
            await asyncio.sleep(0.1)
    stopped = await interrupted(process, by)
    town.ns.faults.clear()
    assert stopped.code == code
    again = (await town.crossfoot("worker", "--once", "--json")).document
    assert len(again["runs"]) == 1
    log = (await town.crossfoot("log", "--json")).document["runs"]
    assert [(one["run"], one["tenant"]) for one in log] == [(again["runs"][0]["run"], "acme")]
    assert log[0]["status"] != "interrupted"


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
async def test_a_worker_that_waits_stops_well(town: Town, by: signal.Signals) -> None:
    process = await town.start("worker")
    assert process.stderr is not None
    assert b"waits for runs and slots" in await asyncio.wait_for(process.stderr.readline(), 30)
    stopped = await interrupted(process, by)
    assert (stopped.code, stopped.out, stopped.err) == (0, "", "")


async def test_a_slot_of_an_unknown_tenant_is_kept(town: Town) -> None:
    await missed(town, "gone")
    worked = await town.crossfoot("worker", "--once")
    assert worked.code == 2
    assert 'There is no tenant "gone". Configured: acme. The slot is kept.' in worked.words
