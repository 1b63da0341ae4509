"""Kinds of documents and records, and how people speak of one."""

from dataclasses import dataclass
from enum import StrEnum

from core.money import Money


class Kind(StrEnum):
    """A kind of document or record; the value is part of its key in the books."""

    CUSTOMER = "customer"
    CUSTOMER_LINK = "customersync"
    CUSTOMER_MERGE = "merge"
    MERGED_ADDRESS = "mergedaddress"
    ITEM = "item"
    INVOICE = "invoice"
    PAYMENT = "payment"
    APPLICATION = "application"
    REFUND = "refund"
    REFUND_JOURNAL = "refundjournal"
    REFUND_STATUS = "refundstatus"
    DEPOSIT_RELEASE = "depositrelease"
    CHECK = "check"
    CUSTOMER_REFUND = "customerrefund"
    PURCHASE_ORDER = "purchaseorder"
    ITEM_RECEIPT = "itemreceipt"
    BILL = "bill"
    VENDOR_CREDIT = "vendorcredit"
    JOURNAL_ENTRY = "journalentry"
    BANK_DEPOSIT = "bankdeposit"
    INVENTORY_ADJUSTMENT = "inventoryadjustment"
    PROJECT = "project"
    VENDOR = "vendor"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.CUSTOMER: "Customer",
    Kind.CUSTOMER_LINK: "Customer sync record",
    Kind.CUSTOMER_MERGE: "Merge of customer",
    Kind.MERGED_ADDRESS: "Address of merged customer",
    Kind.ITEM: "Item",
    Kind.INVOICE: "Invoice",
    Kind.PAYMENT: "Payment",
    Kind.APPLICATION: "Application of payment",
    Kind.REFUND: "Refund",
    Kind.REFUND_JOURNAL: "Journal of refund",
    Kind.REFUND_STATUS: "Status of refund",
    Kind.DEPOSIT_RELEASE: "Release of deposit",
    Kind.CHECK: "Check",
    Kind.CUSTOMER_REFUND: "Customer Refund",
    Kind.PURCHASE_ORDER: "Purchase order",
    Kind.ITEM_RECEIPT: "Item receipt",
    Kind.BILL: "Bill",
    Kind.VENDOR_CREDIT: "Vendor credit",
    Kind.JOURNAL_ENTRY: "Journal entry",
    Kind.BANK_DEPOSIT: "Bank deposit",
    Kind.INVENTORY_ADJUSTMENT: "Inventory adjustment",
    Kind.PROJECT: "Project",
    Kind.VENDOR: "Vendor",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A document as people speak of it: kind, number, whose, how much. Ids never stand alone."""

    kind: Kind
    id: int
    number: str
    customer: str | None = None
    amount: Money | None = None

    @property
    def money(self) -> Money | None:
        """What the document is about to move; a merge moves nothing, its amount is owed already."""
        return None if self.kind is Kind.CUSTOMER_MERGE else self.amount

    def __str__(self) -> str:
        whose = f" of {self.customer}" if self.customer else ""
        amount = f", {self.amount}" if self.amount is not None else ""
        return f"{self.kind.words} {self.number}{whose}{amount}"


@dataclass(frozen=True, slots=True)
class Batch:
    """ServiceTitan's posting batch (TRG-03), stamped on what it sends (MAP-07)."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class GlAccount:
    """An account as ServiceTitan names it; the mapping finds the one in the books (MAP-03)."""

    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()
