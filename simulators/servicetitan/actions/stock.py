"""Inventory adjustments: more or fewer goods in the warehouse than were thought to be there."""

from typing import Any, Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.goods import cost
from simulators.servicetitan.records import AdjustmentItem, Goods, InventoryAdjustment
from simulators.servicetitan.tenant import MistakeError, Tenant, known

TYPES: Final = ("InventoryQuantityAdjustment", "BeginningBalance")
"""The two that people choose from; how the API writes them is not known."""


def adjust_inventory(tenant: Tenant, given: Given) -> dict[str, Any]:
    """By the `quantity` of each item: negative for what is missing or broken."""
    given.only(
        *("id", "number", "referenceNumber", "type", "businessUnitId", "projectId", "invoiceId"),
        *("date", "memo", "items"),
    )
    items = [_item(tenant, one) for one in given.parts("items")]
    if not items:
        raise MistakeError("An inventory adjustment has at least one item.")
    _refers_to_known(tenant, given)
    made = InventoryAdjustment(
        id=tenant.new_id("inventory adjustment", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("adjustment number")),
        date=given.day("date"),
        type=given.one_of("type", TYPES, TYPES[0]),
        items=items,
        business_unit_id=given.maybe_whole("businessUnitId"),
        project_id=given.maybe_whole("projectId"),
        invoice_id=given.maybe_whole("invoiceId"),
        reference_number=given.maybe_text("referenceNumber") or "",
        memo=given.maybe_text("memo") or "",
    )
    tenant.inventory_adjustments[made.id] = made
    return {"id": made.id, "number": made.number, "itemIds": [item.id for item in items]}


def _refers_to_known(tenant: Tenant, given: Given) -> None:
    if given.has("businessUnitId"):
        known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    if given.has("projectId"):
        known(tenant.projects, "project", given.whole("projectId"))
    if given.has("invoiceId"):
        known(tenant.invoices, "invoice", given.whole("invoiceId"))


def _item(tenant: Tenant, given: Given) -> AdjustmentItem:
    given.only("description", "skuName", "quantity", "cost")
    description, quantity = given.text("description"), given.number("quantity")
    if quantity == 0:
        raise MistakeError(
            f"{given.action}: quantity is more or less than nothing, not {quantity}."
        )
    sku_name = given.maybe_text("skuName") or description
    sku_id = tenant.sku_id(sku_name)
    return AdjustmentItem(
        id=tenant.new_id("adjustment line"),
        stamp=tenant.stamp(),
        goods=Goods(sku_id=sku_id, sku_name=sku_name, description=description),
        quantity=quantity,
        cost=cost(given),
    )
