"""Custom transactions: types of transaction that an account defines for itself (facts §4, §5.2).

Header only: posts nothing. Journal: as entered, balanced. Basic, where the type credits its header
account; otherwise the other way round:

    Dr Account of each line     amount of the line
        Cr Header account           total

They exist only while the account's feature Custom Transactions is on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, cast

from simulators.netsuite.company import Company
from simulators.netsuite.fields import Complete, Field, Posts, RecordType, Sublist, choice, ref
from simulators.netsuite.journal_entry import (
    BOTH_SIDES,
    LINE_FIELDS,
    check_entered,
    rows_as_entered,
)
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Record
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

Style = Literal["header", "journal", "basic"]
STYLES: Final = ("header", "journal", "basic")
FEATURE: Final = "customTransactions"


@dataclass(frozen=True)
class CustomTransaction:
    script_id: str
    name: str
    style: Style
    statuses: tuple[tuple[str, str], ...]
    """Ids and names; a new transaction has the first."""
    account: str | None
    """The header account of a basic one."""
    credit: bool
    """Whether the header account is credited."""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "CustomTransaction":
        """ValueError when the definition makes no sense."""
        script_id, style = str(given["scriptId"]).lower(), str(given["style"])
        if not script_id.startswith("customtransaction"):
            raise ValueError(f"{script_id}: its id starts with customtransaction")
        if style not in STYLES:
            raise ValueError(f"{script_id}: its style is one of {', '.join(STYLES)}")
        account = str(given["account"]["id"]) if "account" in given else None
        if (style == "basic") != (account is not None):
            raise ValueError(f"{script_id}: a basic one has an account, no other has")
        statuses = tuple((str(key), str(name)) for key, name in given.get("statuses", {}).items())
        name = str(given.get("name", script_id))
        credit = bool(given.get("credit", True))
        return cls(script_id, name, cast("Style", style), statuses, account, credit)

    def record_type(self) -> RecordType:
        return _record_type(self)


def define_transaction(company: Company, given: Mapping[str, Any]) -> None:
    """Its fields are those of all transactions. A type that is defined already stays as it is;
    a different one of its name is a ValueError."""
    custom = CustomTransaction.of(given)
    known = company.state.custom_transactions.get(custom.script_id)
    if known is not None and known != custom:
        raise ValueError(f"{custom.script_id} is defined already, differently")
    if custom.account is not None and company.find(("account",), custom.account) is None:
        raise ValueError(f"{custom.script_id}: there is no account {custom.account}")
    for field in given.get("fields", ()):
        company.define_field(field)
    company.state.custom_transactions.put(custom.script_id, custom)


def _complete(custom: CustomTransaction) -> Complete:
    def complete(company: Company, record: Record, before: Record | None) -> Record:
        record = record.default(tranStatus=custom.statuses[0][0] if custom.statuses else None)
        record = complete_header(company, record, before, None)
        if custom.style == "header":
            return record.default(total=ZERO)
        if custom.style == "journal":
            check_entered(company, record)
            return record.holding(total=_sum(record, "debit"))
        _check_basic(custom, company, record)
        return record.holding(total=_sum(record, "amount"))

    return complete


def _check_basic(custom: CustomTransaction, company: Company, record: Record) -> None:
    assert custom.account is not None, custom
    check_account(company, record, "account", custom.account)
    needs_lines(record, "line")
    for at, line in enumerate(record.lines("line")):
        check_posting_line(company, record, line, f"line.items[{at}]")


def _sum(record: Record, field: str) -> Decimal:
    return sum((line.get(field, ZERO) for line in record.lines("line")), ZERO)


def _posts(custom: CustomTransaction) -> Posts:
    if custom.style == "journal":
        return rows_as_entered
    if custom.style == "header":
        return lambda _company, _record: ()
    return lambda _company, record: _basic_rows(custom, record)


def _basic_rows(custom: CustomTransaction, record: Record) -> tuple[Row, ...]:
    assert custom.account is not None, custom
    sign = 1 if custom.credit else -1
    lines = (
        line_row(
            record,
            line,
            line["account"],
            sign * line["amount"],
            entity=line.get("entity"),
            sublist="line",
        )
        for line in record.lines("line")
    )
    main = main_row(record, custom.account, -sign * record.amount("total"), None)
    return (main, *lines)


def _lines(style: Style) -> dict[str, Sublist]:
    if style == "header":
        return {}
    amounts = BOTH_SIDES if style == "journal" else {"amount": BASIC_AMOUNT}
    lines = Sublist(
        {**LINE_FIELDS, **amounts}, key=("line",), numbered=True, custom_prefix="custcol"
    )
    return {"line": lines}


BASIC_AMOUNT: Final = Field("money", required=True, label="Amount")


@cache
def _record_type(custom: CustomTransaction) -> RecordType:
    return RecordType(
        custom.script_id,
        space="transaction",
        fields={
            **HEADER,
            "subsidiary": ref("subsidiary", required=True, label="Subsidiary"),
            "tranStatus": choice(dict(custom.statuses)),
            "total": Field("money", read_only=custom.style != "header"),
        },
        sublists=_lines(custom.style),
        custom_prefix="custbody",
        code="Custom",
        posting=custom.style != "header",
        feature=FEATURE,
        complete=_complete(custom),
        posts=_posts(custom),
        display=lambda record: f"{custom.name} #{record.text('tranId')}",
        live=lambda _, record: {**dates(record), "status": record.text("tranStatus")},
    )
