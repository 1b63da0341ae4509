"""The FieldService port kept by ServiceTitan's API, one tenant (facts 3 to 6, 12)."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from adapters.servicetitan import translate
from adapters.servicetitan.banking import deposits_of
from adapters.servicetitan.export import MARKINGS, mark_exported
from adapters.servicetitan.jobs import JOBS, read_open_jobs
from adapters.servicetitan.journals import mark_synced, read_journal_entries
from adapters.servicetitan.lists import BY_ID, Api, Params, Row, id_of
from adapters.servicetitan.payables import read_payables
from adapters.servicetitan.queue import (
    INVOICES,
    PAYMENTS,
    exported_rows,
    invoice_of,
    payment_of,
    posted,
    read_queue,
)
from adapters.servicetitan.reading import Read, member, read_all, read_row, sorted_out
from adapters.servicetitan.stock import adjustments_of
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireBusinessUnit,
    WireContact,
    WireCustomer,
    WireCustomFieldType,
    WireJob,
    WireVendor,
)
from adapters.servicetitan.wire_journals import IN_PROGRESS, SYNCED
from core.documents import (
    BusinessUnit,
    BusinessUnitId,
    Customer,
    CustomerId,
    Invoice,
    InvoiceId,
    Job,
    JobId,
    JournalEntry,
    Kind,
    OpenJobs,
    Payment,
    PaymentId,
    Queue,
    Unreadable,
    Vendor,
    VendorId,
)
from core.portion import EVERYTHING, Selection
from core.ports import ExportMark, FieldService, MarkFailure, SyncMark
from core.together import together

BANK_DEPOSITS: Final = "accounting/bank-deposits"
ADJUSTMENTS: Final = "inventory/adjustments"
CUSTOMERS: Final = "crm/customers"
CUSTOMER_FIELDS: Final = "crm/customers/custom-fields"
CONTACTS: Final = "crm/customers/contacts"
BUSINESS_UNITS: Final = "settings/business-units"
VENDORS: Final = "inventory/vendors"

ANY: Final = (("active", "Any"),)
"""Lists hide inactive rows unless asked for them (facts 12.4)."""
INACTIVE: Final = (("active", "False"),)
ALL: Final = (("activeState", "All"),)
ACTIVE_ONLY: Final = (("activeState", "ActiveOnly"),)


class ServiceTitanFieldService(FieldService):
    """Reads and marks through `api`; `core.ports.FieldService` has the promises."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def queue(self, selection: Selection = EVERYTHING) -> Queue:
        return await read_queue(self.api, (("statuses", POSTED), *BY_ID, *ACTIVE_ONLY), selection)

    async def payables(self, with_orders: bool) -> Queue:
        return await read_payables(self.api, with_orders)

    async def bank_deposits(self) -> Queue:
        """Their payments are asked for one deposit at a time: there is no other way (facts 4.7)."""
        rows = posted(await self.api.rows(BANK_DEPOSITS, (("syncStatus", POSTED), *BY_ID)))
        held = await together(*map(self._payments_in, rows))
        return deposits_of(zip(rows, held, strict=True))

    async def _payments_in(self, deposit: Row) -> list[Row]:
        found = id_of(deposit)
        return await self.api.rows(f"{BANK_DEPOSITS}/{found}/transactions") if found else []

    async def inventory_adjustments(self) -> Queue:
        rows = await self.api.rows(ADJUSTMENTS, (("syncStatuses", POSTED), *BY_ID))
        return adjustments_of(posted(rows))

    async def exported(self) -> Queue:
        return _without_orders(*await self._exported())

    async def documents_of(self, customer: CustomerId) -> Queue:
        """A row that does not say whose it is comes among the unreadable ones."""
        found = await self._exported((("customerId", str(customer)),))
        invoices, payments = ([row for row in rows if _is_of(customer, row)] for rows in found)
        return _without_orders(invoices, payments)

    async def payments_of(self, customer: CustomerId) -> Sequence[Payment]:
        """Deleted and unreadable ones left out."""
        asked: Params = (*BY_ID, *ACTIVE_ONLY, ("customerId", str(customer)))
        rows = await self.api.rows(PAYMENTS, asked)
        return read_all((row for row in rows if _is_of(customer, row)), payment_of).documents

    async def _exported(self, narrowed: Params = ()) -> list[list[Row]]:
        """Rows of invoices, then of payments."""
        asked: Params = (("statuses", EXPORTED), *BY_ID, *ACTIVE_ONLY, *narrowed)
        lists = [self.api.rows(resource, asked) for resource in (INVOICES, PAYMENTS)]
        return [exported_rows(rows) for rows in await together(*lists)]

    async def payments(self, ids: Collection[PaymentId]) -> Sequence[Payment]:
        rows = await self.api.rows_by_id(PAYMENTS, ids, ALL)
        return read_all(rows, payment_of).documents

    async def payments_changed(self, since: datetime) -> AsyncIterator[Sequence[Payment]]:
        """Deleted ones too: their applications are gone with them."""
        assert since.tzinfo is not None, since
        changed = ("modifiedOnOrAfter", since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        asked = (("statuses", EXPORTED), changed, *BY_ID, *ALL)
        async for rows in self.api.pages(PAYMENTS, asked):
            read = read_all(filter(_is_exported, rows), payment_of).documents
            rows.clear()  # before the next ones come
            yield [payment for payment in read if payment.modified >= since]

    async def invoices(self, ids: Collection[InvoiceId]) -> Sequence[Invoice]:
        """Active or not; unreadable and unknown ones left out."""
        rows = await self.api.rows_by_id(INVOICES, ids, ALL)
        return read_all(rows, invoice_of).documents

    async def adjustments(self, originals: Collection[InvoiceId]) -> Sequence[Invoice]:
        """Asked for one original at a time: the filter takes no list (facts 4.1)."""
        found = await together(*map(self._adjustments_of, sorted(set(originals))))
        return sorted((one for adjustments in found for one in adjustments), key=lambda one: one.id)

    async def _adjustments_of(self, original: InvoiceId) -> Sequence[Invoice]:
        of: Params = (("adjustmentToId", str(original)),)
        read = read_all(await self.api.rows(INVOICES, (*of, *BY_ID, *ALL)), invoice_of)
        return [one for one in read.documents if one.adjustment_to == original]

    async def customers(self, ids: Collection[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Customers that cannot be read are left out too."""
        rows, contact_rows = await together(
            self.api.rows_by_id(CUSTOMERS, ids, ANY),
            self.api.rows_naming(CONTACTS, "customerIds", ids),
        )
        read = partial(_customer_of, _contacts_of(contact_rows))
        return {one.id: one for one in read_all(rows, read).documents}

    async def all_customers(self) -> Sequence[Customer]:
        """Customers that cannot be read are left out, as by `customers`."""
        return await self._all_customers((*ANY, *BY_ID))

    async def merged_customers(self) -> Sequence[Customer]:
        """A merge makes the merged customer inactive (facts 5)."""
        found = await self._all_customers((*INACTIVE, *BY_ID))
        return [one for one in found if one.merged_to is not None]

    async def _all_customers(self, asked: Params) -> Sequence[Customer]:
        read = partial(_customer_of, {})
        found: Read[Customer] = sorted_out(await self.api.read(CUSTOMERS, read, asked))
        return found.documents

    async def customer_fields(self) -> frozenset[str]:
        rows = await self.api.rows(CUSTOMER_FIELDS)
        fields = filter(None, map(WireCustomFieldType.read, rows))
        return frozenset(one.name for one in fields if one.name)

    async def business_units(self) -> Mapping[BusinessUnitId, BusinessUnit]:
        rows = await self.api.rows(BUSINESS_UNITS, ANY)
        units = (WireBusinessUnit.read(row) for row in rows)
        return {one.id: one for one in map(translate.business_unit, filter(None, units))}

    async def jobs(self, ids: Collection[JobId]) -> Mapping[JobId, Job]:
        rows = await self.api.rows_by_id(JOBS, ids)
        jobs = (WireJob.read(row) for row in rows)
        return {one.id: one for one in map(translate.job, filter(None, jobs))}

    async def open_jobs(self) -> OpenJobs:
        return await read_open_jobs(self.api)

    async def vendors(self, ids: Collection[VendorId]) -> Mapping[VendorId, Vendor]:
        rows = await self.api.rows_by_id(VENDORS, ids, ANY, repeat_key=True)
        vendors = (WireVendor.read(row) for row in rows)
        return {one.id: one for one in map(translate.vendor, filter(None, vendors))}

    async def mark_exported(self, marks: Sequence[ExportMark]) -> Sequence[MarkFailure]:
        """ServiceTitan knows no mark for orders, receipts and inventory adjustments."""
        by_kind: dict[Kind, list[ExportMark]] = defaultdict(list)
        for mark in marks:
            assert mark.document.kind in MARKINGS, mark.document
            by_kind[mark.document.kind].append(mark)
        failed = await together(
            *(mark_exported(self.api, kind, given) for kind, given in by_kind.items())
        )
        return [failure for failures in failed for failure in failures]

    async def journal_entries(self, in_detail: bool) -> Sequence[JournalEntry | Unreadable]:
        return await read_journal_entries(self.api, IN_PROGRESS, in_detail)

    async def synced_journal_entries(self, in_detail: bool) -> Sequence[JournalEntry | Unreadable]:
        return await read_journal_entries(self.api, SYNCED, in_detail)

    async def mark_synced(self, marks: Sequence[SyncMark]) -> Sequence[MarkFailure]:
        return await mark_synced(self.api, marks)

    async def ping(self) -> str:
        count = len(await self.business_units())
        return f"tenant {self.api.tenant_id}: {count} business unit{'' if count == 1 else 's'}"


def _without_orders(invoices: Sequence[Row], payments: Sequence[Row]) -> Queue:
    read_invoices, read_payments = read_all(invoices, invoice_of), read_all(payments, payment_of)
    unreadable = (*read_invoices.unreadable, *read_payments.unreadable)
    return Queue(read_invoices.documents, read_payments.documents, unreadable=unreadable)


def _is_exported(row: Row) -> bool:
    return member(row, "syncStatus") == EXPORTED


def _is_of(customer: CustomerId, row: Row) -> bool:
    return id_of(member(row, "customer")) in (customer, None)


def _customer_of(contacts: Mapping[int, Sequence[WireContact]], row: Row) -> Customer | Unreadable:
    """With the contacts of its own."""

    def with_contacts(wire: WireCustomer) -> Customer:
        return translate.customer(wire, contacts.get(wire.id, ()))

    return read_row(row, Kind.CUSTOMER, WireCustomer, with_contacts)


def _contacts_of(rows: Sequence[Row]) -> Mapping[int, Sequence[WireContact]]:
    contacts: dict[int, list[WireContact]] = defaultdict(list)
    for one in filter(None, map(WireContact.read, rows)):
        contacts[one.customer_id].append(one)
    return contacts
