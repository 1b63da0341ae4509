"""Connections to one vendor, each with a pool of its own.

A pool looks at every connection it holds whenever a request comes or goes. With as many connections
as there are slots, that costs more than the requests themselves; pools of one look at one.
"""

from typing import Final

import httpx

from adapters.http.trust import trust

IDLE_SECONDS: Final = 3
"""After which a connection is not used again. Many servers close one that was idle for five seconds,
and a write that meets the closing is a write without an answer.
"""


class OwnConnections(httpx.AsyncBaseTransport):
    """As many connections as are needed at once; the one used last is used first."""

    def __init__(self) -> None:
        self._context = trust()
        self._all: list[httpx.AsyncHTTPTransport] = []
        self._idle: list[httpx.AsyncHTTPTransport] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The reply, read to its end: only then is its connection free again."""
        connection = self._idle.pop() if self._idle else self._another()
        try:
            return await _read(await connection.handle_async_request(request))
        finally:
            self._idle.append(connection)

    async def aclose(self) -> None:
        for connection in self._all:
            await connection.aclose()

    def _another(self) -> httpx.AsyncHTTPTransport:
        one = httpx.Limits(
            max_connections=1, max_keepalive_connections=1, keepalive_expiry=IDLE_SECONDS
        )
        self._all.append(httpx.AsyncHTTPTransport(verify=self._context, limits=one))
        return self._all[-1]


async def _read(reply: httpx.Response) -> httpx.Response:
    assert isinstance(reply.stream, httpx.AsyncByteStream)
    try:
        body = b"".join([part async for part in reply.stream])
    finally:
        await reply.aclose()
    stream = httpx.ByteStream(body)
    return httpx.Response(
        reply.status_code, headers=reply.headers, stream=stream, extensions=reply.extensions
    )
