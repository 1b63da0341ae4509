"""Where a contractor works: both vendors, simulated, one clock, a store, and a branch for each tenant.

The same premises have the vendors in memory or over HTTP; the product's real adapters reach them either
way. All share one clock, which moves only when a step says so.
"""

import asyncio
import json
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx

from adapters.compose.simulation import (
    IN_MEMORY,
    Simulation,
    configuration,
    make_available,
    netsuite_account,
)
from adapters.compose.tenants import Transports
from adapters.config import TenantConfig, config_from
from adapters.engine.in_memory import QueueInMemory
from adapters.store import SqlStore, open_store
from core.settings import MappingChoice, Topic
from simulators.control.clock import SimClock
from simulators.control.served import served
from simulators.control.wire import InMemoryTransport, VendorApp, app
from simulators.netsuite.netsuite import NetSuite
from simulators.servicetitan import ServiceTitan

T = TypeVar("T")
Json = dict[str, Any]

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY: Final = "2026-11-10"
UNIT: Final = "HVAC North"
UNIT_ID: Final = 42
ADDRESS: Final = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
ACCOUNTS: Final = (
    *(("1000", "Checking"), ("1300", "Inventory"), ("1499", "Undeposited funds")),
    *(("4000", "Service revenue"), ("4100", "Parts revenue"), ("4900", "Discounts")),
)
IN_NETSUITE: Final = (
    {"acctNumber": "4100", "acctName": "Parts revenue", "acctType": {"id": "Income"}},
    {"acctNumber": "4900", "acctName": "Discounts", "acctType": {"id": "Income"}},
)
VENDOR: Final = "Pipe Supply"


@dataclass
class OfficeClock:
    """The vendors' clock, seen by the product; waiting moves it."""

    sim: SimClock

    def now(self) -> datetime:
        return self.sim.now()

    async def sleep(self, seconds: float) -> None:
        self.sim.advance(seconds)
        await asyncio.sleep(0)


@dataclass
class Branch:
    """One tenant: its ServiceTitan, how to reach it, and its configuration."""

    sim: ServiceTitan
    control: httpx.AsyncClient
    config: TenantConfig
    transports: Transports
    unposted: dict[str, list[int]] = field(default_factory=dict)


