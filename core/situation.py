"""All that a plan is made from: what both systems say at one moment, and what the tenant chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from returns.result import Failure, Result, Success

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
    Kind,
    Label,
    Payment,
    PaymentId,
    Queue,
    Vendor,
    VendorId,
)
from core.ledger import Segments
from core.mapping import AccountMapping
from core.money import Money
from core.records import (
    BookCustomer,
    Booked,
    BookVendor,
    CustomerLink,
    Key,
    NumberedBill,
    OpenRefund,
    RemoteId,
    key_of,
)
from core.refusals import Problem, Refusal
from core.settings import TenantSettings

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class KnownRefunds:
    """What the refunds of a run need besides (REF-06 to REF-10, REF-19).

    `invoices` are those that queued refunds are applied to. `payments` are those given back, by id,
    and `of_payments` the refunds of each, queued or exported. `open` are the refunds in the books that
    receivables still have open. `credit_memos` are the credit memos of invoices whose money went back:
    key of the memo to key of its original. `has_records`: the books have ST Refund Records.
    `unposted` are refunds by payment whose batch is not posted.
    `now` are the refunds among `open` as ServiceTitan has them now.
    """

    invoices: Mapping[InvoiceId, Invoice] = field(default_factory=dict)
    payments: Mapping[PaymentId, Payment] = field(default_factory=dict)
    of_payments: Mapping[PaymentId, tuple[Payment, ...]] = field(default_factory=dict)
    open: tuple[OpenRefund, ...] = ()
    credit_memos: Mapping[Key, Key] = field(default_factory=dict)
    has_records: bool = False
    now: Mapping[PaymentId, Payment] = field(default_factory=dict)
    unposted: Mapping[PaymentId, tuple[Payment, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """`later` are exported payments whose applications may have changed since (AR-09), and
    `money_left` others, on which both systems agree and of which only money is left.

    `originals` are the invoices that queued adjustments adjust, as they are now; `adjustments` are
    all that adjust one of them, queued or not, oldest first (AR-04).
    `merged_customers` are ServiceTitan's customers that were merged into others, by id, and
    `customer_fields` the names of the custom fields of its customers. `book_customers` are customers
    of the books by their own id: those linked, those named by a legacy ID, and those something is
    booked to. `balances` is what those to be merged owe, by account id in cents, and `merges` are the
    merges that the books have completed, each with the surviving customer (CUS-15). `entities` are
    the customers and projects found in the books by key, `new_projects` the open jobs that are no
    project there yet (AR-17), `book_vendors` the vendors found by name,
    `numbered_bills` the bills in the books with numbers of queued ones,
    `not_accruing` the accounts, by id, whose item posts nothing when it is received,
    `booked` the transactions found by key, `unsettled` the keys whose last write has no known outcome
    yet, each with the words for it. `unfinished` are the steps that an earlier run was to do and did
    not; `rejected` are the records that the books refused when last sent, each with their words.
    """

    settings: TenantSettings
    chart: Chart
    mapping: AccountMapping
    queue: Queue = field(default_factory=Queue)
    later: tuple[Payment, ...] = ()
    money_left: frozenset[PaymentId] = frozenset()
    originals: Mapping[InvoiceId, Invoice] = field(default_factory=dict)
    adjustments: Mapping[InvoiceId, tuple[InvoiceId, ...]] = field(default_factory=dict)
    refunds: KnownRefunds = field(default_factory=KnownRefunds)
    customers: Mapping[CustomerId, Customer] = field(default_factory=dict)
    merged_customers: Mapping[CustomerId, Customer] = field(default_factory=dict)
    customer_fields: frozenset[str] = frozenset()
    business_units: Mapping[BusinessUnitId, BusinessUnit] = field(default_factory=dict)
    jobs: Mapping[JobId, Job] = field(default_factory=dict)
    vendors: Mapping[VendorId, Vendor] = field(default_factory=dict)
    links: Mapping[CustomerId, CustomerLink] = field(default_factory=dict)
    book_customers: Mapping[RemoteId, BookCustomer] = field(default_factory=dict)
    balances: Mapping[RemoteId, Mapping[str, Money]] = field(default_factory=dict)
    merges: Mapping[Key, RemoteId] = field(default_factory=dict)
    entities: Mapping[Key, RemoteId] = field(default_factory=dict)
    book_vendors: Mapping[str, BookVendor] = field(default_factory=dict)
    numbered_bills: tuple[NumberedBill, ...] = ()
    not_accruing: frozenset[str] = frozenset()
    new_projects: Mapping[JobId, Job] = field(default_factory=dict)
    booked: Mapping[Key, Booked] = field(default_factory=dict)
    unsettled: Mapping[Key, str] = field(default_factory=dict)
    unfinished: frozenset[Key] = frozenset()
    rejected: Mapping[Key, str] = field(default_factory=dict)

    def key(self, kind: Kind, source: int | str) -> Key:
        return key_of(self.settings.tenant, kind, source)

    def keys(self, kind: Kind, sources: Iterable[int | str]) -> set[Key]:
        return {self.key(kind, one) for one in sources}

    def survivor(self, customer: CustomerId) -> CustomerId:
        """Who the customer is now: itself, or the end of its chain of merges (CUS-15)."""
        seen = set[CustomerId]()
        while customer in self.merged_customers and customer not in seen:
            seen.add(customer)
            customer = self.merged_customers[customer].merged_to or customer
        return customer

    def customer_key(self, customer: CustomerId) -> Key:
        """The customer in the books that new documents of this one go to."""
        return self.key(Kind.CUSTOMER, self.survivor(customer))

    def legacy_id(self, customer: Customer) -> str:
        """What its legacy ID field says, as it is; empty when blank or matching is off (CUS-09)."""
        field = self.settings.legacy_id_field
        if field is None or field not in self.customer_fields:
            return ""
        value = customer.field(field)
        return value if value.strip() else ""

    def segments(self, unit: BusinessUnitId | None) -> Result[Segments, Problem]:
        return self.mapping.segments(unit, self.business_units)

    def number(self, number: str) -> str:
        """A document's number as the books shall show it (MAP-05)."""
        prefix = self.settings.short_name
        return f"{prefix}-{number}" if prefix else number

    def project(self, job: JobId | None) -> Key | None:
        """The job's project, if the books have it or are to get it (AR-01, AR-17)."""
        if job is None:
            return None
        key = self.key(Kind.PROJECT, job)
        return key if key in self.entities or job in self.new_projects else None

    @property
    def known(self) -> dict[Key, RemoteId]:
        """The id of everything that is in the books already, by key."""
        linked = {
            self.key(Kind.CUSTOMER, source): link.customer
            for source, link in self.links.items()
            if link.customer is not None
        }
        legacy_ids = {one.id: RemoteId(self.legacy_id(one)) for one in self.customers.values()}
        legacy = {
            self.key(Kind.CUSTOMER, source): named
            for source, named in legacy_ids.items()
            if named in self.book_customers
        }
        vendors = {
            self.key(Kind.VENDOR, vendor.id): self.book_vendors[vendor.name].id
            for vendor in self.vendors.values()
            if vendor.name in self.book_vendors
        }
        items = {item_key(account): item for account, item in self.chart.items.items()}
        applied = {
            one.invoice_key: one.invoice
            for booked in self.booked.values()
            for one in (*booked.applications, *booked.to_journals)
            if one.invoice_key is not None
        }
        booked = {key: one.id for key, one in self.booked.items()}
        return {**items, **vendors, **self.entities, **legacy, **linked, **applied, **booked}


def item_key(account_id: str) -> Key:
    """The key of the item that posts to an account; items belong to the account, not a tenant."""
    return key_of("crossfoot", Kind.ITEM, account_id)


def refused(outcome: Result[Value, Problem], document: Label) -> Result[Value, Refusal]:
    """A problem as the refusal of this document."""
    return outcome.alt(lambda problem: problem.of(document))


def require(holds: bool, problem: Problem) -> Result[None, Problem]:
    """A guard: nothing, or the problem."""
    return Success(None) if holds else Failure(problem)
