"""What the core needs of the world, as promises; adapters keep them.

Business refusals come back as values. The exceptions here mean that a system did not answer, or
that it does not let us in.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from returns.result import Result

from core.chart import Chart
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
from core.errors import SyncError
from core.money import Money
from core.plan import Step
from core.portion import EVERYTHING, Selection
from core.records import (
    BookCustomer,
    Booked,
    BookVendor,
    CustomerLink,
    Key,
    NumberedBill,
    OpenRefund,
    RemoteId,
)
from core.refunds.booked import BookedRefund
from core.reports import Outcome, Report, Row
from core.settings import MappingChoice


class SystemUnavailableError(Exception):
    """A system did not answer, or not what it must; nothing is known to have been written."""

    def __init__(self, system: str, why: str) -> None:
        super().__init__(f"{system}: {why}")
        self.system = system
        self.why = why


class CredentialsRefusedError(SystemUnavailableError):
    """A system does not accept who we say we are, or what we may do there."""


class OutcomeUnknownError(SystemUnavailableError):
    """A write was sent and its answer lost: booked or not is unknown until it is looked up."""


class TenantBusyError(Exception):
    """Another run of this tenant is under way (TRG-12)."""

    def __init__(self, tenant: str, holder: str, since: datetime) -> None:
        super().__init__(
            f"{tenant}: a run by {holder} is under way since {since:%Y-%m-%d %H:%M} UTC"
        )
        self.tenant = tenant
        self.holder = holder
        self.since = since


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


@dataclass(frozen=True, slots=True)
class Rejection:
    """The books refused a record: their own words, and whether it is because the key is taken."""

    text: str
    key_taken: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A write as it would go out: HTTP verb, path and the body as JSON text."""

    verb: str
    path: str
    body: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What one customer's entries in one account come to, debit positive."""

    customer: RemoteId
    account: str
    amount: Money


