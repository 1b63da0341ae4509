"""A piece of work that is kept in the log as a run of its own, however it ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from core.ports import Clock, Lease, Store, SystemUnavailableError
from core.reports import Report, Status


@dataclass
class Logged:
    """`report` is what is kept when the work ends; `before` what was kept when a run of this name was
    cut short, which goes on with it."""

    report: Report
    before: Report | None = None


@contextlib.asynccontextmanager
async def logged(store: Store, clock: Clock, lease: Lease, report: Report) -> AsyncIterator[Logged]:
    """Starts the run and finishes it. A system that does not answer is told in the report."""
    before = await store.start_run(lease, report)
    report = replace(report, started=before.started, rows=before.rows) if before else report
    work = Logged(report, before)
    try:
        yield work
    except SystemUnavailableError as error:
        work.report = replace(work.report, status=Status.FAILED, failure=str(error))
    except asyncio.CancelledError:
        why = "It was interrupted."
        await _end_early(store, clock, lease, work.report, Status.INTERRUPTED, why)
        raise
    except Exception as error:
        why = f"A fault in Crossfoot: {type(error).__name__} {error}"
        await _end_early(store, clock, lease, work.report, Status.FAILED, why)
        raise
    work.report = replace(work.report, finished=clock.now())
    await store.finish_run(lease, work.report)


async def _end_early(
    store: Store, clock: Clock, lease: Lease, report: Report, status: Status, why: str
) -> None:
    """What ended the work is what counts: when the store fails at this as well, it is not said."""
    ended = replace(report, status=status, finished=clock.now(), failure=why)
    with contextlib.suppress(Exception):
        await store.finish_run(lease, ended)
