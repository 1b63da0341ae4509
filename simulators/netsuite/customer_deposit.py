"""Customer deposits: money paid ahead (facts §4, §5.2).

    Dr Undeposited Funds or bank    payment
        Cr Customer Deposits            payment

Receivables are not touched until a deposit application uses it.
"""

from typing import Any, Final

from simulators.netsuite.applications import Credit, customer_of, drop_credit, put_credit
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, RecordType, ref, shown
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import (
    RECEIPT_FIELDS,
    chosen_anew,
    complete_receipt,
    money_account,
)
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.transactions import HEADER, complete_header, dates, main_row


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    customer = company.find(("customer", "job"), record.ref("customer"))
    record = complete_header(company, record, before, customer)
    return complete_receipt(company, chosen_anew(record, before))


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    customer, amount = record.ref("customer"), record.amount("payment")
    main = main_row(record, money_account(company, record), amount, customer)
    liability = company.system_account("CustDep")
    return (main, Row(1, liability, -amount, entity=customer, segments=main.segments))


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if record is None:
        assert before is not None
        drop_credit(company, before.id)
        return
    total = record.amount("payment")
    customer = customer_of(company, record.ref("customer"))
    owner = (customer, company.system_account("CustDep"), record.ref("subsidiary"))
    put_credit(company, Credit(record.id, *owner, total, total))


def _status(company: Company, record: Record) -> str:
    if company.state.credits[record.id].left == ZERO:
        return "D"
    return "B" if record.text("undepFunds") == "T" else "C"


def _live(company: Company, record: Record) -> dict[str, Any]:
    return {
        **dates(record),
        "total": record.amount("payment"),
        "status": _status(company, record),
    }


CUSTOMER_DEPOSIT: Final = RecordType(
    "customerDeposit",
    space="transaction",
    fields={
        "customer": ref("customer", "job", required=True, fixed=True, label="Customer"),
        **HEADER,
        **RECEIPT_FIELDS,
        "total": shown("money"),
        "salesOrder": NOT_SIMULATED,
    },
    custom_prefix="custbody",
    code="CustDep",
    lock="ar",
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Deposit #{record.text('tranId')}",
    live=_live,
)
