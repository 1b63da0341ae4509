"""A vendor on the wire: an ASGI app, in memory through httpx's transport or served by uvicorn.

A lost reply is a reply that never ends: served, the connection closes in the middle of it; in
memory, the transport raises what httpx raises for that. Nothing in the client is patched. A call whose
sender is gone before all of it came is no call.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl

import httpx
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Arriving
from starlette.types import Message, Receive, Scope, Send

from simulators.control.faults import HTML_PAGE, Fault
from simulators.control.plane import as_json, control, refused
from simulators.control.vendor import Reply, Request, Vendor

CONTROL: Final = "/_sim/"
CALLS: Final = "/_sim/calls"
LOOPBACK: Final = ("127.0.0.1", "::1", "localhost", "in-memory")


def app(vendor: Vendor, public_url: str | None = None) -> "VendorApp":
    """The vendor as an ASGI app; `public_url` is the origin clients sign, else the Host's."""
    return VendorApp(vendor, public_url)


class VendorApp:
    def __init__(self, vendor: Vendor, public_url: str | None = None) -> None:
        self.vendor = vendor
        self.public_url = public_url.rstrip("/") if public_url else None
        self.calls = 0
        """Calls that came in, those turned away included; none of the control plane's."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        assert scope["type"] == "http", scope["type"]
        try:
            request = await self._request(scope, receive)
        except ClientDisconnect:
            return
        reply = await self.answer(request, _from_loopback(scope))
        if reply is None:
            await _break_off(send)
        else:
            await _send(reply, send)

    async def _request(self, scope: Scope, receive: Receive) -> Request:
        headers = _headers(scope["headers"])
        origin = self.public_url or f"{scope['scheme']}://{headers.get('host', 'localhost')}"
        body = await Arriving(scope, receive).body()
        return Request(
            scope["method"], scope["path"], _query(scope["query_string"]), headers, body, origin
        )

    async def answer(self, request: Request, from_loopback: bool) -> Reply | None:
        """The reply to one call; None when the connection breaks before it."""
        if request.path.startswith(CONTROL):
            return self._control(request) if from_loopback else Reply(403)
        self.calls += 1
        refusal = self.vendor.admit(request)
        if refusal is not None:
            return refusal
        try:
            await _wait(self.vendor.latency_seconds)
            return await self._spoiled(request)
        finally:
            self.vendor.leave(request)

    def _control(self, request: Request) -> Reply:
        if request.path == CALLS:
            return as_json({"calls": self.calls})
        return control(self.vendor, request)

    async def _spoiled(self, request: Request) -> Reply | None:
        vendor = self.vendor
        vendor.late.settle(vendor.clock.now())
        fault = vendor.faults.take(request.method, request.path)
        if fault is None:
            return vendor.handle(request)
        if fault.kind == "status":
            return _as_reply(fault)
        if fault.kind == "timeout":
            return None
        if fault.kind == "late_commit":
            delay = timedelta(seconds=int(fault.delay_seconds))
            vendor.late.later(vendor.clock.now(), delay, lambda: _commit(vendor, request))
            return None
        if fault.kind == "latency":
            await _wait(str(fault.delay_seconds))
            return vendor.handle(request)
        reply = vendor.handle(request)
        return _malformed(fault, reply) if fault.kind == "malformed" else None


def _commit(vendor: Vendor, request: Request) -> None:
    vendor.handle(request)


def _as_reply(fault: Fault) -> Reply:
    headers = {"content-type": fault.content_type, **fault.headers}
    return Reply(fault.status, (fault.body or "").encode(), headers)


def _malformed(fault: Fault, reply: Reply) -> Reply:
    body = fault.body if fault.body is not None else HTML_PAGE
    content_type = fault.content_type if fault.body is not None else "text/html"
    return Reply(reply.status if reply.body else 200, body.encode(), {"content-type": content_type})


def _from_loopback(scope: Scope) -> bool:
    client = scope.get("client")
    return client is None or client[0] in LOOPBACK


async def _wait(seconds: str) -> None:
    delay = Decimal(seconds)
    if delay > 0:
        await asyncio.sleep(float(delay))


@lru_cache(maxsize=256)
def _query(raw: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(raw.decode(), keep_blank_values=True))


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode().lower(): text.decode("latin-1") for name, text in raw}


async def _send(reply: Reply, send: Send) -> None:
    headers = {**reply.headers}
    if reply.status != 204:
        headers["content-length"] = str(len(reply.body))
    wire = [(k.encode(), v.encode("latin-1")) for k, v in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": wire})
    await send({"type": "http.response.body", "body": reply.body})


async def _break_off(send: Send) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-length", b"1")],
    }
    await send(start)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


class InMemoryTransport(httpx.AsyncBaseTransport):
    """Reaches a vendor without a socket; breaks off as a real connection does."""

    def __init__(self, vendor_app: VendorApp) -> None:
        self.vendor_app = vendor_app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = self._asked(request, await request.aread())
        reply = await self.vendor_app.answer(asked, from_loopback=True)
        if reply is None:
            message = "peer closed connection without sending complete message body"
            raise httpx.RemoteProtocolError(message, request=request)
        return httpx.Response(
            reply.status, headers=reply.headers, content=reply.body or None, request=request
        )

    def _asked(self, request: httpx.Request, body: bytes) -> Request:
        url, headers = request.url, _headers(request.headers.raw)
        origin = self.vendor_app.public_url or f"{url.scheme}://{headers.get('host', 'localhost')}"
        return Request(request.method, url.path, _query(url.query), headers, body, origin)


__all__ = ["InMemoryTransport", "VendorApp", "app", "refused"]
