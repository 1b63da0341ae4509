"""How much may be asked of a vendor at once, and how often.

Slots bound the calls in flight (NetSuite's concurrency, facts/netsuite 3.2); a rate bounds the calls
in any second (ServiceTitan's 60, facts/servicetitan 2.1).
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

SECOND_NS: Final = 1_000_000_000
MARGIN_NS: Final = 50_000_000
"""Calls take uneven time to arrive; the vendor counts arrivals."""


class Slots:
    """At most `count` calls in flight; the others wait in line."""

    def __init__(self, count: int) -> None:
        assert count > 0, count
        self.count = count
        self._free = asyncio.Semaphore(count)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        async with self._free:
            yield


class Rate:
    """At most `calls` in any second, by a monotonic clock in nanoseconds."""

    def __init__(self, calls: int) -> None:
        assert calls > 0, calls
        self._recent: deque[int] = deque(maxlen=calls)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        await self._wait_for_turn()
        yield

    async def _wait_for_turn(self) -> None:
        async with self._turn:
            if len(self._recent) == self._recent.maxlen:
                await _until(self._recent[0] + SECOND_NS + MARGIN_NS)
            self._recent.append(_now_ns())


class Together:
    """Several limits at once, taken in the order given: slots first, so that no turn goes stale."""

    def __init__(self, *limits: Slots | Rate) -> None:
        self._limits = limits

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as held:
            for limit in self._limits:
                await held.enter_async_context(limit.slot())
            yield


async def _until(moment_ns: int) -> None:
    while (left := moment_ns - _now_ns()) > 0:
        await asyncio.sleep(left / SECOND_NS)


def _now_ns() -> int:
    return time.monotonic_ns()
