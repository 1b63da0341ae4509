"""Vendors, purchase orders and their receipts."""

from decimal import Decimal
from typing import Any

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import (
    Job,
    PurchaseOrder,
    PurchaseOrderItem,
    Receipt,
    ReceiptItem,
    Vendor,
)
from simulators.servicetitan.tenant import MistakeError, Tenant, known

Received = list[tuple[PurchaseOrderItem, Decimal]]


def create_vendor(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name")
    name, new_id = given.text("name"), given.maybe_whole("id")
    vendor = Vendor(id=tenant.new_id("vendor", new_id), stamp=tenant.stamp(), name=name)
    tenant.vendors[vendor.id] = vendor
    return {"id": vendor.id}


def create_purchase_order(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "number", "vendorId", "businessUnitId", "jobId", "date", "items")
    vendor = known(tenant.vendors, "vendor", given.whole("vendorId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    job = _job(tenant, given)
    number, new_id, date = given.maybe_text("number"), given.maybe_whole("id"), given.day("date")
    items = [_item(tenant, one) for one in given.parts("items")]
    if not items:
        raise MistakeError("A purchase order has at least one item.")
    order = PurchaseOrder(
        id=tenant.new_id("purchase order", new_id),
        stamp=tenant.stamp(),
        number=number or str(tenant.new_id("order number")),
        date=date,
        vendor_id=vendor.id,
        business_unit_id=unit.id,
        items=items,
        job_id=job.id if job else None,
        project_id=job.project_id if job else None,
    )
    tenant.purchase_orders[order.id] = order
    return {"id": order.id, "number": order.number, "itemIds": [item.id for item in items]}


def receive_purchase_order(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A receipt of the `items`, or of all that is still missing."""
    given.only("id", "number", "purchaseOrderId", "date", "items")
    order = known(tenant.purchase_orders, "purchase order", given.whole("purchaseOrderId"))
    number, new_id, date = given.maybe_text("number"), given.maybe_whole("id"), given.day("date")
    received = _received(order, given)
    for item, quantity in received:
        item.received += quantity
    order.received_on = date
    tenant.touch(order)
    receipt = Receipt(
        id=tenant.new_id("receipt", new_id),
        stamp=tenant.stamp(),
        number=number or str(tenant.new_id("receipt number")),
        date=date,
        purchase_order_id=order.id,
        vendor_id=order.vendor_id,
        business_unit_id=order.business_unit_id,
        items=[ReceiptItem(tenant.new_id("receipt line"), one.id, much) for one, much in received],
        job_id=order.job_id,
    )
    tenant.receipts[receipt.id] = receipt
    return {"id": receipt.id, "number": receipt.number}


def _job(tenant: Tenant, given: Given) -> Job | None:
    job_id = given.maybe_whole("jobId")
    return known(tenant.jobs, "job", job_id) if job_id is not None else None


def _item(tenant: Tenant, given: Given) -> PurchaseOrderItem:
    given.only("id", "description", "quantity", "cost", "glAccountNumber", "skuName")
    description, quantity = given.text("description"), given.number("quantity")
    if quantity <= 0:
        raise MistakeError(f"{given.action}: quantity is more than nothing, not {quantity}.")
    cost, sku_name = given.number("cost"), given.maybe_text("skuName") or description
    account = account_numbered(tenant, given.text("glAccountNumber"))
    return PurchaseOrderItem(
        id=tenant.new_id("order line", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        sku_id=tenant.sku_id(sku_name),
        sku_name=sku_name,
        description=description,
        quantity=quantity,
        cost=cost,
        account_id=account.id,
    )


def _received(order: PurchaseOrder, given: Given) -> Received:
    if not given.has("items"):
        received = [(item, item.missing) for item in order.items if item.missing]
    else:
        received = [_part(order, one) for one in given.parts("items")]
        if len({item.id for item, _ in received}) < len(received):
            raise MistakeError(f"{given.action}: items names an item twice.")
    if not received:
        raise MistakeError(f"Nothing of purchase order {order.number} is left to receive.")
    return received


def _part(order: PurchaseOrder, given: Given) -> tuple[PurchaseOrderItem, Decimal]:
    given.only("purchaseOrderItemId", "quantity")
    item_id, quantity = given.whole("purchaseOrderItemId"), given.number("quantity")
    for item in order.items:
        if item.id == item_id and 0 < quantity <= item.missing:
            return item, quantity
    raise MistakeError(
        f"Purchase order {order.number} is not missing {quantity} of its item {item_id}."
    )
