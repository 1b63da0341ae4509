"""Credit memos (facts §4, §5.2).

    Dr Income of each item      amount of the line
    Dr Tax account              tax amount
        Cr Accounts receivable      total

Applying one to an invoice posts nothing more.
"""

from typing import Any, Final

from simulators.netsuite.applications import (
    Credit,
    apply,
    customer_of,
    drop_credit,
    give_back,
    put_credit,
)
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, ref, shown, text
from simulators.netsuite.invoice import complete as complete_sale
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import APPLY, applied_lines, show_apply_line
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.sales_lines import ITEMS, MONEY_FIELDS, TAX_DETAILS, sales_rows
from simulators.netsuite.transactions import HEADER, dates, main_row

STATUSES: Final = {"A": "Open", "B": "Fully Applied"}


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    return applied_lines(company, complete_sale(company, record, before))


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    total = record.amount("total")
    main = main_row(record, record.ref("account"), -total, record.ref("entity"))
    return (main, *sales_rows(company, record, 1))


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if before is not None:
        give_back(company, before.id, before.lines("apply"))
    if record is None:
        assert before is not None
        drop_credit(company, before.id)
        return
    total = record.amount("total")
    customer = customer_of(company, record.ref("entity"))
    owner = (customer, record.ref("account"), record.ref("subsidiary"))
    put_credit(company, Credit(record.id, *owner, total, total))
    apply(company, record.id, record.lines("apply"))


def _live(company: Company, record: Record) -> dict[str, Any]:
    credit = company.state.credits[record.id]
    left = credit.left
    return {
        **dates(record),
        "applied": credit.total - left,
        "unapplied": left,
        "amountRemaining": left,
        "status": "B" if left == ZERO else "A",
    }


CREDIT_MEMO: Final = RecordType(
    "creditMemo",
    space="transaction",
    fields={
        "entity": ref("customer", "job", required=True, label="Customer"),
        **HEADER,
        "account": ref("account"),
        "job": ref("job"),
        "otherRefNum": text(45),
        **MONEY_FIELDS,
        "applied": shown("money"),
        "unapplied": shown("money"),
        "amountRemaining": shown("money"),
        "status": Field("choice", choices=STATUSES, read_only=True),
        "autoApply": NOT_SIMULATED,
        "createdFrom": NOT_SIMULATED,
    },
    sublists={"item": ITEMS, "taxDetails": TAX_DETAILS, "apply": APPLY},
    custom_prefix="custbody",
    code="CustCred",
    lock="ar",
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Credit Memo #{record.text('tranId')}",
    live=_live,
    live_line=show_apply_line,
)
