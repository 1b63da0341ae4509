"""What ServiceTitan says: its documents and the people and places they name, as frozen values.

Ids are ServiceTitan's int64; dates are business dates of the tenant; instants are UTC.
"""

from core.documents.banking import BankDeposit as BankDeposit
from core.documents.banking import DepositedPayment as DepositedPayment
from core.documents.ids import ApplicationId as ApplicationId
from core.documents.ids import BankDepositId as BankDepositId
from core.documents.ids import BillId as BillId
from core.documents.ids import BusinessUnitId as BusinessUnitId
from core.documents.ids import CustomerId as CustomerId
from core.documents.ids import InventoryAdjustmentId as InventoryAdjustmentId
from core.documents.ids import InvoiceId as InvoiceId
from core.documents.ids import ItemReceiptId as ItemReceiptId
from core.documents.ids import JobId as JobId
from core.documents.ids import JournalEntryId as JournalEntryId
from core.documents.ids import OrderLineId as OrderLineId
from core.documents.ids import PaymentId as PaymentId
from core.documents.ids import PurchaseOrderId as PurchaseOrderId
from core.documents.ids import VendorCreditId as VendorCreditId
from core.documents.ids import VendorId as VendorId
from core.documents.journals import JournalEntry as JournalEntry
from core.documents.journals import JournalEntryLine as JournalEntryLine
from core.documents.journals import JournalTransaction as JournalTransaction
from core.documents.kinds import Batch as Batch
from core.documents.kinds import GlAccount as GlAccount
from core.documents.kinds import Kind as Kind
from core.documents.kinds import Label as Label
from core.documents.payable import Bill as Bill
from core.documents.payable import ExpenseLine as ExpenseLine
from core.documents.payable import GoodsLine as GoodsLine
from core.documents.payable import ItemReceipt as ItemReceipt
from core.documents.payable import ReceiptLine as ReceiptLine
from core.documents.payable import Received as Received
from core.documents.payable import VendorCredit as VendorCredit
from core.documents.people import OPEN_JOB_STATUSES as OPEN_JOB_STATUSES
from core.documents.people import Address as Address
from core.documents.people import BusinessUnit as BusinessUnit
from core.documents.people import Customer as Customer
from core.documents.people import CustomerKind as CustomerKind
from core.documents.people import Job as Job
from core.documents.people import Vendor as Vendor
from core.documents.purchasing import PurchaseOrder as PurchaseOrder
from core.documents.purchasing import PurchaseOrderLine as PurchaseOrderLine
from core.documents.queue import OpenJobs as OpenJobs
from core.documents.queue import Queue as Queue
from core.documents.queue import Unreadable as Unreadable
from core.documents.receivable import Application as Application
from core.documents.receivable import Invoice as Invoice
from core.documents.receivable import InvoiceLine as InvoiceLine
from core.documents.receivable import Payment as Payment
from core.documents.stock import InventoryAdjustment as InventoryAdjustment
from core.documents.stock import InventoryAdjustmentLine as InventoryAdjustmentLine
