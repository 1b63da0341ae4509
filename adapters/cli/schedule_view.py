"""A schedule in words, with its next times in its own zone and in UTC."""

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType

from adapters.cli.words import at, indented, styled, table
from core.schedule import (
    Daily,
    Dates,
    Monthly,
    Once,
    Schedule,
    ScheduleStatus,
    Weekly,
    Yearly,
    next_slots,
)
from core.schedules_kept import KeptSchedule

SHOWN: Final = 3
"""How many of the next times."""


def schedule_document(tenant: str, kept: KeptSchedule | None, now: datetime) -> dict[str, Any]:
    if kept is None:
        return {"tenant": tenant, "status": ScheduleStatus.NOT_SCHEDULED.value, "schedule": None}
    schedule = kept.schedule
    return {
        "tenant": tenant,
        "status": schedule.status.value,
        "schedule": in_words(schedule),
        "at": f"{schedule.at:%H:%M}",
        "zone": schedule.zone.key,
        "set_by": kept.set_by,
        "set_at": kept.set_at.isoformat(),
        "status_by": kept.status_by,
        "status_at": kept.status_at.isoformat(),
        "last_slot": kept.last_slot.isoformat() if kept.last_slot else None,
        "last_run": kept.last_run,
        "next": [_next_document(one, schedule.zone) for one in next_slots(schedule, now, SHOWN)],
    }


def schedule_view(tenant: str, kept: KeptSchedule | None, now: datetime) -> RenderableType:
    if kept is None:
        return styled(f"{tenant} has no schedule. Set one: crossfoot schedule set")
    title = f"{tenant} · {in_words(kept.schedule)} · {kept.schedule.status.value}"
    lines = [f"set by {kept.set_by} on {at(kept.set_at)}"]
    if kept.status_at != kept.set_at:
        lines.append(f"{_changed(kept.schedule)} by {kept.status_by} on {at(kept.status_at)}")
    if kept.last_slot is not None:
        lines.append(f"last run for {at(kept.last_slot)}: {kept.last_run}")
    said = (indented(styled(line, "dim")) for line in lines)
    return Group(styled(title, "bold"), *said, indented(_next_times(kept.schedule, now)))


def in_words(schedule: Schedule) -> str:
    return f"{_days(schedule.dates)} at {schedule.at:%H:%M} ({schedule.zone.key})"


def _days(dates: Dates) -> str:
    match dates:
        case Once(on):
            return f"once, on {on}"
        case Daily():
            return "every day"
        case Weekly(days):
            names = (one.name.title() for one in sorted(days, key=lambda one: one.value))
            return f"every {', '.join(names)}"
        case Monthly(day):
            return f"every month on day {day}" + (" or its last" if day > 28 else "")
        case Yearly(month, day):
            return f"every year on {day} {date(2000, month, 1):%B}"


def _changed(schedule: Schedule) -> str:
    return "resumed" if schedule.status is ScheduleStatus.SCHEDULED else "paused"


def _next_times(schedule: Schedule, now: datetime) -> RenderableType:
    slots = next_slots(schedule, now, SHOWN)
    if not slots:
        return styled(_none_to_come(schedule), "dim")
    made = table("Next", "UTC")
    for slot in slots:
        made.add_row(f"{slot.astimezone(schedule.zone):%a %Y-%m-%d %H:%M %Z}", at(slot))
    return made


def _none_to_come(schedule: Schedule) -> str:
    if schedule.status is ScheduleStatus.NOT_SCHEDULED:
        return "not run until it is resumed: crossfoot schedule resume"
    return "no time to come"


def _next_document(slot: datetime, zone: ZoneInfo) -> dict[str, str]:
    return {"local": slot.astimezone(zone).isoformat(), "utc": slot.isoformat()}
