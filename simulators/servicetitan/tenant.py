"""One ServiceTitan tenant: its records by kind and id, and the numbers it hands out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, TypeVar

from simulators.control.clock import SimClock
from simulators.servicetitan.journals import JournalEntry
from simulators.servicetitan.records import (
    APCredit,
    BankDeposit,
    Batch,
    Bill,
    BusinessUnit,
    Contact,
    Customer,
    CustomFieldType,
    Document,
    GLAccount,
    InventoryAdjustment,
    InventoryReturn,
    Invoice,
    Job,
    JobType,
    Location,
    Payment,
    PaymentType,
    Project,
    PurchaseOrder,
    Receipt,
    Record,
    RefundReason,
    Stamp,
    TaxZone,
    Vendor,
)

FIRST_IDS: Final[Mapping[str, int]] = {
    "business unit": 101,
    "GL account": 1_001,
    "payment type": 2_001,
    "refund reason": 2_501,
    "tax zone": 3_001,
    "job type": 4_001,
    "custom field": 5_001,
    "SKU": 6_001,
    "vendor": 7_001,
    "project": 8_001,
    "batch": 9_001,
    "customer": 10_000_001,
    "contact": 11_000_001,
    "location": 12_000_001,
    "job": 20_000_001,
    "invoice": 30_000_001,
    "item": 31_000_001,
    "payment": 40_000_001,
    "application": 41_000_001,
    "purchase order": 50_000_001,
    "order line": 51_000_001,
    "receipt": 60_000_001,
    "receipt line": 61_000_001,
    "bill": 62_000_001,
    "bill line": 63_000_001,
    "return": 64_000_001,
    "return line": 65_000_001,
    "AP credit": 66_000_001,
    "inventory adjustment": 67_000_001,
    "adjustment line": 68_000_001,
    "bank deposit": 69_000_001,
    "journal entry": 70_000_001,
    "job number": 1_001,
    "invoice number": 4_001,
    "payment number": 7_001,
    "order number": 8_001,
    "receipt number": 8_501,
    "bill number": 8_701,
    "return number": 8_801,
    "AP credit number": 8_901,
    "adjustment number": 9_501,
    "deposit number": 9_701,
    "journal entry number": 9_801,
    "batch number": 1,
    "project number": 501,
}
"""Where each kind's ids and numbers start: apart, so that ids of two kinds are never mixed up."""

R = TypeVar("R", bound=Record)


class MistakeError(Exception):
    """A person in ServiceTitan's screens asked for what cannot be; the text says why."""


class Stamped(Protocol):
    stamp: Stamp


@dataclass(frozen=True)
class Numbering:
    """Ids handed out so far."""

    next_ids: dict[str, int]
    changes: int
    skus: dict[str, int]
    customer_fields: dict[str, CustomFieldType]


@dataclass(frozen=True)
class Shown:
    """A document as JSON; still true while neither it nor what it refers to has changed."""

    change: int
    referred_change: int
    text: bytes


@dataclass
class AutoBatching:
    enabled: bool = False
    name: str = "Auto batch"


@dataclass
class Tenant:
    """The records, and how new ones get ids, numbers and stamps."""

    id: int
    name: str
    clock: SimClock
    business_units: dict[int, BusinessUnit] = field(default_factory=dict)
    gl_accounts: dict[int, GLAccount] = field(default_factory=dict)
    payment_types: dict[int, PaymentType] = field(default_factory=dict)
    refund_reasons: dict[int, RefundReason] = field(default_factory=dict)
    tax_zones: dict[int, TaxZone] = field(default_factory=dict)
    vendors: dict[int, Vendor] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    locations: dict[int, Location] = field(default_factory=dict)
    job_types: dict[int, JobType] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    invoices: dict[int, Invoice] = field(default_factory=dict)
    payments: dict[int, Payment] = field(default_factory=dict)
    purchase_orders: dict[int, PurchaseOrder] = field(default_factory=dict)
    receipts: dict[int, Receipt] = field(default_factory=dict)
    bills: dict[int, Bill] = field(default_factory=dict)
    returns: dict[int, InventoryReturn] = field(default_factory=dict)
    ap_credits: dict[int, APCredit] = field(default_factory=dict)
    inventory_adjustments: dict[int, InventoryAdjustment] = field(default_factory=dict)
    bank_deposits: dict[int, BankDeposit] = field(default_factory=dict)
    journal_entries: dict[int, JournalEntry] = field(default_factory=dict)
    default_accounts: dict[str, str] = field(default_factory=dict)
    batches: dict[int, Batch] = field(default_factory=dict)
    in_batch: dict[int, list[Document]] = field(default_factory=lambda: defaultdict(list))
    """The documents of each batch by its id, in the order in which they were put in."""
    skus: dict[str, int] = field(default_factory=dict)
    customer_fields: dict[str, CustomFieldType] = field(default_factory=dict)
    auto_batching: AutoBatching = field(default_factory=AutoBatching)
    automated_refund_workflow: bool = False
    next_ids: dict[str, int] = field(default_factory=lambda: dict(FIRST_IDS))
    changes: int = 0
    referred_change: int = 0
    """The last change of a record that documents show by name, such as a customer."""
    shown: dict[tuple[str, int], Shown] = field(default_factory=dict)
    """Documents as they were last shown, by kind and id."""

    def new_id(self, kind: str, given: int | None = None) -> int:
        """The next id of a kind, or the given one, which later ids then follow."""
        number = self.next_ids[kind] if given is None else given
        self.next_ids[kind] = max(self.next_ids[kind], number + 1)
        return number

    def now(self) -> datetime:
        return self.clock.now()

    def stamp(self) -> Stamp:
        """For a record made now."""
        self.changes += 1
        return Stamp(self.now(), self.now(), self.changes)

    def touch(self, *records: Stamped) -> None:
        """They changed now: modifiedOn moves, and export feeds show them again."""
        for record in records:
            self.changes += 1
            record.stamp = Stamp(record.stamp.created_on, self.now(), self.changes)
            if not isinstance(record, Document):
                self.referred_change = self.changes

    def numbering(self) -> "Numbering":
        return Numbering(
            dict(self.next_ids), self.changes, dict(self.skus), dict(self.customer_fields)
        )

    def take_back(self, numbering: "Numbering") -> None:
        """Ids that a refused action took are free again."""
        self.next_ids, self.changes = numbering.next_ids, numbering.changes
        self.skus, self.customer_fields = numbering.skus, numbering.customer_fields

    def sku_id(self, name: str) -> int:
        if name not in self.skus:
            self.skus[name] = self.new_id("SKU")
        return self.skus[name]


def known(table: Mapping[int, R], kind: str, record_id: int) -> R:
    """The record of that id; MistakeError when there is none."""
    record = table.get(record_id)
    if record is None:
        raise MistakeError(f"There is no {kind} {record_id}.")
    return record
