"""Checks (facts §4, §5.2).

    Dr Account of each line     amount of the line
        Cr Bank                     total

A check has a number once it is written by hand or printed; each bank account counts its own. Where
the account asks for approval, a new check posts nothing until a person approves it. A voided check
keeps its number and is worth nothing: its own amounts are zero, or a journal reverses them.
"""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.expense_lines import EXPENSES
from simulators.netsuite.fields import Field, RecordType, Sublist, choice, ref, shown
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import (
    HEADER,
    check_account,
    check_posting_line,
    complete_header,
    dates,
    line_row,
    main_row,
    needs_lines,
)

PAYEES: Final = ("customer", "vendor", "job")
PENDING, APPROVED, REJECTED = "1", "2", "3"
APPROVALS: Final = {PENDING: "Pending Approval", APPROVED: "Approved", REJECTED: "Rejected"}
STATUSES: Final = {"A": "Pending Approval", "B": "Approved", "R": "Rejected", "V": "Voided"}
LETTERS: Final = {PENDING: "A", APPROVED: "B", REJECTED: "R"}
MONEY: Final = ("account", "entity", "subsidiary", "tranDate", "postingPeriod")
"""With its lines, what cannot change once a check is voided."""


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    payee = company.find(PAYEES, record.ref("entity"))
    assert payee is not None, record
    first = PENDING if company.prefers("checkApproval") else APPROVED
    record = record.default(toBePrinted=False, approvalStatus=first)
    if record.is_on("toBePrinted"):
        record = record.holding(tranId=None)
    record = complete_header(company, record, before, payee)
    _check_not_voided(record, before)
    check_account(company, record, "account", record.ref("account"), ("Bank",))
    return _with_total(company, record)


def _check_not_voided(record: Record, before: Record | None) -> None:
    if before is None or not before.is_on("voided"):
        return
    moved = any(record.fields.get(name) != before.fields.get(name) for name in MONEY)
    if moved or record.lines("expense") != before.lines("expense"):
        raise refusals.rule_broken("This transaction has been voided and cannot be changed.")


def _with_total(company: Company, record: Record) -> Record:
    needs_lines(record, "expense")
    for at, line in enumerate(record.lines("expense")):
        _check_line(company, record, line, f"expense.items[{at}]")
    total = sum((line["amount"] for line in record.lines("expense")), ZERO)
    if total < ZERO:
        raise refusals.rule_broken("The amount of a check cannot be negative.")
    return record.holding(total=total)


def _check_line(company: Company, record: Record, line: Line, path: str) -> None:
    check_posting_line(company, record, line, path)
    kind = company.get("account", line["account"]).text("acctType")
    if kind == "AcctRec" and "customer" not in line:
        raise refusals.rule_broken("A line on a receivables account must name its customer.").at(
            f"{path}.customer"
        )


def _posts(_company: Company, record: Record) -> tuple[Row, ...]:
    payee = record.ref("entity")
    lines = (
        line_row(
            record,
            line,
            line["account"],
            line["amount"],
            entity=line.get("customer", payee),
            sublist="expense",
        )
        for line in record.lines("expense")
    )
    return (main_row(record, record.ref("account"), -record.amount("total"), payee), *lines)


def _settle(_company: Company, record: Record | None, before: Record | None) -> None:
    if record is None and before is not None and before.text("voidJournal") is not None:
        raise refusals.rule_broken("This transaction cannot be deleted because a journal voids it.")


def _live(_company: Company, record: Record) -> dict[str, Any]:
    letter = "V" if record.is_on("voided") else LETTERS[record.ref("approvalStatus")]
    return {**dates(record), "status": letter, "userTotal": record.amount("total")}


CHECK: Final = RecordType(
    "check",
    space="transaction",
    fields={
        "entity": ref(*PAYEES, required=True, label="Payee"),
        **HEADER,
        "account": ref("account", required=True, label="Account"),
        "toBePrinted": Field("bool"),
        "userTotal": shown("money"),
        "total": shown("money"),
        "approvalStatus": choice(APPROVALS, read_only=True),
        "status": choice(STATUSES, read_only=True),
        "voidJournal": ref("journalEntry", read_only=True),
    },
    sublists={"expense": EXPENSES, "item": Sublist({}, simulated=False)},
    custom_prefix="custbody",
    code="Check",
    waits=lambda record: record.text("approvalStatus") != APPROVED,
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Check #{record.text('tranId') or 'To Print'}",
    live=_live,
)
