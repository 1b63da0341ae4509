"""What the books hold: the records a plan writes, as frozen values.

A record names others by their key; the run knows each key's id in the books once it is there.
"""

from core.keys import Key as Key
from core.keys import RemoteId as RemoteId
from core.keys import key_of as key_of
from core.records.booked import BookCustomer as BookCustomer
from core.records.booked import Booked as Booked
from core.records.booked import BookedApplication as BookedApplication
from core.records.booked import BookedAs as BookedAs
from core.records.booked import BookVendor as BookVendor
from core.records.booked import CustomerLink as CustomerLink
from core.records.booked import NumberedBill as NumberedBill
from core.records.booked import OpenRefund as OpenRefund
from core.records.booked import covered as covered
from core.records.booked import paid as paid
from core.records.journals import JournalLine as JournalLine
from core.records.journals import JournalRecord as JournalRecord
from core.records.lines import ItemLine as ItemLine
from core.records.lines import TaxCode as TaxCode
from core.records.parties import CustomerLinkRecord as CustomerLinkRecord
from core.records.parties import CustomerMergeRecord as CustomerMergeRecord
from core.records.parties import CustomerRecord as CustomerRecord
from core.records.parties import ItemRecord as ItemRecord
from core.records.parties import MergedAddressRecord as MergedAddressRecord
from core.records.payables import BillRecord as BillRecord
from core.records.payables import ExpenseItem as ExpenseItem
from core.records.payables import ItemReceiptRecord as ItemReceiptRecord
from core.records.payables import PayableRecord as PayableRecord
from core.records.payables import VendorCreditRecord as VendorCreditRecord
from core.records.projects import ProjectRecord as ProjectRecord
from core.records.purchasing import PurchaseOrderRecord as PurchaseOrderRecord
from core.records.receipts import AppliedAmount as AppliedAmount
from core.records.receipts import DepositApplicationRecord as DepositApplicationRecord
from core.records.receipts import DepositRecord as DepositRecord
from core.records.receipts import DepositUnapplicationRecord as DepositUnapplicationRecord
from core.records.receipts import MoneyReceived as MoneyReceived
from core.records.receipts import PaymentApplicationsRecord as PaymentApplicationsRecord
from core.records.receipts import PaymentRecord as PaymentRecord
from core.records.refunds import CreditToRefundRecord as CreditToRefundRecord
from core.records.refunds import DepositReleaseRecord as DepositReleaseRecord
from core.records.refunds import RefundJournalRecord as RefundJournalRecord
from core.records.refunds import RefundLinks as RefundLinks
from core.records.refunds import RefundNoteRecord as RefundNoteRecord
from core.records.refunds import RefundRecord as RefundRecord
from core.records.sales import CreditMemoRecord as CreditMemoRecord
from core.records.sales import InvoiceRecord as InvoiceRecord
from core.records.sales import SalesRecord as SalesRecord
from core.refunds.written import CheckRecord, CustomerRefundRecord, RefundStatusRecord

Record = (
    CustomerRecord
    | CustomerLinkRecord
    | CustomerMergeRecord
    | MergedAddressRecord
    | ItemRecord
    | ProjectRecord
    | InvoiceRecord
    | CreditMemoRecord
    | PaymentRecord
    | DepositRecord
    | DepositApplicationRecord
    | PaymentApplicationsRecord
    | DepositUnapplicationRecord
    | RefundJournalRecord
    | RefundRecord
    | DepositReleaseRecord
    | CreditToRefundRecord
    | RefundNoteRecord
    | PurchaseOrderRecord
    | ItemReceiptRecord
    | BillRecord
    | VendorCreditRecord
    | JournalRecord
    | CheckRecord
    | CustomerRefundRecord
    | RefundStatusRecord
)