class Premises:
    """`tenant` is the branch at work; documents go by their number, customers by their name."""

    def __init__(self, over_http: bool) -> None:
        self.over_http = over_http
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        self.sim_clock = SimClock(frozen_at=NOON)
        self.clock = OfficeClock(self.sim_clock)
        self.netsuite = netsuite_account(self.sim_clock)
        self.branches: dict[str, Branch] = {}
        self.ids: dict[str, int] = {}
        self.store: SqlStore = self.run_async(
            self.open.enter_async_context(open_store("sqlite://"))
        )
        self.queue = QueueInMemory(self.clock.now)
        self.books_url, self.books = self.run_async(self._reached(self.netsuite))
        self.tenant = "acme"
        self.remembered: dict[str, Json] = {}
        self._set_up_netsuite()
        self.add_tenant("acme")

    def close(self) -> None:
        self.run_async(self.open.aclose())
        self.runner.close()

    def run_async(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    # the vendors

    async def _reached(self, vendor: NetSuite | ServiceTitan) -> tuple[str, httpx.AsyncClient]:
        """Its URL for the product, and what people do there, which needs no network."""
        wire = app(vendor)
        client = httpx.AsyncClient(base_url=IN_MEMORY, transport=InMemoryTransport(wire))
        return await self._url(wire), await self.open.enter_async_context(client)

    async def _url(self, wire: VendorApp) -> str:
        if not self.over_http:
            return IN_MEMORY
        return await self.open.enter_async_context(served(wire))

    def _told(self, client: httpx.AsyncClient, method: str, path: str, body: Any = None) -> Any:
        async def tell() -> httpx.Response:
            return await client.request(method, f"/_sim/{path}", json=body)

        reply = self.run_async(tell())
        assert reply.status_code == 200, reply.text
        return json.loads(reply.content) if reply.content else None

    def act(self, action: str, **body: Any) -> Json:
        """What a person does in the branch's ServiceTitan."""
        answer: Json = self._told(self.branch.control, "POST", f"actions/{action}", body)
        return answer

    def in_netsuite(self, method: str, path: str, body: Any = None) -> Any:
        """What a person does or sees in NetSuite."""
        return self._told(self.books, method, path, body)

    def fault(self, vendor: str, **fault: Any) -> None:
        """Lay a fault on `servicetitan` or `netsuite` (simulators.control.faults)."""
        client = self.books if vendor == "netsuite" else self.branch.control
        self._told(client, "POST", "faults", fault)

    def no_faults(self, vendor: str) -> None:
        client = self.books if vendor == "netsuite" else self.branch.control
        self._told(client, "DELETE", "faults")

    def _set_up_netsuite(self) -> None:
        vendors = [{"companyName": VENDOR, "subsidiary": {"id": "1"}}]
        self.in_netsuite("POST", "load", {"accounts": list(IN_NETSUITE), "vendors": vendors})
        make_available(self.netsuite, [number for number, _ in ACCOUNTS])

    # tenants

    @property
    def branch(self) -> Branch:
        return self.branches[self.tenant]

    def add_tenant(self, name: str) -> None:
        sim = ServiceTitan(1001 + len(self.branches), clock=self.sim_clock, calls_per_second=None)
        url, control = self.run_async(self._reached(sim))
        pair = Simulation(sim, self.netsuite)
        given = configuration(pair, url, self.books_url, name)
        given["tenants"][name]["business_units"] = {str(UNIT_ID): {"subsidiary": "1"}}
        transports = Transports() if self.over_http else pair.transports()
        self.branches[name] = Branch(sim, control, _tenant(given, name), transports)
        before, self.tenant = self.tenant, name
        self._set_up_servicetitan()
        self.tenant = before

    def _set_up_servicetitan(self) -> None:
        self.act("create-business-unit", id=UNIT_ID, name=UNIT, currency="USD")
        for number, account in ACCOUNTS:
            self.act("create-gl-account", number=number, name=account)
        for payment_type in ("Check", "Credit Card"):
            self.act("create-payment-type", name=payment_type)
        self.ids[VENDOR] = self.act("create-vendor", name=VENDOR)["id"]

    def business_unit(self, unit: int, name: str, currency: str = "USD") -> None:
        """Make the unit in ServiceTitan; it maps to nothing yet."""
        if str(unit) not in self.servicetitan_state()["business_units"]:
            self.act("create-business-unit", id=unit, name=name, currency=currency)

    @contextmanager
    def at(self, tenant: str) -> Iterator[None]:
        """Work at another branch for a while."""
        before, self.tenant = self.tenant, tenant
        try:
            yield
        finally:
            self.tenant = before

    def remember_tenants(self) -> None:
        """Keep what every branch's ServiceTitan shows now."""
        for tenant in self.branches:
            with self.at(tenant):
                self.remembered[tenant] = self.servicetitan_state()

    def map_unit(self, unit: int, **named: str) -> None:
        """Choose where a business unit belongs, by names in NetSuite; in force from the next run."""
        target = tuple((what, self.netsuite_id(what, name)) for what, name in named.items())
        self.choose(MappingChoice(Topic.BUSINESS_UNIT, str(unit), target))

    def choose(self, choice: MappingChoice) -> None:
        now = self.clock.now()
        self.run_async(self.store.choose(self.tenant, choice, "the controller", now))

    def netsuite_id(self, what: str, name: str) -> str:
        """The id of the department, class, location or subsidiary with this name."""
        space = self.netsuite_state()["records"]["classification" if what == "class" else what]
        return next(str(one["id"]) for one in space if one["fields"]["name"] == name)

    def wrong_secret(self) -> None:
        """Somebody mistypes the secret of the branch's ServiceTitan."""
        given = self.branch.config.servicetitan.model_dump()
        self.configure(servicetitan={**given, "client_secret": "mistyped"})

    def configure(self, **changes: Any) -> None:
        """Change keys of the branch's configuration, as somebody edits crossfoot.toml."""
        given = self.branch.config.model_dump(by_alias=True, exclude_none=True)
        self.branch.config = TenantConfig.model_validate({**given, **changes})

    def servicetitan_state(self) -> Json:
        state: Json = self._told(self.branch.control, "GET", "state")
        return state

    def netsuite_state(self) -> Json:
        state: Json = self.in_netsuite("GET", "state")
        return state


def _tenant(given: Json, name: str) -> TenantConfig:
    return config_from(given, Path("crossfoot.toml")).tenants[name]
