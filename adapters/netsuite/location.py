"""Whether what a step writes is in the books: the answer after a lost reply."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.applied import paid_by
from adapters.netsuite.checks import letter
from adapters.netsuite.refunds import status_shown
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows
from core.money import ZERO
from core.plan import Step
from core.records import (
    CreditToRefundRecord,
    CustomerLinkRecord,
    CustomerRecord,
    DepositUnapplicationRecord,
    ItemRecord,
    Key,
    MergedAddressRecord,
    PaymentApplicationsRecord,
    ProjectRecord,
    Record,
    RefundNoteRecord,
    RemoteId,
)
from core.refunds.written import RefundStatusRecord

TABLES: Final[Mapping[type[Record], str]] = {
    CustomerRecord: "customer",
    ItemRecord: "item",
    ProjectRecord: "job",
}
"""Every other record is a transaction."""
LINK: Final = Query(
    f"id, {objects.CUSTOMER} AS customer, {objects.ERROR} AS error, {objects.MERGED_TO} AS mergedto",
    f"{objects.CUSTOMER_SYNC} WHERE externalid = ? OR TO_CHAR(id) = ?",
    "id",
    unique=True,
)
ADDRESS: Final = Query(
    "entity, label", "customeraddressbook WHERE TO_CHAR(entity) = ? AND label = ?", "entity, label"
)

NOTED: Final = Query(
    f"id, {objects.REFUND_UNAPPLIED} AS unapplied", "transaction WHERE id = ?", "id", unique=True
)


async def locate(sender: Sender, step: Step, known: Mapping[Key, RemoteId]) -> RemoteId | None:
    """The id of what the step writes, if it is there.

    What a step changes has no id of its own: applications are there when the payment has just these
    amounts applied, a deposit application is taken off when it is gone, and a refund has its status when
    its history says so too.
    """
    match step.record:
        case PaymentApplicationsRecord() as record:
            return await _applied_as_wanted(sender, record, known)
        case RefundNoteRecord() as record:
            return await _noted_as_wanted(sender, record, known)
        case CreditToRefundRecord() as record:
            return await _covers_as_wanted(sender, record, known)
        case DepositUnapplicationRecord() as record:
            there = await _id_of(sender, "transaction", record.application)
            return None if there else RemoteId(record.application)
        case CustomerLinkRecord() as record:
            return await _linked_as_wanted(sender, step.key, record, known)
        case MergedAddressRecord() as record:
            return await _address_kept(sender, record, known)
        case RefundStatusRecord() as record:
            return await _says_as_wanted(sender, record)
        case record:
            return await _id_of(sender, TABLES.get(type(record), "transaction"), step.key)


async def _id_of(sender: Sender, table: str, key: Key) -> RemoteId | None:
    query = Query("id", f"{table} WHERE externalid = ?", "id", (key,), unique=True)
    found = await rows(sender, query)
    return found[0].id() if found else None


async def _linked_as_wanted(
    sender: Sender, key: Key, record: CustomerLinkRecord, known: Mapping[Key, RemoteId]
) -> RemoteId | None:
    """A sync record is changed in place, so that it is there tells nothing of what it says."""
    wanted = known.get(record.customer) if record.customer else record.lost
    for row in await rows(sender, replace(LINK, params=(key, record.existing or ""))):
        error, merged_to = row.get("error") or "", row.get("mergedto") or ""
        says = (row.get("customer"), error, merged_to)
        if says == (wanted, record.error, str(record.merged_to or "")):
            return row.id()
    return None


async def _address_kept(
    sender: Sender, record: MergedAddressRecord, known: Mapping[Key, RemoteId]
) -> RemoteId | None:
    """The customer, when its address book has a line with that label."""
    customer = known.get(record.customer)
    if customer is None:
        return None
    found = await rows(sender, replace(ADDRESS, params=(customer, record.label)))
    return customer if found else None


async def _applied_as_wanted(
    sender: Sender, record: PaymentApplicationsRecord, known: Mapping[Key, RemoteId]
) -> RemoteId | None:
    payment = known[record.payment]
    applied = (await paid_by(sender, [payment])).get(payment, ())
    amounts = {one.invoice: one.amount for one in applied}
    wanted = (*record.applied, *record.on_journals)
    as_wanted = all(amounts.get(known[one.invoice], ZERO) == one.amount for one in wanted)
    return payment if as_wanted else None


async def _says_as_wanted(sender: Sender, record: RefundStatusRecord) -> RemoteId | None:
    shown = await status_shown(sender, record.refund)
    if shown is None:
        return None
    status, history = shown
    as_wanted = status == letter(record.status) and history.split() == record.history.split()
    return record.refund if as_wanted else None


async def _covers_as_wanted(
    sender: Sender, record: CreditToRefundRecord, known: Mapping[Key, RemoteId]
) -> RemoteId | None:
    credit, journal = known[record.credit], known[record.journal]
    applied = (await paid_by(sender, [credit])).get(credit, ())
    has = sum((one.amount for one in applied if one.invoice == journal), start=ZERO)
    return credit if has == record.amount else None


async def _noted_as_wanted(
    sender: Sender, record: RefundNoteRecord, known: Mapping[Key, RemoteId]
) -> RemoteId | None:
    for row in await rows(sender, replace(NOTED, params=(known[record.refund],))):
        if row.money("unapplied") == record.unapplied:
            return row.id()
    return None
