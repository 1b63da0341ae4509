"""ServiceTitan's orders, receipts, bills and vendors' credits as the core's documents: pure.

Nothing is decided here. What a vendor's document is called is the vendor's own number, if it has one.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from adapters.servicetitan.translate import account, batch, unit_of
from adapters.servicetitan.wire import POSTED, WirePurchaseOrder, WirePurchaseOrderItem
from adapters.servicetitan.wire_payables import (
    WireBill,
    WireBillItem,
    WireExpenseItem,
    WireGoods,
    WireReceipt,
    WireReceiptItem,
    WireReturn,
    WireVendorCredit,
)
from core.documents import (
    Batch,
    Bill,
    BillId,
    BusinessUnitId,
    ExpenseLine,
    GlAccount,
    GoodsLine,
    ItemReceipt,
    ItemReceiptId,
    JobId,
    OrderLineId,
    PurchaseOrder,
    PurchaseOrderId,
    PurchaseOrderLine,
    ReceiptLine,
    Received,
    VendorCredit,
    VendorCreditId,
    VendorId,
)
from core.money import ZERO

ReceivedItems = Mapping[int, Received]
"""By the id of the receipt's line."""
NO_NAME: Final = "(no name)"


def received_items(receipts: Iterable[WireReceipt]) -> ReceivedItems:
    return {
        item.id: Received(
            ItemReceiptId(one.id), _number(one), OrderLineId(item.purchase_order_item_id)
        )
        for one in receipts
        for item in one.items or ()
    }


def purchase_order(wire: WirePurchaseOrder, receipts: Collection[WireReceipt]) -> PurchaseOrder:
    """`receipts` are the order's own: they know the accounts, the posted ones the batch."""
    received = {
        item.purchase_order_item_id: item
        for receipt in sorted(receipts, key=lambda one: one.id)
        for item in receipt.items or ()
    }
    return PurchaseOrder(
        id=PurchaseOrderId(wire.id),
        number=wire.number or str(wire.id),
        date=wire.date,
        vendor=VendorId(wire.vendor_id),
        business_unit=BusinessUnitId(wire.business_unit_id) if wire.business_unit_id else None,
        job=JobId(wire.job_id) if wire.job_id else None,
        lines=tuple(_order_line(item, received.get(item.id)) for item in wire.items or ()),
        total=wire.total,
        batch=_receipt_batch(wire, receipts),
    )


def _order_line(item: WirePurchaseOrderItem, received: WireReceiptItem | None) -> PurchaseOrderLine:
    return PurchaseOrderLine(
        id=OrderLineId(item.id),
        description=item.description or item.sku_name or "",
        quantity=item.quantity,
        cost=item.cost,
        total=item.total,
        account=_goods_account(received) if received else None,
    )


def _goods_account(item: WireGoods) -> GlAccount | None:
    """Where goods go: stock, else the account of the item, else its cost."""
    return account(item.asset_account or item.general_ledger_account or item.cost_of_sale_account)


def _receipt_batch(order: WirePurchaseOrder, receipts: Collection[WireReceipt]) -> Batch | None:
    """Inventory records name their batch by id only (facts 10 D)."""
    posted = (one.batch_id for one in receipts if one.sync_status == POSTED and one.batch_id)
    named = next(posted, order.batch_id)
    return Batch(named, "") if named else None


def item_receipt(wire: WireReceipt) -> ItemReceipt:
    return ItemReceipt(
        id=ItemReceiptId(wire.id),
        number=_number(wire),
        date=wire.received_on or wire.created_on,
        order=PurchaseOrderId(wire.purchase_order_id),
        lines=tuple(_receipt_line(item) for item in wire.items or ()),
        amount=wire.receipt_amount,
        job=JobId(wire.job_id) if wire.job_id else None,
        batch=Batch(wire.batch_id, "") if wire.batch_id else None,
    )


def _number(wire: WireReceipt) -> str:
    return wire.number or str(wire.id)


def _receipt_line(item: WireReceiptItem) -> ReceiptLine:
    order_line = OrderLineId(item.purchase_order_item_id)
    return ReceiptLine(order_line, _called(item), item.quantity, item.cost)


def bill(wire: WireBill, received: ReceivedItems) -> Bill:
    return Bill(
        id=BillId(wire.id),
        number=wire.vendor_number or wire.reference_number or str(wire.id),
        date=wire.bill_date,
        vendor=VendorId(wire.vendor.id),
        vendor_name=wire.vendor.name or f"vendor {wire.vendor.id}",
        business_unit=unit_of(wire.business_unit),
        lines=tuple(_bill_line(item, received) for item in wire.items or ()),
        expenses=tuple(_expense(item) for item in wire.expense_items or ()),
        tax=wire.tax_amount or ZERO,
        shipping=wire.shipping_amount or ZERO,
        total=wire.bill_amount,
        due_date=wire.due_date,
        order=PurchaseOrderId(wire.purchase_order_id) if wire.purchase_order_id else None,
        job=JobId(wire.job_id) if wire.job_id else None,
        batch=batch(wire.batch),
        summary=wire.summary or "",
    )


def _bill_line(item: WireBillItem, received: ReceivedItems) -> GoodsLine:
    came = received.get(item.receipt_item_id) if item.receipt_item_id else None
    return _goods(item, came)


def _goods(item: WireGoods, received: Received | None = None) -> GoodsLine:
    return GoodsLine(_called(item), item.quantity, item.cost, _goods_account(item), received)


def _called(item: WireGoods) -> str:
    return item.description or item.name or NO_NAME


def _expense(item: WireExpenseItem) -> ExpenseLine:
    unit = unit_of(item.business_unit)
    return ExpenseLine(
        item.description or NO_NAME, item.amount, account(item.general_ledger_account), unit
    )


def vendor_credit(wire: WireVendorCredit, of: WireReturn | None) -> VendorCredit:
    """`of` is the return it is for; without it nothing says what it is for."""
    return VendorCredit(
        id=VendorCreditId(wire.id),
        number=wire.reference_number or wire.number or str(wire.id),
        date=wire.date,
        vendor=VendorId(wire.vendor.id),
        vendor_name=wire.vendor.name or f"vendor {wire.vendor.id}",
        business_unit=unit_of(wire.business_unit),
        lines=tuple(_goods(item) for item in (of.items or () if of else ())),
        tax=of.tax_amount if of else ZERO,
        shipping=of.shipping_amount if of else ZERO,
        total=wire.amount,
        job=JobId(wire.job_id) if wire.job_id else None,
        batch=batch(wire.batch),
        memo=wire.memo or "",
    )
