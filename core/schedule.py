"""Schedules: the calendar that says when a tenant is run (TRG-07).

Once, daily, weekly, monthly or yearly, at a local time in a time zone. A slot is the instant at
which a schedule fires. The 31st in a shorter month is its last day, and 29 February in a common year
is 28 February. A local time that the clocks leap over is the first moment after the leap; one that
they show twice is the first of the two. See docs/decisions/schedules-and-daylight-saving.md.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import islice, takewhile
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
_A_LEAP_YEAR: Final = 2000


class ScheduleStatus(Enum):
    """Whether a schedule fires."""

    SCHEDULED = "Scheduled"
    NOT_SCHEDULED = "Not scheduled"


class Weekday(Enum):
    """As `date.weekday` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Once:
    on: date

    def first_from(self, day: date) -> date | None:
        return self.on if day <= self.on else None


@dataclass(frozen=True, slots=True)
class Daily:
    def first_from(self, day: date) -> date | None:
        return day


@dataclass(frozen=True, slots=True)
class Weekly:
    days: frozenset[Weekday]

    def first_from(self, day: date) -> date | None:
        ahead = min((one.value - day.weekday()) % 7 for one in self.days)
        return _later(day, ahead)


@dataclass(frozen=True, slots=True)
class Monthly:
    """`day` 1 to 31; a shorter month's last day stands in for it."""

    day: int

    def first_from(self, day: date) -> date | None:
        found = _day_in(day.year, day.month, self.day)
        if found >= day:
            return found
        if (day.year, day.month) == (date.max.year, date.max.month):
            return None
        return _day_in(day.year + day.month // 12, day.month % 12 + 1, self.day)


@dataclass(frozen=True, slots=True)
class Yearly:
    """29 February is 28 February in a common year."""

    month: int
    day: int

    def first_from(self, day: date) -> date | None:
        found = _day_in(day.year, self.month, self.day)
        if found >= day:
            return found
        return None if day.year == date.max.year else _day_in(day.year + 1, self.month, self.day)


Dates = Once | Daily | Weekly | Monthly | Yearly


@dataclass(frozen=True, slots=True)
class Schedule:
    """`at` is the local time in `zone`, in whole minutes."""

    dates: Dates
    at: time
    zone: ZoneInfo
    status: ScheduleStatus = ScheduleStatus.SCHEDULED


def next_slots(schedule: Schedule, after: datetime, count: int) -> tuple[datetime, ...]:
    """The first slots later than `after`, in UTC; fewer where the calendar ends, none when paused."""
    return tuple(islice(_slots(schedule, after), count))


def due(schedule: Schedule, last_slot: datetime, now: datetime) -> datetime | None:
    """The slot to fire now: of those later than `last_slot` the newest that has come, in UTC.

    One stands for all that were missed before it. `last_slot` is the last one fired, or the instant
    from which the schedule counts.
    """
    newest = None
    for slot in takewhile(lambda one: one <= now, _slots(schedule, last_slot)):
        newest = slot
    return newest


def trouble(dates: Dates, at: time, zone: ZoneInfo, now: datetime) -> str | None:
    """Why nobody could mean this schedule, and what to give instead; None for a good one."""
    match dates:
        case Weekly(days) if not days:
            return "Give at least one day of the week."
        case Monthly(day) if not 1 <= day <= 31:
            return f"No month has a day {day}. Give 1 to 31; a shorter month takes its last day."
        case Yearly(month, _) if not 1 <= month <= 12:
            return f"There is no month {month}. Give 1 to 12."
        case Yearly(month, day) if not 1 <= day <= monthrange(_A_LEAP_YEAR, month)[1]:
            return f"Month {month} never has a day {day}. Give 1 to {monthrange(2000, month)[1]}."
        case Once(on) if not next_slots(Schedule(dates, at, zone), now, 1):
            return f"{on} {at:%H:%M} in {zone.key} is past. Give a time to come."
    return None


def _slots(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """Later than `after`, each later than the one before: two days may share one leap of the clocks."""
    if schedule.status is ScheduleStatus.NOT_SCHEDULED:
        return
    day: date | None = schedule.dates.first_from(after.astimezone(schedule.zone).date() - 2 * DAY)
    while day is not None:
        slot = _instant(datetime.combine(day, schedule.at), schedule.zone)
        if slot > after:
            yield slot
            after = slot
        tomorrow = _later(day, 1)
        day = None if tomorrow is None else schedule.dates.first_from(tomorrow)


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks first show this local time, or leap over it."""
    early = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None, fold=0) == local:
        return early
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _first_after_leap(before, early, zone)


def _first_after_leap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second with the new offset; `before` still has the old one."""
    old = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _day_in(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _later(day: date, days: int) -> date | None:
    """None after the last day of the calendar."""
    return day + days * DAY if (date.max - day).days >= days else None
