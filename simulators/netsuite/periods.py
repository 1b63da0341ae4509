"""Accounting periods: calendar months, with quarters and years above them (facts §5.4).

Closed: nothing may be posted and nothing that moves the ledger changed, by anybody. Locked: the
same, for receivables, payables or all of it; the simulated role overrides no lock.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, RecordType, text
from simulators.netsuite.records import Record

FLAGS: Final = ("closed", "allLocked", "arLocked", "apLocked")
LOCKS: Final = {"ar": "arLocked", "ap": "apLocked"}


def _indexed(company: Company, record: Record | None, _before: Record | None) -> None:
    if record is None or record.is_on("isQuarter") or record.is_on("isYear"):
        return
    start = record.day("startDate")
    company.state.periods_by_month.put((start.year, start.month), record.id)


ACCOUNTING_PERIOD: Final = RecordType(
    "accountingPeriod",
    space="accountingperiod",
    fields={
        "periodName": text(required=True, label="Period Name"),
        "startDate": Field("date", required=True, label="Start Date"),
        "endDate": Field("date", required=True, label="End Date"),
        **{name: Field("bool") for name in (*FLAGS, "isQuarter", "isYear", "isAdjust")},
    },
    served=False,
    settle=_indexed,
    display=lambda record: record.text("periodName") or record.id,
)


def months(first: int, last: int) -> list[dict[str, Any]]:
    """Every year from the first to the last with its quarters and months, as data to load."""
    found: list[dict[str, Any]] = []
    for year in range(first, last + 1):
        found.append(_span(f"FY {year}", year, 1, 12, "isYear"))
        for quarter in range(4):
            start = quarter * 3 + 1
            found.append(_span(f"Q{quarter + 1} {year}", year, start, start + 2, "isQuarter"))
            found.extend(month(year, start + at) for at in range(3))
    return found


def month(year: int, number: int) -> dict[str, Any]:
    return _span(date(year, number, 1).strftime("%b %Y"), year, number, number, None)


def _span(name: str, year: int, first: int, last: int, flag: str | None) -> dict[str, Any]:
    end = date(year, last, monthrange(year, last)[1])
    span = {"periodName": name, "startDate": f"{year}-{first:02}-01", "endDate": end.isoformat()}
    return {**span, flag: True} if flag else span


def period_of(company: Company, day: date) -> str:
    """The id of the month a date falls in; RefusedError when the account has none."""
    key = company.state.periods_by_month.get((day.year, day.month))
    if key is None:
        raise refusals.date_outside_period()
    return key


def must_hold(period: Record, day: date) -> None:
    """A posting period given by hand must contain the transaction's date."""
    if not period.day("startDate") <= day <= period.day("endDate"):
        raise refusals.date_outside_period()


def must_be_open(period: Record, locks: Iterable[str | None]) -> None:
    stops = {"closed", "allLocked", *(LOCKS[lock] for lock in locks if lock)}
    if any(period.is_on(flag) for flag in stops):
        raise refusals.date_outside_period()


def named(company: Company, name: str) -> Record:
    """The period called "Jan 2025" or "2025-01"; KeyError when there is none."""
    for period in company.state.of("accountingperiod").values():
        month_name = None if period.is_on("isYear") else f"{period.day('startDate'):%Y-%m}"
        is_month = not period.is_on("isQuarter") and not period.is_on("isYear")
        if name == period.text("periodName") or (is_month and name == month_name):
            return period
    raise KeyError(name)


def close(company: Company, period: Record) -> None:
    _set(company, period, {"closed": True, "allLocked": True})


def lock(company: Company, period: Record, locks: Mapping[str, bool]) -> None:
    """`locks`: ar, ap, all. Nothing given locks all."""
    flags = {"ar": "arLocked", "ap": "apLocked", "all": "allLocked"}
    given = locks or {"all": True}
    _set(company, period, {flags[name]: on for name, on in given.items()})


def reopen(company: Company, period: Record) -> None:
    """Open it, and every later one that is closed (facts §5.4)."""
    everything = dict.fromkeys(FLAGS, False)
    _set(company, period, everything)
    for later in company.state.of("accountingperiod").values():
        if later.day("startDate") > period.day("endDate") and later.is_on("closed"):
            _set(company, later, everything)


def _set(company: Company, period: Record, flags: Mapping[str, bool]) -> None:
    company.state.of("accountingperiod").put(period.id, period.holding(**flags))
