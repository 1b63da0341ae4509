"""Calendars: when a schedule fires, through leap years and changes of the clocks (TRG-07)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    due,
    next_slots,
    trouble,
)

ZONES = ("America/New_York", "Europe/Berlin", "America/Phoenix", "Australia/Lord_Howe", "UTC")


def schedule(dates: Dates, at: str = "02:30", zone: str = "America/New_York") -> Schedule:
    return Schedule(dates, time.fromisoformat(at), ZoneInfo(zone))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shown(slots: Sequence[datetime]) -> list[str]:
    return [f"{slot:%Y-%m-%d %H:%M:%S}".removesuffix(":00") for slot in slots]


@pytest.mark.parametrize(
    ("dates", "after", "slots"),
    [
        (Once(date(2026, 3, 1)), "2026-02-01", ["2026-03-01 12:00"]),
        (Daily(), "2026-02-27 12:00", ["2026-02-28 12:00", "2026-03-01 12:00", "2026-03-02 12:00"]),
        (
            Weekly(frozenset({Weekday.MONDAY, Weekday.THURSDAY})),
            "2026-03-03",
            ["2026-03-05 12:00", "2026-03-09 12:00", "2026-03-12 12:00"],
        ),
        (Monthly(31), "2026-01-31 12:00", ["2026-02-28 12:00", "2026-03-31 12:00", "2026-04-30 12:00"]),
        (Monthly(31), "2028-02-01", ["2028-02-29 12:00", "2028-03-31 12:00", "2028-04-30 12:00"]),
        (Monthly(5), "2026-12-05 12:00", ["2027-01-05 12:00", "2027-02-05 12:00", "2027-03-05 12:00"]),
        (Yearly(2, 29), "2027-01-01", ["2027-02-28 12:00", "2028-02-29 12:00", "2029-02-28 12:00"]),
        (Yearly(2, 29), "2099-03-01", ["2100-02-28 12:00", "2101-02-28 12:00", "2102-02-28 12:00"]),
    ],
)  # fmt: skip
def test_a_calendar_has_these_next_three_slots(dates: Dates, after: str, slots: list[str]) -> None:
    assert shown(next_slots(schedule(dates, "12:00", "UTC"), utc(after), 3)) == slots


@pytest.mark.parametrize(
    ("zone", "at", "after", "slots"),
    [
        # New York leaps from 02:00 to 03:00 on 8 March 2026, and shows 01:00 to 02:00 twice on 1 November
        (
            "America/New_York",
            "02:30",
            "2026-03-07",
            ["2026-03-07 07:30", "2026-03-08 07:00", "2026-03-09 06:30"],
        ),
        (
            "America/New_York",
            "03:00",
            "2026-03-08",
            ["2026-03-08 07:00", "2026-03-09 07:00", "2026-03-10 07:00"],
        ),
        (
            "America/New_York",
            "01:30",
            "2026-11-01",
            ["2026-11-01 05:30", "2026-11-02 06:30", "2026-11-03 06:30"],
        ),
        # Berlin leaps from 02:00 to 03:00 on 29 March 2026, and shows 02:00 to 03:00 twice on 25 October
        (
            "Europe/Berlin",
            "02:30",
            "2026-03-28",
            ["2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30"],
        ),
        (
            "Europe/Berlin",
            "02:30",
            "2026-10-24 12:00",
            ["2026-10-25 00:30", "2026-10-26 01:30", "2026-10-27 01:30"],
        ),
        # Phoenix never changes
        (
            "America/Phoenix",
            "02:30",
            "2026-03-08",
            ["2026-03-08 09:30", "2026-03-09 09:30", "2026-03-10 09:30"],
        ),
        # Lord Howe leaps half an hour, from 02:00 to 02:30, on 4 October 2026
        (
            "Australia/Lord_Howe",
            "02:15",
            "2026-10-03",
            ["2026-10-03 15:30", "2026-10-04 15:15", "2026-10-05 15:15"],
        ),
        # Beirut leaps at midnight: 29 March 2026 begins at 01:00
        (
            "Asia/Beirut",
            "00:00",
            "2026-03-28",
            ["2026-03-28 22:00", "2026-03-29 21:00", "2026-03-30 21:00"],
        ),
        # Apia left 30 December 2011 out: its slot is the first moment after, which the 31st has too
        (
            "Pacific/Apia",
            "00:00",
            "2011-12-29",
            ["2011-12-29 10:00", "2011-12-30 10:00", "2011-12-31 10:00"],
        ),
    ],
)
def test_slots_where_the_clocks_change(zone: str, at: str, after: str, slots: list[str]) -> None:
    assert shown(next_slots(schedule(Daily(), at, zone), utc(after), 3)) == slots


def test_a_time_shown_twice_fires_once() -> None:
    twice = schedule(Daily(), "01:30")
    first = utc("2026-11-01 05:30")
    assert due(twice, first, first + timedelta(hours=1)) is None


def test_a_single_event_has_no_second_slot() -> None:
    once = schedule(Once(date(2026, 3, 1)))
    (slot,) = next_slots(once, utc("2026-01-01"), 3)
    assert next_slots(once, slot, 3) == ()
    assert due(once, slot, utc("2030-01-01")) is None


@pytest.mark.parametrize(
    ("last", "now", "slot"),
    [
        ("2026-03-01 12:00", "2026-03-02 11:59:59", None),
        ("2026-03-01 12:00", "2026-03-02 12:00", "2026-03-02 12:00"),
        ("2026-03-01 12:00", "2026-03-09 11:00", "2026-03-08 12:00"),
        ("2016-03-01 12:00", "2026-03-09 11:00", "2026-03-08 12:00"),
    ],
)
def test_the_newest_slot_stands_for_all_that_were_missed(
    last: str, now: str, slot: str | None
) -> None:
    found = due(schedule(Daily(), "12:00", "UTC"), utc(last), utc(now))
    assert found == (utc(slot) if slot else None)


def test_a_schedule_that_is_not_scheduled_has_no_slots() -> None:
    paused = Schedule(Daily(), time(12), ZoneInfo("UTC"), ScheduleStatus.NOT_SCHEDULED)
    assert next_slots(paused, utc("2026-03-01"), 3) == ()
    assert due(paused, utc("2026-03-01"), utc("2026-04-01")) is None


@pytest.mark.parametrize("dates", [Daily(), Monthly(31), Yearly(2, 29), Weekly(frozenset(Weekday))])
def test_the_calendar_has_an_end(dates: Dates) -> None:
    last = schedule(dates, "12:00", "UTC")
    assert len(next_slots(last, utc("9999-12-30 13:00"), 3)) <= 1


@given(
    zone=st.sampled_from(ZONES),
    at=st.times(min_value=time(0), max_value=time(23, 59)),
    begins=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_a_daily_schedule_fires_on_every_day_once(zone: str, at: time, begins: datetime) -> None:
    daily = Schedule(Daily(), at.replace(second=0, microsecond=0), ZoneInfo(zone))
    slots = next_slots(daily, begins, 400)
    days = [slot.astimezone(daily.zone).date() for slot in slots]
    assert days == [days[0] + timedelta(days=count) for count in range(400)]
    assert due(daily, begins, slots[-1]) == slots[-1]
    assert next_slots(daily, slots[0], 399) == slots[1:]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (Weekly(frozenset()), "at least one day"),
        (Monthly(0), "No month has a day 0."),
        (Monthly(32), "No month has a day 32."),
        (Yearly(13, 1), "There is no month 13."),
        (Yearly(2, 30), "Month 2 never has a day 30. Give 1 to 29."),
        (Yearly(4, 31), "Month 4 never has a day 31. Give 1 to 30."),
        (Once(date(2026, 2, 28)), "2026-02-28 12:00 in UTC is past."),
        (Once(date(2026, 3, 1)), "2026-03-01 12:00 in UTC is past."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(dates: Dates, words: str) -> None:
    why = trouble(dates, time(12), ZoneInfo("UTC"), utc("2026-03-01 12:00"))
    assert why is not None
    assert words in why


@pytest.mark.parametrize("dates", [Monthly(1), Monthly(31), Yearly(2, 29), Once(date(2026, 3, 2))])
def test_what_can_be_meant_is_no_trouble(dates: Dates) -> None:
    assert trouble(dates, time(12), ZoneInfo("UTC"), utc("2026-03-01 12:00")) is None
