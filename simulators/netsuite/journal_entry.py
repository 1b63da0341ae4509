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
    check_account,
    check_segments,
    complete_header,
    dates,
    line_row,
)


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    record = complete_header(company, record.default(approved=True), before, None)
    if not record.is_on("approved"):
        raise refusals.not_simulated("A journal entry that waits for approval")
    if not record.lines("line"):
        raise refusals.rule_broken("You must enter at least one line item for this transaction.")
    for at, line in enumerate(record.lines("line")):
        _check_line(company, record, line, f"line.items[{at}]")
    if sum((_amount(line) for line in record.lines("line")), ZERO) != ZERO:
        raise refusals.rule_broken("The amounts in a journal entry must balance.")
    return record


def _check_line(company: Company, record: Record, line: Line, path: str) -> None:
    check_account(company, record, "account", line["account"])
    if company.get("account", line["account"]).text("acctType") in ("NonPosting", "Stat"):
        raise refusals.invalid_value(line["account"], "account", f"{path}.account")
    check_segments(company, record, line)
    sides = [side for side in ("debit", "credit") if line.get(side, ZERO) != ZERO]
    if len(sides) > 1 or any(line[side] < ZERO for side in sides):
        raise refusals.rule_broken("A line is either a debit or a credit.").at(path)
    _check_entity(company, record, line)


def _check_entity(company: Company, record: Record, line: Line) -> None:
    if "entity" in line:
        entity = company.state.of("entity")[line["entity"]]
        subsidiary = record.ref("subsidiary")
        if subsidiary not in company.subsidiaries_of(entity):
            raise refusals.invalid_reference("entity", entity.id, "subsidiary", subsidiary)


def _amount(line: Line) -> Any:
    return line.get("debit", ZERO) - line.get("credit", ZERO)


def _posts(_company: Company, record: Record) -> tuple[Row, ...]:
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
    },
    sublists={
        "line": Sublist(
            {
                "line": Field("integer"),
                "account": ref("account", required=True, label="Account"),
                "debit": Field("money"),
                "credit": Field("money"),
                "memo": text(999),
                "entity": ref("customer", "vendor", "job"),
                **SEGMENT_FIELDS,
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
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Journal #{record.text('tranId')}",
    live=lambda _, record: {**dates(record), "status": "B"},
)
