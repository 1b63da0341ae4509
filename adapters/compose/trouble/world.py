"""The world of one seed: both vendors, one clock, one database, and processes that run the product."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import httpx
from sqlalchemy import Engine

from adapters.compose.simulation import TENANT
from adapters.compose.tenants import Transports, connected
from adapters.compose.trouble.office import Office
from adapters.compose.trouble.planted import ForgetfulStore, Planted
from adapters.compose.trouble.process import Lived, Locks, OwnTurn, Process, lived
from adapters.compose.trouble.set_up import (
    Habits,
    meet_everybody,
    new_database,
    tenant_config,
    vendors_of,
)
from adapters.compose.trouble.store import NAME, TroubledStore
from adapters.compose.trouble.strikes import Strike, Trouble
from adapters.compose.trouble.vendors import Vendors
from adapters.compose.trouble.virtual_time import VirtualTime
from adapters.compose.trouble.wire import SecondDelivery, TroubledWay
from adapters.compose.trouble.work import Work
from adapters.config import TenantConfig
from adapters.store import SqlStore
from adapters.store.group_commit import GroupCommit
from core.ports import Store
from core.usecases.connected import ConnectedTenant
from core.usecases.running import RunRequest, run_tenant
from simulators.control.wire import InMemoryTransport

PERIOD: Final = "Nov 2026"
Job = Callable[[ConnectedTenant, Store], Awaitable[Any]]
Judge = Callable[[Process, Lived], Awaitable[Any]]
"""Looks at how another worker ended, at once."""


async def _unjudged(process: Process, ended: Lived) -> None:
    del process, ended


@dataclass
class World(Vendors):
    """`told` is the story so far; `work_left` what people are to do in the middle of the next run."""

    time: VirtualTime
    habits: Habits
    config: TenantConfig
    database: Engine
    people: Office
    locks: Locks = field(default_factory=Locks)
    told: list[str] = field(default_factory=list)
    struck: "Counter[Trouble]" = field(default_factory=Counter)
    work_left: list[Work] = field(default_factory=list)
    others: "list[asyncio.Task[Process]]" = field(default_factory=list)
    processes: int = 0
    replaced: set[str] = field(default_factory=set)
    planted: Planted | None = None
    judge: Judge = _unjudged

    @classmethod
    def new(cls, habits: Habits, time: VirtualTime, planted: Planted | None = None) -> "World":
        sim = vendors_of(habits, time)
        people = Office(Vendors(sim))
        meet_everybody(people)
        made = cls(sim, time, habits, tenant_config(habits, sim), new_database(), people)
        people.told, made.planted = made.told, planted
        return made

    @property
    def store(self) -> SqlStore:
        """As somebody looks into it from outside."""
        onlooker = Process("who looks", self)
        return SqlStore(self._sql_of(onlooker), self.locks.of(onlooker), self.time.now)

    def _store_of(self, process: Process) -> TroubledStore:
        kind = ForgetfulStore if self.planted is Planted.FORGETFUL_STORE else TroubledStore
        return kind(self._sql_of(process), self.locks.of(process), self.time.now, process)

    def _sql_of(self, process: Process) -> GroupCommit:
        return GroupCommit(self.database, NAME, OwnTurn(process))

    async def lives(self, job: Job, strikes: list[Strike]) -> tuple[Process, Lived]:
        """A process that does this job, and how it ended."""
        self.processes += 1
        process = Process(f"process-{self.processes}", self, strikes, self.struck)
        ended = await lived(process, self._done(process, job))
        self.locks.free(process)
        return process, ended

    async def _done(self, process: Process, job: Job) -> Any:
        async with connected(TENANT, self.config, self.time, self._ways(process)) as tenant:
            return await job(tenant, self._store_of(process))

    def _ways(self, process: Process) -> Transports:
        first, second = map(InMemoryTransport, self.sim.apps)
        netsuite: httpx.AsyncBaseTransport = second
        if self.planted is Planted.SECOND_DELIVERY:
            netsuite = SecondDelivery(second)
        latency = self.habits.latency
        return Transports(
            TroubledWay(first, process, self, "servicetitan", latency),
            TroubledWay(netsuite, process, self, "netsuite", latency),
        )

    def run_job(self) -> Job:
        """One run of the tenant, under a name of its own."""
        self.processes += 1
        request = RunRequest(f"run-{self.processes}", "the simulation")
        return lambda tenant, store: run_tenant(tenant, store, self.time, request)

    # --- what happens around a process ---

    def tell(self, words: str) -> None:
        """`When …`, `And …` or `But …`; what people do is told without."""
        self.told.append(words)

    async def around(self, process: Process, strike: Strike) -> None:
        match strike.trouble:
            case Trouble.ANOTHER_WORKER:
                self.others.append(asyncio.create_task(self._another(strike)))
            case Trouble.REPLACED:
                await self._replace(process, strike)
            case Trouble.PERIOD_CLOSED:
                self.netsuite("POST", f"periods/{PERIOD}/close", {})
            case Trouble.MEANWHILE:
                self.work_on(1)

    async def _another(self, strike: Strike) -> Process:
        process, ended = await self.lives(self.run_job(), list(strike.others))
        await self.judge(process, ended)
        return process

    async def _replace(self, process: Process, strike: Strike) -> None:
        """The other one runs to its end before this one, which knows nothing of it, goes on.

        One that ends before its lease begins replaces nobody, and nobody replaces one whose lease
        is still to begin.
        """
        held = self.locks.free(process) and process.leased
        other = asyncio.create_task(self._another(strike))
        self.others.append(other)
        await asyncio.wait({other})
        if held and other.exception() is None and other.result().leased:
            self.replaced.add(process.name)
        await asyncio.sleep(strike.seconds)

    def work_on(self, most: int) -> None:
        """What people are still to do, in their order."""
        for work in self.work_left[:most]:
            self.people.tell_all(work)
        del self.work_left[:most]

    def open_period(self) -> None:
        self.netsuite("POST", f"periods/{PERIOD}/open", {})

    def pass_by(self, seconds: int) -> None:
        self.time.pass_by(timedelta(seconds=seconds))
