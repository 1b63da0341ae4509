"""A run: read, plan, execute, confirm (TRG-04, TRG-05, TRG-08, TRG-09), in stages.

The stages follow one another here; an engine keeps a checkpoint after each. A dry run is the first
with the same code; it writes nothing anywhere but the run's own report.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from core.fingerprint import Fingerprint
from core.plan import Plan
from core.planner import make_plan
from core.ports import Clock, Lease, Store
from core.reports import Fate, Report, Row, Status
from core.resumed import Sent, found_by_now, rows_cut_short, rows_so_far
from core.situation import Situation
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Execution
from core.usecases.finishing import Finishing
from core.usecases.journaling import Journal
from core.usecases.logged import Logged, logged
from core.usecases.outcomes import planned_rows, status_of
from core.usecases.progress import Progress, unwatched
from core.usecases.reading import read_situation

CHUNK: Final = 100
"""Records between two checkpoints (facts/engine 0)."""
HASHED_AT_ONCE: Final = 100
"""Pieces of a plan: others wait for some milliseconds."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """`run` names the run, `who` the person or machine that asked; `pinned` is a plan's hash."""

    run: str
    who: str
    dry: bool = False
    pinned: str | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """`plan` is None when the run failed before there was one."""

    report: Report
    situation: Situation | None = None
    plan: Plan | None = None


async def run_tenant(
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    request: RunRequest,
    progress: Progress = unwatched,
) -> RunResult:
    """One run of one tenant, kept in the store. Raises TenantBusyError; all else is in the report."""
    async with store.lease(tenant.name, request.who, clock.now()) as lease:
        return await run_under(lease, tenant, store, clock, request, progress)


async def run_under(
    lease: Lease,
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    request: RunRequest,
    progress: Progress = unwatched,
) -> RunResult:
    """The same by someone who holds the tenant's lease already."""
    async with in_stages(lease, tenant, store, clock, request, progress) as stages:
        left = await stages.plan()
        while left:
            left = await stages.advance()
        await stages.finish()
    return stages.result


@contextlib.asynccontextmanager
async def in_stages(
    lease: Lease,
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    request: RunRequest,
    progress: Progress = unwatched,
) -> AsyncIterator["Stages"]:
    """A run that is kept in the log however it ends; a system's silence ends the block, and is in
    the report. One that was cut short under the same name goes on."""
    report = Report(request.run, tenant.name, clock.now(), request.dry)
    stages = Stages(tenant, Journal(store, lease, request.run, clock), request, progress, report)
    async with logged(store, clock, lease, report) as work:
        try:
            await stages.set_out(work)
            yield stages
        finally:
            await stages.stop()
            work.report = replace(work.report, usage=tenant.usage())
    stages.report = work.report


