"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2).
"""

from collections.abc import Iterable

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import member, read_all, read_row
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireInvoice,
    WirePayment,
)
from core.documents import Invoice, Kind, Payment, Queue, Unreadable


def queue_of(invoices: Iterable[Row], payments: Iterable[Row]) -> Queue:
    read_invoices = read_all(posted(invoices), invoice_of)
    read_payments = read_all(posted(payments), payment_of)
    return Queue(
        invoices=read_invoices.documents,
        payments=read_payments.documents,
        unreadable=(*read_invoices.unreadable, *read_payments.unreadable),
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


def _active(row: Row) -> bool:
    return member(row, "active") is not False
