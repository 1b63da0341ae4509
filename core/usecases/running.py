"""A run: read, plan, execute, confirm (TRG-04, TRG-05, TRG-08, TRG-09).

A dry run is the first two with the same code; it writes nothing anywhere but the run's own report.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.documents import Kind
from core.plan import Plan, Step
from core.planner import make_plan
from core.ports import Clock, Lease, Store, SystemUnavailableError
from core.receivables.standing import unsettled_payments
from core.records import Key
from core.refusals import Reason, Waiting
from core.reports import Fate, Report, Row, Status, StepState
from core.situation import Situation
from core.usecases.confirming import Confirmation, confirm
from core.usecases.confirming_merges import confirm_merges
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Executed, Execution, Journal
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
        report = Report(request.run, tenant.name, clock.now(), request.dry)
        await store.start_run(lease, report)
        try:
            result = await _run(tenant, store, clock, lease, request, report, progress)
        except SystemUnavailableError as error:
            result = RunResult(replace(report, status=Status.FAILED, failure=str(error)))
        except asyncio.CancelledError:
            await _end_early(store, clock, lease, report, Status.INTERRUPTED, "It was interrupted.")
            raise
        except Exception as error:
            why = f"A fault in Crossfoot: {type(error).__name__} {error}"
            await _end_early(store, clock, lease, report, Status.FAILED, why)
            raise
        result = replace(result, report=replace(result.report, finished=clock.now()))
        await store.finish_run(lease, result.report)
        return result


async def _end_early(
    store: Store, clock: Clock, lease: Lease, report: Report, status: Status, why: str
) -> None:
    """What ended the run is what counts: when the store fails at this as well, it is not said."""
    ended = replace(report, status=status, finished=clock.now(), failure=why)
    with contextlib.suppress(Exception):
        await store.finish_run(lease, ended)


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
        rows = _planned(plan)
        return RunResult(replace(report, rows=rows, status=_status(rows)), situation, plan)
    if request.pinned is not None and request.pinned != plan.hash:
        words = f"The plan is now {plan.hash}, not {request.pinned}; nothing was written."
        return RunResult(
            replace(report, status=Status.PLAN_CHANGED, failure=words), situation, plan
        )
    journal = Journal(store, lease, request.run, clock)
    execution = Execution(tenant, situation.chart, journal, situation.known, progress)
    executed = await execution.carry_out(plan)
    done = [step for step in plan.steps if step.booked or _is_done(step, executed)]
    confirmation, stopped = await _confirmed(tenant, situation, plan, done, executed, progress)
    if stopped is None:
        await _remember(tenant, store, situation, report.started)
    rows = _rows(plan, executed, confirmation)
    return RunResult(_ended(report, rows, executed, confirmation, stopped), situation, plan)


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
    confirmation = Confirmation(frozenset(), {}, {})
    try:
        confirmation = await confirm(tenant, situation.chart, done, executed.known)
        confirmation = await confirm_merges(tenant, situation, plan, executed, confirmation)
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


# the report


def _is_done(step: Step, executed: Executed) -> bool:
    outcome = executed.outcomes.get(step.key)
    return outcome is not None and outcome.state is StepState.DONE


def _notices(plan: Plan) -> tuple[str, ...]:
    return tuple(map(str, plan.notices))


def _planned(plan: Plan) -> tuple[Row, ...]:
    steps = (
        Row(step.document, Fate.ALREADY_BOOKED if step.booked else Fate.PLANNED)
        for step in plan.steps
    )
    return (*steps, *_staying_out(plan))


def _staying_out(plan: Plan) -> tuple[Row, ...]:
    refused = (
        Row(one.document, Fate.REFUSED, one.reason.value, one.explanation) for one in plan.refused
    )
    held = (Row(one.document, Fate.HELD, one.waiting.value, one.explanation) for one in plan.held)
    return (*refused, *held)


def _rows(plan: Plan, executed: Executed, confirmation: Confirmation) -> tuple[Row, ...]:
    labels = {step.key: step for step in plan.steps}
    steps = (_row(step, executed, confirmation, labels) for step in plan.steps)
    return (*steps, *_staying_out(plan))


def _row(
    step: Step, executed: Executed, confirmation: Confirmation, steps: Mapping[Key, Step]
) -> Row:
    remote = executed.known.get(step.key)
    if step.key in confirmation.differing:
        words = (
            f"{step.document.number}: {confirmation.differing[step.key]}. Look at it in NetSuite."
        )
        return Row(step.document, Fate.DIFFERS, Reason.POSTED_DIFFERENTLY.value, words, remote)
    if step.booked or _is_done(step, executed):
        fate = Fate.ALREADY_BOOKED if step.booked else Fate.POSTED
        return Row(step.document, fate, "", _mark_trouble(step, confirmation), remote)
    return _undone(step, executed, steps)


def _mark_trouble(step: Step, confirmation: Confirmation) -> str:
    why = confirmation.unmarked.get(step.key)
    if why is None:
        return ""
    return f"It is in NetSuite, but ServiceTitan did not mark it exported: {why} The next run will."


def _undone(step: Step, executed: Executed, steps: Mapping[Key, Step]) -> Row:
    outcome = executed.outcomes.get(step.key)
    if outcome is not None and outcome.state is StepState.REFUSED:
        code = Reason.REJECTED_BY_BOOKS.value
        return Row(step.document, Fate.REFUSED, code, outcome.explanation, outcome.remote)
    if step.key in executed.uncertain:
        if step.document.kind is Kind.CUSTOMER_MERGE:
            return Row(step.document, Fate.UNCERTAIN, Waiting.SETTLEMENT.value, _STILL_MERGING)
        until = executed.uncertain[step.key]
        words = f"NetSuite did not answer and may still book it until {until:%H:%M:%S} UTC. "
        words += "A run after that settles it; do not enter it by hand."
        return Row(step.document, Fate.UNCERTAIN, Waiting.SETTLEMENT.value, words)
    words = _waits(step, executed, steps)
    return Row(step.document, Fate.HELD, Waiting.DEPENDENCY.value, words)


_STILL_MERGING = (
    "NetSuite has it in its queue and has not finished it, or did not answer. The next run looks again; "
    "do not merge them by hand."
)


def _waits(step: Step, executed: Executed, steps: Mapping[Key, Step]) -> str:
    if executed.stopped_by is not None:
        return f"It was not sent: {executed.stopped_by}. The next run sends it."
    undone = (steps[key] for key in step.needs if not _is_done(steps[key], executed))
    first = next(undone, None)
    return f"It waits for: {first.document}." if first else "It waits for another record."


def _status(rows: tuple[Row, ...]) -> Status:
    """Waiting for what is still to come is no failure; waiting for an answer is."""
    return Status.INCOMPLETE if any(map(_is_trouble, rows)) else Status.COMPLETE


def _is_trouble(row: Row) -> bool:
    if row.fate is Fate.HELD:
        return row.code == Waiting.SETTLEMENT.value
    return row.fate in _TROUBLE or (row.fate in _WELL and bool(row.explanation))


_WELL = frozenset({Fate.POSTED, Fate.ALREADY_BOOKED})
_TROUBLE = frozenset({Fate.REFUSED, Fate.UNCERTAIN, Fate.DIFFERS})


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
        status=Status.FAILED if stopped else _status(rows),
        failure=str(stopped) if stopped else "",
        written=written,
        confirmed=len(confirmation.confirmed),
    )
