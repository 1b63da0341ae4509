"""Vendors served over HTTP on loopback, each on a port of its own."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from simulators.control.wire import VendorApp


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: who serves decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. OSError when the port is taken.

    An answer goes out at once: asyncio sets no TCP_NODELAY for what is accepted here, and every
    answer would wait some 40 ms for the acknowledgement of its first half.
    """
    listening = socket.create_server((host, port), backlog=512)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


@contextlib.asynccontextmanager
async def served(app: VendorApp, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve one vendor while the block runs; yields its URL, ready to be called."""
    with listen(host, port) as bound:
        config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off")
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[bound]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://{host}:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
