"""A tenant's schedule as the store keeps it, and the store's promises on it (TRG-07)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.ports import Store
from core.schedule import Schedule, ScheduleStatus, due, next_slots


@dataclass(frozen=True, slots=True)
class KeptSchedule:
    """Instants are UTC. `set_by` made the calendar, `status_by` last set, paused or resumed it.

    `last_slot` was fired last, as the run `last_run`. `look_at` is when to look at it next; None when
    it has no slot to come. `version` is one more with each change by a person.
    """

    tenant: str
    schedule: Schedule
    set_by: str
    set_at: datetime
    status_by: str
    status_at: datetime
    version: int = 1
    last_slot: datetime | None = None
    last_run: str | None = None
    look_at: datetime | None = None

    @property
    def counted_from(self) -> datetime:
        """Slots up to here are no business of ours: fired, or from before it was scheduled."""
        return max(self.status_at, self.last_slot or self.status_at)

    def due(self, now: datetime) -> datetime | None:
        """The slot to fire now, if any."""
        return due(self.schedule, self.counted_from, now)

    def next_after(self, instant: datetime) -> datetime | None:
        """The first slot later than this."""
        return next(iter(next_slots(self.schedule, instant, 1)), None)


class ScheduleStore(Store, Protocol):
    """A Store that also remembers schedules, one for each tenant."""

    async def schedule(self, tenant: str) -> KeptSchedule | None: ...

    async def keep_schedule(
        self, tenant: str, schedule: Schedule, who: str, now: datetime
    ) -> KeptSchedule:
        """In place of the one there was; it counts from now."""
        ...

    async def change_schedule_status(
        self, tenant: str, status: ScheduleStatus, who: str, now: datetime
    ) -> KeptSchedule:
        """The same calendar with another status; scheduled again, it counts from now."""
        ...

    async def schedules_to_look_at(
        self, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[KeptSchedule]:
        """The longest waiting first, but for these tenants; found by an index."""
        ...

    async def next_look(self, after: datetime) -> datetime | None:
        """When the first schedule is to be looked at that need not be yet."""
        ...

    async def look_later(self, seen: KeptSchedule, at: datetime) -> None:
        """Look at it again then; nothing when it is not any more as it was seen."""
        ...

    async def slot_fired(self, run: str, fired: KeptSchedule, slot: datetime) -> None:
        """This slot's run is in the queue, or was; look again at the next slot. May be repeated."""
        ...
