"""Transforms: a new record made from another (facts §1.4).

Simulated: customerDeposit into depositApplication, invoice into customerPayment, and creditMemo,
customerPayment and customerDeposit into customerRefund; purchaseOrder into itemReceipt and
vendorBill, vendorBill into vendorCredit. Copied item and expense lines and those that are sent merge
as on any change of a record (facts §1.3, §1.4).
"""

from collections.abc import Callable, Set
from typing import Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import Draft, SublistChange
from simulators.netsuite.fields import Sublist
from simulators.netsuite.invoice import due
from simulators.netsuite.order_progress import remaining, unbilled
from simulators.netsuite.records import Line, Record
from simulators.netsuite.saving import NONE, create
from simulators.netsuite.sublists import merged_by_key
from simulators.netsuite.transactions import MAIN_LINE, SEGMENT_FIELDS

COPIED_LINES: Final = ("item", "expense")
COPIED: Final = ("subsidiary", "currency", *SEGMENT_FIELDS)


def transformed(
    company: Company, source: Record, target: str, draft: Draft, replaced: Set[str] = NONE
) -> Record:
    """The new record: what the source gives, then what the body says."""
    made = TRANSFORMS.get((source.kind, target))
    record_type = company.record_type(target)
    if made is None or record_type is None:
        raise refusals.not_simulated(f"Transforming {source.kind} into {target}")
    base = made(company, source)
    pinned = {n: v for n, v in base.fields.items() if record_type.fields[n].fixed}
    fields = {**_copied(source), **base.fields, **draft.fields, **pinned}
    sublists = {**base.sublists, **draft.sublists}
    for name in COPIED_LINES:
        if name in base.sublists and name in draft.sublists:
            sublist = company.shape(record_type).sublists[name]
            sublists[name] = _joined(
                sublist, base.sublists[name], draft.sublists[name], replace=name in replaced
            )
    return create(company, record_type, Draft(fields, sublists))


def _joined(
    sublist: Sublist, copied: SublistChange, sent: SublistChange, *, replace: bool
) -> SublistChange:
    if sent.empty:
        return sent
    return SublistChange(merged_by_key(copied.lines, sent.lines, sublist, replace=replace))


def _copied(source: Record) -> dict[str, object]:
    return {name: source.fields[name] for name in COPIED if name in source.fields}


def _deposit_application(_company: Company, deposit: Record) -> Draft:
    return Draft({"customer": deposit.ref("customer"), "deposit": deposit.id})


def _payment(company: Company, invoice: Record) -> Draft:
    amount = due(company, invoice)
    line = {"doc": invoice.id, "line": MAIN_LINE, "amount": amount}
    fields = {
        "customer": invoice.ref("entity"),
        "payment": amount,
        "arAcct": invoice.ref("account"),
    }
    return Draft(fields, {"apply": SublistChange([line])})


def _refund(company: Company, source: Record) -> Draft:
    """All that the credit memo, payment or deposit still holds."""
    customer = source.text("customer") or source.ref("entity")
    line = {"doc": source.id, "amount": company.state.credits[source.id].left}
    if source.kind == "customerDeposit":
        return Draft({"customer": customer}, {"deposit": SublistChange([line])})
    receivable = source.ref("account" if source.kind == "creditMemo" else "arAcct")
    apply = SublistChange([{**line, "line": MAIN_LINE}])
    return Draft({"customer": customer, "arAcct": receivable}, {"apply": apply})


def _receipt(company: Company, order: Record) -> Draft:
    """All that is still to come."""
    lines: list[Line] = [
        {"orderLine": line["line"], "quantity": quantity, **_of_line(line)}
        for line in order.lines("item")
        if (quantity := remaining(company, order, line))
    ]
    return Draft(_from(order), {"item": SublistChange(lines)})


def _bill(company: Company, order: Record) -> Draft:
    """All that is still to be billed, at the order's rates; expense lines by their amount."""
    items: list[Line] = [
        {**_item_of(order, line), "quantity": quantity, "rate": line["rate"]}
        for line in order.lines("item")
        if (quantity := unbilled(company, order, line))
    ]
    expenses: list[Line] = [
        {**_expense_of(line), **_tied(order, line), "amount": amount}
        for line in order.lines("expense")
        if (amount := unbilled(company, order, line))
    ]
    lines = {"item": SublistChange(items), "expense": SublistChange(expenses)}
    return Draft(_from(order), lines)


def _vendor_credit(company: Company, bill: Record) -> Draft:
    """The bill's lines again; it pays the bill as far as that is open."""
    items: list[Line] = [
        {**_of_line(line), **_named(line, "line", "item", "quantity", "rate", "amount")}
        for line in bill.lines("item")
    ]
    expenses: list[Line] = [_expense_of(line) for line in bill.lines("expense")]
    lines = {"item": SublistChange(items), "expense": SublistChange(expenses)}
    open_item = company.state.open_items.get((bill.id, MAIN_LINE))
    if open_item is not None and open_item.due:
        lines["apply"] = SublistChange([{"doc": bill.id, "line": MAIN_LINE}])
    return Draft({**_from(bill), "account": bill.ref("account")}, lines)


def _from(source: Record) -> dict[str, object]:
    return {"createdFrom": source.id, "entity": source.ref("entity")}


def _of_line(line: Line) -> Line:
    return _named(line, "description", "customer", *SEGMENT_FIELDS)


def _item_of(order: Record, line: Line) -> Line:
    return {**_of_line(line), **_named(line, "line", "item"), **_tied(order, line)}


def _expense_of(line: Line) -> Line:
    return {**_of_line(line), **_named(line, "line", "account", "memo", "amount")}


def _tied(order: Record, line: Line) -> Line:
    return {"orderDoc": order.id, "orderLine": line["line"]}


def _named(line: Line, *names: str) -> Line:
    return {name: line[name] for name in names if name in line}


TRANSFORMS: Final[dict[tuple[str, str], Callable[[Company, Record], Draft]]] = {
    ("customerDeposit", "depositApplication"): _deposit_application,
    ("invoice", "customerPayment"): _payment,
    ("creditMemo", "customerRefund"): _refund,
    ("customerPayment", "customerRefund"): _refund,
    ("customerDeposit", "customerRefund"): _refund,
    ("purchaseOrder", "itemReceipt"): _receipt,
    ("purchaseOrder", "vendorBill"): _bill,
    ("vendorBill", "vendorCredit"): _vendor_credit,
}
