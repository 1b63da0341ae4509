"""What is set up once: business units, GL accounts, payment types, reasons, tax zones."""

from dataclasses import dataclass
from decimal import Decimal

from simulators.servicetitan.records.base import Record


@dataclass(kw_only=True)
class BusinessUnit(Record):
    name: str
    currency: str | None = None


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
