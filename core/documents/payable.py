"""What vendors delivered, what they bill for it, and the credits they give."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.documents.ids import (
    BillId,
    BusinessUnitId,
    ItemReceiptId,
    JobId,
    OrderLineId,
    PurchaseOrderId,
    VendorCreditId,
    VendorId,
)
from core.documents.kinds import Batch, GlAccount, Kind, Label
from core.money import Money


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """So many of an ordered line came; `cost` is of one."""

    order_line: OrderLineId
    description: str
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class ItemReceipt:
    """Goods of one order that came together; `amount` is with tax and shipping."""

    id: ItemReceiptId
    number: str
    date: dt.date
    order: PurchaseOrderId
    lines: tuple[ReceiptLine, ...]
    amount: Money
    job: JobId | None = None
    batch: Batch | None = None

    @property
    def label(self) -> Label:
        return Label(Kind.ITEM_RECEIPT, self.id, self.number, None, self.amount)


@dataclass(frozen=True, slots=True)
class Received:
    """The receipt that a billed line came with, and the line of the order it is of."""

    receipt: ItemReceiptId
    number: str
    order_line: OrderLineId


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """Goods on a bill or a credit; `cost` is of one. `received` is None where no receipt is known."""

    description: str
    quantity: Decimal
    cost: Decimal
    account: GlAccount | None
    received: Received | None = None


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """An amount that a bill charges to an account, without goods."""

    description: str
    amount: Money
    account: GlAccount | None
    business_unit: BusinessUnitId | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """`number` is the one on the vendor's invoice; ServiceTitan's own where it has none."""

    id: BillId
    number: str
    date: dt.date
    vendor: VendorId
    vendor_name: str
    business_unit: BusinessUnitId | None
    lines: tuple[GoodsLine, ...]
    expenses: tuple[ExpenseLine, ...]
    tax: Money
    shipping: Money
    total: Money
    due_date: dt.date | None = None
    order: PurchaseOrderId | None = None
    job: JobId | None = None
    batch: Batch | None = None
    summary: str = ""

    @property
    def label(self) -> Label:
        return Label(Kind.BILL, self.id, self.number, self.vendor_name, self.total)


@dataclass(frozen=True, slots=True)
class VendorCredit:
    """What a vendor gives back for a return, the goods of which are its lines (AP-04)."""

    id: VendorCreditId
    number: str
    date: dt.date
    vendor: VendorId
    vendor_name: str
    business_unit: BusinessUnitId | None
    lines: tuple[GoodsLine, ...]
    tax: Money
    shipping: Money
    total: Money
    job: JobId | None = None
    batch: Batch | None = None
    memo: str = ""

    @property
    def label(self) -> Label:
        return Label(Kind.VENDOR_CREDIT, self.id, self.number, self.vendor_name, self.total)
