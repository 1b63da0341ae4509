"""The same company served over HTTP, and the real command in processes of its own."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tomli_w

from adapters.compose.served import both_served
from adapters.compose.simulation import Simulation, configuration, generated, simulation
from adapters.compose.trouble.vendors import Vendors
from adapters.store import open_store
from core.reports import Report
from tests.simulation.company import SEGMENTS, settings

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 240
"""Seconds until a command that hangs is a failure."""
COMMIT_WINDOW: Final = 2


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, what it printed with --json, standard error."""

    code: int
    document: Any
    err: str


@dataclass
class ServedCompany(Vendors):
    """`folder` has a crossfoot.toml that reaches the vendors."""

    folder: Path
    config: dict[str, Any]

    def configure(self, store: str = "crossfoot.db", address: str | None = None) -> Path:
        """Write the configuration with that file as its store, or one at an address; its path."""
        file = self.folder / f"{store}.toml"
        given = {**self.config, "store": address or f"sqlite:///{store}"}
        file.write_text(tomli_w.dumps(given))
        return file

    async def start(self, config: Path, *words: str) -> asyncio.subprocess.Process:
        """`crossfoot run`, or what `words` say, in a process of its own."""
        return await self._command(config, *(words or ("run",)), "--tenant", "demo", "--json")

    async def _command(
        self, config: Path, *words: str, output: int = asyncio.subprocess.PIPE
    ) -> asyncio.subprocess.Process:
        ours = {name: value for name, value in os.environ.items() if "CROSSFOOT" not in name}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.cli", *words, "--config", str(config)),
            cwd=self.folder,
            env={**ours, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )

    async def start_worker(self, config: Path, *words: str) -> asyncio.subprocess.Process:
        """`crossfoot worker` in a process of its own; what it says is in workers.log."""
        with (self.folder / "workers.log").open("ab") as said:
            return await self._command(config, "worker", *words, output=said.fileno())

    async def run(self, config: Path, *words: str) -> Ended:
        return await ended(await self.start(config, *words))

    async def run_until_complete(self, config: Path) -> Ended:
        for _ in range(6):
            result = await self.run(config)
            if result.code == 0:
                return result
            await asyncio.sleep(COMMIT_WINDOW)
        raise AssertionError(result)

    async def reports(self, address: str) -> list[Report]:
        """All runs in the store at that address, the newest first."""
        async with open_store(address) as opened:
            return list(await opened.runs("demo", 1_000))

    @property
    def written(self) -> int:
        """How many calls have changed something in NetSuite: one external id each."""
        return len(self.sim.netsuite.company.state.external_ids)

    @property
    def handed_in(self) -> int:
        """Likewise, with those that wait in a job."""
        jobs = self.sim.netsuite.company.state.jobs.values()
        return self.written + sum(task.reply is None for job in jobs for task in job.tasks)


async def ended(process: asyncio.subprocess.Process) -> Ended:
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return Ended(process.returncode, json.loads(out or b"null"), err.decode())


@asynccontextmanager
async def served_company(folder: Path, seed: int, documents: int) -> AsyncIterator[ServedCompany]:
    sim = simulation(calls_per_second=None)
    sim.load(generated(seed, documents))
    async with served(folder, sim) as one:
        one.netsuite("POST", "load", SEGMENTS)
        yield one


@asynccontextmanager
async def served(folder: Path, sim: Simulation) -> AsyncIterator[ServedCompany]:
    async with both_served(sim, "127.0.0.1", (0, 0)) as (servicetitan, netsuite):
        given = settings(configuration(sim, servicetitan, netsuite))
        given["tenants"]["demo"]["commit_window_seconds"] = COMMIT_WINDOW
        yield ServedCompany(sim, folder, given)
