"""What stands in ServiceTitan's queue at one moment."""

from dataclasses import dataclass

from core.documents.banking import BankDeposit
from core.documents.journals import JournalEntry
from core.documents.kinds import Label
from core.documents.payable import Bill, ItemReceipt, VendorCredit
from core.documents.people import Job
from core.documents.purchasing import PurchaseOrder
from core.documents.receivable import Invoice, Payment
from core.documents.stock import InventoryAdjustment


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that does not say what a document must say; `problem` is for people."""

    label: Label
    problem: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The documents of posted batches, the journal entries in progress, and the rows among them that
    cannot be read. `left` counts the invoices, payments and jobs that wait for the next run."""

    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    journal_entries: tuple[JournalEntry, ...] = ()
    item_receipts: tuple[ItemReceipt, ...] = ()
    bills: tuple[Bill, ...] = ()
    vendor_credits: tuple[VendorCredit, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    bank_deposits: tuple[BankDeposit, ...] = ()
    inventory_adjustments: tuple[InventoryAdjustment, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class OpenJobs:
    """The jobs whose work is still to be done, and the rows among them that cannot be read."""

    jobs: tuple[Job, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
