"""`/inventory/v2/tenant/{tenant}/receipts` (facts §6). No API marks one exported (facts §4.8)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.inventory.warehouse import (
    DOCK,
    WAREHOUSE,
    WAREHOUSE_NAME,
    accounts,
    names,
)
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import STATUSES, Receipt, ReceiptItem
from simulators.servicetitan.shown import PERSON, Json, address, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

RECEIPT_REST: Final[Json] = {
    "technicianId": None,
    "budgetCodeId": None,
    "customFields": [],
}
"""What a receipt has besides; none of it is simulated."""


def receipt(tenant: Tenant, one: Receipt) -> Json:
    """`receiptAmount` includes tax and shipping."""
    return {
        **RECEIPT_REST,
        "id": one.id,
        "active": one.active,
        "number": one.number,
        "vendorInvoiceNumber": one.vendor_invoice_number,
        "createdById": PERSON,
        "memo": one.memo,
        "purchaseOrderId": one.purchase_order_id,
        "billId": one.bill_id,
        "jobId": one.job_id,
        "businessUnitId": one.business_unit_id,
        "vendorId": one.vendor_id,
        "inventoryLocationId": WAREHOUSE,
        "shipTo": address(DOCK),
        "shipToDescription": WAREHOUSE_NAME,
        "receiptAmount": one.total,
        "taxAmount": one.tax,
        "shippingAmount": one.shipping,
        "receivedOn": midnight(one.date),
        **stamps(one.stamp),
        "batchId": one.batch_id,
        "syncStatus": one.sync_status,
        "items": [_item(tenant, item) for item in one.items],
    }


def _item(tenant: Tenant, item: ReceiptItem) -> Json:
    return {
        "id": item.id,
        **names(item.goods),
        "quantity": item.quantity,
        "cost": item.cost,
        **accounts(tenant, item.goods),
        "purchaseOrderItemId": item.order_item_id,
        "budgetCodeId": None,
    }


RECEIPTS: Final = Listing[Receipt](
    rows=lambda tenant: tenant.receipts.values(),
    shown=receipt,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        "number": filters.text(lambda row: row.number),
        "vendorInvoiceNumber": filters.text(lambda row: row.vendor_invoice_number),
        "billId": filters.number(lambda row: row.bill_id),
        "batchId": filters.number(lambda row: row.batch_id),
        "vendorIds": filters.ids(lambda row: row.vendor_id),
        "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
        "inventoryLocationIds": filters.ids(lambda _: WAREHOUSE),
        "purchaseOrderIds": filters.ids(lambda row: row.purchase_order_id),
        "syncStatuses": filters.comma_words(lambda row: row.sync_status, STATUSES),
        "receivedOnOrAfter": filters.from_on(lambda row: row.date),
        "receivedBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
