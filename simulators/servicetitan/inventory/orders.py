"""`/inventory/v2/tenant/{tenant}/purchase-orders` (facts §6)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.inventory.warehouse import DOCK, WAREHOUSE
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import ZERO, PurchaseOrder, PurchaseOrderItem
from simulators.servicetitan.shown import Json, address, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

ORDER_TYPE: Final = 70_001
"""The id of the one order type that a tenant has; it cannot be read."""
ORDER_STATUSES: Final = (
    "Pending",
    "Sent",
    "PartiallyReceived",
    "Received",
    "Exported",
    "Canceled",
)
ORDER_REST: Final[Json] = {
    "invoiceId": None,
    "technicianId": None,
    "budgetCodeId": None,
    "vendorDocumentNumber": "",
    "sentOn": None,
    "tax": ZERO,
    "shipping": ZERO,
    "summary": "",
    "customFields": [],
}
"""What an order has besides; none of it is simulated."""


def purchase_order(_: Tenant, one: PurchaseOrder) -> Json:
    """An order in a batch has its `batchId`; the API shows no sync status of it."""
    return {
        **ORDER_REST,
        "id": one.id,
        "number": one.number,
        "jobId": one.job_id,
        "projectId": one.project_id,
        "status": one.status,
        "typeId": ORDER_TYPE,
        "vendorId": one.vendor_id,
        "shipTo": address(DOCK),
        "businessUnitId": one.business_unit_id,
        "inventoryLocationId": WAREHOUSE,
        "batchId": one.batch_id,
        "date": midnight(one.date),
        "requiredOn": midnight(one.date),
        "receivedOn": midnight(one.received_on) if one.received_on else None,
        **stamps(one.stamp),
        "total": one.total,
        "items": [_item(item) for item in one.items],
    }


def _item(item: PurchaseOrderItem) -> Json:
    return {
        "id": item.id,
        "skuId": item.goods.sku_id,
        "description": item.goods.description,
        **stamps(item.stamp),
        "skuName": item.goods.sku_name,
        "skuCode": item.goods.sku_name,
        "skuType": "Material",
        "vendorPartNumber": "",
        "quantity": item.quantity,
        "quantityReceived": item.received,
        "cost": item.cost,
        "total": item.total,
        "serialNumbers": [],
        "status": "Pending" if item.missing else "Received",
        "chargeable": False,
        "budgetCodeId": None,
    }


def _status(asked: filters.Asked) -> filters.Predicate[PurchaseOrder]:
    wanted = filters.one_of(asked.name, asked.last, ORDER_STATUSES)
    return lambda row: row.status == wanted


PURCHASE_ORDERS: Final = Listing[PurchaseOrder](
    rows=lambda tenant: tenant.purchase_orders.values(),
    shown=purchase_order,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "status": _status,
        "number": filters.text(lambda row: row.number),
        "jobId": filters.number(lambda row: row.job_id),
        "jobIds": filters.ids(lambda row: row.job_id),
        "projectId": filters.number(lambda row: row.project_id),
        "dateOnOrAfter": filters.from_on(lambda row: row.date),
        "dateBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
)
