"""What is bought: vendors, purchase orders, receipts, and the goods on their lines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from simulators.servicetitan.records.base import ZERO, Document, Record, Stamp
from simulators.servicetitan.values import to_the_cent


@dataclass(kw_only=True)
class Vendor(Record):
    name: str


@dataclass(frozen=True, kw_only=True)
class Goods:
    """What a line is about, and the accounts it goes to."""

    sku_id: int
    sku_name: str
    description: str
    account_id: int | None = None
    cost_of_sale_account_id: int | None = None
    asset_account_id: int | None = None


@dataclass(kw_only=True)
class GoodsLine:
    """`cost` is of one; `total` is quantity x cost to the cent, halves away from zero."""

    id: int
    goods: Goods
    quantity: Decimal
    cost: Decimal

    @property
    def total(self) -> Decimal:
        return to_the_cent(self.quantity * self.cost)


@dataclass(kw_only=True)
class PurchaseOrderItem(GoodsLine):
    stamp: Stamp
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

    @property
    def total(self) -> Decimal:
        return sum((item.total for item in self.items), ZERO)


@dataclass(kw_only=True)
class ReceiptItem(GoodsLine):
    order_item_id: int


@dataclass(kw_only=True)
class Receipt(Document):
    """`date` is when the goods came. Its bill is made with it."""

    purchase_order_id: int
    vendor_id: int
    business_unit_id: int
    items: list[ReceiptItem]
    job_id: int | None = None
    tax: Decimal = ZERO
    shipping: Decimal = ZERO
    vendor_invoice_number: str = ""
    memo: str = ""
    bill_id: int | None = None

    @property
    def total(self) -> Decimal:
        return sum((item.total for item in self.items), ZERO) + self.tax + self.shipping
