"""One run of all documents, measured in a process of its own."""

import asyncio
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, ParamSpec, TypeVar

from adapters.cli.logs import configure_logs
from adapters.cli.screen import Screen
from adapters.cli.sessions import Session, session
from adapters.compose.tenants import Transports
from adapters.config import Config, load_config
from adapters.store import SqlStore
from core.documents import Kind
from core.ports import Lease
from core.records import Key
from core.reports import Fate, Outcome, Report
from core.usecases.connected import ConnectedTenant
from core.usecases.following import run_after
from core.usecases.reading import read_situation
from core.usecases.running import RunRequest
from tests.bench.figures import Figures, Load
from tests.bench.traffic import Counted
from tests.bench.vendors import generate, prepare, received, vendors

P = ParamSpec("P")
T = TypeVar("T")
TENANT: Final = "demo"
DOCUMENTS: Final = frozenset({Kind.INVOICE, Kind.PAYMENT, Kind.PURCHASE_ORDER})
RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


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
        return {stage: _seconds(spent) for stage, spent in self.begun.items()}


class WithoutJournal(SqlStore):
    """The store without intents and outcomes: what a run would be if it remembered nothing."""

    def __init__(self, whole: SqlStore) -> None:
        super().__init__(whole._sql, whole._locks, whole._now)

    async def intend(self, lease: Lease, run: str, keys: Sequence[Key], now: datetime) -> None:
        pass

    async def settle(self, lease: Lease, run: str, key: Key, outcome: Outcome) -> None:
        pass


def apart(load: Load, folder: Path) -> Figures:
    """Measured in a process that has done nothing else, so that its memory is the run's.

    Runs of one size move the same documents, which are kept in `folder`.
    """
    data = folder / f"{load.documents}.json"
    if not data.exists():
        _in_a_process(generate, load.documents, data)
    return _in_a_process(_quietly, load, data)


def _in_a_process(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *arguments, **named).result()


def _quietly(load: Load, data: Path) -> Figures:
    configure_logs("warning", Screen(as_json=False).err)
    return asyncio.run(measured(load, data))


async def measured(load: Load, data: Path) -> Figures:
    """One run of all documents by a tenant that has never run.

    The simulators make the text of a row, and much else, when they are first asked for it. That is
    their work, not ours, so somebody else asks for all of it before the clock starts.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "crossfoot.toml"
        async with vendors(data, file) as netsuite:
            _in_a_process(_read, file)
            await prepare(netsuite, load)
            return await _run(load, _configured(load_config(file), load), netsuite)


def _read(config: Path) -> None:
    asyncio.run(_read_all(load_config(config)))


async def _read_all(config: Config) -> None:
    async with session(config) as opened, opened.tenant(TENANT) as tenant:
        await read_situation(tenant, opened.store, datetime.now(UTC))


async def _run(load: Load, config: Config, netsuite: str) -> Figures:
    counted, watch, idle = Counted(), Stopwatch(), _peak_memory()
    before = await received(netsuite)
    async with session(config) as opened:
        store = opened.store if load.journal else WithoutJournal(opened.store)
        ours = Session(config, store, transports=Transports(netsuite=counted))
        async with ours.tenant(TENANT) as tenant:
            start, worked = time.monotonic_ns(), time.process_time_ns()
            done = [one async for one in _runs(ours, tenant, watch)]
            makespan, cpu = time.monotonic_ns() - start, time.process_time_ns() - worked
    return Figures(
        load=load,
        documents=sum(one.documents for one in done),
        rows=sum(one.rows for one in done),
        written=sum(one.written for one in done),
        confirmed=sum(one.confirmed for one in done),
        differences=sum(one.differences for one in done),
        sent=counted.purposes.total(),
        received=await received(netsuite) - before,
        batched=counted.batched,
        purposes=dict(counted.purposes),
        makespan=_seconds(makespan),
        cpu=_seconds(cpu),
        stages=watch.stages(),
        idle_memory=idle,
        memory=_peak_memory(),
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did, in numbers: its report would take memory."""

    documents: int
    rows: int
    written: int
    confirmed: int
    differences: int


async def _runs(ours: Session, tenant: ConnectedTenant, watch: Stopwatch) -> AsyncIterator[Done]:
    """A run, and those that take what it had no room for."""
    run: str | None = ours.run_name()
    while run is not None:
        done, run = await _run_once(ours, tenant, RunRequest(run, "bench"), watch)
        yield done


async def _run_once(
    ours: Session, tenant: ConnectedTenant, request: RunRequest, watch: Stopwatch
) -> tuple[Done, str | None]:
    result = await ours.run(tenant, request, watch)
    return _done(result.report), run_after(request, result)


def _done(report: Report) -> Done:
    counts = (len(report.rows), report.written, report.confirmed, report.differences)
    return Done(_booked(report), *counts)


def _booked(report: Report) -> int:
    rows = (row for row in report.rows if row.document.kind in DOCUMENTS)
    return sum(1 for row in rows if row.fate is Fate.POSTED)


def _configured(config: Config, load: Load) -> Config:
    tenant = config.tenants[TENANT]
    changed = {"slots": load.slots, "write_in_batches": load.in_batches}
    netsuite = tenant.netsuite.model_copy(update=changed)
    tenants = {TENANT: tenant.model_copy(update={"netsuite": netsuite})}
    return config.model_copy(update={"tenants": tenants})


def _peak_memory() -> int:
    """Bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT


def _seconds(nanoseconds: int) -> Decimal:
    return Decimal(nanoseconds) / 1_000_000_000
