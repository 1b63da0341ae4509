"""`/accounting/v2/tenant/{tenant}/journal-entries`: list, one, its lines, sync status (facts §4.5)."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan.accounting.journal_filters import EMPTY, FILTERS
from simulators.servicetitan.bodies import read_object
from simulators.servicetitan.journals import (
    POSTING_STATUSES,
    SYNC_STATUSES,
    SYNCED,
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
