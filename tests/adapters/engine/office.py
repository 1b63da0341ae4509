"""A worker in this process: a company's tenants, real runs, and a queue beside a file."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from adapters.compose.tenants import connected
from adapters.engine.at_work import RunAtWork
from adapters.engine.queue import RunQueue, run_queue
from adapters.engine.working import WorkingQueue, working
from core.engine import QueuedRun
from core.usecases.connected import ConnectedTenant
from core.usecases.queued import from_queue
from core.usecases.running import RunRequest, RunResult, Stages
from tests.simulation.company import Company, company

PATIENCE: Final = 20
"""Seconds until what should have happened has not."""


@dataclass
class Office:
    """`hindrance` is met by every run before it begins; `at_once` is the most there were at a time."""

    company: Company
    queue: RunQueue
    heard: dict[str, RunResult | Exception] = field(default_factory=dict)
    hindrance: Callable[[], AbstractAsyncContextManager[None]] | None = None
    begun: int = 0
    at_once: int = 0
    _now: list[str] = field(default_factory=list)

    def works(
        self, worker: str = "w1", at_once: int = 2
    ) -> AbstractAsyncContextManager[WorkingQueue]:
        return working(self.queue, worker, at_once, self.begin, self.hear)

    def begin(self, tenant: str, request: RunRequest) -> RunAtWork:
        return RunAtWork(lambda: self._opened(tenant, request))

    def hear(self, tenant: str, run: str, ended: RunResult | Exception) -> None:
        del tenant
        self.heard[run] = ended

    @asynccontextmanager
    async def _opened(self, tenant: str, request: RunRequest) -> AsyncIterator[Stages]:
        self.begun += 1
        assert tenant not in self._now, "a tenant has one run at a time"
        self._now.append(tenant)
        self.at_once = max(self.at_once, len(self._now))
        store, clock = self.company.store, self.company.clock
        try:
            async with (
                self._hindered(),
                from_queue(self.connect, store, clock, tenant, request) as stages,
            ):
                yield stages
        finally:
            self._now.remove(tenant)

    @asynccontextmanager
    async def _hindered(self) -> AsyncIterator[None]:
        if self.hindrance is None:
            yield
            return
        async with self.hindrance():
            yield

    def connect(self, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        config = self.company.session.config.tenants[tenant.partition("-")[0]]
        return connected(tenant, config, self.company.clock, self.company.transports)

    async def run(self, name: str) -> QueuedRun:
        (found,) = [one for one in await self.queue.runs(None, 50) if one.run == name]
        return found

    async def over(self, name: str) -> QueuedRun:
        """How the run ended."""
        began = time.monotonic()
        while not (found := await self.run(name)).state.is_over:
            assert time.monotonic() - began < PATIENCE, found
            await asyncio.sleep(0.02)
        return found

    async def until(self, is_so: Callable[[], bool]) -> None:
        began = time.monotonic()
        while not is_so():
            assert time.monotonic() - began < PATIENCE
            await asyncio.sleep(0.02)


@asynccontextmanager
async def office(folder: Path, documents: int = 20) -> AsyncIterator[Office]:
    url = f"sqlite:///{folder / 'crossfoot.db'}"
    async with company(5, documents, url) as one, run_queue(url) as queue:
        yield Office(one, queue)


@asynccontextmanager
async def for_ever() -> AsyncIterator[None]:
    """Something that never comes."""
    await asyncio.get_running_loop().create_future()
    yield
