"""Item and expense lines on vendors' bills and credits, and the accounts they post to (facts §5.2).

An item line posts to its item's expense account; one that bills an order's accruing item clears
Accrued Purchases instead, by what is billed: a price difference stays there.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.expense_lines import CUSTOMER_OF_LINE, EXPENSES
from simulators.netsuite.fields import NOT_SIMULATED, Field, Sublist
from simulators.netsuite.items import accrues
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.sales_lines import ITEM_FIELDS, RECOMPUTED, with_amount
from simulators.netsuite.transactions import (
    check_account,
    check_item,
    check_posting_line,
    check_segments,
    complete_header,
    line_row,
    needs_lines,
)

TAXES: Final[dict[str, Field]] = {
    "taxDetailsOverride": NOT_SIMULATED,
    "taxTotal": NOT_SIMULATED,
    "taxRegOverride": NOT_SIMULATED,
}


def items(**more: Field) -> Sublist:
    return Sublist(
        {**ITEM_FIELDS, **CUSTOMER_OF_LINE, **more},
        key=("line",),
        numbered=True,
        custom_prefix="custcol",
        follows=RECOMPUTED,
    )


def expenses(**more: Field) -> Sublist:
    fields = {**EXPENSES.fields, "projectTask": NOT_SIMULATED, **more}
    return Sublist(fields, key=("line",), numbered=True, custom_prefix="custcol")


def complete_bill(company: Company, record: Record, before: Record | None) -> Record:
    """Header, payables account, lines with amounts, and the total; RefusedError where wrong."""
    vendor = company.get("vendor", record.ref("entity"))
    record = complete_header(company, record, before, vendor)
    payable = vendor.text("payablesAccount") or company.system_account("AcctPay")
    record = record.default(account=payable)
    check_account(company, record, "account", record.ref("account"), ("AcctPay",))
    return _with_total(_with_lines(company, record))


def _with_lines(company: Company, record: Record) -> Record:
    needs_lines(record, "item", "expense")
    lines = [
        _item_line(company, record, line, f"item.items[{at}]")
        for at, line in enumerate(record.lines("item"))
    ]
    for at, line in enumerate(record.lines("expense")):
        _check_expense(company, record, line, f"expense.items[{at}]")
    return record.listing(item=tuple(lines))


def _item_line(company: Company, record: Record, line: Line, path: str) -> Line:
    item = check_item(company, record, line["item"])
    if item.text("expenseAccount") is None:
        raise refusals.invalid_value(item.id, "item", f"{path}.item")
    check_segments(company, record, line)
    return with_amount(line, path)


def _check_expense(company: Company, record: Record, line: Line, path: str) -> None:
    check_posting_line(company, record, line, path)
    kind = company.get("account", line["account"]).text("acctType")
    if kind == "AcctRec" and "customer" not in line:
        raise refusals.rule_broken("A line on a receivables account must name its customer.").at(
            f"{path}.customer"
        )


def _with_total(record: Record) -> Record:
    lines = (*record.lines("item"), *record.lines("expense"))
    total = sum((line["amount"] for line in lines), ZERO)
    if total < ZERO:
        raise refusals.rule_broken("The total of this transaction cannot be negative.")
    return record.holding(total=total)


def clears_accrual(company: Company, record: Record, line: Line) -> bool:
    """Whether the line bills an item of an order whose receipt accrues it."""
    return "orderDoc" in line and accrues(check_item(company, record, line["item"]))


def bill_rows(company: Company, record: Record, sign: int) -> Iterator[Row]:
    """Each line on its account; a line's entity is its customer, else the vendor."""
    for line in record.lines("item"):
        yield line_row(
            record,
            line,
            _account(company, record, line),
            _signed(sign, line["amount"]),
            entity=line.get("customer", record.ref("entity")),
            item=line["item"],
            quantity=_signed(sign, line["quantity"]),
            rate=line["rate"],
            sublist="item",
        )
    for line in record.lines("expense"):
        entity: Any = line.get("customer", record.ref("entity"))
        amount = _signed(sign, line["amount"])
        yield line_row(record, line, line["account"], amount, entity=entity, sublist="expense")


def _account(company: Company, record: Record, line: Line) -> str:
    if clears_accrual(company, record, line):
        return company.system_account("RecvNotBill")
    return check_item(company, record, line["item"]).ref("expenseAccount")


def _signed(sign: int, amount: Decimal) -> Decimal:
    """Without a negative zero."""
    return -amount if sign < 0 else amount
