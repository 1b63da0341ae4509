"""Both vendors in memory with the production adapters in front of them: what a demonstration needs."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx

from adapters.compose.simulation import IN_MEMORY, TENANT, Simulation, configuration, simulation
from adapters.compose.tenants import connected
from adapters.config import TenantConfig
from adapters.store import SqlStore, open_store
from core.usecases.connected import ConnectedTenant
from simulators.control.clock import SimClock


class DemonstrationError(Exception):
    """A simulator does not take what it was told; the text is its own."""


@dataclass(frozen=True, slots=True)
class SimulatedTime:
    """The vendors' clock, on which nobody waits: to sleep moves it."""

    clock: SimClock

    def now(self) -> datetime:
        return self.clock.now()

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def pass_by(self, time: timedelta) -> None:
        self.clock.advance(time // timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Screens:
    """One vendor's control plane: what people do at its screens, and what can be seen there."""

    http: httpx.AsyncClient

    async def do(self, what: str, body: Any) -> Any:
        """`POST /_sim/{what}`. Raises DemonstrationError."""
        return _told(await self.http.post(f"/_sim/{what}", content=json.dumps(body)))

    async def look(self, at: str) -> Any:
        """`GET /_sim/{at}`; decimals come exactly."""
        return _told(await self.http.get(f"/_sim/{at}"))


@dataclass(frozen=True, slots=True)
class Demonstration:
    tenant: ConnectedTenant
    store: SqlStore
    clock: SimulatedTime
    servicetitan: Screens
    netsuite: Screens


@asynccontextmanager
async def demonstration(data: Mapping[str, Any], opening: datetime) -> AsyncIterator[Demonstration]:
    """Both systems as the data file says, at this instant (UTC), with an empty store in memory.

    Of the file's `mapping`, `settings` are the tenant's own, as `crossfoot.toml` names them.
    """
    clock = SimClock()
    clock.set(opening, frozen=True)
    sim, time = simulation(clock, calls_per_second=None), SimulatedTime(clock)
    sim.load(dict(data))
    over = sim.transports()
    async with (
        open_store("sqlite://", clock.now) as store,
        connected(TENANT, _config(sim), time, over) as tenant,
        httpx.AsyncClient(base_url=IN_MEMORY, transport=over.servicetitan) as servicetitan,
        httpx.AsyncClient(base_url=IN_MEMORY, transport=over.netsuite) as netsuite,
    ):
        yield Demonstration(tenant, store, time, Screens(servicetitan), Screens(netsuite))


def _config(sim: Simulation) -> TenantConfig:
    """The tenant alone, so that nothing in the environment reaches a demonstration.

    Signed calls need no token, and days that pass in a story would end one after another.
    """
    content = configuration(sim)["tenants"][TENANT]
    content["servicetitan"]["calls_per_second"] = 10_000
    content["netsuite"]["auth"] = "tba"
    del content["netsuite"]["oauth2"]
    return TenantConfig.model_validate({**content, **sim.mapping.get("settings", {})})


def _told(reply: httpx.Response) -> Any:
    if reply.status_code != 200:
        raise DemonstrationError(reply.text)
    return json.loads(reply.content, parse_float=Decimal)
