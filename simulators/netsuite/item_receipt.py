"""Item receipts: what of a purchase order has come (facts §4, §5.2).

    Dr Expense of each item     rate of the order x quantity, in cents
        Cr Accrued Purchases        the sum

Only items that generate accruals post; of the others the quantity alone is kept. A receipt is made
only by transforming an order, never for more than is ordered.
"""

from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, Sublist, ref, shown, text
from simulators.netsuite.items import accrues
from simulators.netsuite.ledger import Row
from simulators.netsuite.order_progress import (
    OrderLine,
    move,
    order_line,
    progress_of,
    remaining,
    summed,
)
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import (
    HEADER,
    SEGMENT_FIELDS,
    check_item,
    check_segments,
    complete_header,
    dates,
    line_row,
    main_row,
)
from simulators.netsuite.values import cents


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    order = company.get("purchaseOrder", record.ref("createdFrom"))
    vendor = company.get("vendor", record.ref("entity"))
    record = complete_header(company, record, before, vendor)
    if record.ref("subsidiary") != order.ref("subsidiary"):
        raise refusals.invalid_value(record.ref("subsidiary"), "subsidiary", "subsidiary")
    lines = [
        _completed(company, order, line, f"item.items[{at}]")
        for at, line in enumerate(record.lines("item"))
        if line.get("itemReceive", True)
    ]
    if not lines:
        raise refusals.rule_broken("You must receive at least one line of this order.")
    for line in lines:
        check_segments(company, record, line)
    lines = [{**line, "amount": _amount(company, record, line)} for line in lines]
    total = sum((line["amount"] for line in lines), ZERO)
    return record.listing(item=tuple(lines)).holding(total=total)


def _completed(company: Company, order: Record, line: Line, path: str) -> Line:
    """The line with its order's item, and with the order's rate unless one is sent."""
    ordered = order_line(order, "item", line.get("orderLine"), f"{path}.orderLine")
    quantity = line.get("quantity", remaining(company, order, ordered))
    if quantity <= ZERO:
        raise refusals.invalid_value(quantity, "quantity", f"{path}.quantity")
    rate = line.get("rate", ordered["rate"])
    own = {"item": ordered["item"], "itemReceive": True, "quantity": quantity, "rate": rate}
    return {**line, **own}


def _amount(company: Company, record: Record, line: Line) -> Decimal:
    """Dollars: the line's own cents, halves up; nothing for an item without accruals."""
    item = check_item(company, record, line["item"])
    return cents(line["quantity"] * line["rate"]) if accrues(item) else ZERO


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    accrued = company.system_account("RecvNotBill")
    main = main_row(record, accrued, -record.amount("total"), record.ref("entity"))
    return (main, *(_row(company, record, line) for line in record.lines("item")))


def _row(company: Company, record: Record, line: Line) -> Row:
    item = check_item(company, record, line["item"])
    return line_row(
        record,
        line,
        item.ref("expenseAccount"),
        line["amount"],
        entity=record.ref("entity"),
        item=item.id,
        quantity=line["quantity"],
        rate=line["rate"],
        sublist="item",
    )


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    old, new = _received(before), _received(record)
    for key in {**old, **new}:
        more = new.get(key, ZERO) - old.get(key, ZERO)
        move(company, key, received=more)
        held = progress_of(company, *key)
        if more < ZERO and held.received < held.billed:
            raise refusals.rule_broken("What this receipt received is billed: it cannot change so.")
        if more > ZERO:
            _check_ordered(company, key, held.received)


def _received(record: Record | None) -> dict[OrderLine, Decimal]:
    if record is None:
        return {}
    order, lines = record.ref("createdFrom"), record.lines("item")
    return summed(((order, line["orderLine"]), line["quantity"]) for line in lines)


def _check_ordered(company: Company, key: OrderLine, received: Decimal) -> None:
    order = company.transaction(key[0])
    line = order_line(order, "item", key[1], "item")
    if line.get("isClosed"):
        raise refusals.rule_broken(f"Line {key[1]} of the order is closed.")
    if received > line["quantity"]:
        text = f"Quantity {received} is more than the {line['quantity']} that is ordered."
        raise refusals.rule_broken(text).at("item")


def _live_line(company: Company, record: Record, _sublist: str, line: Line) -> Line:
    order = company.get("purchaseOrder", record.ref("createdFrom"))
    ordered = order_line(order, "item", line["orderLine"], "item")
    return {"quantityRemaining": remaining(company, order, ordered)}


def _live(_company: Company, record: Record) -> dict[str, Any]:
    return dates(record)


ITEM_RECEIPT: Final = RecordType(
    "itemReceipt",
    space="transaction",
    fields={
        "createdFrom": ref("purchaseOrder", required=True, fixed=True, label="Created From"),
        "entity": ref("vendor", required=True, fixed=True, label="Vendor"),
        **HEADER,
        "total": shown("money"),
        "landedCostMethod": NOT_SIMULATED,
    },
    sublists={
        "item": Sublist(
            {
                "line": shown("integer"),
                "orderLine": Field("integer"),
                "itemReceive": Field("bool"),
                "item": ref("item", read_only=True),
                "quantity": Field("number"),
                "quantityRemaining": shown("number"),
                "rate": Field("number"),
                "description": text(4000),
                **SEGMENT_FIELDS,
                "unitCostOverride": NOT_SIMULATED,
                "inventoryDetail": NOT_SIMULATED,
                "restock": NOT_SIMULATED,
            },
            key=("orderLine",),
            numbered=True,
            custom_prefix="custcol",
        )
    },
    custom_prefix="custbody",
    code="ItemRcpt",
    lock="ap",
    created_by_transform=True,
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Item Receipt #{record.text('tranId')}",
    live=_live,
    live_line=_live_line,
)
