"""Deposit applications: a customer deposit pays invoices (facts §1.4, §4, §5.2).

    Dr Customer Deposits        applied
        Cr Accounts receivable      applied

Made only by transforming a deposit; deleting one gives the deposit and the invoices back what it
took.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import (
    Credit,
    applied,
    apply,
    customer_of,
    drop_credit,
    give_back,
    put_credit,
)
from simulators.netsuite.company import Company
from simulators.netsuite.fields import RecordType, ref, shown
from simulators.netsuite.invoice import receivable_account
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import APPLY, applied_lines, show_apply_line
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.transactions import (
    HEADER,
    check_account,
    complete_header,
    dates,
    main_row,
)


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    entity = company.find(("customer", "job"), record.ref("customer"))
    assert entity is not None, record
    record = complete_header(company, record, before, entity)
    record = record.default(arAcct=receivable_account(company, entity))
    check_account(company, record, "arAcct", record.ref("arAcct"), ("AcctRec",))
    record = applied_lines(company, record)
    total = applied(record.lines("apply"))
    if total == ZERO:
        raise refusals.rule_broken("You must apply this deposit to at least one transaction.")
    return record.holding(total=total)


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    customer, amount = record.ref("customer"), record.amount("total")
    main = main_row(record, company.system_account("CustDep"), amount, customer)
    return (
        main,
        Row(1, record.ref("arAcct"), -amount, entity=customer, segments=main.segments),
    )


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if before is not None:
        give_back(company, before.id, before.lines("apply"))
        _take(company, before.ref("deposit"), -before.amount("total"))
    if record is None:
        assert before is not None
        drop_credit(company, before.id)
        return
    total = record.amount("total")
    _take(company, record.ref("deposit"), total)
    customer = customer_of(company, record.ref("customer"))
    owner = (customer, record.ref("arAcct"), record.ref("subsidiary"))
    put_credit(company, Credit(record.id, *owner, total, total))
    apply(company, record.id, record.lines("apply"))


def _take(company: Company, deposit: str, amount: Decimal) -> None:
    """Use up (or give back, when negative) part of the deposit."""
    credit = company.state.credits[deposit]
    if amount > credit.left:
        text = f"Amount {amount} is more than the {credit.left} that the deposit still holds."
        raise refusals.rule_broken(text)
    company.state.credits.put(deposit, replace(credit, left=credit.left - amount))


def _live(_company: Company, record: Record) -> dict[str, Any]:
    total = record.amount("total")
    return {**dates(record), "applied": total, "unapplied": ZERO}


DEPOSIT_APPLICATION: Final = RecordType(
    "depositApplication",
    space="transaction",
    fields={
        "customer": ref("customer", "job", required=True, fixed=True, label="Customer"),
        **HEADER,
        "deposit": ref("customerDeposit", required=True, fixed=True, label="Deposit"),
        "arAcct": ref("account"),
        "total": shown("money"),
        "applied": shown("money"),
        "unapplied": shown("money"),
    },
    sublists={"apply": APPLY},
    custom_prefix="custbody",
    code="DepAppl",
    lock="ar",
    created_by_transform=True,
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Deposit Application #{record.text('tranId')}",
    live=_live,
    live_line=show_apply_line,
)
