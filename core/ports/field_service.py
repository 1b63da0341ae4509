"""The field service: what stands there to be booked, and marks that say it is."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
    JournalEntryId,
    Label,
    OpenJobs,
    Payment,
    PaymentId,
    Queue,
    Unreadable,
    Vendor,
    VendorId,
)
from core.portion import EVERYTHING, Selection
from core.records import RemoteId


@dataclass(frozen=True, slots=True)
class ExportMark:
    """A document that is in the books: who it is there, to be told to ServiceTitan (TRG-11)."""

    document: Label
    remote: RemoteId


@dataclass(frozen=True, slots=True)
class SyncMark:
    """A journal entry of which this version is in the books (JE-03)."""

    document: Label
    entry: JournalEntryId
    version: int
    remote: RemoteId


@dataclass(frozen=True, slots=True)
class MarkFailure:
    document: Label
    why: str


class FieldService(Protocol):
    """ServiceTitan, one tenant. Reading changes nothing; every read may be repeated.

    All methods raise `SystemUnavailableError` or `CredentialsRefusedError`.
    """

    async def queue(self, selection: Selection = EVERYTHING) -> Queue:
        """Invoices and payments of posted batches that are not exported yet (TRG-03, TRG-11), of which
        the `selection` is asked as they come: of each invoice by id, then of each payment."""
        ...

    async def payables(self, with_orders: bool) -> Queue:
        """Bills and credits of vendors in posted batches, not exported yet; `with_orders` also every
        posted receipt, which no mark takes out of the queue, and the orders of these."""
        ...

    async def bank_deposits(self) -> Queue:
        """Every posted bank deposit with its payments, and nothing else (AR-15)."""
        ...

    async def inventory_adjustments(self) -> Queue:
        """Every posted inventory adjustment, and nothing else (AR-18); none is ever exported."""
        ...

    async def journal_entries(self, in_detail: bool) -> Sequence[JournalEntry | Unreadable]:
        """Every journal entry in progress (TRG-02); by account and unit only unless `in_detail`."""
        ...

    async def synced_journal_entries(self, in_detail: bool) -> Sequence[JournalEntry | Unreadable]:
        """Every journal entry of which the present version is synced, likewise: for a tie-out."""
        ...

    async def exported(self) -> Queue:
        """Every active invoice and payment that is exported, as they are now: for a tie-out."""
        ...

    async def payments(self, ids: Collection[PaymentId]) -> Sequence[Payment]:
        """These payments as they are now, active or not; unreadable and unknown ones left out."""
        ...

    def payments_changed(self, since: datetime) -> AsyncIterator[Sequence[Payment]]:
        """Exported payments changed at or after `since` (UTC), page by page."""
        ...

    async def invoices(self, ids: Collection[InvoiceId]) -> Sequence[Invoice]:
        """These invoices as they are now."""
        ...

    async def adjustments(self, originals: Collection[InvoiceId]) -> Sequence[Invoice]:
        """Every adjustment invoice of these originals, active or not, oldest first (by id);
        unreadable ones left out."""
        ...

    async def customers(self, ids: Collection[CustomerId]) -> Mapping[CustomerId, Customer]:
        """These customers with their contacts, active or not; unknown ones left out."""
        ...

    async def merged_customers(self) -> Sequence[Customer]:
        """Every customer that was merged into another one; without contacts."""
        ...

    async def all_customers(self) -> Sequence[Customer]:
        """Every customer, active or not, without contacts."""
        ...

    async def customer_fields(self) -> frozenset[str]:
        """The names of the custom fields customers can have."""
        ...

    async def documents_of(self, customer: CustomerId) -> Queue:
        """The exported invoices and payments of one customer, as they are now."""
        ...

    async def payments_of(self, customer: CustomerId) -> Sequence[Payment]:
        """The payments and refunds of one customer, exported, posted or not, as they are now."""
        ...

    async def business_units(self) -> Mapping[BusinessUnitId, BusinessUnit]: ...

    async def jobs(self, ids: Collection[JobId]) -> Mapping[JobId, Job]: ...

    async def open_jobs(self) -> OpenJobs:
        """Every job whose work is still to be done (AR-17)."""
        ...

    async def vendors(self, ids: Collection[VendorId]) -> Mapping[VendorId, Vendor]: ...

    async def mark_exported(self, marks: Sequence[ExportMark]) -> Sequence[MarkFailure]:
        """Mark documents exported and read them again to be sure; may be repeated."""
        ...

    async def mark_synced(self, marks: Sequence[SyncMark]) -> Sequence[MarkFailure]:
        """Mark just these versions synced; one that has moved on meanwhile is a failure."""
        ...

    async def ping(self) -> str:
        """A word on who answered, for `check`."""
        ...
