"""One step's record as the write it comes to."""

from adapters.netsuite import (
    checks,
    customer_refunds,
    invoices,
    journals,
    merges,
    parties,
    payables,
    projects,
    receipts,
    refunding,
)
from adapters.netsuite.requests import Ids, Write
from core.plan import Step
from core.records import (
    CreditMemoRecord,
    CustomerLinkRecord,
    CustomerMergeRecord,
    CustomerRecord,
    DepositApplicationRecord,
    DepositRecord,
    DepositUnapplicationRecord,
    InvoiceRecord,
    ItemReceiptRecord,
    ItemRecord,
    JournalRecord,
    Key,
    MergedAddressRecord,
    PayableRecord,
    PaymentApplicationsRecord,
    PaymentRecord,
    ProjectRecord,
    PurchaseOrderRecord,
)
from core.refunds.written import (
    CheckRecord,
    CustomerRefundRecord,
    RefundPayment,
    RefundStatusRecord,
)

Application = DepositApplicationRecord | PaymentApplicationsRecord | DepositUnapplicationRecord
Document = (
    InvoiceRecord
    | CreditMemoRecord
    | PaymentRecord
    | DepositRecord
    | PurchaseOrderRecord
    | ItemReceiptRecord
    | PayableRecord
    | JournalRecord
)
WhoIsWho = CustomerLinkRecord | CustomerMergeRecord | MergedAddressRecord


def write_of(step: Step, ids: Ids) -> Write:
    key = step.key
    match step.record:
        case CustomerRecord() as record:
            return parties.customer(key, record)
        case CustomerLinkRecord() | CustomerMergeRecord() | MergedAddressRecord() as record:
            return _who_is_who(key, record, ids)
        case ItemRecord() as record:
            return parties.item(key, record)
        case ProjectRecord() as record:
            return projects.project(key, record, ids)
        case record if isinstance(record, Document):
            return _document(key, record, ids)
        case record if isinstance(record, Application):
            return _application(key, record, ids)
        case record:
            return _refund(key, record, ids)


def _document(key: Key, record: Document, ids: Ids) -> Write:
    match record:
        case InvoiceRecord() | CreditMemoRecord():
            return invoices.sale(key, record, ids)
        case PurchaseOrderRecord() | ItemReceiptRecord() | PayableRecord():
            return payables.payable(key, record, ids)
        case PaymentRecord() | DepositRecord():
            return receipts.receipt(key, record, ids)
        case JournalRecord():
            return journals.journal(key, record, ids)


def _refund(
    key: Key,
    record: refunding.Refunding | RefundPayment | RefundStatusRecord,
    ids: Ids,
) -> Write:
    if isinstance(record, CheckRecord | RefundStatusRecord):
        return checks.of_refund(key, record)
    if isinstance(record, CustomerRefundRecord):
        return customer_refunds.customer_refund(key, record, ids)
    return refunding.refunding(key, record, ids)


def _who_is_who(key: Key, record: WhoIsWho, ids: Ids) -> Write:
    match record:
        case CustomerLinkRecord():
            return parties.customer_link(key, record, ids)
        case CustomerMergeRecord():
            return merges.customer_merge(key, record, ids)
        case MergedAddressRecord():
            return parties.merged_address(record, ids)


def _application(key: Key, record: Application, ids: Ids) -> Write:
    match record:
        case DepositApplicationRecord():
            return receipts.deposit_application(key, record, ids)
        case PaymentApplicationsRecord():
            return receipts.payment_applications(record, ids)
        case DepositUnapplicationRecord():
            return receipts.deposit_unapplication(record)
