"""The way to a vendor, on which anything may go wrong: the vendor's own faults, laid for one call."""

import asyncio
import re
from functools import lru_cache
from typing import Final

import httpx

from adapters.compose.trouble.process import Process
from adapters.compose.trouble.strikes import AT_A_VENDOR, Call, Place, Strike, Trouble
from adapters.compose.trouble.vendors import Vendors

OURS: Final = re.compile("custom(record|transaction)_crossfoot_")
READ_BY_POST: Final = re.compile(r"suiteql$|token$")


class TroubledWay(httpx.AsyncBaseTransport):
    """From one process to `netsuite` or `servicetitan`; `latency` seconds each way."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        process: Process,
        vendors: Vendors,
        system: str,
        latency: int,
    ) -> None:
        self.inner, self.process, self.vendors = inner, process, vendors
        self.system, self.latency = system, latency

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call = _call(self.system, request.method, request.url.path)
        strike = await self.process.before(call)
        if self.latency:
            await asyncio.sleep(self.latency)
        self.process.must_live()
        if strike is not None:
            self._lay(strike)
        reply = await self.inner.handle_async_request(request)
        if strike is not None and strike.trouble is Trouble.KILLED_AFTER:
            await self.process.die()
        return reply

    def _lay(self, strike: Strike) -> None:
        if strike.trouble in AT_A_VENDOR:
            delay = {"delay_seconds": strike.seconds} if strike.trouble is Trouble.LATE else {}
            self.vendors.spoil(self.system, {**AT_A_VENDOR[strike.trouble], **delay})
        if strike.trouble is Trouble.TOKEN_EXPIRED:
            self._expire()

    def _expire(self) -> None:
        if self.system == "netsuite":
            self.vendors.netsuite("POST", "tokens/expire", {})
        else:
            self.vendors.servicetitan("PUT", "tokens", {"expire": True})


class SecondDelivery(httpx.AsyncBaseTransport):
    """A wire with a bug: each new invoice comes twice, the second time under another key."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self.inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await self.inner.handle_async_request(request)
        if request.method == "POST" and request.url.path.endswith("/record/v1/invoice"):
            again = request.content.replace(b"-invoice-", b"-again-")
            second = httpx.Request("POST", request.url, headers=_kept(request), content=again)
            await self.inner.handle_async_request(second)
        return reply


def _kept(request: httpx.Request) -> dict[str, str]:
    """All headers but the length of what is sent."""
    return {name: text for name, text in request.headers.items() if name != "content-length"}


@lru_cache(maxsize=1024)
def _call(system: str, method: str, path: str) -> Call:
    reads = method == "GET" or READ_BY_POST.search(path) is not None
    what = _NAMED.get(method, method)
    if system == "netsuite":
        place = Place.NETSUITE_READ if reads else Place.NETSUITE_WRITE
    else:
        place = Place.SERVICETITAN_READ if reads else Place.SERVICETITAN_MARK
    if reads:
        what = "question"
    return Call(place, f"a {what} to {_SYSTEMS[system]} ({_topic(path)})")


def _topic(path: str) -> str:
    """The last word of a path that is no id: `invoice`, `suiteql`, `customer sync`."""
    parts = [one for one in path.split("/") if one and not re.search(r"\d", one)]
    return OURS.sub("", parts[-1].lstrip("!")).replace("_", " ")


_SYSTEMS: Final = {"netsuite": "NetSuite", "servicetitan": "ServiceTitan"}
_NAMED: Final = {"POST": "write", "PATCH": "change", "DELETE": "deletion"}