@dataclass
class Stages:
    """One run, a stage at a time; a stage that needs an earlier one makes up for it."""

    tenant: ConnectedTenant
    journal: Journal
    request: RunRequest
    progress: Progress
    report: Report
    situation: Situation | None = None
    agreed: Plan | None = None
    _read_at: datetime | None = None
    _execution: Execution | None = None
    _fingerprint: Fingerprint | None = None
    _hashing: "asyncio.Task[None] | None" = None
    _work: Logged | None = None
    _earlier: tuple[Row, ...] = ()
    _sent: Sent | None = None
    _ended: bool = False

    @property
    def result(self) -> RunResult:
        return RunResult(self.report, self.situation, self.agreed)

    async def set_out(self, work: Logged) -> None:
        """`work` is where the report is kept, and what is known of an attempt before this one."""
        self._work, self._read_at = work, self.report.started
        if work.before is not None:
            self._sent = await self.journal.store.sent(self.request.run)
            known = {key: remote for key, remote in self._sent.items() if remote is not None}
            self._earlier = rows_cut_short(work.before.rows, known)
        self._tell(_with_rows(work.report, self._earlier))

    async def plan(self) -> int:
        """Read both systems and plan; how many records are left to write."""
        self.progress("Reading both systems", 0, 0)
        assert self._read_at is not None, "a run sets out before it plans"
        situation = await read_situation(self.tenant, self.journal.store, self._read_at)
        plan = make_plan(situation)
        self.situation, self.agreed, self._fingerprint = situation, plan, plan.fingerprint()
        self._tell(replace(self.report, notices=tuple(map(str, plan.notices))))
        if self.request.dry:
            rows = planned_rows(plan)
            return self._end(replace(self._with_hash(), rows=rows, status=status_of(rows)))
        if self.request.pinned is not None:
            self._tell(self._with_hash())
            if self.report.plan_hash != self.request.pinned:
                return self._end(_changed(self.report, self.request.pinned))
        return await self._begun(situation, plan)

    async def advance(self, by: int = CHUNK) -> int:
        """Until that many more records are settled, or all; how many are left. The work goes on
        between two calls."""
        if self.agreed is None:
            await self.plan()
        if self._execution is None:
            return 0
        left = await self._execution.advance(by)
        self._hashing = self._hashing or asyncio.create_task(self._hash_meanwhile())
        return left

    async def finish(self) -> None:
        """Whatever is left to write, then confirm, remember, report."""
        while await self.advance():
            pass
        if not self._ended:
            self._end(await self._finishing().finished(self._with_hash()))

    async def stop(self) -> None:
        """Nothing of it is under way any more."""
        if self._execution is None:
            return
        await self._execution.stop()
        if self._hashing is not None:
            self._hashing.cancel()
            await asyncio.gather(self._hashing, return_exceptions=True)
        if not self._ended:
            rows = rows_cut_short(self.report.rows, self._execution.known)
            self._tell(_with_rows(self._with_hash(), rows))

    async def _begun(self, situation: Situation, plan: Plan) -> int:
        """What is planned is kept first: cut short, it is all that is known of the plan."""
        if self._sent is not None:
            self._sent = found_by_now(self._sent, situation)
        rows = rows_so_far(planned_rows(plan), self._earlier, self._sent or {})
        self._tell(_with_rows(self.report, rows))
        await self.journal.store.note_plan(self.journal.lease, self.report)
        self._execution = Execution(
            self.tenant, situation.chart, self.journal, situation.known, self.progress
        )
        return self._execution.begin(plan)

    async def _hash_meanwhile(self) -> None:
        """Where nobody waits for the plan's hash, the first records go out before it is known."""
        assert self._fingerprint is not None, "it has been planned"
        while self._fingerprint.take_in(HASHED_AT_ONCE):
            await asyncio.sleep(0)

    def _with_hash(self) -> Report:
        assert self._fingerprint is not None, "it has been planned"
        return replace(self.report, plan_hash=str(self._fingerprint))

    def _finishing(self) -> Finishing:
        assert self._execution is not None and self.situation is not None  # noqa: PT018
        assert self.agreed is not None and self._read_at is not None  # noqa: PT018
        return Finishing(
            self.tenant,
            self.journal,
            self.situation,
            self.agreed,
            self._execution.executed(),
            self._read_at,
            self.request.who,
            self.progress,
            self._earlier,
            self._sent,
        )

    def _end(self, report: Report) -> int:
        self._ended = True
        self._tell(report)
        return 0

    def _tell(self, report: Report) -> None:
        assert self._work is not None, "a run sets out first"
        self.report = self._work.report = report


def _changed(report: Report, pinned: str) -> Report:
    words = f"The plan is now {report.plan_hash}, not {pinned}; nothing was written."
    return replace(report, status=Status.PLAN_CHANGED, failure=words)


def _with_rows(report: Report, rows: tuple[Row, ...]) -> Report:
    """Of a run that is not over: what is posted by now was written."""
    return replace(report, rows=rows, written=sum(1 for row in rows if row.fate is Fate.POSTED))
