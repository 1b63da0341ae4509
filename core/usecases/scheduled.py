"""Scheduled runs: every slot of every tenant's schedule has its run, once (TRG-04, TRG-07, TRG-12).

A slot is fired under the tenant's lease, and counts as fired when its run has ended, well or not. So
two workers never run one slot, and a slot whose worker was killed is run by the next that comes. A
slot that finds its tenant busy, or cannot begin, is kept and tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from core.ports import Clock, Lease
from core.schedules_kept import KeptSchedule, ScheduleStore
from core.usecases.connected import ConnectedTenant
from core.usecases.running import RunRequest, RunResult, run_under

LONGEST_SLEEP: Final = 60
"""Seconds; a schedule that somebody sets meanwhile is seen this soon."""
KEPT_FOR: Final = timedelta(seconds=60)
"""Until a slot that could not begin is tried again."""
AT_ONCE: Final = 4
Connect = Callable[[str], AbstractAsyncContextManager[ConnectedTenant]]


async def run_slot(
    connect: Connect, store: ScheduleStore, clock: Clock, seen: KeptSchedule, run: str
) -> RunResult | None:
    """The run of the tenant's slot, named `run`; None when it has no slot to fire any more.

    Raises TenantBusyError, and what the run raises.
    """
    async with (
        connect(seen.tenant) as tenant,
        store.lease(tenant.name, _who(seen), clock.now()) as lease,
    ):
        kept = await store.schedule(tenant.name)
        slot = kept.due(clock.now()) if kept else None
        if kept is None or slot is None:
            return None
        return await _fire(lease, tenant, store, clock, RunRequest(run, _who(kept)), kept, slot)


async def _fire(
    lease: Lease,
    tenant: ConnectedTenant,
    store: ScheduleStore,
    clock: Clock,
    request: RunRequest,
    kept: KeptSchedule,
    slot: datetime,
) -> RunResult:
    """An interruption leaves the slot to be run again; a fault does not, or it would recur for ever."""
    try:
        result = await run_under(lease, tenant, store, clock, request)
    except Exception:
        await store.slot_fired(lease, request.run, kept, slot)
        raise
    await store.slot_fired(lease, request.run, kept, slot)
    return result


def _who(kept: KeptSchedule) -> str:
    return f"the schedule of {kept.set_by}"


Fire = Callable[[KeptSchedule], Awaitable[RunResult | None]]
"""Run the slot of one tenant, as `run_slot` does."""
Told = Callable[[KeptSchedule, RunResult | Exception], None]
"""Hears how each slot ended, or what kept it from beginning."""


@dataclass
class Worker:
    """One loop for any number of schedules; at most `at_once` tenants run at a time.

    `cut_short` are the tenants whose runs were under way when it was stopped.
    """

    store: ScheduleStore
    clock: Clock
    fire: Fire
    told: Told
    at_once: int = AT_ONCE
    cut_short: tuple[str, ...] = ()
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def work(self, once: bool = False) -> None:
        """Until it is cancelled; `once` until all that is due now has been run or kept."""
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
            ended: RunResult | Exception | None = await self.fire(seen)
        except Exception as error:
            ended = error
        if not isinstance(ended, RunResult):
            await self.store.look_later(seen, self.clock.now() + KEPT_FOR)
        if ended is not None:
            self.told(seen, ended)

    async def _sleep(self) -> None:
        """To the next slot, or for a minute if that is sooner."""
        now = self.clock.now()
        upcoming = await self.store.next_look(now)
        seconds = -((now - upcoming) // timedelta(seconds=1)) if upcoming else LONGEST_SLEEP
        await self.clock.sleep(min(seconds, LONGEST_SLEEP))

    async def _wait(self, besides: tuple[Awaitable[None], ...]) -> None:
        """For the first run to end, or one of these."""
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
        """Runs that are under way put their house in order; the next worker runs their slots."""
        self.cut_short = tuple(name for name, task in self._running.items() if not task.done())
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._running.clear()
