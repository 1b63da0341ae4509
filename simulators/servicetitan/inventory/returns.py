"""`/inventory/v2/tenant/{tenant}/returns`: goods that go back to vendors (facts §6).

No API marks one exported (facts §4.8).
"""

from datetime import date
from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.inventory.warehouse import WAREHOUSE, accounts, names
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import STATUSES, InventoryReturn, ReturnItem
from simulators.servicetitan.shown import PERSON, Json, batch, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

RETURN_REST: Final[Json] = {
    "budgetCodeId": None,
    "customFields": [],
    "externalData": [],
}
"""What a return has besides; none of it is simulated."""


def inventory_return(tenant: Tenant, one: InventoryReturn) -> Json:
    """`returnAmount` includes tax and shipping."""
    return {
        **RETURN_REST,
        "id": one.id,
        "active": one.active,
        "number": one.number,
        "referenceNumber": one.reference_number,
        "vendorId": one.vendor_id,
        "purchaseOrderId": one.purchase_order_id,
        "jobId": one.job_id,
        "projectId": one.project_id,
        "businessUnitId": one.business_unit_id,
        "inventoryLocationId": WAREHOUSE,
        "createdById": PERSON,
        "memo": one.memo,
        "returnAmount": one.total,
        "taxAmount": one.tax,
        "shippingAmount": one.shipping,
        **_progress(one),
        **stamps(one.stamp),
        "batchId": one.batch_id,
        "batch": batch(tenant, one.batch_id),
        "syncStatus": one.sync_status,
        "items": [_item(tenant, item) for item in one.items],
    }


def _progress(one: InventoryReturn) -> Json:
    return {
        "status": one.status,
        "returnDate": midnight(one.date),
        "returnedOn": _maybe(one.returned_on),
        "creditReceivedOn": _maybe(one.credit_received_on),
        "dateCanceled": _maybe(one.canceled_on),
        "canceledById": PERSON if one.canceled else None,
        "canceledReason": "Other" if one.canceled else None,
    }


def _maybe(day: date | None) -> str | None:
    return midnight(day) if day else None


def _item(tenant: Tenant, item: ReturnItem) -> Json:
    return {
        "id": item.id,
        **names(item.goods),
        **stamps(item.stamp),
        "quantity": item.quantity,
        "cost": item.cost,
        **accounts(tenant, item.goods),
        "serialNumbers": None,
        "createdById": PERSON,
        "active": True,
        "budgetCodeId": None,
        "receiptItemId": item.receipt_item_id,
    }


RETURNS: Final = Listing[InventoryReturn](
    rows=lambda tenant: tenant.returns.values(),
    shown=inventory_return,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        "number": filters.text(lambda row: row.number),
        "referenceNumber": filters.text(lambda row: row.reference_number),
        "jobId": filters.number(lambda row: row.job_id),
        "purchaseOrderId": filters.number(lambda row: row.purchase_order_id),
        "batchId": filters.number(lambda row: row.batch_id),
        "vendorIds": filters.ids(lambda row: row.vendor_id),
        "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
        "inventoryLocationIds": filters.ids(lambda _: WAREHOUSE),
        "syncStatuses": filters.comma_words(lambda row: row.sync_status, STATUSES),
        "returnDateOnOrAfter": filters.from_on(lambda row: row.date),
        "returnDateBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
