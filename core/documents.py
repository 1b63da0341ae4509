"""What ServiceTitan says: its documents and the people and places they name, as frozen values.

Ids are ServiceTitan's int64; dates are business dates of the tenant; instants are UTC.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NewType

from core.money import Money

CustomerId = NewType("CustomerId", int)
InvoiceId = NewType("InvoiceId", int)
PaymentId = NewType("PaymentId", int)
ApplicationId = NewType("ApplicationId", int)
PurchaseOrderId = NewType("PurchaseOrderId", int)
BusinessUnitId = NewType("BusinessUnitId", int)
JobId = NewType("JobId", int)
VendorId = NewType("VendorId", int)


class Kind(Enum):
    """A kind of document or record; the value is part of its key in the books."""

    CUSTOMER = "customer"
    CUSTOMER_LINK = "customersync"
    CUSTOMER_MERGE = "merge"
    MERGED_ADDRESS = "mergedaddress"
    ITEM = "item"
    INVOICE = "invoice"
    PAYMENT = "payment"
    APPLICATION = "application"
    REFUND = "refund"
    REFUND_JOURNAL = "refundjournal"
    REFUND_STATUS = "refundstatus"
    DEPOSIT_RELEASE = "depositrelease"
    CHECK = "check"
    CUSTOMER_REFUND = "customerrefund"
    PURCHASE_ORDER = "purchaseorder"
    PROJECT = "project"
    VENDOR = "vendor"

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Kind.CUSTOMER: "Customer",
    Kind.CUSTOMER_LINK: "Customer sync record",
    Kind.CUSTOMER_MERGE: "Merge of customer",
    Kind.MERGED_ADDRESS: "Address of merged customer",
    Kind.ITEM: "Item",
    Kind.INVOICE: "Invoice",
    Kind.PAYMENT: "Payment",
    Kind.APPLICATION: "Application of payment",
    Kind.REFUND: "Refund",
    Kind.REFUND_JOURNAL: "Journal of refund",
    Kind.REFUND_STATUS: "Status of refund",
    Kind.DEPOSIT_RELEASE: "Release of deposit",
    Kind.CHECK: "Check",
    Kind.CUSTOMER_REFUND: "Customer Refund",
    Kind.PURCHASE_ORDER: "Purchase order",
    Kind.PROJECT: "Project",
    Kind.VENDOR: "Vendor",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A document as people speak of it: kind, number, whose, how much. Ids never stand alone."""

    kind: Kind
    id: int
    number: str
    customer: str | None = None
    amount: Money | None = None

    @property
    def money(self) -> Money | None:
        """What the document is about to move; a merge moves nothing, its amount is owed already."""
        return None if self.kind is Kind.CUSTOMER_MERGE else self.amount

    def __str__(self) -> str:
        whose = f" of {self.customer}" if self.customer else ""
        amount = f", {self.amount}" if self.amount is not None else ""
        return f"{self.kind.title} {self.number}{whose}{amount}"


@dataclass(frozen=True, slots=True)
class Batch:
    """ServiceTitan's posting batch (TRG-03), stamped on what it sends (MAP-07)."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class GlAccount:
    """An account as ServiceTitan names it; the mapping finds the one in the books (MAP-03)."""

    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """`price` and `quantity` as ServiceTitan has them; `total` is what the line bills, in cents."""

    description: str
    quantity: Decimal
    price: Decimal
    total: Money
    account: GlAccount | None
    taxable: bool = False
    business_unit: BusinessUnitId | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    id: InvoiceId
    number: str
    date: dt.date
    customer: CustomerId
    customer_name: str
    business_unit: BusinessUnitId | None
    lines: tuple[InvoiceLine, ...]
    subtotal: Money
    tax: Money
    total: Money
    balance: Money
    tax_name: str | None = None
    tax_rate: Decimal = Decimal(0)
    due_date: dt.date | None = None
    job: JobId | None = None
    batch: Batch | None = None
    adjustment_to: InvoiceId | None = None
    summary: str = ""
    exported: bool = False
    active: bool = True
    """False once it is deleted."""

    @property
    def label(self) -> Label:
        return Label(Kind.INVOICE, self.id, self.number, self.customer_name, self.total)


@dataclass(frozen=True, slots=True)
class Application:
    """Money of a payment used on an invoice: ServiceTitan's own id, the cents and the date."""

    id: ApplicationId
    invoice: InvoiceId
    invoice_number: str
    amount: Money
    date: dt.date


@dataclass(frozen=True, slots=True)
class Payment:
    """Money taken from a customer; `unapplied` is what no invoice has used yet."""

    id: PaymentId
    number: str
    date: dt.date
    customer: CustomerId
    customer_name: str
    business_unit: BusinessUnitId | None
    amount: Money
    unapplied: Money
    type: str
    account: GlAccount | None
    applications: tuple[Application, ...]
    modified: dt.datetime
    batch: Batch | None = None
    memo: str = ""
    check_number: str = ""
    refund_of: PaymentId | None = None
    exported: bool = False

    @property
    def label(self) -> Label:
        return Label(Kind.PAYMENT, self.id, self.number, self.customer_name, self.amount)


@dataclass(frozen=True, slots=True)
class PurchaseOrderLine:
    description: str
    quantity: Decimal
    cost: Decimal
    total: Money
    account: GlAccount | None


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order that has been received at least in part, its receipt posted in a batch (AP-01)."""

    id: PurchaseOrderId
    number: str
    date: dt.date
    vendor: VendorId
    business_unit: BusinessUnitId | None
    job: JobId | None
    lines: tuple[PurchaseOrderLine, ...]
    total: Money
    batch: Batch | None = None

    @property
    def label(self) -> Label:
        return Label(Kind.PURCHASE_ORDER, self.id, self.number, None, self.total)


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    unit: str
    city: str
    state: str
    zip: str
    country: str


class CustomerKind(Enum):
    RESIDENTIAL = "Residential"
    COMMERCIAL = "Commercial"


@dataclass(frozen=True, slots=True)
class Customer:
    """`phone`, `email` and `fax` are the first active contact of each kind (CUS-17)."""

    id: CustomerId
    name: str
    kind: CustomerKind
    address: Address | None = None
    phone: str | None = None
    email: str | None = None
    fax: str | None = None
    merged_to: CustomerId | None = None
    custom_fields: tuple[tuple[str, str], ...] = ()
    """Name and value as ServiceTitan has them; a field without a name or a value is left out."""
    active: bool = True

    @property
    def label(self) -> Label:
        return Label(Kind.CUSTOMER, self.id, self.name.strip() or f"{self.id} (no name)")

    @property
    def called(self) -> str:
        """In a sentence: customer Maria Lopez (501)."""
        name = self.name.strip()
        return f"customer {name} ({self.id})" if name else f"customer {self.id} (no name)"

    def field(self, name: str) -> str:
        """The value of the custom field of exactly this name; empty where there is none."""
        return dict(self.custom_fields).get(name, "")


@dataclass(frozen=True, slots=True)
class Vendor:
    id: VendorId
    name: str


@dataclass(frozen=True, slots=True)
class BusinessUnit:
    id: BusinessUnitId
    name: str
    currency: str | None = None
    """ISO code; None when ServiceTitan says none."""

    def __str__(self) -> str:
        return f'"{self.name}" ({self.id})'


@dataclass(frozen=True, slots=True)
class Job:
    id: JobId
    number: str
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that does not say what a document must say; `problem` is for people."""

    label: Label
    problem: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The documents of posted batches, and the rows among them that cannot be read."""

    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
