"""A run: read, plan, execute, confirm (TRG-04, TRG-05, TRG-08, TRG-09).

A dry run is the first two with the same code; it writes nothing anywhere but the run's own report.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from core.plan import Plan, Step
from core.planner import make_plan
from core.ports import Clock, Lease, Store, SystemUnavailableError
from core.receivables.standing import unsettled_payments
from core.reports import Report, Row, Status, StepState
from core.situation import Situation
from core.usecases.confirming import Confirmation, confirm
from core.usecases.confirming_journals import confirm_journals
from core.usecases.confirming_merges import confirm_merges
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Executed, Execution, Journal
from core.usecases.keeping_refunds import has_refund_records, with_refunds_kept
from core.usecases.logged import logged
from core.usecases.outcomes import is_done, planned_rows, rows_of, status_of
from core.usecases.progress import Progress, unwatched
from core.usecases.reading import read_situation


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
    report = Report(request.run, tenant.name, clock.now(), request.dry)
    result = RunResult(report)
    async with logged(store, clock, lease, report) as work:
        result = await _run(tenant, store, clock, lease, request, report, progress)
        work.report = result.report
    return replace(result, report=work.report)


async def _run(
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    lease: Lease,
    request: RunRequest,
    report: Report,
    progress: Progress,
) -> RunResult:
    progress("Reading both systems", 0, 0)
    situation = await read_situation(tenant, store, report.started)
    plan = make_plan(situation)
    report = replace(report, plan_hash=plan.hash, notices=_notices(plan))
    if request.dry:
        rows = planned_rows(plan)
        return RunResult(replace(report, rows=rows, status=status_of(rows)), situation, plan)
    if request.pinned is not None and request.pinned != plan.hash:
        words = f"The plan is now {plan.hash}, not {request.pinned}; nothing was written."
        return RunResult(
            replace(report, status=Status.PLAN_CHANGED, failure=words), situation, plan
        )
    journal = Journal(store, lease, request.run, clock)
    execution = Execution(tenant, situation.chart, journal, situation.known, progress)
    executed = await execution.carry_out(plan)
    done = [step for step in plan.steps if is_done(step, executed)]
    confirmation, stopped = await _confirmed(tenant, situation, plan, done, executed, progress)
    if stopped is None:
        await _remember(tenant, store, situation, report.started)
    rows = rows_of(plan, executed, confirmation, situation.rejected)
    await store.keep_errors(lease, request.run, rows, clock.now())
    ended = _ended(report, rows, executed, confirmation, stopped)
    if stopped is None and has_refund_records(tenant):
        ended = await with_refunds_kept(ended, tenant, journal, request.who, progress)
    return RunResult(ended, situation, plan)


async def _confirmed(
    tenant: ConnectedTenant,
    situation: Situation,
    plan: Plan,
    done: list[Step],
    executed: Executed,
    progress: Progress,
) -> tuple[Confirmation, SystemUnavailableError | None]:
    """What was done so far is confirmed and marked even when a system stopped the rest."""
    progress("Reading back and comparing", 0, 0)
    chart, early = situation.chart, executed.confirmed
    confirmation = Confirmation(early, {}, {})
    try:
        confirmation = await confirm(tenant, chart, done, executed.known, early)
        confirmation = await confirm_merges(tenant, situation, plan, executed, confirmation)
        known = executed.known
        confirmation = await confirm_journals(tenant, situation, done, known, confirmation)
    except SystemUnavailableError as error:
        return confirmation, executed.stopped_by or error
    return confirmation, executed.stopped_by


async def _remember(
    tenant: ConnectedTenant, store: Store, situation: Situation, read_at: datetime
) -> None:
    """What the next run must look at again: payments with money or changes open (AR-10)."""
    open_now = {one.id for one in situation.queue.payments if one.unapplied}
    await store.watch(tenant.name, open_now | unsettled_payments(situation))
    await store.move_cursor(tenant.name, read_at)


def _notices(plan: Plan) -> tuple[str, ...]:
    return tuple(map(str, plan.notices))


def _ended(
    report: Report,
    rows: tuple[Row, ...],
    executed: Executed,
    confirmation: Confirmation,
    stopped: SystemUnavailableError | None,
) -> Report:
    written = sum(1 for one in executed.outcomes.values() if one.state is StepState.DONE)
    return replace(
        report,
        rows=rows,
        status=Status.FAILED if stopped else status_of(rows),
        failure=str(stopped) if stopped else "",
        written=written,
        confirmed=len(confirmation.confirmed),
    )
