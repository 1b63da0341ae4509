"""The requests to NetSuite of one run, counted on their way out by what they are for."""

import json
from collections import Counter
from typing import Final

import httpx

from adapters.http.connections import OwnConnections

BATCH: Final = "type=collection"
PURPOSES: Final = (
    ("/query/", "queries"),
    ("/async/", "looks at jobs"),
    ("/oauth2/", "tokens"),
    ("/record/", "single writes"),
)


class Counted(httpx.AsyncBaseTransport):
    """The connections a run has anyway; `batched` counts the records in batches."""

    def __init__(self) -> None:
        self._connections = OwnConnections()
        self.purposes: Counter[str] = Counter()
        self.batched = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._count(request)
        return await self._connections.handle_async_request(request)

    def _count(self, request: httpx.Request) -> None:
        if BATCH in request.headers.get("content-type", ""):
            self.purposes["batches"] += 1
            self.batched += len(json.loads(request.content)["items"])
            return
        named = (words for part, words in PURPOSES if part in request.url.path)
        self.purposes[next(named, "others")] += 1

    async def aclose(self) -> None:
        await self._connections.aclose()
