"""Goods that go back to a vendor, and the credit the vendor gives for them.

Pending --return--> Returned --receive credit--> CreditReceived
Pending, Returned --cancel--> Canceled
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.goods import GOODS, charge, cost, goods, quantity
from simulators.servicetitan.actions.jobs import maybe_job
from simulators.servicetitan.records import (
    ZERO,
    APCredit,
    InventoryReturn,
    PurchaseOrder,
    ReceiptItem,
    ReturnItem,
)
from simulators.servicetitan.tenant import MistakeError, Tenant, known

PENDING: Final = "Pending"
RETURNED: Final = "Returned"
CREDIT_RECEIVED: Final = "CreditReceived"
CANCELED: Final = "Canceled"
NEXT: Final = {
    (PENDING, RETURNED),
    (PENDING, CANCELED),
    (RETURNED, CANCELED),
    (RETURNED, CREDIT_RECEIVED),
}
MEMBERS: Final = (
    *("id", "number", "referenceNumber", "purchaseOrderId", "vendorId", "businessUnitId"),
    *("jobId", "date", "memo", "tax", "shipping", "status", "items"),
)


def return_to_vendor(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Of an order's received goods, or of any goods to a vendor; `Returned` unless said."""
    given.only(*MEMBERS)
    origin, date = _origin(tenant, given), given.day("date")
    items = _items(tenant, given, origin)
    status = given.one_of("status", (PENDING, RETURNED), RETURNED)
    made = InventoryReturn(
        id=tenant.new_id("return", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("return number")),
        date=date,
        vendor_id=origin.vendor_id,
        business_unit_id=origin.business_unit_id,
        items=items,
        status=status,
        purchase_order_id=origin.purchase_order_id,
        job_id=origin.job_id,
        project_id=origin.project_id,
        reference_number=given.maybe_text("referenceNumber") or "",
        memo=given.maybe_text("memo") or "",
        tax=charge(given, "tax", ZERO),
        shipping=charge(given, "shipping", ZERO),
        returned_on=date if status == RETURNED else None,
    )
    tenant.returns[made.id] = made
    return {"id": made.id, "number": made.number, "itemIds": [item.id for item in items]}


def change_return(tenant: Tenant, given: Given) -> dict[str, Any]:
    """The goods went, or will not go. One in a batch is not canceled."""
    given.only("returnId", "status", "date")
    one = known(tenant.returns, "return", given.whole("returnId"))
    status, date = given.one_of("status", (RETURNED, CANCELED)), given.day("date")
    if status == CANCELED and one.batch_id is not None:
        raise MistakeError(f"Return {one.number} is in batch {one.batch_id} and stays.")
    _move(one, status)
    if status == RETURNED:
        one.returned_on = date
    else:
        one.canceled_on = date
    tenant.touch(one)
    return {"id": one.id, "number": one.number}


def receive_credit(tenant: Tenant, given: Given) -> dict[str, Any]:
    """The vendor's credit for a return, of its whole amount; also of a locked one."""
    given.only("id", "number", "referenceNumber", "returnId", "date", "memo")
    one, date = known(tenant.returns, "return", given.whole("returnId")), given.day("date")
    credit = APCredit(
        id=tenant.new_id("AP credit", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("AP credit number")),
        date=date,
        inventory_return_id=one.id,
        vendor_id=one.vendor_id,
        business_unit_id=one.business_unit_id,
        amount=one.total,
        job_id=one.job_id,
        reference_number=given.maybe_text("referenceNumber"),
        memo=given.maybe_text("memo"),
    )
    _move(one, CREDIT_RECEIVED)
    one.credit_received_on = date
    tenant.ap_credits[credit.id] = credit
    tenant.touch(one)
    return {"id": credit.id, "number": credit.number, "amount": str(credit.amount)}


def _move(one: InventoryReturn, status: str) -> None:
    if (one.status, status) not in NEXT:
        raise MistakeError(f"Return {one.number} is {one.status}; it cannot become {status}.")
    one.status = status


@dataclass(frozen=True, kw_only=True)
class _Origin:
    """Whose goods they were, for what."""

    vendor_id: int
    business_unit_id: int
    purchase_order_id: int | None
    job_id: int | None
    project_id: int | None


def _origin(tenant: Tenant, given: Given) -> _Origin:
    order = _order(tenant, given)
    if order is not None:
        return _origin_of(order, given)
    vendor = known(tenant.vendors, "vendor", given.whole("vendorId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    job = maybe_job(tenant, given)
    return _Origin(
        vendor_id=vendor.id,
        business_unit_id=unit.id,
        purchase_order_id=None,
        job_id=job.id if job else None,
        project_id=job.project_id if job else None,
    )


def _origin_of(order: PurchaseOrder, given: Given) -> _Origin:
    if any(given.has(member) for member in ("vendorId", "businessUnitId", "jobId")):
        raise MistakeError(f"{given.action}: vendor, business unit and job are the order's.")
    return _Origin(
        vendor_id=order.vendor_id,
        business_unit_id=order.business_unit_id,
        purchase_order_id=order.id,
        job_id=order.job_id,
        project_id=order.project_id,
    )


def _order(tenant: Tenant, given: Given) -> PurchaseOrder | None:
    order_id = given.maybe_whole("purchaseOrderId")
    return known(tenant.purchase_orders, "purchase order", order_id) if order_id else None


def _items(tenant: Tenant, given: Given, origin: _Origin) -> list[ReturnItem]:
    items = [_item(tenant, one, origin) for one in given.parts("items")]
    if not items:
        raise MistakeError("A return has at least one item.")
    received = [one.receipt_item_id for one in items if one.receipt_item_id is not None]
    if len(set(received)) < len(received):
        raise MistakeError(f"{given.action}: items names a received item twice.")
    return items


def _item(tenant: Tenant, given: Given, origin: _Origin) -> ReturnItem:
    """What a receipt brought, at its cost unless said; or goods of no order."""
    if given.has("receiptItemId") or origin.purchase_order_id is not None:
        given.only("receiptItemId", "quantity", "cost")
        received = _received(tenant, given.whole("receiptItemId"), origin)
        much = quantity(given)
        _no_more(tenant, received, much)
        what, each, received_id = received.goods, cost(given, received.cost), received.id
    else:
        given.only("quantity", "cost", *GOODS)
        what, much, each, received_id = goods(tenant, given), quantity(given), cost(given), None
    return ReturnItem(
        id=tenant.new_id("return line"),
        stamp=tenant.stamp(),
        goods=what,
        quantity=much,
        cost=each,
        receipt_item_id=received_id,
    )


def _received(tenant: Tenant, item_id: int, origin: _Origin) -> ReceiptItem:
    for receipt in tenant.receipts.values():
        same_order = origin.purchase_order_id in (None, receipt.purchase_order_id)
        if same_order and receipt.vendor_id == origin.vendor_id:
            for item in receipt.items:
                if item.id == item_id:
                    return item
    raise MistakeError(f"The vendor brought no item {item_id} that could go back so.")


def _no_more(tenant: Tenant, received: ReceiptItem, much: Decimal) -> None:
    """Than was received and has not gone back; what was canceled did not go."""
    returns = (one for one in tenant.returns.values() if not one.canceled)
    items = (item for one in returns for item in one.items)
    gone = sum((item.quantity for item in items if item.receipt_item_id == received.id), Decimal(0))
    if much > received.quantity - gone:
        left = received.quantity - gone
        raise MistakeError(f"Of {received.goods.description} {left} can go back, not {much}.")
