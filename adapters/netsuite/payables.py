"""Purchase orders and what comes of them, as NetSuite takes it (facts/netsuite 1.4, 4).

A receipt is made by transforming its order, and so is a bill of what was received; each line then
names the line of the order by NetSuite's own number for it, which is read back before (`order_lines`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.invoices import item_line
from adapters.netsuite.json_text import Json
from adapters.netsuite.requests import (
    RECORDS,
    Ids,
    Write,
    batch,
    creation,
    id_,
    line_segments,
    segments,
    without_nothing,
)
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows, rows_listed
from core.plan import Step
from core.ports import Rejection
from core.records import (
    BillRecord,
    ExpenseItem,
    ItemLine,
    ItemReceiptRecord,
    Key,
    NumberedBill,
    PayableRecord,
    PurchaseOrderRecord,
    RemoteId,
)

WHOLE_LISTS: Final = (("replace", "item,expense"),)
"""A transform copies the order's lines; these take their place (facts/netsuite 1.4)."""
ORDER_LINES: Final = Query(
    f"id, item, {objects.ORDER_LINE} AS source",
    "transactionline WHERE transaction = ? AND mainline = 'F' AND taxline = 'F'",
    "id",
    unique=True,
)
BILLS: Final = Query(
    "id, externalid, tranid, entity",
    "transaction WHERE type = 'VendBill' AND tranid IN (:list)",
    "id",
    unique=True,
)
LOOK_AT_THE_ORDER: Final = "Look at the lines of the order in NetSuite."

Payable = PurchaseOrderRecord | ItemReceiptRecord | PayableRecord


def payable(key: Key, record: Payable, ids: Ids) -> Write:
    match record:
        case PurchaseOrderRecord():
            return _purchase_order(key, record, ids)
        case ItemReceiptRecord():
            return _item_receipt(key, record, ids)
        case BillRecord():
            return _bill(key, record, ids)
        case _:
            return creation("vendorCredit", _payable(key, record, ids))


def _bill(key: Key, record: BillRecord, ids: Ids) -> Write:
    body = {**_payable(key, record, ids), "dueDate": record.due_date}
    if record.order is None:
        return creation("vendorBill", body)
    return _transformed(record.order, "vendorBill", body, ids, WHOLE_LISTS)


def order_line(order: Key, line: int) -> Key:
    """What stands for NetSuite's number of the line of an order, among the ids that are known."""
    return Key(f"{order}-line-{line}")


def order_item(order: Key, line: int) -> Key:
    """What stands for the item that the order's line has in NetSuite."""
    return Key(f"{order}-item-{line}")


async def order_lines(
    sender: Sender, step: Step, known: Mapping[Key, RemoteId]
) -> Mapping[Key, RemoteId] | Rejection:
    """NetSuite's numbers and items of the lines of the order a step names, read back from there.

    A Rejection when the order there does not have just these lines, or one that posts elsewhere.
    """
    order = _order_of(step)
    if order is None:
        return {}
    found = await rows(sender, replace(ORDER_LINES, params=(known[order],)))
    by_source = {row.get("source") or "": row for row in found}
    trouble = _trouble(step, by_source, known)
    if trouble:
        return Rejection(trouble)
    by_id = [(int(source), row) for source, row in by_source.items() if source]
    numbers = {order_line(order, source): row.id() for source, row in by_id}
    items = {order_item(order, source): row.id("item") for source, row in by_id}
    return numbers | items


def _order_of(step: Step) -> Key | None:
    record = step.record
    return record.order if isinstance(record, ItemReceiptRecord | BillRecord) else None


def _trouble(step: Step, there: Mapping[str, Row], known: Mapping[Key, RemoteId]) -> str:
    """Why the order's lines in NetSuite are not those the step means; empty where they are."""
    record = step.record
    if isinstance(record, ItemReceiptRecord):
        return _other_lines(record, there) or _other_items(record, there, known)
    assert isinstance(record, BillRecord), record
    return _lines_gone((one for one in record.lines if one.order_line is not None), there)


def _lines_gone(lines: Iterable[ItemLine], there: Mapping[str, Row]) -> str:
    gone = next((one for one in lines if str(one.order_line) not in there), None)
    if gone is None:
        return ""
    return f"The order in NetSuite has no line for {gone.description}. {LOOK_AT_THE_ORDER}"


