"""One step's record as the write it comes to."""

from adapters.netsuite import invoices, parties, receipts
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
    ItemRecord,
    Key,
    MergedAddressRecord,
    PaymentApplicationsRecord,
    PaymentRecord,
    PurchaseOrderRecord,
)

Application = DepositApplicationRecord | PaymentApplicationsRecord | DepositUnapplicationRecord


def write_of(step: Step, ids: Ids) -> Write:
    key = step.key
    match step.record:
        case CustomerRecord() as record:
            return parties.customer(key, record)
        case CustomerLinkRecord() as record:
            return parties.customer_link(key, record, ids)
        case ItemRecord() as record:
            return parties.item(key, record)
        case InvoiceRecord() | CreditMemoRecord() as record:
            return invoices.sale(key, record, ids)
        case PurchaseOrderRecord() as record:
            return invoices.purchase_order(key, record, ids)
        case PaymentRecord() | DepositRecord() as record:
            return receipts.receipt(key, record, ids)
        case CustomerMergeRecord() | MergedAddressRecord():
            raise NotImplementedError  # planned by nobody yet
        case record:
            return _application(key, record, ids)


def _application(key: Key, record: Application, ids: Ids) -> Write:
    match record:
        case DepositApplicationRecord():
            return receipts.deposit_application(key, record, ids)
        case PaymentApplicationsRecord():
            return receipts.payment_applications(record, ids)
        case DepositUnapplicationRecord():
            return receipts.deposit_unapplication(record)
