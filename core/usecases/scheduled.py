"""Scheduled runs: every slot of every tenant's schedule has its run, once (TRG-04, TRG-07, TRG-12).

A slot's run has a name that says which tenant and slot it is, and a queue takes a name once. So two
workers that see one slot submit one run. Once the queue has it the slot counts as fired: a worker that
dies in between leaves it to the next, which submits the same name again. A run that is in the queue
outlives its worker.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from core.engine import Engine
from core.ports import Clock
from core.schedules_kept import KeptSchedule, ScheduleStore

LONGEST_SLEEP: Final = 60
"""Seconds; a schedule that somebody sets meanwhile is seen this soon."""
KEPT_FOR: Final = timedelta(seconds=60)
"""Until a slot that could not be submitted is tried again."""
AT_ONCE: Final = 4


async def submit_slot(
    engine: Engine, store: ScheduleStore, clock: Clock, seen: KeptSchedule
) -> str | None:
    """The name of the run of the tenant's slot; None when it has no slot to fire any more."""
    kept = await store.schedule(seen.tenant)
    slot = kept.due(clock.now()) if kept else None
    if kept is None or slot is None:
        return None
    run = run_of_slot(kept.tenant, slot)
    await engine.submit_once(kept.tenant, f"the schedule of {kept.set_by}", run)
    await store.slot_fired(run, kept, slot)
    return run


def run_of_slot(tenant: str, slot: datetime) -> str:
    """The same whoever asks; sorts by time among the names of other runs."""
    return f"{slot.astimezone(UTC):%Y%m%d-%H%M%S}-slot-{tenant}"


Fire = Callable[[KeptSchedule], Awaitable[str | None]]
"""Put the slot's run into the queue, as `submit_slot` does."""
Told = Callable[[KeptSchedule, str | Exception], None]
"""Hears the name of each slot's run, or what kept it from being submitted."""


@dataclass
class Worker:
    """One loop for any number of schedules."""

    store: ScheduleStore
    clock: Clock
    fire: Fire
    told: Told
    at_once: int = AT_ONCE
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def work(self, once: bool = False) -> None:
        """Until it is cancelled; `once` until all that is due now is in the queue, or kept."""
        try:
            while True:
                await self._begin()
                if once and not self._running:
                    return
                await self._wait(() if once else (self._sleep(),))
        finally:
            await self._stop()

    async def _begin(self) -> None:
        free = self.at_once - len(self._running)
        if not free:
            return
        now, busy = self.clock.now(), tuple(self._running)
        for seen in await self.store.schedules_to_look_at(now, free, besides=busy):
            self._running[seen.tenant] = asyncio.create_task(self._attempt(seen))

    async def _attempt(self, seen: KeptSchedule) -> None:
        """Raises only what the store raises: without it nobody can say what is due."""
        try:
            fired: str | Exception | None = await self.fire(seen)
        except Exception as error:
            fired = error
        if not isinstance(fired, str):
            await self.store.look_later(seen, self.clock.now() + KEPT_FOR)
        if fired is not None:
            self.told(seen, fired)

    async def _sleep(self) -> None:
        """To the next slot, or for a minute if that is sooner."""
        now = self.clock.now()
        upcoming = await self.store.next_look(now)
        seconds = -((now - upcoming) // timedelta(seconds=1)) if upcoming else LONGEST_SLEEP
        await self.clock.sleep(min(seconds, LONGEST_SLEEP))

    async def _wait(self, besides: tuple[Awaitable[None], ...]) -> None:
        """For the first slot to be fired, or one of these."""
        others = [asyncio.ensure_future(one) for one in besides]
        try:
            await asyncio.wait(
                [*others, *self._running.values()], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for one in others:
                one.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        for tenant in [name for name, task in self._running.items() if task.done()]:
            self._running.pop(tenant).result()

    async def _stop(self) -> None:
        """A slot that was not fired yet is left to the next worker."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._running.clear()
