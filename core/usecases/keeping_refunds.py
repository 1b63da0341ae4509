"""Refund records are kept as their checks have it (REF-05, REF-17)."""

from collections.abc import Sequence
from dataclasses import replace

from core.documents import Kind, Label
from core.plan import Plan, Step
from core.ports import SystemUnavailableError
from core.records import Key, key_of
from core.refunds.booked import BookedRefund, RefundsNow
from core.refunds.upkeep import upkeep
from core.refunds.written import RefundStatusRecord
from core.reports import Fate, Report, Row, Status
from core.usecases.confirming import Confirmation
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Execution
from core.usecases.journaling import Journal
from core.usecases.outcomes import rows_of, status_of
from core.usecases.progress import Progress, unwatched
from core.usecases.refunds_as_they_stand import read_refunds, unanswered

NOTHING_COMPARED = Confirmation(frozenset(), {}, {})


def has_refund_records(tenant: ConnectedTenant) -> bool:
    """Whether refunds of this tenant have a status at all."""
    settings = tenant.settings
    return settings.automated_refunds and settings.refund_style.has_records


async def with_refunds_kept(
    report: Report, tenant: ConnectedTenant, journal: Journal, who: str, progress: Progress
) -> Report:
    """A run's report with what was kept; that a system stops answering now is the end of the run."""
    try:
        kept = await keep_refunds(tenant, journal, who, progress)
    except SystemUnavailableError as error:
        return replace(report, status=Status.FAILED, failure=str(error))
    return with_kept(report, kept)


def with_kept(report: Report, kept: tuple[Row, ...]) -> Report:
    """What is not kept now is kept by the next run: it is no error of a document."""
    rows = (*report.rows, *(replace(row, cause=None) for row in kept))
    written = report.written + sum(1 for row in kept if row.fate is Fate.POSTED)
    return replace(report, rows=rows, status=status_of(rows), written=written)


async def keep_refunds(
    tenant: ConnectedTenant, journal: Journal, who: str, progress: Progress = unwatched
) -> tuple[Row, ...]:
    """Set every record right that its checks have left behind; a row for each that was written.

    May be repeated. Raises SystemUnavailableError while nothing was written yet.
    """
    waiting = await unanswered(tenant, journal.store, journal.clock, Kind.REFUND_STATUS)
    now = await read_refunds(tenant, journal.store, journal.clock)
    steps = _steps_due(tenant, journal, now, who, waiting)
    return await change_statuses(tenant, journal, steps, progress)


async def change_statuses(
    tenant: ConnectedTenant, journal: Journal, steps: Sequence[Step], progress: Progress = unwatched
) -> tuple[Row, ...]:
    """Write these changes, each once; a row for each."""
    if not steps:
        return ()
    plan = Plan(tenant.name, tuple(steps))
    chart = await tenant.books.chart()
    executed = await Execution(tenant, chart, journal, {}, progress).carry_out(plan)
    return rows_of(plan, executed, NOTHING_COMPARED, {})


def status_step(tenant: ConnectedTenant, booked: BookedRefund, record: RefundStatusRecord) -> Step:
    label = booked.label
    shown = Label(Kind.REFUND_STATUS, label.id, label.number, label.customer)
    return Step(status_key(tenant, booked), record, shown)


def status_key(tenant: ConnectedTenant, booked: BookedRefund) -> Key:
    return key_of(tenant.name, Kind.REFUND_STATUS, booked.source)


def _steps_due(
    tenant: ConnectedTenant, journal: Journal, now: RefundsNow, who: str, waiting: set[Key]
) -> list[Step]:
    """None for a record whose last change was `waiting` before the books were read: NetSuite may
    still make it, or have made it since."""
    at = journal.clock.now()
    due = ((now.booked[key], one) for key, one in now.standings.items())
    records = [(booked, upkeep(booked, one, who, at)) for booked, one in due]
    return [
        status_step(tenant, booked, record)
        for booked, record in records
        if record is not None and status_key(tenant, booked) not in waiting
    ]
