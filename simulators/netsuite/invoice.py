"""Invoices (facts §4, §5.2).

Dr Accounts receivable      total
    Cr Income of each item      amount of the line (a negative line debits)
    Cr Tax account              tax amount
"""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import OpenItem, customer_of, drop_item, put_item
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, Sublist, ref, shown, text
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.sales_lines import (
    ITEMS,
    MONEY_FIELDS,
    TAX_DETAILS,
    complete_sales_lines,
    sales_rows,
)
from simulators.netsuite.transactions import (
    HEADER,
    MAIN_LINE,
    check_account,
    complete_header,
    dates,
    main_row,
)

OPEN, PAID = ("A", "Open"), ("B", "Paid In Full")
STATUSES: Final = dict((OPEN, PAID))


def receivable_account(company: Company, entity: Record) -> str:
    """The customer's own receivables account, else the system one."""
    customer = company.get("customer", customer_of(company, entity.id))
    return customer.text("receivablesAccount") or company.system_account("AcctRec")


def complete(company: Company, record: Record, before: Record | None) -> Record:
    entity = company.find(("customer", "job"), record.ref("entity"))
    assert entity is not None, record
    record = complete_header(company, record, before, entity)
    record = record.default(account=receivable_account(company, entity))
    check_account(company, record, "account", record.ref("account"), ("AcctRec",))
    _check_job(company, record)
    return complete_sales_lines(company, record)


def _check_job(company: Company, record: Record) -> None:
    job = record.text("job")
    if job is None:
        return
    if customer_of(company, job) != customer_of(company, record.ref("entity")):
        raise refusals.invalid_value(job, "job", "job")


def _posts(company: Company, record: Record) -> tuple[Row, ...]:
    total = record.amount("total")
    main = main_row(record, record.ref("account"), total, record.ref("entity"))
    return (main, *sales_rows(company, record, -1))


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if record is None:
        assert before is not None
        drop_item(company, before.id, MAIN_LINE)
        return
    total = record.amount("total")
    customer = customer_of(company, record.ref("entity"))
    owner = (customer, record.ref("account"), record.ref("subsidiary"))
    put_item(company, OpenItem(record.id, MAIN_LINE, *owner, total, total))


def due(company: Company, record: Record) -> Any:
    """What the invoice still owes, in dollars."""
    return company.state.open_items[(record.id, MAIN_LINE)].due


def _live(company: Company, record: Record) -> dict[str, Any]:
    remaining = due(company, record)
    return {
        **dates(record),
        "amountRemaining": remaining,
        "amountPaid": record.amount("total") - remaining,
        "status": (PAID if remaining == ZERO else OPEN)[0],
    }


INVOICE: Final = RecordType(
    "invoice",
    space="transaction",
    fields={
        "entity": ref("customer", "job", required=True, label="Customer"),
        **HEADER,
        "account": ref("account"),
        "job": ref("job"),
        "dueDate": Field("date"),
        "otherRefNum": text(45),
        **MONEY_FIELDS,
        "amountPaid": shown("money"),
        "amountRemaining": shown("money"),
        "status": Field("choice", choices=STATUSES, read_only=True),
        "terms": NOT_SIMULATED,
        "approvalStatus": NOT_SIMULATED,
        "createdFrom": NOT_SIMULATED,
        "discountItem": NOT_SIMULATED,
        "discountRate": NOT_SIMULATED,
        "shippingCost": NOT_SIMULATED,
    },
    sublists={
        "item": ITEMS,
        "taxDetails": TAX_DETAILS,
        **{name: Sublist({}, simulated=False) for name in ("itemCost", "expCost", "time")},
    },
    custom_prefix="custbody",
    code="CustInvc",
    lock="ar",
    complete=complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Invoice #{record.text('tranId')}",
    live=_live,
)
