"""The gate behind a real HTTP client: what the client signs is what the simulator sees."""

from dataclasses import dataclass, field

import httpx
import pytest

from simulators.control.clock import SimClock
from simulators.control.faults import Faults, LateCommits
from simulators.control.vendor import Reply, Request
from simulators.control.wire import InMemoryTransport, app
from simulators.netsuite.auth import TOKEN_PATH, Credentials, Gate
from tests.simulators.netsuite_auth.client import (
    CREDENTIALS,
    NOON,
    ORIGIN,
    assertion,
    signed,
    token_request,
)


@dataclass
class Account:
    """A vendor with nothing behind its gate: 204 for whoever passes."""

    credentials: Credentials
    clock: SimClock = field(default_factory=SimClock)
    faults: Faults = field(default_factory=Faults)
    late: LateCommits = field(default_factory=LateCommits)
    latency_seconds: str = "0"
    gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        self.clock.set(NOON, frozen=True)
        self.gate = Gate(self.credentials, self.clock)

    def handle(self, request: Request) -> Reply:
        if request.path == TOKEN_PATH:
            return self.gate.token(request)
        return self.gate.refusal(request) or Reply(204)

    def control(self, request: Request) -> Reply:
        return Reply(501, request.path.encode())

    def admit(self, _: Request) -> Reply | None:
        return None

    def leave(self, _: Request) -> None:
        return None


def client() -> httpx.AsyncClient:
    transport = InMemoryTransport(app(Account(CREDENTIALS)))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/services/rest/query/v1/suiteql", {"limit": "1000", "offset": "0"}),
        ("/services/rest/record/v1/invoice/eid:acme-INV_7", {}),
        ("/services/rest/record/v1/invoice", {"q": 'externalId IS "A|B" AND memo IS "x+y & é"'}),
        ("/services/rest/record/v1/invoice/7/!transform/creditMemo", {"fields": "a,b"}),
    ],
)
async def test_a_signed_call_arrives_as_it_was_signed(path: str, query: dict[str, str]) -> None:
    call = signed(Request("POST", path, tuple(query.items()), origin=ORIGIN))
    async with client() as http:
        first = await http.post(path, params=query, json={}, headers=dict(call.headers))
        again = await http.post(path, params=query, json={}, headers=dict(call.headers))
    assert (first.status_code, again.status_code) == (204, 401)


async def test_a_token_that_was_bought_opens_the_gate() -> None:
    form = token_request(assertion())
    async with client() as http:
        bought = await http.post(TOKEN_PATH, content=form.body, headers=dict(form.headers))
        bearer = {"authorization": f"Bearer {bought.json()['access_token']}"}
        assert (await http.get("/services/rest/record/v1/invoice/7", headers=bearer)).is_success
        assert (await http.get("/services/rest/record/v1/invoice/7")).status_code == 401
