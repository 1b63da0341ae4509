"""Schedules: one for each tenant, found by when they are to be looked at next (TRG-07)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, insert, select, update

from adapters.store.tables import schedules
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

_SCHEDULE: Final = schedules.c


def of(connection: Connection, tenant: str) -> KeptSchedule | None:
    row = connection.execute(select(schedules).where(_SCHEDULE.tenant == tenant)).one_or_none()
    return None if row is None else _as_kept(row)


def keep(
    connection: Connection, tenant: str, schedule: Schedule, who: str, now: datetime
) -> KeptSchedule:
    """A last slot that was fired stays known; the new calendar counts from now."""
    found = of(connection, tenant)
    kept = KeptSchedule(tenant, schedule, who, now, who, now)
    if found is not None:
        kept = replace(
            kept, version=found.version + 1, last_slot=found.last_slot, last_run=found.last_run
        )
    return _written(connection, replace(kept, look_at=kept.next_after(now)), is_new=found is None)


def change_status(
    connection: Connection, tenant: str, status: ScheduleStatus, who: str, now: datetime
) -> KeptSchedule:
    found = of(connection, tenant)
    assert found is not None, f"{tenant} has no schedule"
    schedule = replace(found.schedule, status=status)
    changed = replace(
        found, schedule=schedule, version=found.version + 1, status_by=who, status_at=now
    )
    return _written(connection, replace(changed, look_at=changed.next_after(now)), is_new=False)


def to_look_at(
    connection: Connection, now: datetime, limit: int, besides: Collection[str]
) -> Sequence[KeptSchedule]:
    waiting = (
        select(schedules)
        .where(_SCHEDULE.next_at <= now, _SCHEDULE.tenant.not_in(besides))
        .order_by(_SCHEDULE.next_at)
        .limit(limit)
    )
    return [_as_kept(row) for row in connection.execute(waiting)]


def next_look(connection: Connection, after: datetime) -> datetime | None:
    first = select(func.min(_SCHEDULE.next_at)).where(_SCHEDULE.next_at > after)
    found: datetime | None = connection.execute(first).scalar()
    return found


def look_later(connection: Connection, seen: KeptSchedule, at: datetime) -> None:
    as_seen = (
        (_SCHEDULE.tenant == seen.tenant)
        & (_SCHEDULE.version == seen.version)
        & (_SCHEDULE.next_at == seen.look_at)
    )
    connection.execute(update(schedules).where(as_seen).values(next_at=at))


def slot_fired(connection: Connection, run: str, fired: KeptSchedule, slot: datetime) -> None:
    """A calendar that was changed meanwhile keeps its own next time, a later slot its own run."""
    earlier = _SCHEDULE.last_slot.is_(None) | (_SCHEDULE.last_slot < slot)
    same = _SCHEDULE.tenant == fired.tenant
    first = update(schedules).where(same, earlier)
    if not connection.execute(first.values(last_slot=slot, last_run=run)).rowcount:
        return
    unchanged = same & (_SCHEDULE.version == fired.version)
    following = fired.next_after(slot)
    connection.execute(update(schedules).where(unchanged).values(next_at=following))


def _written(connection: Connection, kept: KeptSchedule, *, is_new: bool) -> KeptSchedule:
    schedule = kept.schedule
    values = {
        "tenant": kept.tenant,
        "version": kept.version,
        "dates": _document(schedule.dates),
        "at": f"{schedule.at:%H:%M}",
        "zone": schedule.zone.key,
        "status": schedule.status.name,
        "set_by": kept.set_by,
        "set_at": kept.set_at,
        "status_by": kept.status_by,
        "status_at": kept.status_at,
        "next_at": kept.look_at,
    }
    if is_new:
        connection.execute(insert(schedules).values(values))
    else:
        same = _SCHEDULE.tenant == kept.tenant
        connection.execute(update(schedules).where(same).values(values))
    return kept


def _as_kept(row: Row[Any]) -> KeptSchedule:
    status = ScheduleStatus[row.status]
    schedule = Schedule(_dates(row.dates), time.fromisoformat(row.at), ZoneInfo(row.zone), status)
    return KeptSchedule(
        tenant=row.tenant,
        schedule=schedule,
        set_by=row.set_by,
        set_at=row.set_at,
        status_by=row.status_by,
        status_at=row.status_at,
        version=row.version,
        last_slot=row.last_slot,
        last_run=row.last_run,
        look_at=row.next_at,
    )


def _document(dates: Dates) -> dict[str, Any]:
    match dates:
        case Once(on):
            return {"every": "once", "on": on.isoformat()}
        case Daily():
            return {"every": "day"}
        case Weekly(days):
            return {"every": "week", "days": sorted(one.value for one in days)}
        case Monthly(day):
            return {"every": "month", "day": day}
        case Yearly(month, day):
            return {"every": "year", "month": month, "day": day}


_MADE: Final[Mapping[str, Callable[[Mapping[str, Any]], Dates]]] = {
    "once": lambda kept: Once(date.fromisoformat(kept["on"])),
    "day": lambda _: Daily(),
    "week": lambda kept: Weekly(frozenset(map(Weekday, kept["days"]))),
    "month": lambda kept: Monthly(kept["day"]),
    "year": lambda kept: Yearly(kept["month"], kept["day"]),
}


def _dates(kept: Mapping[str, Any]) -> Dates:
    return _MADE[kept["every"]](kept)
