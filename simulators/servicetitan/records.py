"""What a ServiceTitan tenant holds: one dataclass for each kind of record.

Money is Decimal dollars, read from text. `date`, `due_date` and the like are calendar dates;
the instants in a `Stamp` are UTC. Records name one another by id.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

ZERO: Final = Decimal("0.00")
PENDING: Final = "Pending"
POSTED: Final = "Posted"
EXPORTED: Final = "Exported"
STATUSES: Final = (PENDING, POSTED, EXPORTED)


@dataclass(frozen=True)
class Stamp:
    """When a record was made and last changed; `change` numbers all changes of a tenant."""

    created_on: datetime
    modified_on: datetime
    change: int


@dataclass(kw_only=True)
class Record:
    id: int
    stamp: Stamp
    active: bool = True


@dataclass(frozen=True)
class Address:
    street: str = ""
    unit: str | None = None
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = "USA"


@dataclass(frozen=True)
class CustomField:
    """What a customer's field says; None when nothing was ever typed."""

    type_id: int
    name: str
    value: str | None


@dataclass(kw_only=True)
class BusinessUnit(Record):
    name: str
    currency: str | None = None


@dataclass(kw_only=True)
class CustomFieldType(Record):
    """A field that customers can have, whether one has it or not."""

    name: str
    data_type: str = "Text"


@dataclass(kw_only=True)
class GLAccount(Record):
    number: str
    name: str
    type: str = "Income"
    subtype: str = "Income"


@dataclass(kw_only=True)
class PaymentType(Record):
    name: str


@dataclass(kw_only=True)
class RefundReason(Record):
    """Why money goes back; the effect is what a refund for it does to the books."""

    name: str
    effect: str


@dataclass(kw_only=True)
class TaxZone(Record):
    """`rate` is a fraction: 0.0825 is eight and a quarter percent."""

    name: str
    rate: Decimal


@dataclass(kw_only=True)
class Contact(Record):
    customer_id: int
    type: str
    value: str
    memo: str | None = None


@dataclass(kw_only=True)
class Customer(Record):
    """`balance` is what the customer owes: invoices less payments.

    Every change moves the stamp; `edited_on` moves with changes other than the balance's.
    """

    name: str
    type: str
    address: Address
    custom_fields: tuple[CustomField, ...] = ()
    tax_exempt: bool = False
    merged_to_id: int | None = None
    balance: Decimal = ZERO
    edited_on: datetime
    location_id: int


@dataclass(kw_only=True)
class Location(Record):
    customer_id: int
    name: str
    address: Address


@dataclass(kw_only=True)
class JobType(Record):
    name: str


@dataclass(kw_only=True)
class Project(Record):
    number: str
    name: str
    customer_id: int
    location_id: int


@dataclass(kw_only=True)
class Job(Record):
    number: str
    status: str
    customer_id: int
    location_id: int
    business_unit_id: int
    job_type_id: int
    project_id: int | None = None
    completed_on: datetime | None = None
    invoice_id: int | None = None


@dataclass(kw_only=True)
class Batch(Record):
    number: int
    name: str
    posted: bool = False


@dataclass(kw_only=True)
class Document(Record):
    """What can be put in a batch. The sync status of an order is not shown by the API."""

    number: str
    date: date
    batch_id: int | None = None
    sync_status: str = PENDING
    export_id: str | None = None

    @property
    def locked(self) -> bool:
        return self.sync_status != PENDING


@dataclass(kw_only=True)
class InvoiceItem:
    id: int
    stamp: Stamp
    sku_id: int
    sku_name: str
    description: str
    quantity: Decimal
    price: Decimal
    total: Decimal
    type: str
    taxable: bool
    account_id: int
    order: int


@dataclass(kw_only=True)
class Invoice(Document):
    """`applied` is the sum of the payments applied to it."""

    customer_id: int
    business_unit_id: int
    configuration: str
    due_date: date
    items: list[InvoiceItem] = field(default_factory=list)
    job_id: int | None = None
    project_id: int | None = None
    location_id: int | None = None
    tax_zone_id: int | None = None
    sales_tax: Decimal = ZERO
    adjustment_to_id: int | None = None
    summary: str | None = None
    applied: Decimal = ZERO

    @property
    def sub_total(self) -> Decimal:
        return sum((item.total for item in self.items), ZERO)

    @property
    def total(self) -> Decimal:
        return self.sub_total + self.sales_tax

    @property
    def balance(self) -> Decimal:
        return self.total - self.applied


@dataclass(frozen=True)
class Application:
    """Money of a payment used for an invoice."""

    id: int
    invoice_id: int
    amount: Decimal
    applied_on: datetime


@dataclass(kw_only=True)
class Payment(Document):
    """Negative when it is a refund. `given_back` is what its refunds took of what was unapplied."""

    customer_id: int
    business_unit_id: int
    type_id: int
    amount: Decimal
    account_id: int | None = None
    check_number: str | None = None
    memo: str | None = None
    applications: list[Application] = field(default_factory=list)
    refunded_payment_id: int | None = None
    given_back: Decimal = ZERO

    @property
    def unapplied(self) -> Decimal:
        applied = sum((one.amount for one in self.applications), ZERO)
        return self.amount - applied - self.given_back


@dataclass(kw_only=True)
class Vendor(Record):
    name: str


@dataclass(kw_only=True)
class PurchaseOrderItem:
    id: int
    stamp: Stamp
    sku_id: int
    sku_name: str
    description: str
    quantity: Decimal
    cost: Decimal
    account_id: int
    received: Decimal = Decimal(0)

    @property
    def missing(self) -> Decimal:
        return self.quantity - self.received


@dataclass(kw_only=True)
class PurchaseOrder(Document):
    vendor_id: int
    business_unit_id: int
    items: list[PurchaseOrderItem]
    job_id: int | None = None
    project_id: int | None = None
    received_on: date | None = None

    @property
    def status(self) -> str:
        if all(item.missing == 0 for item in self.items):
            return "Received"
        return "PartiallyReceived" if any(item.received for item in self.items) else "Pending"


@dataclass(frozen=True)
class ReceiptItem:
    id: int
    order_item_id: int
    quantity: Decimal


@dataclass(kw_only=True)
class Receipt(Document):
    purchase_order_id: int
    vendor_id: int
    business_unit_id: int
    items: list[ReceiptItem]
    job_id: int | None = None
