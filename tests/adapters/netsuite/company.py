"""One NetSuite account as the tests know it, with its gate, its set-up and a way to its books."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from returns.pipeline import is_successful

from adapters.netsuite.books import NetSuiteBooks
from adapters.netsuite.chart import item_key
from adapters.netsuite.connection import NetSuiteConnection, client, connect, sender
from adapters.netsuite.objects import AVAILABLE, install
from adapters.netsuite.sender import Sender
from core.ledger import Account, Segments
from core.plan import Step
from core.records import Key, RemoteId
from simulators.control.clock import SimClock
from simulators.control.faults import Fault
from simulators.control.vendor import Request
from simulators.control.wire import InMemoryTransport, app
from simulators.netsuite.auth import Credentials, Gate, demo_private_keys
from simulators.netsuite.credentials import DEMO_EC, DEMO_RSA
from simulators.netsuite.netsuite import NetSuite
from simulators.netsuite.suiteql import Query, Table

AccessKind = Literal["PS256", "ES256", "TBA"]
URL: Final = "http://localhost"

RECEIVABLE: Final = Account("2", "1100", "Accounts Receivable")
UNDEPOSITED: Final = Account("4", "1499", "Undeposited Funds")
CHECKING: Final = Account("1", "1000", "Checking")
DEPOSITS: Final = Account("8", "2200", "Customer Deposits")
TAX: Final = Account("9", "2300", "Sales Taxes Payable")
SALES: Final = Account("14", "4000", "Sales")
PARTS: Final = Account("101", "4100", "Parts")
HEADER: Final = Segments("1", "1", "1", "1")
LINE: Final = Segments("1", "2", "1", "1")
MARIA: Final = Key("acme-customer-7")
SUPPLIER: Final = Key("vendor-supplier")

SET_UP: Final = {
    "subsidiaries": [
        {"id": "2", "name": "Canada", "parent": {"id": "1"}, "currency": {"id": "1"}},
    ],
    "accounts": [
        {
            "id": "101",
            "acctNumber": "4100",
            "acctName": "Parts",
            "acctType": {"id": "Income"},
        },
    ],
    "departments": [{"id": "1", "name": "Service"}, {"id": "2", "name": "Install"}],
    "classes": [{"id": "1", "name": "Residential"}],
    "locations": [{"id": "1", "name": "Austin"}],
    "customers": [
        {
            "id": "501",
            "companyName": "Maria Lopez",
            "subsidiary": {"id": "1"},
            "externalId": MARIA,
        },
    ],
    "vendors": [
        {"id": "601", "companyName": "Supply House", "subsidiary": {"id": "1"}},
    ],
    "items": [
        {
            "id": str(int(account.id) + 700),
            "itemId": f"Crossfoot {account.number}",
            "externalId": item_key(account.id),
            "incomeAccount": {"id": account.id},
            "expenseAccount": {"id": account.id},
            "subsidiary": {"items": [{"id": "1"}]},
        }
        for account in (SALES, PARTS)
    ],
}
KNOWN: Final = {
    MARIA: RemoteId("501"),
    SUPPLIER: RemoteId("601"),
    item_key(SALES.id): RemoteId("714"),
    item_key(PARTS.id): RemoteId("801"),
}


@dataclass
class Company:
    """`sim` is the account, `books` the adapter in front of it, `known` what a run knows."""

    sim: NetSuite
    books: NetSuiteBooks
    sender: Sender
    known: dict[Key, RemoteId] = field(default_factory=lambda: dict(KNOWN))

    async def post(self, *plan: Step) -> None:
        """Post all of them, in order; each must be taken."""
        for step in plan:
            outcome = await self.books.post(step, self.known)
            assert is_successful(outcome), outcome
            self.known[step.key] = outcome.unwrap()

    def act(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """What a person does at the screens, or only a test can do."""
        return act(self.sim, path, body, method)

    def spoil(self, *faults: Fault) -> None:
        self.sim.faults.lay(*faults)

    def kept(self, space: str, id_: str) -> dict[str, Any]:
        """A record as the account keeps it."""
        records = self.act("state", method="GET")["records"][space]
        return next(record for record in records if record["id"] == id_)

    def transactions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.act("ledger/transactions", method="GET")
        return found


def act(sim: NetSuite, path: str, body: Any = None, method: str = "POST") -> Any:
    sent = b"" if body is None else json.dumps(body).encode()
    reply = sim.control(Request(method, f"/_sim/{path}", body=sent))
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def opened(kind: type[NetSuite] = NetSuite, *, objects: bool = True) -> NetSuite:
    """A simulated account, set up and with the demo credentials; with our objects, or without."""
    credentials, clock = Credentials.demo(), SimClock()
    sim = kind(credentials.account_id, clock=clock, gate=Gate(credentials, clock))
    sim.query = Query(lambda: _tables(sim), lambda: sim.version)
    act(sim, "load", SET_UP)
    if objects:
        act(sim, "install", install())
        marked = [{"id": account.id, AVAILABLE: True} for account in (SALES, PARTS)]
        act(sim, "load", {"accounts": marked})
    return sim


def _tables(sim: NetSuite) -> Mapping[str, Table]:
    """The account's tables have the very shape that SuiteQL's declare, under a name of their own."""
    return cast("Mapping[str, Table]", sim.tables())


def connection(kind: AccessKind = "ES256", url: str = URL, **more: Any) -> NetSuiteConnection:
    credentials = Credentials.demo()
    given = {"account_id": credentials.account_id, "base_url": url, **access(kind), **more}
    return NetSuiteConnection.model_validate(given)


def access(kind: AccessKind) -> dict[str, Any]:
    """The demo credentials as configuration."""
    credentials = Credentials.demo()
    if kind == "TBA":
        (token,) = credentials.tba
        names = ("consumer_key", "consumer_secret", "token_id", "token_secret")
        return {"tba": {name: getattr(token, name) for name in names}}
    certificate = DEMO_RSA if kind == "PS256" else DEMO_EC
    oauth2 = {
        "client_id": credentials.oauth2[0].client_id,
        "certificate_id": certificate,
        "private_key": demo_private_keys()[certificate],
        "algorithm": kind,
    }
    return {"oauth2": oauth2}


@asynccontextmanager
async def company(
    reach: NetSuiteConnection | None = None, sim: NetSuite | None = None
) -> AsyncIterator[Company]:
    """Reached in memory."""
    sim, reach = sim or opened(), reach or connection()
    transport = InMemoryTransport(app(sim))
    async with client(reach, transport) as http:
        yield Company(sim, connect(reach, http, sim.clock.now), sender(reach, http, sim.clock.now))
