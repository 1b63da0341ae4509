"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2). Its API shows no sync status on a purchase order, so an order counts as
posted when one of its receipts is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import Read, member, read_all, read_row
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireInvoice,
    WirePayment,
    WirePurchaseOrder,
    WireReceipt,
)
from core.documents import Invoice, Kind, Payment, PurchaseOrder, Queue, Unreadable

RECEIVED: Final = ("PartiallyReceived", "Received")
"""The orders that go to the books; exported and cancelled ones are out."""


def queue_of(
    invoices: Iterable[Row],
    payments: Iterable[Row],
    receipts: Read[WireReceipt],
    orders: Read[PurchaseOrder],
) -> Queue:
    read_invoices = read_all(posted(invoices), invoice_of)
    read_payments = read_all(posted(payments), payment_of)
    return Queue(
        invoices=read_invoices.documents,
        payments=read_payments.documents,
        purchase_orders=orders.documents,
        unreadable=(
            *read_invoices.unreadable,
            *read_payments.unreadable,
            *receipts.unreadable,
            *orders.unreadable,
        ),
    )


def posted(rows: Iterable[Row]) -> list[Row]:
    """Active rows that are Posted, and those that do not say what they are: none is lost."""
    return [row for row in rows if member(row, "syncStatus") in (POSTED, None) and _active(row)]


def exported_rows(rows: Iterable[Row]) -> list[Row]:
    """Active rows that are Exported."""
    return [row for row in rows if member(row, "syncStatus") == EXPORTED and _active(row)]


def invoice_of(row: Row) -> Invoice | Unreadable:
    return read_row(row, Kind.INVOICE, WireInvoice, translate.invoice)


def payment_of(row: Row) -> Payment | Unreadable:
    return read_row(row, Kind.PAYMENT, WirePayment, translate.payment)


def posted_receipts(rows: Iterable[Row]) -> Read[WireReceipt]:
    return read_all(posted(rows), _receipt_of)


def _receipt_of(row: Row) -> WireReceipt | Unreadable:
    """A receipt is no document of its own here: what is wrong with it, is with its order."""
    read = read_row(row, Kind.PURCHASE_ORDER, WireReceipt, lambda receipt: receipt)
    if not isinstance(read, Unreadable):
        return read
    return replace(read, problem=f"its receipt cannot be read: {read.problem}")


def orders_of(rows: Iterable[Row], receipts: Iterable[Row]) -> Read[PurchaseOrder]:
    """`receipts` are all of these orders, posted or not: each knows the accounts of its lines."""
    by_order: dict[int, list[WireReceipt]] = defaultdict(list)
    for receipt in filter(None, map(WireReceipt.read, receipts)):
        by_order[receipt.purchase_order_id].append(receipt)

    def with_receipts(wire: WirePurchaseOrder) -> PurchaseOrder:
        return translate.purchase_order(wire, by_order[wire.id])

    def order_of(row: Row) -> PurchaseOrder | Unreadable:
        return read_row(row, Kind.PURCHASE_ORDER, WirePurchaseOrder, with_receipts)

    return read_all((row for row in rows if member(row, "status") in RECEIVED), order_of)


def _active(row: Row) -> bool:
    return member(row, "active") is not False
