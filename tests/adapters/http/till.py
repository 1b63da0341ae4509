"""A vendor with one till: POST puts a dollar in, GET counts; each call needs the newest token."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from adapters.http.budget import Budget, Limits
from adapters.http.calls import Caller, Limit
from adapters.http.tokens import Token, TokenCache
from simulators.control.clock import SimClock
from simulators.control.faults import Faults, LateCommits
from simulators.control.vendor import Reply, Request
from simulators.control.wire import InMemoryTransport, app

NINE: datetime = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
JSON: Mapping[str, str] = {"content-type": "application/json"}


@dataclass
class Till:
    """`dollars` is what was carried out, `tokens` how many tokens were asked for."""

    clock: SimClock = field(default_factory=lambda: SimClock(frozen_at=NINE))
    faults: Faults = field(default_factory=Faults)
    late: LateCommits = field(default_factory=LateCommits)
    latency_seconds: str = "0"
    dollars: int = 0
    tokens: int = 0
    inside: int = 0
    most_inside: int = 0

    def admit(self, _: Request) -> Reply | None:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        return None

    def leave(self, _: Request) -> None:
        self.inside -= 1

    def control(self, _: Request) -> Reply:
        return Reply(501)

    def handle(self, request: Request) -> Reply:
        if request.path == "/elsewhere":
            self.dollars = -1
        if request.headers.get("authorization") != f"token-{self.tokens}":
            return Reply(401)
        if request.method == "POST":
            self.dollars += 1
        return Reply(200, json.dumps({"dollars": self.dollars}).encode(), JSON)

    async def token(self) -> Token:
        self.tokens += 1
        return Token(f"token-{self.tokens}", self.clock.now() + timedelta(seconds=900))


def client(till: Till) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=InMemoryTransport(app(till)), base_url="http://till")


def caller(till: Till, http: httpx.AsyncClient, limit: Limit | None = None) -> Caller:
    def authorize(request: httpx.Request, token: str) -> None:
        request.headers["Authorization"] = token

    limit = limit or Budget(Limits(8)).line("the shop")
    return Caller(http, TokenCache(till.token, till.clock.now), authorize, limit)
