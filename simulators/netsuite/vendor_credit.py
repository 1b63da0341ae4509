"""Vendor credits (facts §4, §5.2).

    Dr Accounts payable         total
        Cr Expense of each item, account of each expense line     amount of the line

Applying one to a bill posts nothing more.
"""

from typing import Any, Final

from simulators.netsuite.applications import Credit, apply, drop_credit, give_back, put_credit
from simulators.netsuite.bill_lines import TAXES, bill_rows, complete_bill, expenses, items
from simulators.netsuite.company import Company
from simulators.netsuite.fields import RecordType, Sublist, choice, ref, shown
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import APPLY, kept_lines
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import HEADER, dates, main_row

STATUSES: Final = {"A": "Open", "B": "Fully Applied"}


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    record = complete_bill(company, record, before)
    total = record.amount("total")

    def unsaid(line: Line) -> Any:
        item = company.state.open_items.get((line["doc"], line["line"]))
        return min(item.due, total) if item else ZERO

    return record.listing(apply=kept_lines(record.lines("apply"), unsaid, "apply"))


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    total, vendor = record.amount("total"), record.ref("entity")
    return (
        main_row(record, record.ref("account"), total, vendor),
        *bill_rows(company, record, -1),
    )


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if before is not None:
        give_back(company, before.id, before.lines("apply"))
    if record is None:
        assert before is not None
        drop_credit(company, before.id)
        return
    total = record.amount("total")
    owner = (record.ref("entity"), record.ref("account"), record.ref("subsidiary"))
    put_credit(company, Credit(record.id, *owner, total, total))
    apply(company, record.id, record.lines("apply"))


def _live(company: Company, record: Record) -> dict[str, Any]:
    credit = company.state.credits[record.id]
    return {
        **dates(record),
        "userTotal": credit.total,
        "applied": credit.total - credit.left,
        "unApplied": credit.left,
        "status": "B" if credit.left == ZERO else "A",
    }


def _live_line(company: Company, _record: Record, sublist: str, line: Line) -> Line:
    if sublist != "apply":
        return {}
    bill = company.transaction(line["doc"])
    item = company.state.open_items[(line["doc"], line["line"])]
    return {"due": item.due, "total": item.total, "refNum": bill.text("tranId"), "type": "Bill"}


VENDOR_CREDIT: Final = RecordType(
    "vendorCredit",
    space="transaction",
    fields={
        "entity": ref("vendor", required=True, label="Vendor"),
        **HEADER,
        "createdFrom": ref("vendorBill", read_only=True),
        "account": ref("account"),
        "userTotal": shown("money"),
        "total": shown("money"),
        "applied": shown("money"),
        "unApplied": shown("money"),
        "status": choice(STATUSES, read_only=True),
        **TAXES,
    },
    sublists={
        "item": items(),
        "expense": expenses(),
        "taxDetails": Sublist({}, simulated=False),
        "apply": Sublist(
            {**APPLY.fields, "doc": ref("vendorBill", required=True, label="Apply")},
            key=APPLY.key,
            prepare=APPLY.prepare,
        ),
    },
    custom_prefix="custbody",
    code="VendCred",
    lock="ap",
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: (
        f"Bill Credit #{record.text('tranId') or record.text('transactionNumber')}"
    ),
    live=_live,
    live_line=_live_line,
)
