"""A contractor with both vendors simulated, one virtual clock, a store, and the product between them.

Everything a test asks the vendors, or does there, goes through their control planes.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from adapters.cli.sessions import Session
from adapters.compose.simulation import TENANT, configuration, generated, simulation
from adapters.compose.tenants import Transports
from adapters.compose.trouble.vendors import PAST_THE_WINDOW, Vendors, asked
from adapters.config import config_from
from adapters.store import SqlStore, open_store
from core.reports import Status
from core.tieout import Tie
from core.usecases.progress import Progress, unwatched
from core.usecases.running import RunRequest, RunResult
from core.usecases.tying import tie_out
from tests.simulation.clock import VirtualClock

UNIT: Final = {"department": "1", "class": "1", "location": "1"}
SEGMENTS: Final = {
    "departments": [{"id": "1", "name": "Service"}],
    "classes": [{"id": "1", "name": "Residential"}],
    "locations": [{"id": "1", "name": "Reno"}],
}
RUNS_ENOUGH: Final = 8


@dataclass
class Company(Vendors):
    """`config` is the content of crossfoot.toml; each run reads it anew, as the command does."""

    clock: VirtualClock
    store: SqlStore
    config: dict[str, Any]
    transports: Transports
    runs: list[RunResult] = field(default_factory=list)
    begun: int = 0

    @property
    def session(self) -> Session:
        config = config_from(self.config, Path("crossfoot.toml"))
        return Session(config, self.store, self.clock, self.transports)

    @property
    def tenant(self) -> dict[str, Any]:
        """The tenant's configuration."""
        found: dict[str, Any] = self.config["tenants"][TENANT]
        return found

    async def run(
        self, *, dry: bool = False, pinned: str | None = None, progress: Progress = unwatched
    ) -> RunResult:
        """One run, with clients of its own."""
        session = self.session
        async with session.tenant(TENANT) as tenant:
            self.begun += 1
            request = RunRequest(f"run-{self.begun}", "tests", dry, pinned)
            result = await session.run(tenant, request, progress)
        self.runs.append(result)
        return result

    async def run_until_complete(self, *, pause: int = 61) -> None:
        """Runs, the first after `pause` seconds, the others past the window, until all is well."""
        for _ in range(RUNS_ENOUGH):
            if self.runs and self.runs[-1].report.status is Status.COMPLETE:
                return
            self.clock.advance(pause)
            pause = PAST_THE_WINDOW
            await self.run()
        reports = [(one.report.status, one.report.failure) for one in self.runs]
        raise AssertionError(f"never complete: {reports}; {self.runs[-1].report.rows}")

    async def tie(self) -> Tie:
        async with self.session.tenant(TENANT) as tenant:
            return await tie_out(tenant)


@asynccontextmanager
async def company(
    seed: int,
    documents: int,
    store: str = "sqlite://",
) -> AsyncIterator[Company]:
    """A generated contractor, whose business units post with segments."""
    clock = VirtualClock()
    sim = simulation(clock.vendors, calls_per_second=None)
    sim.load(generated(seed, documents))
    asked(sim.netsuite, "POST", "load", SEGMENTS)
    given = settings(configuration(sim))
    async with open_store(store, clock.now) as opened:
        yield Company(sim, clock, opened, given, sim.transports())


def settings(given: dict[str, Any]) -> dict[str, Any]:
    """With segments, applications in every run, and no limit on calls."""
    tenant = given["tenants"][TENANT]
    tenant["servicetitan"]["calls_per_second"] = 100_000
    tenant["payment_applications"] = "every_run"
    for unit in tenant["business_units"].values():
        unit.update(UNIT)
    return given
