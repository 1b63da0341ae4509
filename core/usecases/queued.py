"""A run from the queue: as any other, but it waits where another run of its tenant is under way."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from core.ports import Clock, Lease, Store, TenantBusyError
from core.usecases.connected import ConnectedTenant
from core.usecases.running import RunRequest, Stages, in_stages

Connect = Callable[[str], AbstractAsyncContextManager[ConnectedTenant]]
BUSY: Final = 1
"""Seconds until the lease of a busy tenant is asked for again."""


@contextlib.asynccontextmanager
async def from_queue(
    connect: Connect, store: Store, clock: Clock, tenant: str, request: RunRequest
) -> AsyncIterator[Stages]:
    """The run's stages, once no other run of the tenant is under way (TRG-12)."""
    async with (
        connect(tenant) as connected,
        lease_when_free(store, clock, tenant, request.who) as lease,
        in_stages(lease, connected, store, clock, request) as stages,
    ):
        yield stages


@contextlib.asynccontextmanager
async def lease_when_free(
    store: Store, clock: Clock, tenant: str, holder: str
) -> AsyncIterator[Lease]:
    async with contextlib.AsyncExitStack() as stack:
        lease = None
        while lease is None:
            try:
                lease = await stack.enter_async_context(store.lease(tenant, holder, clock.now()))
            except TenantBusyError:
                await clock.sleep(BUSY)
        yield lease
