"""Customer payments (facts §4, §5.2).

    Dr Undeposited Funds or bank    payment
        Cr Accounts receivable          payment, the unapplied part too

Applying to invoices posts nothing more; what is not applied stays as the payment's remainder.
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
from simulators.netsuite.fields import NOT_SIMULATED, RecordType, Sublist, ref, shown
from simulators.netsuite.invoice import receivable_account
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import (
    APPLY,
    RECEIPT_FIELDS,
    applied_lines,
    chosen_anew,
    complete_receipt,
    money_account,
    show_apply_line,
)
from simulators.netsuite.records import Record
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
    record = complete_receipt(company, chosen_anew(record, before))
    return applied_lines(company, record)


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    customer, amount = record.ref("customer"), record.amount("payment")
    main = main_row(record, money_account(company, record), amount, customer)
    return (
        main,
        Row(1, record.ref("arAcct"), -amount, entity=customer, segments=main.segments),
    )


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if before is not None:
        give_back(company, before.id, before.lines("apply"))
    if record is None:
        assert before is not None
        drop_credit(company, before.id)
        return
    total = record.amount("payment")
    customer = customer_of(company, record.ref("customer"))
    owner = (customer, record.ref("arAcct"), record.ref("subsidiary"))
    put_credit(company, Credit(record.id, *owner, total, total))
    apply(company, record.id, record.lines("apply"))


def _live(company: Company, record: Record) -> dict[str, Any]:
    credit = company.state.credits[record.id]
    return {
        **dates(record),
        "total": record.amount("payment"),
        "applied": credit.total - credit.left,
        "unapplied": credit.left,
        "status": "B" if record.text("undepFunds") == "T" else "C",
    }


CUSTOMER_PAYMENT: Final = RecordType(
    "customerPayment",
    space="transaction",
    fields={
        "customer": ref("customer", "job", required=True, label="Customer"),
        **HEADER,
        **RECEIPT_FIELDS,
        "arAcct": ref("account"),
        "total": shown("money"),
        "applied": shown("money"),
        "unapplied": shown("money"),
        "autoApply": NOT_SIMULATED,
    },
    sublists={
        "apply": APPLY,
        "credit": Sublist({}, simulated=False),
        "deposit": Sublist({}, simulated=False),
    },
    custom_prefix="custbody",
    code="CustPymt",
    lock="ar",
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Payment #{record.text('tranId')}",
    live=_live,
    live_line=show_apply_line,
)
