"""Work that is cut short between two calls, as when a machine is shut down."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx

from tests.simulation.refund_orders import Crash


@dataclass
class Interruption:
    """Cancels the work at one of its calls, counted over both systems."""

    crash: Crash | None = None
    calls: int = 0
    work: "asyncio.Task[Any] | None" = None

    async def reached(self, sent: bool) -> None:
        """A call that is about to be sent, or whose reply is about to be read."""
        self.calls += not sent
        if self.crash is None or self.calls != self.crash.at_call or sent != self.crash.sent:
            return
        assert self.work is not None, self
        self.work.cancel()
        await asyncio.sleep(0)


class Interrupted(httpx.AsyncBaseTransport):
    """The way to a vendor, on which the work may be cut short."""

    def __init__(self, inner: httpx.AsyncBaseTransport | None, by: Interruption) -> None:
        assert inner is not None
        self.inner, self.by = inner, by

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self.by.reached(sent=False)
        reply = await self.inner.handle_async_request(request)
        await self.by.reached(sent=True)
        return reply
