"""The record types the simulated account has; any other of NetSuite's answers 501."""

from typing import Final

from simulators.netsuite.checks import CHECK
from simulators.netsuite.credit_memo import CREDIT_MEMO
from simulators.netsuite.customer_deposit import CUSTOMER_DEPOSIT
from simulators.netsuite.customer_payment import CUSTOMER_PAYMENT
from simulators.netsuite.customer_refund import CUSTOMER_REFUND
from simulators.netsuite.deposit_application import DEPOSIT_APPLICATION
from simulators.netsuite.entities import CUSTOMER, JOB, VENDOR
from simulators.netsuite.fields import RecordType
from simulators.netsuite.invoice import INVOICE
from simulators.netsuite.item_receipt import ITEM_RECEIPT
from simulators.netsuite.items import NON_INVENTORY_RESALE_ITEM
from simulators.netsuite.journal_entry import JOURNAL_ENTRY
from simulators.netsuite.periods import ACCOUNTING_PERIOD
from simulators.netsuite.purchase_order import PURCHASE_ORDER
from simulators.netsuite.set_up import (
    ACCOUNT,
    CLASSIFICATION,
    CURRENCY,
    DEPARTMENT,
    LOCATION,
    PAYMENT_METHOD,
    SUBSIDIARY,
    TAX_CODE,
    TAX_TYPE,
)
from simulators.netsuite.vendor_bill import VENDOR_BILL
from simulators.netsuite.vendor_credit import VENDOR_CREDIT

RECORD_TYPES: Final[dict[str, RecordType]] = {
    record_type.name: record_type
    for record_type in (
        CURRENCY,
        SUBSIDIARY,
        ACCOUNT,
        ACCOUNTING_PERIOD,
        DEPARTMENT,
        CLASSIFICATION,
        LOCATION,
        TAX_TYPE,
        TAX_CODE,
        PAYMENT_METHOD,
        CUSTOMER,
        VENDOR,
        JOB,
        NON_INVENTORY_RESALE_ITEM,
        INVOICE,
        CREDIT_MEMO,
        CUSTOMER_PAYMENT,
        CUSTOMER_DEPOSIT,
        DEPOSIT_APPLICATION,
        JOURNAL_ENTRY,
        PURCHASE_ORDER,
        ITEM_RECEIPT,
        VENDOR_BILL,
        VENDOR_CREDIT,
        CHECK,
        CUSTOMER_REFUND,
    )
}
