"""A worker of a company's on a virtual clock: its schedules, a queue in memory, and the runs in it."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from adapters.cli.exits import UnknownTenantError
from adapters.compose.simulation import TENANT
from adapters.compose.tenants import Transports, connected
from adapters.config import TenantConfig
from adapters.engine.in_memory import QueueInMemory
from adapters.store import SqlStore
from core.engine import QueuedRun
from core.reports import Report, Status
from core.schedules_kept import KeptSchedule
from core.usecases.connected import ConnectedTenant
from core.usecases.queued import from_queue
from core.usecases.running import RunRequest
from core.usecases.scheduled import Worker, submit_slot
from tests.simulation.company import Company


@dataclass
class Works:
    """A worker of the company's on a store and a queue, and what it told."""

    company: Company
    store: SqlStore
    queue: QueueInMemory
    transports: Transports | None = None
    ended: list[Report] = field(default_factory=list)
    kept: list[Exception] = field(default_factory=list)

    @property
    def worker(self) -> Worker:
        return Worker(self.store, self.company.clock, self.fire, self.told)

    async def work(self) -> None:
        """What is due, and what waits."""
        await self.worker.work(once=True)
        await self.queue.carry_out(self.carry_out)

    async def fire(self, seen: KeptSchedule) -> str | None:
        if self.configured(seen.tenant) is None:
            raise UnknownTenantError(seen.tenant, [TENANT])
        return await submit_slot(self.queue, self.store, self.company.clock, seen)

    async def carry_out(self, one: QueuedRun) -> None:
        request, clock = RunRequest(one.run, one.who), self.company.clock
        async with from_queue(self.connect, self.store, clock, one.tenant, request) as stages:
            await stages.finish()
        self.ended.append(stages.report)

    def connect(self, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        config = self.configured(tenant)
        assert config is not None
        clock = self.company.clock
        return connected(tenant, config, clock, self.transports or self.company.transports)

    def configured(self, tenant: str) -> TenantConfig | None:
        return self.company.session.config.tenants.get(tenant.partition("-")[0])

    def told(self, _: KeptSchedule, fired: str | Exception) -> None:
        if isinstance(fired, Exception):
            self.kept.append(fired)

    @property
    def statuses(self) -> list[Status]:
        return [one.status for one in self.ended]


def works(one: Company) -> Works:
    return Works(one, one.store, QueueInMemory(one.clock.now))
