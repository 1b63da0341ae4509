"""How fast a run is, against the bound that NetSuite's latency and our slots set.

Both vendors are simulated in another process. The bound is what all requests to NetSuite take when
every slot is busy all the time: requests x latency / slots. How near the whole run comes to it, from
first read to last mark, is a ratio within one run; it compares across machines as seconds do not.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx

from adapters.cli.logs import configure_logs
from adapters.cli.screen import Screen
from adapters.cli.sessions import Session, session
from adapters.compose.simulation import generated
from adapters.compose.tenants import Transports
from adapters.config import Config, load_config
from adapters.http.connections import OwnConnections
from core.documents import Kind
from core.reports import Fate, Report
from core.usecases.running import RunRequest

TENANT: Final = "demo"
SEED: Final = 7
TARGET: Final = Decimal("1.30")
DOCUMENTS: Final = frozenset({Kind.INVOICE, Kind.PAYMENT, Kind.PURCHASE_ORDER})


@dataclass(frozen=True, slots=True)
class Load:
    """`latency` in seconds, of every call to NetSuite."""

    documents: int = 2_000
    latency: Decimal = Decimal("0.05")
    slots: int = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """`sent` are the requests to NetSuite that left us, `received` those that it saw.

    `makespan` is the run's, `stages` that of each of its stages, in seconds; `cpu` what our own
    process worked in it.
    """

    load: Load
    report: Report
    sent: int
    received: int
    makespan: Decimal
    cpu: Decimal
    stages: dict[str, Decimal]

    @property
    def documents(self) -> int:
        """Booked in this run."""
        rows = (row for row in self.report.rows if row.document.kind in DOCUMENTS)
        return sum(1 for row in rows if row.fate is Fate.POSTED)

    @property
    def bound(self) -> Decimal:
        """Seconds."""
        return self.sent * self.load.latency / self.load.slots

    @property
    def ratio(self) -> Decimal | None:
        """None without latency: then there is no bound."""
        return self.makespan / self.bound if self.bound else None


@dataclass
class Stopwatch:
    """Seconds by stage, told by the run's own progress."""

    begun: Counter[str] = field(default_factory=Counter)
    _stage: str = ""
    _since: int = 0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        del done, whole
        if stage == self._stage:
            return
        now = time.monotonic_ns()
        if self._stage:
            self.begun[self._stage] += now - self._since
        self._stage, self._since = stage, now

    def stages(self) -> dict[str, Decimal]:
        self("", 0, 0)
        return {stage: seconds(spent) for stage, spent in self.begun.items()}


class Counted(httpx.AsyncBaseTransport):
    """The connections a run has anyway, and how many requests went over them."""

    def __init__(self) -> None:
        self._connections = OwnConnections()
        self.sent = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent += 1
        return await self._connections.handle_async_request(request)

    async def aclose(self) -> None:
        await self._connections.aclose()


async def measured(load: Load) -> Figures:
    """One run of all documents by a tenant that has never run."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "crossfoot.toml"
        async with simulators(load.documents, file) as netsuite:
            await _prepare(netsuite, load)
            return await _run(load, _with_slots(load_config(file), load.slots), netsuite)


async def _run(load: Load, config: Config, netsuite: str) -> Figures:
    counted, watch = Counted(), Stopwatch()
    async with session(config) as opened:
        ours = Session(config, opened.store, transports=Transports(netsuite=counted))
        async with ours.tenant(TENANT) as tenant:
            start, worked = time.monotonic_ns(), time.process_time_ns()
            result = await ours.run(tenant, RunRequest(ours.run_name(), "bench"), watch)
            makespan, cpu = time.monotonic_ns() - start, time.process_time_ns() - worked
    received = await _received(netsuite)
    times = seconds(makespan), seconds(cpu), watch.stages()
    return Figures(load, result.report, counted.sent, received, *times)


def _with_slots(config: Config, slots: int) -> Config:
    tenant = config.tenants[TENANT]
    netsuite = tenant.netsuite.model_copy(update={"slots": slots})
    changed = {TENANT: tenant.model_copy(update={"netsuite": netsuite})}
    return config.model_copy(update={"tenants": changed})


@asynccontextmanager
async def simulators(documents: int, config: Path) -> AsyncIterator[str]:
    """Both vendors in a process of their own while the block runs; yields NetSuite's URL."""
    data = config.with_suffix(".json")
    data.write_text(json.dumps(generated(SEED, documents)))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", "simulate", "--json", "--port", "0"),
        *("--netsuite-port", "0", "--data", str(data)),
        *("--write-config", str(config)),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout is not None
    try:
        yield str(json.loads(await process.stdout.readline())["netsuite"])
    finally:
        process.terminate()
        await process.wait()


async def _prepare(netsuite: str, load: Load) -> None:
    """NetSuite answers late, and turns away whoever takes more than the slots."""
    async with httpx.AsyncClient(base_url=netsuite) as control:
        for what, value in (
            ("latency", {"seconds": str(load.latency)}),
            ("limits", {"concurrency": load.slots}),
        ):
            (await control.put(f"/_sim/{what}", json=value)).raise_for_status()


async def _received(netsuite: str) -> int:
    async with httpx.AsyncClient(base_url=netsuite) as control:
        reply = await control.get("/_sim/calls")
        return int(reply.raise_for_status().json()["calls"])


def seconds(nanoseconds: int) -> Decimal:
    return Decimal(nanoseconds) / 1_000_000_000


def lines(found: Figures) -> list[str]:
    """What is printed."""
    load, per_document = found.load, Decimal(found.sent) / found.documents
    return [
        f"{found.documents:,} documents, {found.report.written:,} records written, "
        f"{found.report.differences} differences",
        f"{load.latency * 1000:.0f} ms latency, {load.slots} slots",
        f"makespan            {found.makespan:.2f} s, of which our own work {found.cpu:.2f} s",
        *(f"  {stage:<25} {spent:.2f} s" for stage, spent in found.stages.items()),
        f"documents           {found.documents / found.makespan:.1f} a second",
        f"NetSuite requests   {found.sent:,}, {per_document:.3f} for each document",
        f"bound               {found.bound:.2f} s = requests x latency / slots",
        f"makespan / bound    {_verdict(found.ratio)}",
    ]


def _verdict(ratio: Decimal | None) -> str:
    if ratio is None:
        return "none without latency"
    place = "within" if ratio <= TARGET else "above"
    return f"{ratio:.2f}, {place} target (at most {TARGET})"


def main(given: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(given)
    configure_logs("warning", Screen(as_json=False).err)
    found = asyncio.run(measured(Load(options.documents, options.latency, options.slots)))
    sys.stdout.write("\n".join(lines(found)) + "\n")
    too_slow = found.ratio is not None and found.ratio > TARGET
    return int(options.strict and too_slow)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    default = Load()
    parser.add_argument("--documents", type=int, default=default.documents)
    parser.add_argument("--latency", type=Decimal, default=default.latency, help="in seconds")
    parser.add_argument("--slots", type=int, default=default.slots)
    parser.add_argument("--strict", action="store_true", help="exit with 1 above the target")
    return parser


if __name__ == "__main__":
    sys.exit(main())
