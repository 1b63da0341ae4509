"""What vendors delivered, billed and gave back: the documents of posted batches (facts 4.6, 6).

AP bills and inventory bills are two views of the same bills; only AP bills are read. They are asked
for by type, since ServiceTitan shows one type unless another is named (facts 12.17). ServiceTitan's API
shows no sync status on a purchase order, so an order counts as posted when one of its receipts is. No
call marks receipts exported, so posted ones are read with every run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from adapters.servicetitan import translate_payables
from adapters.servicetitan.lists import BY_ID, Api, Params, Row, id_of
from adapters.servicetitan.queue import posted
from adapters.servicetitan.reading import Read, member, read_all, read_row
from adapters.servicetitan.translate_payables import ReceivedItems, received_items
from adapters.servicetitan.wire import POSTED, WirePurchaseOrder
from adapters.servicetitan.wire_payables import (
    WireBill,
    WireReceipt,
    WireReturn,
    WireVendorCredit,
)
from core.documents import (
    Bill,
    ItemReceipt,
    Kind,
    PurchaseOrder,
    Queue,
    Unreadable,
    VendorCredit,
)
from core.together import together

BILLS: Final = "accounting/ap-bills"
CREDITS: Final = "accounting/ap-credits"
ORDERS: Final = "inventory/purchase-orders"
RECEIPTS: Final = "inventory/receipts"
RETURNS: Final = "inventory/returns"

BILL_TYPES: Final = ("Procurement", "ApBill")
POSTED_ONLY: Final = ("syncStatuses", POSTED)
RECEIVED: Final = ("PartiallyReceived", "Received")
"""The orders that go to the books; exported and cancelled ones are out."""
CANCELED: Final = "Canceled"
BY_TYPE: Final[tuple[Params, ...]] = tuple((("billType", one),) for one in BILL_TYPES)


async def read_payables(api: Api, with_orders: bool) -> Queue:
    """Bills and credits; `with_orders` also orders and their receipts."""
    posted_receipts, given, *bills = await together(
        _posted_receipts(api) if with_orders else _nothing(),
        api.rows(CREDITS, (POSTED_ONLY, *BY_ID)),
        *(api.rows(BILLS, (POSTED_ONLY, *type_)) for type_ in BY_TYPE),
    )
    billed = _not_canceled(row for rows in bills for row in rows)
    received = _orders_named(posted_receipts)
    orders, receipts, returns = await together(
        api.rows_by_id(ORDERS, received),
        api.rows_naming(RECEIPTS, "purchaseOrderIds", received | _orders_named(billed)),
        api.rows_by_id(RETURNS, _ids_in(given, "inventoryReturnId"), (("active", "Any"),)),
    )
    return _queue(posted_receipts, orders, receipts, billed, _not_canceled(given), returns)


async def _posted_receipts(api: Api) -> list[Row]:
    return posted(await api.rows(RECEIPTS, (POSTED_ONLY, *BY_ID)))


async def _nothing() -> list[Row]:
    return []


def _not_canceled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in posted(rows) if member(row, "status") != CANCELED]


def _orders_named(rows: Iterable[Row]) -> set[int]:
    return _ids_in(rows, "purchaseOrderId")


def _ids_in(rows: Iterable[Row], name: str) -> set[int]:
    """The ids that stand in this member; what cannot be read is told of with its row."""
    found = (id_of({"id": member(row, name)}) for row in rows)
    return {one for one in found if one is not None}


def _queue(
    posted_receipts: Sequence[Row],
    orders: Sequence[Row],
    receipts: Sequence[Row],
    bills: Sequence[Row],
    given: Sequence[Row],
    returns: Sequence[Row],
) -> Queue:
    """`receipts` are all of the orders that are received or billed, posted or not."""
    known = [one for one in map(WireReceipt.read, receipts) if one is not None]
    read_orders = _orders(orders, known)
    read_receipts = read_all(posted_receipts, _receipt_of)
    read_bills = _bills(bills, received_items(known))
    read_credits = _credits(given, returns)
    return Queue(
        purchase_orders=read_orders.documents,
        item_receipts=read_receipts.documents,
        bills=read_bills.documents,
        vendor_credits=read_credits.documents,
        unreadable=(
            *read_orders.unreadable,
            *read_receipts.unreadable,
            *read_bills.unreadable,
            *read_credits.unreadable,
        ),
    )


def _receipt_of(row: Row) -> ItemReceipt | Unreadable:
    return read_row(row, Kind.ITEM_RECEIPT, WireReceipt, translate_payables.item_receipt)


def _orders(rows: Iterable[Row], receipts: Iterable[WireReceipt]) -> Read[PurchaseOrder]:
    """Each receipt knows the accounts of its lines."""
    by_order: dict[int, list[WireReceipt]] = defaultdict(list)
    for receipt in receipts:
        by_order[receipt.purchase_order_id].append(receipt)

    def with_receipts(wire: WirePurchaseOrder) -> PurchaseOrder:
        return translate_payables.purchase_order(wire, by_order[wire.id])

    def order_of(row: Row) -> PurchaseOrder | Unreadable:
        return read_row(row, Kind.PURCHASE_ORDER, WirePurchaseOrder, with_receipts)

    return read_all((row for row in rows if member(row, "status") in RECEIVED), order_of)


def _bills(rows: Iterable[Row], received: ReceivedItems) -> Read[Bill]:
    def translated(wire: WireBill) -> Bill:
        return translate_payables.bill(wire, received)

    def bill_of(row: Row) -> Bill | Unreadable:
        return read_row(row, Kind.BILL, WireBill, translated)

    return read_all(rows, bill_of)


def _credits(rows: Iterable[Row], returns: Collection[Row]) -> Read[VendorCredit]:
    known: Mapping[int, WireReturn] = {
        one.id: one for one in map(WireReturn.read, returns) if one is not None
    }

    def translated(wire: WireVendorCredit) -> VendorCredit:
        return translate_payables.vendor_credit(wire, known.get(wire.inventory_return_id or 0))

    def credit_of(row: Row) -> VendorCredit | Unreadable:
        return read_row(row, Kind.VENDOR_CREDIT, WireVendorCredit, translated)

    return read_all(rows, credit_of)
