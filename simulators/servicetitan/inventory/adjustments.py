"""`/inventory/v2/tenant/{tenant}/adjustments`: what was counted (facts §6).

A negative quantity is what is missing. No API marks one exported (facts §4.8).
"""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.inventory.warehouse import WAREHOUSE, names
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import STATUSES, AdjustmentItem, InventoryAdjustment
from simulators.servicetitan.shown import PERSON, Json, batch, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

ADJUSTMENT_REST: Final[Json] = {
    "canceledReason": None,
    "canceledById": None,
    "dateCanceled": None,
    "externalData": [],
    "customFields": [],
}
"""What an adjustment has besides; none of it is simulated."""


def inventory_adjustment(tenant: Tenant, one: InventoryAdjustment) -> Json:
    return {
        **ADJUSTMENT_REST,
        "id": one.id,
        "active": one.active,
        "number": one.number,
        "referenceNumber": one.reference_number,
        "type": one.type,
        "inventoryLocationId": WAREHOUSE,
        "businessUnitId": one.business_unit_id,
        "projectId": one.project_id,
        "invoiceId": one.invoice_id,
        "createdById": PERSON,
        "memo": one.memo,
        "date": midnight(one.date),
        **stamps(one.stamp),
        "batchId": one.batch_id,
        "batch": batch(tenant, one.batch_id),
        "syncStatus": one.sync_status,
        "items": [_item(item) for item in one.items],
    }


def _item(item: AdjustmentItem) -> Json:
    return {
        "id": item.id,
        **names(item.goods),
        **stamps(item.stamp),
        "quantity": item.quantity,
        "cost": item.cost,
        "totalCost": item.total,
        "createdById": PERSON,
        "active": True,
        "budgetCodeId": None,
        "serialNumbers": None,
    }


ADJUSTMENTS: Final = Listing[InventoryAdjustment](
    rows=lambda tenant: tenant.inventory_adjustments.values(),
    shown=inventory_adjustment,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        "number": filters.text(lambda row: row.number),
        "referenceNumber": filters.text(lambda row: row.reference_number),
        "batchId": filters.number(lambda row: row.batch_id),
        "invoiceIds": filters.ids(lambda row: row.invoice_id),
        "inventoryLocationIds": filters.ids(lambda _: WAREHOUSE),
        "adjustmentTypes": filters.texts(lambda row: row.type),
        "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
        "syncStatuses": filters.comma_words(lambda row: row.sync_status, STATUSES),
        "dateOnOrAfter": filters.from_on(lambda row: row.date),
        "dateBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
