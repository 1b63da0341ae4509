"""One clock for the vendors, for us and for the event loop: nobody waits, time passes at once.

Whatever the product waits for (a pause between two tries, a look for a lost write, its own limits) it
waits for on the event loop. When all are waiting, this loop moves the vendors' clock to the first
instant at which somebody goes on. When nobody ever will, it says so.
"""

import asyncio
import math
import selectors
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from simulators.control.clock import SimClock

START: Final = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)


class NobodyGoesOnError(Exception):
    """All work waits for something that never comes."""


class VirtualTime:
    """A Clock (core.ports) over the vendors' own; to sleep is to wait for the loop to move it."""

    def __init__(self) -> None:
        self.vendors = SimClock(frozen_at=START, started=START)

    def now(self) -> datetime:
        return self.vendors.now()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def pass_by(self, time: timedelta) -> None:
        self.vendors.offset += time

    def new_loop(self) -> asyncio.AbstractEventLoop:
        return _VirtualLoop(self)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self, clock: VirtualTime) -> None:
        self._virtual = clock
        super().__init__(_NobodyWaits(clock))

    def time(self) -> float:
        return (self._virtual.now() - START).total_seconds()


class _NobodyWaits(selectors.SelectSelector):
    """To wait so many seconds for something to happen is to move the clock by them."""

    def __init__(self, clock: VirtualTime) -> None:
        super().__init__()
        self._virtual = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:
            return []
        ready = super().select(0)
        if not ready:
            self._wait(timeout)
        return ready

    def _wait(self, timeout: float | None) -> None:
        if timeout is None:
            raise NobodyGoesOnError
        self._virtual.pass_by(timedelta(microseconds=math.ceil(timeout * 1_000_000)))

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return super().get_map()
