"""On which day a document posts (AR-20).

A document keeps its own date. When that lies in a closed period it stays out, named with the period;
or, where the tenant chose so, it posts on the first open day after, and the run says so.
"""

from dataclasses import dataclass
from datetime import date

from returns.result import Failure, Result, Success

from core.chart import Chart, Period
from core.refusals import Problem, Reason
from core.settings import ClosedPeriodPolicy


@dataclass(frozen=True, slots=True)
class PostingDay:
    """`moved` says in words why it is not the document's own date; empty when it is."""

    day: date
    moved: str = ""


def posting_day(day: date, chart: Chart, policy: ClosedPeriodPolicy) -> Result[PostingDay, Problem]:
    """The business date a document of `day` posts on."""
    period = chart.period_of(day)
    if period is not None and period.open:
        return Success(PostingDay(day))
    later = chart.first_open_day(day)
    if policy is ClosedPeriodPolicy.HOLD or later is None:
        return Failure(_closed(day, period))
    moved = f"It is dated {day}; that period is closed, so it posts on {later}."
    return Success(PostingDay(later, moved))


def _closed(day: date, period: Period | None) -> Problem:
    if period is None:
        fact = f"It is dated {day}, for which NetSuite has no period."
        return Problem(Reason.CLOSED_PERIOD, fact, "Set the period up there.", f"period of {day}")
    return Problem(
        Reason.CLOSED_PERIOD,
        f"It is dated {day}, in period {period.name}, which is closed.",
        "Open the period in NetSuite or change the date in ServiceTitan.",
        f"period {period.name}",
    )
