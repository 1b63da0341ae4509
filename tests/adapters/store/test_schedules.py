"""Schedules: one for each tenant, found when they are to be looked at, fired once (TRG-07)."""

from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.store import SqlStore, open_store
from adapters.store.sqlite import engine_for
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
)
from core.schedules_kept import KeptSchedule
from tests.adapters.store.builders import NOON, ONE, TWO

DAY = timedelta(days=1)


def schedule(dates: Dates | None = None) -> Schedule:
    """Daily at 13:00 UTC, an hour after noon."""
    return Schedule(dates or Daily(), time(13), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    "dates",
    [
        Once(date(2026, 4, 1)),
        Daily(),
        Weekly(frozenset({Weekday.SUNDAY, Weekday.TUESDAY})),
        Monthly(31),
        Yearly(2, 29),
    ],
)
async def test_every_calendar_comes_back_as_it_was_kept(store: SqlStore, dates: Dates) -> None:
    given = Schedule(dates, time(18, 5), ZoneInfo("America/New_York"))
    kept = await store.keep_schedule("acme", given, "Dana", NOON)
    assert await store.schedule("acme") == kept
    assert (kept.schedule, kept.set_by, kept.set_at) == (given, "Dana", NOON)
    assert await store.schedule("zenith") is None


async def test_a_new_schedule_takes_the_place_of_the_old_and_keeps_what_was_fired(
    store: SqlStore,
) -> None:
    await fired(store, await store.keep_schedule("acme", schedule(), "Dana", NOON))
    kept = await store.keep_schedule("acme", schedule(Monthly(1)), "Ben", TWO)
    assert await store.schedule("acme") == kept
    assert (kept.version, kept.set_by, kept.last_slot, kept.last_run) == (2, "Ben", ONE, "R-1")


async def test_a_paused_schedule_is_not_looked_at_and_says_who_paused_it(store: SqlStore) -> None:
    await store.keep_schedule("acme", schedule(), "Dana", NOON)
    status = ScheduleStatus.NOT_SCHEDULED
    paused = await store.change_schedule_status("acme", status, "Ben", ONE)
    assert (paused.set_by, paused.status_by, paused.look_at) == ("Dana", "Ben", None)
    assert await store.schedules_to_look_at(TWO + DAY, 10) == []


async def test_those_that_wait_longest_are_looked_at_first(store: SqlStore) -> None:
    for tenant, instant in (("late", NOON), ("early", NOON - 2 * DAY), ("not yet", TWO)):
        await store.keep_schedule(tenant, schedule(), "Dana", instant)
    found = [one.tenant for one in await store.schedules_to_look_at(TWO, 10)]
    assert found == ["early", "late"]
    assert [one.tenant for one in await store.schedules_to_look_at(TWO, 1)] == ["early"]
    besides = await store.schedules_to_look_at(TWO, 1, besides=["early"])
    assert [one.tenant for one in besides] == ["late"]
    assert await store.next_look(TWO) == ONE + DAY


async def test_a_slot_is_fired_once_and_an_earlier_one_no_more(store: SqlStore) -> None:
    kept = await store.keep_schedule("acme", schedule(), "Dana", NOON)
    await store.slot_fired("R-2", kept, ONE + DAY)
    await store.slot_fired("R-2", kept, ONE + DAY)
    await fired(store, kept)
    found = await store.schedule("acme")
    assert found is not None
    assert (found.last_slot, found.last_run) == (ONE + DAY, "R-2")
    assert found.look_at == ONE + 2 * DAY


async def test_a_schedule_changed_while_its_slot_ran_keeps_its_own_next_time(
    store: SqlStore,
) -> None:
    seen = await store.keep_schedule("acme", schedule(), "Dana", NOON)
    changed = await store.keep_schedule("acme", schedule(Monthly(5)), "Ben", ONE)
    await fired(store, seen)
    await store.look_later(seen, TWO)
    found = await store.schedule("acme")
    assert found is not None
    assert (found.look_at, found.last_slot) == (changed.look_at, ONE)


async def test_what_is_due_is_found_by_its_index(file_url: str, tmp_path: Path) -> None:
    """As SQLite plans it; PostgreSQL reads a table as small as this one whole."""
    await open_store(file_url).close()
    engine = engine_for(tmp_path / "crossfoot.db")
    query = "SELECT * FROM schedules WHERE next_at <= '2026' ORDER BY next_at LIMIT 4"
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    engine.dispose()
    assert ["schedules_by_next" in row.detail for row in plan] == [True]


async def fired(store: SqlStore, kept: KeptSchedule) -> None:
    """Its slot at one has its run, R-1."""
    await store.slot_fired("R-1", kept, ONE)
