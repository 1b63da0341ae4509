"""Purchase orders: they post nothing (facts §4, §5.2).

Receipts and bills tell how far an order is (order_progress.py). What is received stays ordered.

Their rows stand in a non-posting account against each line's expense account, marked as not
posting, so that reports can show what is ordered.
"""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.expense_lines import CUSTOMER_OF_LINE, EXPENSES
from simulators.netsuite.fields import (
    NOT_SIMULATED,
    Field,
    RecordType,
    Sublist,
    choice,
    ref,
    shown,
    text,
)
from simulators.netsuite.ledger import Row
from simulators.netsuite.order_progress import STATUSES, check_kept, progress_of, status
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.sales_lines import ITEM_FIELDS, RECOMPUTED, with_amount
from simulators.netsuite.transactions import (
    HEADER,
    check_account,
    check_item,
    check_segments,
    complete_header,
    dates,
    line_row,
    main_row,
    needs_lines,
)


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    vendor = company.get("vendor", record.ref("entity"))
    record = complete_header(company, record, before, vendor)
    needs_lines(record, "item", "expense")
    items = [
        _item_line(company, record, line, f"item.items[{at}]")
        for at, line in enumerate(record.lines("item"))
    ]
    for line in record.lines("expense"):
        check_account(company, record, "account", line["account"])
        check_segments(company, record, line)
    total = sum((line["amount"] for line in (*items, *record.lines("expense"))), ZERO)
    record = record.listing(item=tuple(items)).holding(total=total)
    if before is not None:
        check_kept(company, record, before)
    return record


def _item_line(company: Company, record: Record, line: Line, path: str) -> Line:
    item = check_item(company, record, line["item"])
    if item.text("expenseAccount") is None:
        raise refusals.invalid_value(item.id, "item", f"{path}.item")
    check_segments(company, record, line)
    return with_amount(line, path)


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    vendor = record.ref("entity")
    orders = company.system_account("PurchOrd")
    items = tuple(_item_row(company, record, line) for line in record.lines("item"))
    expenses = tuple(
        line_row(record, line, line["account"], line["amount"], entity=vendor, sublist="expense")
        for line in record.lines("expense")
    )
    return (main_row(record, orders, -record.amount("total"), vendor), *items, *expenses)


def _item_row(company: Company, record: Record, line: Line) -> Row:
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


def _live(company: Company, record: Record) -> dict[str, Any]:
    return {**dates(record), "status": status(company, record)}


def _live_line(company: Company, record: Record, sublist: str, line: Line) -> Line:
    if sublist != "item":
        return {}
    held = progress_of(company, record.id, line["line"])
    return {"quantityReceived": held.received, "quantityBilled": held.billed}


PURCHASE_ORDER: Final = RecordType(
    "purchaseOrder",
    space="transaction",
    fields={
        "entity": ref("vendor", required=True, label="Vendor"),
        **HEADER,
        "dueDate": Field("date"),
        "otherRefNum": text(45),
        "total": shown("money"),
        "status": choice(STATUSES, read_only=True),
        "employee": NOT_SIMULATED,
        "terms": NOT_SIMULATED,
        "shipTo": NOT_SIMULATED,
        "approvalStatus": NOT_SIMULATED,
        "orderStatus": NOT_SIMULATED,
    },
    sublists={
        "item": Sublist(
            {
                **ITEM_FIELDS,
                **CUSTOMER_OF_LINE,
                "expectedReceiptDate": Field("date"),
                "isClosed": Field("bool"),
                "quantityReceived": shown("number"),
                "quantityBilled": shown("number"),
                "matchBillToReceipt": NOT_SIMULATED,
            },
            key=("line",),
            numbered=True,
            custom_prefix="custcol",
            follows=RECOMPUTED,
        ),
        "expense": EXPENSES,
    },
    custom_prefix="custbody",
    code="PurchOrd",
    posting=False,
    lock="ap",
    complete=_complete,
    posts=_posts,
    display=lambda record: f"Purchase Order #{record.text('tranId')}",
    live=_live,
    live_line=_live_line,
)
