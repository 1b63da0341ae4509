"""Money received: where it goes and what it pays, for payments and deposits alike (facts §5.2).

It goes to Undeposited Funds, where it waits for a bank deposit, or straight to a bank account. A
payment method may name the account; with nothing named at all it is Undeposited Funds.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import with_line
from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, Sublist, choice, ref, shown, text
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import UNDEPOSITED, check_account

MONEY_ACCOUNTS: Final = ("Bank", "OthCurrAsset", "CredCard")
RECEIPT_FIELDS: Final[dict[str, Field]] = {
    "payment": Field("money", required=True, label="Payment Amount"),
    "undepFunds": UNDEPOSITED,
    "account": ref("account"),
    "paymentOption": ref("paymentMethod"),
    "checkNumber": text(45),
    "status": choice(
        {"B": "Not Deposited", "C": "Deposited", "D": "Fully Applied"}, read_only=True
    ),
}
PAYABLE_TYPES: Final = {
    "invoice": "Invoice",
    "journalEntry": "Journal",
    "customerRefund": "Customer Refund",
}
APPLY: Final = Sublist(
    {
        "doc": ref(*PAYABLE_TYPES, required=True, label="Apply"),
        "line": Field("integer"),
        "apply": Field("bool"),
        "amount": Field("money"),
        "applyDate": shown("date"),
        "due": shown("money"),
        "total": shown("money"),
        "refNum": shown("text"),
        "type": shown("text"),
    },
    key=("doc", "line"),
    prepare=with_line,
)


def complete_receipt(company: Company, record: Record) -> Record:
    """Positive money with exactly one place to go."""
    if record.amount("payment") <= ZERO:
        raise refusals.rule_broken("The payment amount must be greater than zero.")
    record = _with_account(company, record)
    if record.text("undepFunds") == "T":
        return record.holding(account=None)
    check_account(company, record, "account", record.ref("account"), MONEY_ACCOUNTS)
    return record


def _with_account(company: Company, record: Record) -> Record:
    method = record.text("paymentOption")
    forced = company.get("paymentMethod", method).text("account") if method else None
    if "account" not in record.fields and record.text("undepFunds") is None and forced:
        record = record.holding(account=forced)
    if record.text("undepFunds") is None:
        return record.holding(undepFunds="F" if "account" in record.fields else "T")
    if record.text("undepFunds") == "F" and "account" not in record.fields:
        raise refusals.values_missing(["Account"])
    return record


def chosen_anew(record: Record, before: Record | None) -> Record:
    """An edit that names only one of account and undepFunds means that one."""
    if before is None:
        return record
    account, old_account = record.text("account"), before.text("account")
    if account != old_account and account and record.text("undepFunds") == "T":
        return record.holding(undepFunds="F")
    return record


def money_account(company: Company, record: Record) -> str:
    if record.text("undepFunds") == "T":
        return company.system_account("UndepFunds")
    return record.ref("account")


def applied_lines(company: Company, record: Record) -> Record:
    """The apply lines that apply something, each with its amount; the others are gone.

    A line without an amount takes what its item owes.
    """

    def due(line: Line) -> Decimal:
        item = company.state.open_items.get((line["doc"], line["line"]))
        return item.due if item else ZERO

    return record.listing(apply=kept_lines(record.lines("apply"), due, "apply"))


def kept_lines(
    lines: Iterable[Line], unsaid: Callable[[Line], Decimal], sublist: str
) -> tuple[Line, ...]:
    """The lines that apply something; `unsaid` is the amount of one that names none."""
    return tuple(_with_amount(line, unsaid, sublist) for line in lines if _applies(line))


def _applies(line: Line) -> bool:
    return line.get("apply", True) and line.get("amount") != ZERO


def _with_amount(line: Line, unsaid: Callable[[Line], Decimal], sublist: str) -> Line:
    amount = line["amount"] if "amount" in line else unsaid(line)
    if amount < ZERO:
        raise refusals.invalid_value(amount, "amount", f"{sublist}.amount")
    return {**line, "apply": True, "amount": amount}


def show_apply_line(company: Company, _record: Record, sublist: str, line: Line) -> Line:
    """What NetSuite adds to an apply line: the item's number, total and what it still owes."""
    if sublist != "apply":
        return {}
    doc = company.transaction(line["doc"])
    item = company.state.open_items[(line["doc"], line["line"])]
    kind = PAYABLE_TYPES[doc.kind]
    return {"due": item.due, "total": item.total, "refNum": doc.text("tranId"), "type": kind}
