"""A session: the store and the connected tenants, opened for one piece of work and closed after it."""

import gc
import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from adapters.clock import SystemClock
from adapters.compose.budgets import Budgets
from adapters.compose.tenants import Transports, connected
from adapters.config import Config
from adapters.store import SqlStore, open_store
from core.ports import Clock
from core.usecases.connected import ConnectedTenant
from core.usecases.progress import Progress, unwatched
from core.usecases.running import RunRequest, RunResult, run_tenant

VALUES_BETWEEN_COLLECTIONS: Final = 450_000
"""A run makes many values that stay and hardly a cycle; Python's 700 costs a quarter of its work."""
log = structlog.get_logger("crossfoot")


@dataclass(frozen=True, slots=True)
class Session:
    config: Config
    store: SqlStore
    clock: Clock = field(default_factory=SystemClock)
    transports: Transports | None = None
    budgets: Budgets | None = None

    def tenant(self, name: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        """A configured tenant; nothing is asked of its systems yet."""
        config = self.config.tenants[name]
        return connected(name, config, self.clock, self.transports, self.budgets)

    async def run(
        self, tenant: ConnectedTenant, request: RunRequest, progress: Progress = unwatched
    ) -> RunResult:
        """One run of one tenant. Raises TenantBusyError, StoreError."""
        log.info("run starts", tenant=tenant.name, run=request.run, dry=request.dry)
        result = await run_tenant(tenant, self.store, self.clock, request, progress)
        log.info("run ended", run=request.run, status=result.report.status.name)
        return result

    def run_name(self) -> str:
        """A new run's name."""
        return run_name(self.clock.now())


def run_name(now: datetime) -> str:
    """When, to the microsecond, so that names sort by time; and some of chance, so that no two are
    the same."""
    return f"{now:%Y%m%d-%H%M%S}-{now.microsecond:05x}{secrets.token_hex(2)}"


@asynccontextmanager
async def session(config: Config) -> AsyncIterator[Session]:
    """The store is opened now, and closed with the block. Raises StoreError."""
    gc.set_threshold(VALUES_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    async with open_store(config.store) as store:
        yield Session(config, store, budgets=Budgets(config.tenants, store))
