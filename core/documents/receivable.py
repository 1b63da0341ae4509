"""Invoices, payments and what is applied between them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.documents.ids import (
    ApplicationId,
    BusinessUnitId,
    CustomerId,
    InvoiceId,
    JobId,
    PaymentId,
)
from core.documents.kinds import Batch, GlAccount, Kind, Label
from core.money import Money


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
