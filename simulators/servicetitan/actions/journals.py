"""Journal entries: made, edited, picked for the sync, left out of it (facts §4.5).

NotSynced, OutOfSync, Error --start syncing--> InProgress --synced (API)--> Synced
Synced --edit--> OutOfSync
"""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.journals import (
    EXCLUDED,
    IN_PROGRESS,
    OUT_OF_SYNC,
    SYNCED,
    TRANSACTION_TYPES,
    JournalEntry,
    JournalLine,
    JournalTransaction,
)
from simulators.servicetitan.records import ZERO
from simulators.servicetitan.tenant import MistakeError, Tenant, known
from simulators.servicetitan.values import CENT

LINE = (
    *("glAccountNumber", "businessUnitId", "debit", "credit", "memo", "customerId", "vendorId"),
    *("postDate", "transaction"),
)


def create_journal_entry(tenant: Tenant, given: Given) -> dict[str, Any]:
    """It need not balance: an entry made by hand may be wrong."""
    given.only("id", "number", "name", "postDate", "lines")
    day, number = given.day("postDate"), given.maybe_whole("number")
    guid, name = given.maybe_text("id"), given.maybe_text("name")
    lines = [_line(tenant, one, given) for one in given.parts("lines")]
    return _answer(keep(tenant, day, name, lines, number, guid))


def keep(
    tenant: Tenant,
    day: date,
    name: str | None,
    lines: list[JournalLine],
    number: int | None = None,
    guid: str | None = None,
) -> JournalEntry:
    """A new entry, not synced; number, guid and name are made up where there are none."""
    number = number or tenant.new_id("journal entry number")
    entry = JournalEntry(
        id=tenant.new_id("journal entry"),
        stamp=tenant.stamp(),
        guid=(guid or _guid(tenant, number)).lower(),
        number=number,
        name=name or f"Journal entry {number}",
        post_date=day,
        lines=lines,
    )
    if any(one.guid == entry.guid for one in tenant.journal_entries.values()):
        raise MistakeError(f"There is a journal entry {entry.guid} already.")
    tenant.journal_entries[entry.id] = entry
    return entry


def edit_journal_entry(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A new version; one that was synced is out of sync, whatever else stays what it is."""
    given.only("journalEntryId", "name", "postDate", "lines")
    entry = _known(tenant, given.text("journalEntryId"))
    day = given.maybe_day("postDate") or entry.post_date
    name = given.maybe_text("name") or entry.name
    lines = [_line(tenant, one, given) for one in given.parts("lines")]
    entry.post_date, entry.name = day, name
    entry.lines = lines if "lines" in given.body else entry.lines
    entry.version_id += 1
    if entry.sync_status == SYNCED:
        entry.sync_status = OUT_OF_SYNC
    tenant.touch(entry)
    return _answer(entry)


def start_syncing(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("journalEntryIds")
    entries = [_known(tenant, guid) for guid in given.texts("journalEntryIds")]
    if not entries:
        raise MistakeError("No journal entry is selected.")
    for entry in entries:
        if entry.sync_status in (SYNCED, EXCLUDED):
            raise MistakeError(f"Journal entry {entry.number} is {entry.sync_status}.")
    for entry in entries:
        entry.sync_status = IN_PROGRESS
        tenant.touch(entry)
    return {"journalEntryIds": [entry.guid for entry in entries]}


def exclude_journal_entry(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("journalEntryId")
    entry = _known(tenant, given.text("journalEntryId"))
    entry.sync_status = EXCLUDED
    tenant.touch(entry)
    return _answer(entry)


def _line(tenant: Tenant, given: Given, entry: Given) -> JournalLine:
    given.only(*LINE)
    unit, customer = given.maybe_whole("businessUnitId"), given.maybe_whole("customerId")
    vendor = given.maybe_whole("vendorId")
    debit, credit = _side(given, "debit"), _side(given, "credit")
    return JournalLine(
        post_date=given.maybe_day("postDate") or _day_of(tenant, entry),
        account_id=account_numbered(tenant, given.text("glAccountNumber")).id,
        debit=debit,
        credit=credit,
        memo=given.maybe_text("memo"),
        business_unit_id=unit and known(tenant.business_units, "business unit", unit).id,
        customer_id=customer and known(tenant.customers, "customer", customer).id,
        vendor_id=vendor and known(tenant.vendors, "vendor", vendor).id,
        transaction=_transaction(given.part("transaction")) if given.has("transaction") else None,
    )


def _day_of(tenant: Tenant, entry: Given) -> Any:
    if entry.has("postDate"):
        return entry.day("postDate")
    return _known(tenant, entry.text("journalEntryId")).post_date


def _side(given: Given, side: str) -> Decimal:
    return given.money(side) if given.has(side) else ZERO.quantize(CENT)


def _transaction(given: Given) -> JournalTransaction:
    given.only("id", "type", "refNumber")
    kind = given.one_of("type", TRANSACTION_TYPES)
    return JournalTransaction(given.maybe_whole("id") or 0, kind, given.maybe_text("refNumber"))


def _guid(tenant: Tenant, number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tenant.id}/journal-entries/{number}"))


def _known(tenant: Tenant, guid: str) -> JournalEntry:
    for entry in tenant.journal_entries.values():
        if entry.guid == guid.lower():
            return entry
    raise MistakeError(f"There is no journal entry {guid}.")


def _answer(entry: JournalEntry) -> dict[str, Any]:
    return {"id": entry.guid, "number": entry.number, "versionId": entry.version_id}
