"""What stands in the queue: documents of posted batches, not exported yet (TRG-03, TRG-11).

ServiceTitan is asked for these only, and what it answers is checked: a filter that it does not know
it ignores (facts 12.2).
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Api, Params, Row, id_of
from adapters.servicetitan.reading import member, read_row
from adapters.servicetitan.wire import (
    EXPORTED,
    POSTED,
    WireInvoice,
    WirePayment,
)
from core.documents import CustomerId, Invoice, Kind, Payment, Queue, Unreadable
from core.portion import Selection

INVOICES: Final = "accounting/invoices"
PAYMENTS: Final = "accounting/payments"
Receivable = Invoice | Payment | Unreadable


async def read_queue(api: Api, asked: Params, selection: Selection) -> Queue:
    """Invoices and payments; `asked` narrows their lists as far as ServiceTitan knows how."""
    wanted_invoice = _wanted(Kind.INVOICE, selection, invoice_of)
    wanted_payment = _wanted(Kind.PAYMENT, selection, payment_of)
    keeps = partial(_is_kept, selection)
    invoices: list[Receivable] = await api.read(INVOICES, wanted_invoice, asked, keeps=keeps)
    payments: list[Receivable] = await api.read(PAYMENTS, wanted_payment, asked, keeps=keeps)
    kept = [*filter(keeps, invoices), *payments]
    return Queue(
        invoices=tuple(one for one in kept if isinstance(one, Invoice)),
        payments=tuple(one for one in kept if isinstance(one, Payment)),
        unreadable=tuple(one for one in kept if isinstance(one, Unreadable)),
    )


def _wanted(
    kind: Kind, selection: Selection, read: Callable[[Row], Receivable]
) -> Callable[[Row], Receivable | None]:
    """Reads what is posted and wanted; a row that does not say who it is, or whose, is wanted."""

    def read_if_wanted(row: Row) -> Receivable | None:
        row_id, customer = id_of(row), id_of(member(row, "customer"))
        if not _is_posted(row):
            return None
        if row_id and customer and not selection.takes((kind, row_id), CustomerId(customer)):
            return None
        return read(row)

    return read_if_wanted


def _is_kept(selection: Selection, one: Receivable) -> bool:
    return isinstance(one, Unreadable) or selection.keeps(one.customer)


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
