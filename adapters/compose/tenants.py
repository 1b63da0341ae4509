"""A configured tenant, connected to its systems."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx

from adapters.clock import SystemClock
from adapters.compose.budgets import Budgets
from adapters.config import TenantConfig
from adapters.netsuite import connection as netsuite_connection
from adapters.servicetitan import connection as servicetitan_connection
from core.ports import Clock
from core.usecases.connected import ConnectedTenant


@dataclass(frozen=True, slots=True)
class Transports:
    """In place of the network; None is the network itself."""

    servicetitan: httpx.AsyncBaseTransport | None = None
    netsuite: httpx.AsyncBaseTransport | None = None


@asynccontextmanager
async def connected(
    name: str,
    config: TenantConfig,
    clock: Clock | None = None,
    transports: Transports | None = None,
    budgets: Budgets | None = None,
) -> AsyncIterator[ConnectedTenant]:
    """A tenant with clients for its systems; nothing is asked of them yet.

    `budgets` are those it shares with the other tenants; else it has its accounts for itself.
    """
    watch = clock or SystemClock()
    now = watch.now
    over = transports or Transports()
    async with (
        (budgets or Budgets({name: config})).at_work(name, config) as lines,
        servicetitan_connection.client(config.servicetitan, over.servicetitan) as field_service,
        netsuite_connection.client(config.netsuite, over.netsuite) as books,
    ):
        yield ConnectedTenant(
            settings=config.settings(name),
            field_service=servicetitan_connection.connect(
                config.servicetitan, field_service, now, limit=lines.servicetitan
            ),
            books=netsuite_connection.connect(
                config.netsuite, books, now, watch.sleep, lines.netsuite
            ),
            choices=config.choices(),
            concurrency=config.netsuite.concurrency,
            commit_window=timedelta(seconds=config.commit_window_seconds),
            settle_wait=timedelta(seconds=config.settle_wait_seconds),
            usage=lines.usage,
        )
