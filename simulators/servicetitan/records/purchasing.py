"""What is bought: vendors, purchase orders, receipts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from simulators.servicetitan.records.base import Document, Record, Stamp


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
