"""What we read of ServiceTitan's records, as it stands on the wire (facts 4, 5, 6, 10).

Money is text on invoices and payments, numbers elsewhere; both become cents here, or the row does
not fit. A member is required where a document cannot be without it, else it may be null or absent.
Enums stay text, since ServiceTitan widens them (facts 12.21).
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, ValidationError
from pydantic.alias_generators import to_camel

from core.money import Money

POSTED: Final = "Posted"
EXPORTED: Final = "Exported"
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,20})?")


def number(value: object) -> Decimal:
    """Digits as sent, as text or a JSON number; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("is not a number")
    text = str(value).strip()
    if not _NUMBER.fullmatch(text):
        raise ValueError("is not a number")
    return Decimal(text)


def cents(value: object) -> Money:
    """ValueError when it is not a number, or not whole cents."""
    amount = number(value)
    try:
        return Money.of(amount)
    except ValueError:
        raise ValueError("is not a whole number of cents") from None


def calendar_date(value: object) -> date:
    """The date part as sent: midnight `Z` is how ServiceTitan writes a day (facts 12.12)."""
    if not isinstance(value, str):
        raise ValueError("is not a date")
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise ValueError("is not a date") from None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Cents = Annotated[Money, PlainValidator(cents)]
Number = Annotated[Decimal, PlainValidator(number)]
Day = Annotated[date, PlainValidator(calendar_date)]
Instant = Annotated[datetime, AfterValidator(_utc)]


class Wire(BaseModel):
    """Read only: members in camelCase, those we do not know ignored."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, coerce_numbers_to_str=True
    )

    @classmethod
    def read(cls, row: object) -> Self | None:
        """What a document refers to, or None when the row does not say what it must."""
        try:
            return cls.model_validate(row)
        except ValidationError:
            return None


class WireNamed(Wire):
    id: int
    name: str | None = None


class WireId(Wire):
    id: int


class WireBatch(Wire):
    id: int
    name: str | None = None
    number: str | None = None


class WireAccount(Wire):
    """Its id is shown by accounting and not by inventory, and is not needed."""

    name: str | None = None
    number: str | None = None


class WireTaxCode(Wire):
    name: str | None = None
    tax_rate: Number | None = None


class WireInvoiceItem(Wire):
    description: str | None = None
    display_name: str | None = None
    sku_name: str | None = None
    quantity: Number
    price: Number
    total: Cents
    taxable: bool | None = None
    general_ledger_account: WireAccount | None = None
    business_unit: WireNamed | None = None


class WireInvoice(Wire):
    id: int
    sync_status: str
    active: bool | None = None
    reference_number: str | None = None
    invoice_date: Day
    due_date: Day | None = None
    sub_total: Cents
    sales_tax: Cents
    total: Cents
    balance: Cents
    sales_tax_code: WireTaxCode | None = None
    customer: WireNamed
    business_unit: WireNamed | None = None
    batch: WireBatch | None = None
    adjustment_to_id: int | None = None
    job: WireId | None = None
    summary: str | None = None
    items: list[WireInvoiceItem] | None = None


class WireApplication(Wire):
    applied_id: int
    applied_to: int
    applied_amount: Cents
    applied_on: Day | None = None
    applied_to_reference_number: str | None = None


class WirePayment(Wire):
    id: int
    sync_status: str
    reference_number: str | None = None
    date: Day
    total: Cents
    unapplied_amount: Cents
    type: str | None = None
    customer: WireNamed
    business_unit: WireNamed | None = None
    batch: WireBatch | None = None
    general_ledger_account: WireAccount | None = None
    memo: str | None = None
    check_number: str | None = None
    refunded_payment_id: int | None = None
    modified_on: Instant
    applied_to: list[WireApplication] | None = None


class WirePurchaseOrderItem(Wire):
    id: int
    description: str | None = None
    sku_name: str | None = None
    quantity: Number
    cost: Number
    total: Cents


class WirePurchaseOrder(Wire):
    id: int
    number: str | None = None
    status: str | None = None
    date: Day
    vendor_id: int
    business_unit_id: int | None = None
    job_id: int | None = None
    batch_id: int | None = None
    total: Cents
    items: list[WirePurchaseOrderItem] | None = None


class WireAddress(Wire):
    street: str | None = None
    unit: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None


class WireCustomField(Wire):
    name: str | None = None
    value: str | None = None


class WireCustomFieldType(Wire):
    name: str | None = None


class WireCustomer(Wire):
    id: int
    name: str | None = None
    type: str
    address: WireAddress | None = None
    merged_to_id: int | None = None
    custom_fields: list[WireCustomField] | None = None
    active: bool | None = None


class WireContact(Wire):
    id: int
    customer_id: int
    type: str | None = None
    value: str | None = None
    active: bool | None = None


class WireBusinessUnit(Wire):
    id: int
    name: str | None = None
    currency: str | None = None


class WireJob(Wire):
    id: int
    job_number: str | None = None
    customer_id: int
    business_unit_id: int | None = None


class WireVendor(Wire):
    id: int
    name: str | None = None
