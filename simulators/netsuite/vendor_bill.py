"""Vendor bills (facts §4, §5.2).

    Dr Expense of each item, account of each expense line     amount of the line
    Dr Accrued Purchases                                      a line of an order whose item accrues
        Cr Accounts payable                                       total

Lines are tied to an order by `orderDoc` and `orderLine`, to receipts by `billReceipts`. A bill that
waits for approval posts nothing and owes nothing yet.
"""

from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import OpenItem, drop_item, put_item
from simulators.netsuite.bill_lines import TAXES, bill_rows, complete_bill, expenses, items
from simulators.netsuite.checks import APPROVALS, APPROVED, PENDING, REJECTED
from simulators.netsuite.company import Company
from simulators.netsuite.fields import (
    NOT_SIMULATED,
    Field,
    RecordType,
    Sublist,
    choice,
    ref,
    refs,
    shown,
)
from simulators.netsuite.ledger import Row
from simulators.netsuite.order_progress import OrderLine, move, order_line, summed
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import HEADER, MAIN_LINE, dates, main_row

STATUSES: Final = {"A": "Open", "B": "Paid In Full", "D": "Pending Approval", "E": "Rejected"}
WAITING: Final = {PENDING: "D", REJECTED: "E"}


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    first = PENDING if company.prefers("billApproval") else APPROVED
    record = complete_bill(company, record.default(approvalStatus=first), before)
    for sublist in ("item", "expense"):
        for at, line in enumerate(record.lines(sublist)):
            _check_tie(company, record, sublist, line, f"{sublist}.items[{at}]")
    return record


def _check_tie(company: Company, record: Record, sublist: str, line: Line, path: str) -> None:
    """What it bills is a line of that vendor's order, and what its receipts received."""
    if "orderDoc" not in line:
        for name in ("orderLine", "billReceipts"):
            if name in line:
                raise refusals.invalid_value(_told(line[name]), name, f"{path}.{name}")
        return
    order = company.get("purchaseOrder", line["orderDoc"])
    if any(order.fields[name] != record.fields[name] for name in ("entity", "subsidiary")):
        raise refusals.invalid_value(order.id, "orderDoc", f"{path}.orderDoc")
    ordered = order_line(order, sublist, line.get("orderLine"), f"{path}.orderLine")
    same = "item" if sublist == "item" else "account"
    if ordered[same] != line[same]:
        raise refusals.invalid_value(line[same], same, f"{path}.{same}")
    _check_receipts(company, line, path)


def _check_receipts(company: Company, line: Line, path: str) -> None:
    for key in line.get("billReceipts", ()):
        receipt = company.get("itemReceipt", key)
        received = {one["orderLine"] for one in receipt.lines("item")}
        if receipt.ref("createdFrom") != line["orderDoc"] or line["orderLine"] not in received:
            raise refusals.invalid_value(key, "billReceipts", f"{path}.billReceipts")


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    total, vendor = record.amount("total"), record.ref("entity")
    return (
        main_row(record, record.ref("account"), -total, vendor),
        *bill_rows(company, record, 1),
    )


def waits(record: Record) -> bool:
    return record.text("approvalStatus") != APPROVED


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    _bill_orders(company, record, before)
    if record is not None and not waits(record):
        total = record.amount("total")
        owner = (record.ref("entity"), record.ref("account"), record.ref("subsidiary"))
        put_item(company, OpenItem(record.id, MAIN_LINE, *owner, total, total))
    elif before is not None and not waits(before):
        drop_item(company, before.id, MAIN_LINE)


def _bill_orders(company: Company, record: Record | None, before: Record | None) -> None:
    old, new = _billed(before), _billed(record)
    for key in {**old, **new}:
        move(company, key, billed=new.get(key, ZERO) - old.get(key, ZERO))


def _billed(record: Record | None) -> dict[OrderLine, Decimal]:
    """Quantities of item lines, dollars of expense lines; a rejected bill bills nothing."""
    if record is None or record.text("approvalStatus") == REJECTED:
        return {}
    lines = (*record.lines("item"), *record.lines("expense"))
    return summed(
        ((line["orderDoc"], line["orderLine"]), line.get("quantity", line["amount"]))
        for line in lines
        if "orderDoc" in line
    )


def _live(company: Company, record: Record) -> dict[str, Any]:
    item = company.state.open_items.get((record.id, MAIN_LINE))
    told = {**dates(record), "userTotal": record.amount("total")}
    if item is None:
        return {**told, "status": WAITING[record.ref("approvalStatus")]}
    return {**told, "amountRemaining": item.due, "status": "B" if item.due == ZERO else "A"}


TIED: Final[dict[str, Field]] = {"orderDoc": ref("purchaseOrder"), "orderLine": Field("integer")}
VENDOR_BILL: Final = RecordType(
    "vendorBill",
    space="transaction",
    fields={
        "entity": ref("vendor", required=True, label="Vendor"),
        **HEADER,
        "createdFrom": ref("purchaseOrder", read_only=True),
        "account": ref("account"),
        "dueDate": Field("date"),
        "userTotal": shown("money"),
        "total": shown("money"),
        "amountRemaining": shown("money"),
        "approvalStatus": choice(APPROVALS, read_only=True),
        "status": choice(STATUSES, read_only=True),
        "terms": NOT_SIMULATED,
        "paymentHold": NOT_SIMULATED,
        **TAXES,
    },
    sublists={
        "item": items(**TIED, billReceipts=refs("itemReceipt")),
        "expense": expenses(**TIED),
        "taxDetails": Sublist({}, simulated=False),
    },
    custom_prefix="custbody",
    code="VendBill",
    lock="ap",
    waits=waits,
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Bill #{record.text('tranId') or record.text('transactionNumber')}",
    live=_live,
)
