"""Customers, their contacts, locations and fields."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from simulators.servicetitan.records.base import ZERO, Address, Record


@dataclass(frozen=True)
class CustomField:
    """What a customer's field says; None when nothing was ever typed."""

    type_id: int
    name: str
    value: str | None


@dataclass(kw_only=True)
class CustomFieldType(Record):
    """A field that customers can have, whether one has it or not."""

    name: str
    data_type: str = "Text"


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
