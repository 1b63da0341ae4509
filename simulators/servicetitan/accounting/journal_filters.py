"""What the list of journal entries can be filtered by (facts §4.5)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan import filters
from simulators.servicetitan.journals import (
    POSTING_STATUSES,
    SYNC_STATUSES,
    TRANSACTION_TYPES,
    JournalEntry,
    JournalLine,
)
from simulators.servicetitan.tenant import Tenant

EMPTY: Final = ("IncludeExceptNotSynced", "Include", "Exclude")


def _to(value: Callable[[JournalEntry], Any]) -> filters.Filter[JournalEntry]:
    """`…To`: the instant itself is in."""

    def chosen(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
        limit = filters.moment(asked.name, asked.last)
        return lambda row: value(row) is not None and value(row) <= limit

    return chosen


def _days(
    days: Callable[[JournalEntry], list[date]], holds: Callable[[date, date], bool]
) -> filters.Filter[JournalEntry]:
    """Dates whose time is ignored; one that holds is enough."""

    def chosen(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
        limit = filters.moment(asked.name, asked.last).date()
        return lambda row: any(holds(day, limit) for day in days(row))

    return chosen


def _posted(row: JournalEntry) -> list[date]:
    return [row.post_date]


def _lines_posted(row: JournalEntry) -> list[date]:
    return [line.post_date for line in row.lines]


def _naming(
    names: Callable[[Tenant, JournalLine], str | None],
) -> filters.Filter[JournalEntry]:
    """Entries with a line that names somebody so."""

    def chosen(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
        tenant, wanted = asked.tenant, asked.last.lower()
        return lambda row: any(wanted in (names(tenant, one) or "").lower() for one in row.lines)

    return chosen


def _customer(tenant: Tenant, line: JournalLine) -> str | None:
    return None if line.customer_id is None else tenant.customers[line.customer_id].name


def _vendor_name(tenant: Tenant, line: JournalLine) -> str | None:
    return None if line.vendor_id is None else tenant.vendors[line.vendor_id].name


def _transaction_types(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
    wanted = {filters.one_of(asked.name, text, TRANSACTION_TYPES) for text in asked.values}
    return lambda row: any(one.transaction.type in wanted for one in row.lines if one.transaction)


def _numbers(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
    wanted = set(asked.parts())
    return lambda row: any(one.transaction.number in wanted for one in row.lines if one.transaction)


def _empty(asked: filters.Asked) -> filters.Predicate[JournalEntry]:
    """Asked for by ids, empty entries are never left out."""
    handling = filters.one_of(asked.name, asked.last, EMPTY)
    if asked.request.param("ids") or handling == "Include":
        return lambda _: True
    if handling == "Exclude":
        return lambda row: bool(row.lines)
    return lambda row: bool(row.lines) or row.sync_status != "NotSynced"


def _unit_ids(row: JournalEntry) -> set[int]:
    return {one.business_unit_id for one in row.lines if one.business_unit_id is not None}


FILTERS: Final[dict[str, filters.Filter[JournalEntry]]] = {
    "ids": filters.texts(lambda row: row.guid),
    "exportedFrom": filters.from_on(lambda row: row.exported_on),
    "exportedTo": _to(lambda row: row.exported_on),
    "postedFrom": _days(_posted, date.__ge__),
    "postedTo": _days(_posted, date.__le__),
    "transactionPostedFrom": _days(_lines_posted, date.__ge__),
    "transactionPostedTo": _days(_lines_posted, date.__le__),
    "name": filters.containing(lambda row: row.name),
    "numberFrom": filters.at_least(lambda row: Decimal(row.number)),
    "numberTo": filters.at_most(lambda row: Decimal(row.number)),
    "statuses": filters.repeated_words(lambda row: row.status, POSTING_STATUSES),
    "syncStatuses": filters.repeated_words(lambda row: row.sync_status, SYNC_STATUSES),
    "transactionTypes": _transaction_types,
    "refNumber": _numbers,
    "businessUnitIds": filters.any_id(_unit_ids),
    "customerName": _naming(_customer),
    "vendorName": _naming(_vendor_name),
    "empty": _empty,
    **filters.created_and_modified(),
}
