"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2).
"""

from collections.abc import Iterable
from typing import Final

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Api, Params, Row
from adapters.servicetitan.reading import member, read_row, sorted_out
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireInvoice,
    WirePayment,
)
from core.documents import Invoice, Kind, Payment, Queue, Unreadable
from core.together import together

INVOICES: Final = "accounting/invoices"
PAYMENTS: Final = "accounting/payments"


async def read_queue(api: Api, asked: Params) -> Queue:
    """Invoices and payments; `asked` narrows their lists as far as ServiceTitan knows how."""
    invoices, payments = await together(
        api.read(INVOICES, _posted_invoice, asked), api.read(PAYMENTS, _posted_payment, asked)
    )
    read_invoices, read_payments = sorted_out(invoices), sorted_out(payments)
    return Queue(
        invoices=read_invoices.documents,
        payments=read_payments.documents,
        unreadable=(*read_invoices.unreadable, *read_payments.unreadable),
    )


def _posted_invoice(row: Row) -> Invoice | Unreadable | None:
    return invoice_of(row) if _is_posted(row) else None


def _posted_payment(row: Row) -> Payment | Unreadable | None:
    return payment_of(row) if _is_posted(row) else None


def posted(rows: Iterable[Row]) -> list[Row]:
    """Active rows that are Posted, and those that do not say what they are: none is lost."""
    return [row for row in rows if _is_posted(row)]


def _is_posted(row: Row) -> bool:
    return member(row, "syncStatus") in (POSTED, None) and _active(row)


def exported_rows(rows: Iterable[Row]) -> list[Row]:
    """Active rows that are Exported."""
    return [row for row in rows if member(row, "syncStatus") == EXPORTED and _active(row)]


def invoice_of(row: Row) -> Invoice | Unreadable:
    return read_row(row, Kind.INVOICE, WireInvoice, translate.invoice)


def payment_of(row: Row) -> Payment | Unreadable:
    return read_row(row, Kind.PAYMENT, WirePayment, translate.payment)


def _active(row: Row) -> bool:
    return member(row, "active") is not False
