"""Vendors, purchase orders and their receipts, each of which comes with its bill."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from simulators.servicetitan.actions import bills
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.goods import GOODS, charge, cost, goods, quantity
from simulators.servicetitan.actions.jobs import maybe_job
from simulators.servicetitan.records import (
    ZERO,
    PurchaseOrder,
    PurchaseOrderItem,
    Receipt,
    ReceiptItem,
    Vendor,
)
from simulators.servicetitan.tenant import MistakeError, Tenant, known


@dataclass(frozen=True)
class Received:
    """So much of an ordered item came, at this cost of one; the vendor bills it at that."""

    line_id: int
    item: PurchaseOrderItem
    quantity: Decimal
    cost: Decimal
    billed_cost: Decimal


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
    job = maybe_job(tenant, given)
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
    """A receipt of the `items`, or of all that is still missing, and its `bill`."""
    given.only(
        *("id", "number", "purchaseOrderId", "date", "items", "tax", "shipping"),
        *("vendorInvoiceNumber", "memo", "bill"),
    )
    order = known(tenant.purchase_orders, "purchase order", given.whole("purchaseOrderId"))
    received = _received(tenant, order, given)
    receipt = _receipt(tenant, given, order, received)
    costs = [one.billed_cost for one in received]
    bill = bills.bill_of(tenant, given.part("bill"), receipt, costs)
    receipt.bill_id = bill.id
    for one in received:
        one.item.received += one.quantity
    order.received_on = receipt.date
    tenant.touch(order)
    tenant.receipts[receipt.id], tenant.bills[bill.id] = receipt, bill
    return {
        "id": receipt.id,
        "number": receipt.number,
        "itemIds": [item.id for item in receipt.items],
        "bill": bills.answer(bill),
    }


def _receipt(
    tenant: Tenant, given: Given, order: PurchaseOrder, received: list[Received]
) -> Receipt:
    number, new_id, date = given.maybe_text("number"), given.maybe_whole("id"), given.day("date")
    return Receipt(
        id=tenant.new_id("receipt", new_id),
        stamp=tenant.stamp(),
        number=number or str(tenant.new_id("receipt number")),
        date=date,
        purchase_order_id=order.id,
        vendor_id=order.vendor_id,
        business_unit_id=order.business_unit_id,
        items=[_receipt_item(one) for one in received],
        job_id=order.job_id,
        tax=charge(given, "tax", ZERO),
        shipping=charge(given, "shipping", ZERO),
        vendor_invoice_number=given.maybe_text("vendorInvoiceNumber") or "",
        memo=given.maybe_text("memo") or "",
    )


def _receipt_item(one: Received) -> ReceiptItem:
    return ReceiptItem(
        id=one.line_id,
        goods=one.item.goods,
        quantity=one.quantity,
        cost=one.cost,
        order_item_id=one.item.id,
    )


def _item(tenant: Tenant, given: Given) -> PurchaseOrderItem:
    given.only("id", "quantity", "cost", *GOODS)
    ordered = goods(tenant, given)
    return PurchaseOrderItem(
        id=tenant.new_id("order line", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        goods=ordered,
        quantity=quantity(given),
        cost=cost(given),
    )


def _received(tenant: Tenant, order: PurchaseOrder, given: Given) -> list[Received]:
    if not given.has("items"):
        received = [_rest(tenant, item) for item in order.items if item.missing]
    else:
        received = [_part(tenant, order, one) for one in given.parts("items")]
        if len({one.item.id for one in received}) < len(received):
            raise MistakeError(f"{given.action}: items names an item twice.")
    if not received:
        raise MistakeError(f"Nothing of purchase order {order.number} is left to receive.")
    return received


def _rest(tenant: Tenant, item: PurchaseOrderItem) -> Received:
    return Received(tenant.new_id("receipt line"), item, item.missing, item.cost, item.cost)


def _part(tenant: Tenant, order: PurchaseOrder, given: Given) -> Received:
    given.only("id", "purchaseOrderItemId", "quantity", "cost", "billedCost")
    item, much = _ordered(order, given.whole("purchaseOrderItemId")), given.number("quantity")
    if item is None or not 0 < much <= item.missing:
        raise MistakeError(
            f"Purchase order {order.number} is not missing {much} of its item "
            f"{given.whole('purchaseOrderItemId')}."
        )
    line_id, received_at = given.maybe_whole("id"), cost(given, item.cost)
    billed_at = cost(given, received_at, "billedCost")
    return Received(tenant.new_id("receipt line", line_id), item, much, received_at, billed_at)


def _ordered(order: PurchaseOrder, item_id: int) -> PurchaseOrderItem | None:
    return next((item for item in order.items if item.id == item_id), None)
