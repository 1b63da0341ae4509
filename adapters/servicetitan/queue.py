"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2). Its API shows no sync status on a purchase order, so an order counts as
posted when one of its receipts is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import Read, label_of, problem_of, read_all, read_row
from adapters.servicetitan.wire import WireInvoice, WirePayment, WirePurchaseOrder, WireReceipt
from core.documents import Invoice, Kind, Label, Payment, PurchaseOrder, Queue, Unreadable

POSTED: Final = "Posted"
RECEIVED: Final = ("PartiallyReceived", "Received")
"""The orders that go to the books; exported and cancelled ones are out."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """The posted receipts by purchase order, and those that say too little."""

    by_order: Mapping[int, Sequence[WireReceipt]]
    unreadable: tuple[Unreadable, ...]


def queue_of(
    invoices: Iterable[Row], payments: Iterable[Row], orders: Iterable[Row], receipts: Receipts
) -> Queue:
    read_invoices = read_all(posted(invoices), invoice_of)
    read_payments = read_all(posted(payments), payment_of)
    read_orders = orders_of(orders, receipts)
    return Queue(
        invoices=read_invoices.documents,
        payments=read_payments.documents,
        purchase_orders=read_orders.documents,
        unreadable=(
            *read_invoices.unreadable,
            *read_payments.unreadable,
            *receipts.unreadable,
            *read_orders.unreadable,
        ),
    )


def posted(rows: Iterable[Row]) -> list[Row]:
    """Active rows that are Posted, and those that do not say what they are: none is lost."""
    return [row for row in rows if _status(row) in (POSTED, None) and _active(row)]


def invoice_of(row: Row) -> Invoice | Unreadable:
    return read_row(row, Kind.INVOICE, WireInvoice, _with_status(translate.invoice))


def payment_of(row: Row) -> Payment | Unreadable:
    return read_row(row, Kind.PAYMENT, WirePayment, _with_status(translate.payment))
