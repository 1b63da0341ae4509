"""What customers owe and pay: invoices, payments, applications."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from simulators.servicetitan.records.base import ZERO, Document, Stamp


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
    deposit_id: int | None = None

    @property
    def unapplied(self) -> Decimal:
        applied = sum((one.amount for one in self.applications), ZERO)
        return self.amount - applied - self.given_back