class Books(Protocol):
    """The accounting system we post to. Reads may be repeated and raise as FieldService's do."""

    async def chart(self) -> Chart:
        """Accounts, subsidiaries, segments, periods and items as they are now."""
        ...

    async def payment_methods(self) -> Mapping[str, str]:
        """Active payment methods: id to name."""
        ...

    async def items_not_accruing(self) -> frozenset[str]:
        """The accounts, by id, whose posting item posts nothing, or elsewhere, when it is received."""
        ...

    async def customer_links(
        self, tenant: str, ids: Collection[CustomerId]
    ) -> Mapping[CustomerId, CustomerLink]: ...

    async def all_customer_links(self, tenant: str) -> Mapping[CustomerId, CustomerLink]:
        """Every Customer Sync Record of the tenant."""
        ...

    async def customers(self, ids: Collection[RemoteId]) -> Mapping[RemoteId, BookCustomer]:
        """Customers by their own ids, active or not; there is none for an id that is no customer's."""
        ...

    async def entities(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Customers and projects there are with these keys."""
        ...

    async def vendors(self, names: Collection[str]) -> Mapping[str, BookVendor]:
        """Active vendors with exactly these names."""
        ...

    async def numbered_bills(self, numbers: Collection[str]) -> Sequence[NumberedBill]:
        """Every vendor's bills with these numbers."""
        ...

    async def booked(self, keys: Collection[Key]) -> Mapping[Key, Booked]:
        """The transactions there are with these keys, read back in bulk with ledger lines."""
        ...

    async def open_refunds(
        self, tenant: str, journals: Collection[Key] = ()
    ) -> Sequence[OpenRefund]:
        """The tenant's refunds of which receivables still have something open, and those of these
        journals; oldest first."""
        ...

    async def has_refund_records(self) -> bool:
        """Whether ST Refund Records can be made: Custom Transactions are on (MAP-06)."""
        ...

    async def post(self, step: Step, known: Mapping[Key, RemoteId]) -> Result[RemoteId, Rejection]:
        """Write one step's record, once. `known` has the id of every key the record names.

        OutcomeUnknownError: it may or may not be there; look it up, do not post it again.
        SystemUnavailableError: it was surely not written.
        """
        ...

    async def located(
        self, step: Step, known: Mapping[Key, RemoteId]
    ) -> RemoteId | Rejection | None:
        """The id of what this step writes if the books have it now, whatever its content.

        A Rejection when they took it in, worked on it and failed; None when they do not have it.
        """
        ...

    async def merged(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Of the merges with these keys those the books have completed, with the surviving customer."""
        ...

    async def owners(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Whose the transactions with these keys are."""
        ...

    async def customer_balances(self, customers: Collection[RemoteId]) -> Sequence[Balance]:
        """Receivables and customer deposits of these customers, by account."""
        ...

    async def refunds(self, tenant: str, with_ended: bool = False) -> Sequence[BookedRefund]:
        """The tenant's refunds with their checks; Complete and Bypass ones only `with_ended`."""
        ...

    def preview(self, step: Step) -> Preview:
        """What `post` would send for this step, with keys where ids are not known yet (TRG-08)."""
        ...

    async def ping(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Intent:
    """A write that was announced and whose outcome is not known."""

    key: Key
    sent_at: datetime


class Lease(Protocol):
    """The right to run one tenant; every write to the journal is fenced by its token."""

    token: int


class Store(Protocol):
    """What we remember: runs, steps with intent and outcome, choices of mapping, cursors."""

    def lease(self, tenant: str, holder: str, now: datetime) -> AbstractAsyncContextManager[Lease]:
        """One run per tenant; raises TenantBusyError. A dead holder's lease is free at once."""
        ...

    async def start_run(self, lease: Lease, report: Report) -> Report | None:
        """What is known of a run of this name that was cut short: it goes on. None for a new one."""
        ...

    async def note_plan(self, lease: Lease, report: Report) -> None:
        """The report so far, of a run that is under way: its rows as they are planned."""
        ...

    async def sent(self, run: str) -> Mapping[Key, RemoteId | None]:
        """What the run announced, and was not told that it is not there; with the id where known."""
        ...

    async def finish_run(self, lease: Lease, report: Report) -> None: ...

    async def intend(self, lease: Lease, run: str, keys: Sequence[Key], now: datetime) -> None:
        """Durably, before the calls: these steps are about to be sent."""
        ...

    async def settle(self, lease: Lease, run: str, key: Key, outcome: Outcome) -> None:
        """Durably, after the call: what became of the step."""
        ...

    async def unsettled(self, tenant: str) -> Mapping[Key, Intent]:
        """Intents without an outcome, and those whose outcome was unknown."""
        ...

    async def rows_with(self, tenant: str, keys: Collection[Key]) -> Sequence[Row]:
        """What the last run that named each of these keys said of it, as it was before the run too."""
        ...

    async def unfinished(self, tenant: str) -> frozenset[Key]:
        """The keys of steps that were to be done and, as far as is known, are not."""
        ...

    async def watch(self, lease: Lease, run: str, payments: Collection[PaymentId]) -> None:
        """The payments to read again next time: money left, or applications that wait (AR-10)."""
        ...

    async def watched(self, tenant: str) -> Sequence[PaymentId]: ...

    async def cursor(self, tenant: str) -> datetime | None:
        """Up to when changed payments have been read (UTC)."""
        ...

    async def move_cursor(self, lease: Lease, run: str, to: datetime) -> None: ...

    async def latest(self, tenant: str) -> Report | None: ...

    async def runs(self, tenant: str | None, limit: int) -> Sequence[Report]:
        """Newest first."""
        ...

    async def errors(self, tenant: str) -> Sequence[SyncError]:
        """What stays out now, in the order in which it first did (TRG-13)."""
        ...

    async def keep_errors(
        self, lease: Lease, run: str, rows: Sequence[Row], now: datetime, *, whole: bool = True
    ) -> None:
        """The tenant's errors are from now on those after this run's rows; unless it looked at the
        `whole` queue, the errors of other documents stay."""
        ...

    async def reset_errors(
        self, tenant: str, ids: Collection[int] | None, who: str, now: datetime
    ) -> int:
        """Each of these, or all, goes on its own with the next run; how many there were."""
        ...

    async def mapping(self, tenant: str) -> Sequence[MappingChoice]:
        """The choices in force."""
        ...

    async def choose(self, tenant: str, choice: MappingChoice, who: str, now: datetime) -> None:
        """Keep a new version of one choice."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant in UTC."""
        ...

    async def sleep(self, seconds: int) -> None: ...
