"""Journal entries: debits and credits as entered, balanced, inside one subsidiary (facts §5.2).

A customer's line on a receivables account is an open item: a debit waits to be paid, and credits
can be applied to it by document and line (facts §9.5). Credit lines stay open.
"""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import OpenItem, customer_of, drop_item, put_item
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, Sublist, choice, ref, text
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import (
    HEADER,
    SEGMENT_FIELDS,
    check_posting_line,
    complete_header,
    dates,
    line_row,
    needs_lines,
)


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    record = complete_header(company, record.default(approved=True), before, None)
    if not record.is_on("approved"):
        raise refusals.not_simulated("A journal entry that waits for approval")
    check_entered(company, record)
    return record


def check_entered(company: Company, record: Record) -> None:
    """Lines that can be posted as they are: each on one side, and balanced."""
    needs_lines(record, "line")
    for at, line in enumerate(record.lines("line")):
        path = f"line.items[{at}]"
        check_posting_line(company, record, line, path)
        sides = [side for side in ("debit", "credit") if line.get(side, ZERO) != ZERO]
        if len(sides) > 1 or any(line[side] < ZERO for side in sides):
            raise refusals.rule_broken("A line is either a debit or a credit.").at(path)
    if sum((_amount(line) for line in record.lines("line")), ZERO) != ZERO:
        raise refusals.rule_broken("The amounts in a journal entry must balance.")


def _amount(line: Line) -> Any:
    return line.get("debit", ZERO) - line.get("credit", ZERO)


def rows_as_entered(_company: Company, record: Record) -> tuple[Row, ...]:
    return tuple(
        line_row(
            record,
            line,
            line["account"],
            _amount(line),
            entity=line.get("entity"),
            sublist="line",
        )
        for line in record.lines("line")
    )


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    new = _open_items(company, record)
    for key in _open_items(company, before):
        if key not in new:
            drop_item(company, *key)
    for item in new.values():
        put_item(company, item)


def _open_items(company: Company, record: Record | None) -> dict[tuple[str, int], OpenItem]:
    if record is None:
        return {}
    return {
        (record.id, line["line"]): OpenItem(
            record.id,
            line["line"],
            customer_of(company, line["entity"]),
            line["account"],
            record.ref("subsidiary"),
            line["debit"],
            line["debit"],
        )
        for line in record.lines("line")
        if _is_receivable(company, line)
    }


def _is_receivable(company: Company, line: Line) -> bool:
    kind = company.get("account", line["account"]).text("acctType")
    return kind == "AcctRec" and "entity" in line and line.get("debit", ZERO) > ZERO


LINE_FIELDS: Final[dict[str, Field]] = {
    "line": Field("integer"),
    "account": ref("account", required=True, label="Account"),
    "memo": text(999),
    "entity": ref("customer", "vendor", "job"),
    **SEGMENT_FIELDS,
}
BOTH_SIDES: Final[dict[str, Field]] = {"debit": Field("money"), "credit": Field("money")}
JOURNAL_ENTRY: Final = RecordType(
    "journalEntry",
    space="transaction",
    fields={
        **HEADER,
        "subsidiary": ref("subsidiary", required=True, label="Subsidiary"),
        "approved": Field("bool"),
        "status": choice({"B": "Approved for Posting"}, read_only=True),
        "reversalDate": NOT_SIMULATED,
        "reversalDefer": NOT_SIMULATED,
        "toSubsidiary": NOT_SIMULATED,
        "accountingBook": NOT_SIMULATED,
        "approvalStatus": NOT_SIMULATED,
        "void": NOT_SIMULATED,
    },
    sublists={
        "line": Sublist(
            {
                **LINE_FIELDS,
                **BOTH_SIDES,
                "eliminate": NOT_SIMULATED,
                "schedule": NOT_SIMULATED,
            },
            key=("line",),
            numbered=True,
            custom_prefix="custcol",
        )
    },
    custom_prefix="custbody",
    code="Journal",
    complete=_complete,
    posts=rows_as_entered,
    settle=_settle,
    display=lambda record: f"Journal #{record.text('tranId')}",
    live=lambda _, record: {**dates(record), "status": "B"},
)
