"""`/accounting/v2/tenant/{tenant}/journal-entries`: list, one, its lines, sync status (facts §4.5)."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.bodies import read_object
from simulators.servicetitan.journals import (
    POSTING_STATUSES,
    SYNC_STATUSES,
    SYNCED,
    TRANSACTION_TYPES,
    JournalEntry,
    JournalLine,
    JournalTransaction,
    SummaryLine,
    summary,
)
from simulators.servicetitan.lists import SORTS, Listing, cut, page
from simulators.servicetitan.replies import error, not_simulated, ok
from simulators.servicetitan.shown import PERSON, PERSON_NAME, Json, named, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import encoded, instant

BASE: Final = "accounting/journal-entries"
MOST: Final = 500
EMPTY: Final = ("IncludeExceptNotSynced", "Include", "Exclude")
_ONE: Final = re.compile(rf"{BASE}/([^/]+)(?:/(summary|details|sync))?")

JOURNAL_ENTRY_REST: Final[Json] = {"source": "ServiceTitan", "customFields": [], "url": None}
"""What an entry has besides; none of it is simulated."""
DETAIL_REST: Final[Json] = {
    "quantity": None,
    "unitAmount": None,
    "externalObjects": None,
    "inventoryLocation": None,
    "job": None,
    "customerLocation": None,
    "paymentType": None,
    "project": None,
    "serviceAgreement": None,
    "appliedTo": None,
    "sku": None,
    "budgetCodeId": None,
}


def journal_entry(_tenant: Tenant, one: JournalEntry) -> Json:
    exported = one.exported_on
    return {
        **JOURNAL_ENTRY_REST,
        "id": one.guid,
        "number": one.number,
        "name": one.name,
        "status": one.status,
        "syncStatus": one.sync_status,
        "versionId": one.version_id,
        "lastSyncVersionId": one.last_sync_version_id,
        "message": one.message,
        "postDate": _day(one.post_date),
        "exportedOn": instant(exported) if exported else None,
        "exportedBy": {"id": PERSON, "name": PERSON_NAME} if exported else None,
        "isEmpty": not one.lines,
        **stamps(one.stamp),
    }


def _day(day: date) -> str:
    """A date with a midnight that has no zone, whatever the document says."""
    return f"{day.isoformat()}T00:00:00"


def _detail(tenant: Tenant, line: JournalLine) -> Json:
    return {
        **DETAIL_REST,
        "postDate": _day(line.post_date),
        "transactionDate": _day(line.post_date),
        "account": _account(tenant, line.account_id),
        "debit": line.debit,
        "credit": line.credit,
        "memo": line.memo,
        "transaction": _transaction(line.transaction),
        "businessUnit": _unit(tenant, line.business_unit_id),
        "customer": None if line.customer_id is None else named(tenant.customers, line.customer_id),
        "vendor": _vendor(tenant, line.vendor_id),
    }


def _sum(tenant: Tenant, entry: JournalEntry, line: SummaryLine) -> Json:
    return {
        "postDate": _day(entry.post_date),
        "account": _account(tenant, line.account_id),
        "debit": line.debit,
        "credit": line.credit,
        "memo": None,
        "businessUnit": _unit(tenant, line.business_unit_id),
    }


def _account(tenant: Tenant, account_id: int) -> Json:
    found = tenant.gl_accounts[account_id]
    shown = {"id": found.id, "number": found.number, "name": found.name}
    return {**shown, "type": found.type, "subtype": found.subtype}


def _unit(tenant: Tenant, unit_id: int | None) -> Json | None:
    return None if unit_id is None else named(tenant.business_units, unit_id)


def _vendor(tenant: Tenant, vendor_id: int | None) -> Json | None:
    return None if vendor_id is None else {"id": vendor_id, "name": tenant.vendors[vendor_id].name}


def _transaction(of: JournalTransaction | None) -> Json | None:
    return None if of is None else {"id": of.id, "type": of.type, "refNumber": of.number}


# calls


def is_called(path: str) -> bool:
    """Whether the call is about journal entries."""
    return path == BASE or path.startswith(f"{BASE}/")


def answer(tenant: Tenant, request: Request, path: str) -> Reply:
    if (request.method, path) == ("GET", BASE):
        return page(JOURNAL_ENTRIES, tenant, request)
    call = _ONE.fullmatch(path)
    command = _CALLS.get((request.method, call[2])) if call else None
    if call is None or command is None:
        return not_simulated(request.method, request.path)
    found = [one for one in tenant.journal_entries.values() if one.guid == call[1].lower()]
    if not found:
        return error(404, f"Journal entry {call[1]} was not found.")
    return command(tenant, request, found[0])


def _one(tenant: Tenant, _request: Request, entry: JournalEntry) -> Reply:
    return ok(journal_entry(tenant, entry))


def _details(tenant: Tenant, request: Request, entry: JournalEntry) -> Reply:
    return cut(entry.lines, request, MOST, lambda line: encoded(_detail(tenant, line)))


def _summary(tenant: Tenant, request: Request, entry: JournalEntry) -> Reply:
    lines = summary(entry)
    return cut(lines, request, MOST, lambda line: encoded(_sum(tenant, entry, line)))


def _update(tenant: Tenant, request: Request, entry: JournalEntry) -> Reply:
    """Opens or closes the entry; neither makes a new version."""
    body = read_object(request)
    if body.members.get("customFields"):
        return not_simulated(request.method, f"{request.path} with customFields")
    if body.members.get("status") is not None:
        entry.status = body.one_of("status", POSTING_STATUSES)
        tenant.touch(entry)
    return ok(journal_entry(tenant, entry))


def _sync(tenant: Tenant, request: Request, entry: JournalEntry) -> Reply:
    """Synced is said of one version only: that which the entry has now."""
    body = read_object(request)
    status, message = body.one_of("syncStatus", SYNC_STATUSES), body.maybe_text("message")
    if status == SYNCED:
        version = body.whole("versionId")
        if version != entry.version_id:
            return _moved_on(entry, version)
        entry.last_sync_version_id, entry.exported_on = version, tenant.now()
    entry.sync_status, entry.message = status, message
    tenant.touch(entry)
    return ok(journal_entry(tenant, entry))


def _moved_on(entry: JournalEntry, version: int) -> Reply:
    words = f"Journal entry {entry.number} is at version {entry.version_id}, not {version}."
    return error(409, words, {"versionId": [words]})


_CALLS: Final[dict[tuple[str, str | None], Callable[[Tenant, Request, JournalEntry], Reply]]] = {
    ("GET", None): _one,
    ("GET", "details"): _details,
    ("GET", "summary"): _summary,
    ("PATCH", None): _update,
    ("PATCH", "sync"): _sync,
}


# filters


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
JOURNAL_ENTRIES: Final = Listing[JournalEntry](
    rows=lambda tenant: tenant.journal_entries.values(),
    shown=journal_entry,
    filters=FILTERS,
    usual={"empty": EMPTY[0]},
    sorts={
        "id": lambda row: row.guid,
        "number": lambda row: row.number,
        "name": lambda row: row.name,
        "status": lambda row: row.status,
        "postdate": lambda row: row.post_date,
        "createdon": SORTS["createdon"],
    },
    most=MOST,
)
