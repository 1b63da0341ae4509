"""Marking documents exported once they are in the books, and making sure that they are (TRG-11).

A 200 is no proof: most answer row by row, payments and deposits not at all (facts 4.8, 12.18). So what we
marked is read again, and what is not Exported then is a failure, in ServiceTitan's words if it had
any. One row that ServiceTitan does not take may make it refuse a whole call; the call is then made
again in halves, so that the others get their mark.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from adapters.servicetitan.lists import Api, Params, Row, chunks, id_of, json_of, said_in
from adapters.servicetitan.payables import BILLS, BY_TYPE, CREDITS
from adapters.servicetitan.reading import member
from adapters.servicetitan.wire import EXPORTED
from core.documents import Kind
from core.ports import ExportMark, MarkFailure
from core.together import together

MARKS_AT_ONCE: Final = 100

Reasons = dict[int, str]
"""Why ServiceTitan did not mark a document, by its id."""


@dataclass(frozen=True, slots=True)
class Marking:
    """How documents of one kind are marked: what is sent, where they are read again.

    `row_id` is whose outcome a row of the answer tells; `views` are the lists in which they show.
    """

    resource: str
    action: str
    body: Callable[[Sequence[ExportMark]], object]
    row_id: str = ""
    views: tuple[Params, ...] = ((("activeState", "All"),),)


def _invoice_rows(marks: Sequence[ExportMark]) -> object:
    return [
        {
            "invoiceId": mark.document.id,
            "externalId": mark.remote,
            "externalMessage": f"Booked as {mark.remote}",
        }
        for mark in marks
    ]


def _payment_status(marks: Sequence[ExportMark]) -> object:
    return {"paymentIds": [mark.document.id for mark in marks], "status": EXPORTED}


def _bill_ids(marks: Sequence[ExportMark]) -> object:
    return {"billIds": [mark.document.id for mark in marks]}


def _credit_rows(marks: Sequence[ExportMark]) -> object:
    return [{"apCreditId": mark.document.id} for mark in marks]


def _deposit_ids(marks: Sequence[ExportMark]) -> object:
    return {"ids": [mark.document.id for mark in marks]}


MARKINGS: Final[Mapping[Kind, Marking]] = {
    Kind.INVOICE: Marking(
        "accounting/invoices", "accounting/invoices/markasexported", _invoice_rows, "invoiceId"
    ),
    Kind.PAYMENT: Marking("accounting/payments", "accounting/payments/status", _payment_status),
    Kind.BILL: Marking(BILLS, f"{BILLS}/markasexported", _bill_ids, "billId", BY_TYPE),
    Kind.VENDOR_CREDIT: Marking(
        CREDITS, f"{CREDITS}/markasexported", _credit_rows, "apCreditId", ((),)
    ),
    Kind.BANK_DEPOSIT: Marking(
        "accounting/bank-deposits",
        "accounting/bank-deposits/markasexported",
        _deposit_ids,
        "",
        ((),),
    ),
}


async def mark_exported(api: Api, kind: Kind, marks: Sequence[ExportMark]) -> list[MarkFailure]:
    """Mark documents of one kind; the failures, in the order given."""
    marking = MARKINGS[kind]
    by_id = {mark.document.id: mark for mark in marks}
    lots = [[by_id[one] for one in lot] for lot in chunks(by_id, MARKS_AT_ONCE)]
    reasons: Reasons = {}
    for told in await together(*(_mark(api, marking, lot) for lot in lots)):
        reasons |= told
    shown = await together(
        *(api.rows_by_id(marking.resource, by_id, view) for view in marking.views)
    )
    statuses = {id_of(row): member(row, "syncStatus") for rows in shown for row in rows}
    return [
        MarkFailure(mark.document, _why(statuses.get(one), reasons.get(one, "")))
        for one, mark in by_id.items()
        if statuses.get(one) != EXPORTED
    ]


async def _mark(api: Api, marking: Marking, marks: Sequence[ExportMark]) -> Reasons:
    reply = await api.post(marking.action, marking.body(marks))
    if reply.is_success:
        return _refused_rows(reply, marking)
    if len(marks) == 1:
        return {marks[0].document.id: said_in(reply)}
    half = len(marks) // 2
    first, second = await together(
        _mark(api, marking, marks[:half]), _mark(api, marking, marks[half:])
    )
    return first | second


def _refused_rows(reply: httpx.Response, marking: Marking) -> Reasons:
    """An answer that cannot be read gives no reason; what is read again decides."""
    try:
        rows = json_of(reply)
    except ValueError:
        return {}
    return {
        _document_of(row, marking): str(member(row, "errorMessage") or "")
        for row in (rows if isinstance(rows, list) else ())
        if member(row, "success") is False
    }


def _document_of(row: Row, marking: Marking) -> int:
    found = member(row, marking.row_id)
    return found if isinstance(found, int) else 0


def _why(status: object, reason: str) -> str:
    shown = f"ServiceTitan still says {status}" if status else "ServiceTitan does not show it"
    return f"{shown}: {reason}" if reason else shown
