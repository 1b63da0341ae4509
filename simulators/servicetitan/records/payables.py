"""What is owed to vendors: their bills, and the credits they give."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from simulators.servicetitan.records.base import ZERO, Document, Stamp
from simulators.servicetitan.records.purchasing import GoodsLine

PROCUREMENT: Final = "Procurement"
AP_BILL: Final = "ApBill"
"""Types of bills: those of receipts, and those that stand alone."""


@dataclass(kw_only=True)
class BillItem(GoodsLine):
    receipt_item_id: int | None = None


@dataclass(kw_only=True)
class ExpenseItem:
    id: int
    amount: Decimal
    description: str
    account_id: int
    job_id: int | None = None
    business_unit_id: int | None = None


@dataclass(kw_only=True)
class Bill(Document):
    """`number` is ServiceTitan's, `vendor_number` the one on the vendor's invoice."""

    vendor_id: int
    business_unit_id: int
    bill_type: str
    source: str
    due_date: date
    items: list[BillItem] = field(default_factory=list)
    expense_items: list[ExpenseItem] = field(default_factory=list)
    purchase_order_id: int | None = None
    job_id: int | None = None
    vendor_number: str | None = None
    summary: str | None = None
    tax: Decimal = ZERO
    shipping: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        goods = sum((item.total for item in self.items), ZERO)
        expenses = sum((item.amount for item in self.expense_items), ZERO)
        return goods + expenses + self.tax + self.shipping


@dataclass(kw_only=True)
class ReturnItem(GoodsLine):
    stamp: Stamp
    receipt_item_id: int | None = None


@dataclass(kw_only=True)
class InventoryReturn(Document):
    """Goods on their way back to the vendor, until its credit is received or it is canceled."""

    vendor_id: int
    business_unit_id: int
    items: list[ReturnItem]
    status: str
    purchase_order_id: int | None = None
    job_id: int | None = None
    project_id: int | None = None
    reference_number: str = ""
    memo: str = ""
    tax: Decimal = ZERO
    shipping: Decimal = ZERO
    returned_on: date | None = None
    credit_received_on: date | None = None
    canceled_on: date | None = None

    @property
    def canceled(self) -> bool:
        return self.canceled_on is not None

    @property
    def total(self) -> Decimal:
        return sum((item.total for item in self.items), ZERO) + self.tax + self.shipping


@dataclass(kw_only=True)
class APCredit(Document):
    """What a vendor owes for a return."""

    inventory_return_id: int
    vendor_id: int
    business_unit_id: int
    amount: Decimal
    job_id: int | None = None
    reference_number: str | None = None
    memo: str | None = None
