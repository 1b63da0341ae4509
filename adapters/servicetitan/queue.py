"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2).
"""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Api, Params, Row, id_of
from adapters.servicetitan.reading import member, read_row, sorted_out
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireInvoice,
    WirePayment,
)
from core.documents import CustomerId, Invoice, Kind, Payment, Queue, Unreadable
from core.portion import Takes

INVOICES: Final = "accounting/invoices"
PAYMENTS: Final = "accounting/payments"
_T = TypeVar("_T")


async def read_queue(api: Api, asked: Params, takes: Takes) -> Queue:
    """Invoices and payments; `asked` narrows their lists as far as ServiceTitan knows how."""
    wanted_invoice = _wanted(Kind.INVOICE, takes, invoice_of)
    wanted_payment = _wanted(Kind.PAYMENT, takes, payment_of)
    invoices: list[Invoice | Unreadable] = await api.read(INVOICES, wanted_invoice, asked)
    payments: list[Payment | Unreadable] = await api.read(PAYMENTS, wanted_payment, asked)
    read_invoices, read_payments = sorted_out(invoices), sorted_out(payments)
    return Queue(
        invoices=read_invoices.documents,
        payments=read_payments.documents,
        unreadable=(*read_invoices.unreadable, *read_payments.unreadable),
    )


def _wanted(
    kind: Kind, takes: Takes, read: Callable[[Row], _T | Unreadable]
) -> Callable[[Row], _T | Unreadable | None]:
    """Reads what is posted and wanted; a row that does not say who it is, or whose, is wanted."""

    def read_if_wanted(row: Row) -> _T | Unreadable | None:
        row_id, customer = id_of(row), id_of(member(row, "customer"))
        if not _is_posted(row):
            return None
        if row_id and customer and not takes((kind, row_id), CustomerId(customer)):
            return None
        return read(row)

    return read_if_wanted


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