def _other_lines(record: ItemReceiptRecord, there: Mapping[str, Row]) -> str:
    """A line that is not named would be received in full, whoever added it."""
    gone = _lines_gone(record.lines, there)
    meant = {*(one.order_line for one in record.lines), *record.missing}
    if gone or {str(one) for one in meant} == there.keys():
        return gone
    return f"The order in NetSuite has other lines than in ServiceTitan. {LOOK_AT_THE_ORDER}"


def _other_items(
    record: ItemReceiptRecord, there: Mapping[str, Row], known: Mapping[Key, RemoteId]
) -> str:
    for line in record.lines:
        if there[str(line.order_line)].id("item") != known[line.item]:
            words = f"{line.description} was received to {line.account}, and the order's line in"
            return f"{words} NetSuite goes elsewhere. Change the item of that line there."
    return ""


async def read_numbered_bills(sender: Sender, numbers: Collection[str]) -> list[NumberedBill]:
    return [_numbered(row) for row in await rows_listed(sender, BILLS, numbers)]


def _numbered(row: Row) -> NumberedBill:
    return NumberedBill(row.id(), row.id("entity"), row.text("tranid"), row.get("externalid") or "")


def _purchase_order(key: Key, record: PurchaseOrderRecord, ids: Ids) -> Write:
    body = {
        "externalId": key,
        "entity": id_(ids(record.vendor)),
        "tranId": record.number,
        "tranDate": record.date,
        **segments(record.segments),
        **batch(record.batch),
        "item": {"items": [_ordered(line, ids) for line in record.lines]},
    }
    return creation("purchaseOrder", body)


def _ordered(line: ItemLine, ids: Ids) -> Json:
    source = {} if line.order_line is None else {objects.ORDER_LINE: str(line.order_line)}
    return {**item_line(line, ids), **source}


def _item_receipt(key: Key, record: ItemReceiptRecord, ids: Ids) -> Write:
    """Lines that are not named would be received in full, so each line of the order is."""
    came = [
        {
            "orderLine": _number(record.order, line.order_line, ids),
            "itemReceive": True,
            "quantity": line.quantity,
        }
        for line in record.lines
    ]
    rest = [
        {"orderLine": _number(record.order, one, ids), "itemReceive": False}
        for one in record.missing
    ]
    body: Json = {
        "externalId": key,
        "tranId": record.number,
        "tranDate": record.date,
        **batch(record.batch),
        "item": {"items": [*came, *rest]},
    }
    return _transformed(record.order, "itemReceipt", body, ids)


def _transformed(
    order: Key, into: str, body: Json, ids: Ids, params: tuple[tuple[str, str], ...] = ()
) -> Write:
    path = f"{RECORDS}/purchaseOrder/{ids(order)}/!transform/{into}"
    return Write("POST", path, without_nothing(body), params)


def _payable(key: Key, record: PayableRecord, ids: Ids) -> Json:
    order = record.order if isinstance(record, BillRecord) else None
    goods = [_billed(line, order, ids) for line in record.lines]
    return {
        "externalId": key,
        "entity": id_(ids(record.vendor)),
        "tranId": record.number,
        "tranDate": record.date,
        **segments(record.segments),
        "memo": record.memo or None,
        **batch(record.batch),
        "item": {"items": goods} if goods else None,
        "expense": {"items": [_expense(one) for one in record.expenses]}
        if record.expenses
        else None,
    }


def _billed(line: ItemLine, order: Key | None, ids: Ids) -> Json:
    if order is None or line.order_line is None:
        return item_line(line, ids)
    return {
        **item_line(line, ids),
        "item": id_(ids(order_item(order, line.order_line))),
        "orderDoc": id_(ids(order)),
        "orderLine": _number(order, line.order_line, ids),
    }


def _expense(line: ExpenseItem) -> Json:
    return {
        "account": id_(line.account.id),
        "amount": line.amount,
        "memo": line.memo,
        **line_segments(line.segments),
    }


def _number(order: Key, line: int | None, ids: Ids) -> int | str:
    assert line is not None, order
    given = ids(order_line(order, line))
    return int(given) if given.isdigit() else given
