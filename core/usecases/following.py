"""A run that had no room for the whole queue is followed by one that takes more of it."""

from typing import Final

from core.documents import Kind
from core.reports import Fate, Report, Status
from core.usecases.running import RunRequest, RunResult

_COUNTED: Final = frozenset({Kind.INVOICE, Kind.PAYMENT, Kind.PROJECT})
_ENDED_WELL: Final = frozenset({Status.COMPLETE, Status.INCOMPLETE})


def run_after(request: RunRequest, result: RunResult) -> str | None:
    """The name of the run that takes what this one left; None when nothing is left, or when this one
    posted nothing new: so a series ends even where ServiceTitan goes on showing what is exported.

    A dry run is followed by none, and neither is one of a pinned plan, which is all that somebody
    agreed to.
    """
    if request.dry or request.pinned is not None or result.situation is None:
        return None
    if not result.situation.queue.left or result.report.status not in _ENDED_WELL:
        return None
    return _next(request.run) if _posted_something(result.report) else None


def _posted_something(report: Report) -> bool:
    return any(row.fate is Fate.POSTED and row.document.kind in _COUNTED for row in report.rows)


def _next(run: str) -> str:
    """`R` is followed by `R.2`, and that by `R.3`."""
    name, _, number = run.rpartition(".")
    return f"{name}.{int(number) + 1}" if name and number.isdecimal() else f"{run}.2"
