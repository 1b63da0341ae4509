"""What stands in ServiceTitan's queue at one moment."""

from dataclasses import dataclass

from core.documents.kinds import Label
from core.documents.payable import Bill, ItemReceipt, VendorCredit
from core.documents.purchasing import PurchaseOrder
from core.documents.receivable import Invoice, Payment


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that does not say what a document must say; `problem` is for people."""

    label: Label
    problem: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The documents of posted batches, and the rows among them that cannot be read."""

    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    item_receipts: tuple[ItemReceipt, ...] = ()
    bills: tuple[Bill, ...] = ()
    vendor_credits: tuple[VendorCredit, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
