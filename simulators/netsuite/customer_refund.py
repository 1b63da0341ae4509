"""Customer refunds: money back to a customer, for credits he holds (facts §4, §5.2).

    Dr Accounts receivable      total
        Cr Bank                     total

It uses up credit memos and unapplied payments. A deposit is first released by a deposit application
that NetSuite makes by itself, and applies to the refund:

    Dr Customer Deposits        amount of the deposit line
        Cr Accounts receivable      amount of the deposit line
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.applications import (
    OpenItem,
    applied,
    customer_of,
    drop_item,
    put_item,
    use_credit,
)
from simulators.netsuite.company import Company
from simulators.netsuite.deposit_application import DEPOSIT_APPLICATION
from simulators.netsuite.drafts import Draft, SublistChange
from simulators.netsuite.fields import (
    NOT_SIMULATED,
    Field,
    RecordType,
    Sublist,
    choice,
    ref,
    shown,
)
from simulators.netsuite.invoice import receivable_account
from simulators.netsuite.ledger import Row
from simulators.netsuite.receipts import MONEY_ACCOUNTS, kept_lines
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.saving import create
from simulators.netsuite.transactions import (
    HEADER,
    MAIN_LINE,
    SEGMENT_FIELDS,
    check_account,
    complete_header,
    dates,
    main_row,
)

RECEIVABLE_LINE: Final = 1
CREDIT_TYPES: Final = {"creditMemo": "Credit Memo", "customerPayment": "Payment"}


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    entity = company.find(("customer", "job"), record.ref("customer"))
    assert entity is not None, record
    record = record.default(toBePrinted=False)
    if record.is_on("toBePrinted"):
        record = record.holding(tranId=None)
    record = complete_header(company, record, before, entity)
    record = record.default(arAcct=receivable_account(company, entity))
    check_account(company, record, "arAcct", record.ref("arAcct"), ("AcctRec",))
    check_account(company, record, "account", record.ref("account"), MONEY_ACCOUNTS)
    return _with_total(_with_lines(company, record), before)


def _with_lines(company: Company, record: Record) -> Record:
    """The lines that refund something, each with its amount: what its credit holds, if unsaid."""

    def held(line: Line) -> Decimal:
        credit = company.state.credits.get(line["doc"])
        return credit.left if credit else ZERO

    return record.listing(
        apply=kept_lines(record.lines("apply"), held, "apply"),
        deposit=kept_lines(record.lines("deposit"), held, "deposit"),
    )


def _with_total(record: Record, before: Record | None) -> Record:
    if before is not None and record.lines("deposit") != before.lines("deposit"):
        raise refusals.rule_broken("The deposits of a refund cannot be changed.")
    total = applied((*record.lines("apply"), *record.lines("deposit")))
    if total == ZERO:
        raise refusals.rule_broken("You must apply this refund to at least one transaction.")
    return record.holding(total=total)


def _posts(_company: Company, record: Record) -> tuple[Row, ...]:
    customer, amount = record.ref("customer"), record.amount("total")
    main = main_row(record, record.ref("account"), -amount, customer)
    receivable = Row(
        RECEIVABLE_LINE, record.ref("arAcct"), amount, entity=customer, segments=main.segments
    )
    return (main, receivable)


def _settle(company: Company, record: Record | None, before: Record | None) -> None:
    if before is not None:
        _use(company, before, before.lines("apply"), -1)
    if record is None:
        assert before is not None
        drop_item(company, before.id, RECEIVABLE_LINE)
        return
    total = record.amount("total")
    customer = customer_of(company, record.ref("customer"))
    owner = (customer, record.ref("arAcct"), record.ref("subsidiary"))
    put_item(company, OpenItem(record.id, RECEIVABLE_LINE, *owner, total, total))
    _use(company, record, record.lines("apply"), 1)
    if before is None:
        for at, line in enumerate(record.lines("deposit")):
            _release(company, record, line, f"deposit.items[{at}].doc")


def _use(company: Company, refund: Record, lines: Iterable[Line], sign: int) -> None:
    for at, line in enumerate(lines):
        item = (refund.id, RECEIVABLE_LINE)
        use_credit(company, line["doc"], item, sign * line["amount"], f"apply.items[{at}]")


def _release(company: Company, refund: Record, line: Line, path: str) -> None:
    """The deposit application that NetSuite makes for a refunded deposit."""
    deposit = company.transaction(line["doc"])
    customers = [customer_of(company, one.ref("customer")) for one in (deposit, refund)]
    if customers[0] != customers[1] or deposit.ref("subsidiary") != refund.ref("subsidiary"):
        raise refusals.invalid_value(deposit.id, "doc", path)
    same = ("arAcct", "subsidiary", "tranDate", "postingPeriod", *SEGMENT_FIELDS)
    fields = {name: refund.fields[name] for name in same if name in refund.fields}
    fields |= {"customer": deposit.ref("customer"), "deposit": deposit.id}
    apply = {"doc": refund.id, "line": RECEIVABLE_LINE, "amount": line["amount"]}
    create(company, DEPOSIT_APPLICATION, Draft(fields, {"apply": SublistChange([apply])}))


def _lines(company: Company, record: Record, sublist: str) -> tuple[Line, ...]:
    """Deposits are never listed as such; their applications stand among what is applied."""
    if sublist == "deposit":
        return ()
    return (*record.lines(sublist), *_released(company, record))


def _released(company: Company, refund: Record) -> Iterable[Line]:
    deposits = {line["doc"] for line in refund.lines("deposit")}
    for one in company.state.of("transaction").values() if deposits else ():
        if one.kind == "depositApplication" and one.ref("deposit") in deposits:
            for line in one.lines("apply"):
                if line["doc"] == refund.id:
                    yield {"doc": one.id, "line": MAIN_LINE, "apply": True, **_amount(line)}


def _amount(line: Line) -> Line:
    return {"amount": line["amount"]}


def _live(_company: Company, record: Record) -> dict[str, Any]:
    return {**dates(record), "status": "R"}


def _live_line(company: Company, _record: Record, _sublist: str, line: Line) -> Line:
    doc = company.transaction(line["doc"])
    credit = company.state.credits[doc.id]
    kind = CREDIT_TYPES.get(doc.kind, "Deposit Application")
    return {"due": credit.left, "total": credit.total, "refNum": doc.text("tranId"), "type": kind}


CUSTOMER_REFUND: Final = RecordType(
    "customerRefund",
    space="transaction",
    fields={
        "customer": ref("customer", "job", required=True, fixed=True, label="Customer"),
        **HEADER,
        "account": ref("account", required=True, label="Account"),
        "arAcct": ref("account"),
        "paymentOption": ref("paymentMethod"),
        "toBePrinted": Field("bool"),
        "total": shown("money"),
        "status": choice({"R": "Refunded", "V": "Voided"}, read_only=True),
        "payeeAddress": NOT_SIMULATED,
        "voidJournal": NOT_SIMULATED,
    },
    sublists={
        "apply": Sublist(
            {
                "doc": ref(*CREDIT_TYPES, required=True, label="Apply"),
                "line": Field("integer"),
                "apply": Field("bool"),
                "amount": Field("money"),
                "due": shown("money"),
                "total": shown("money"),
                "refNum": shown("text"),
                "type": shown("text"),
            },
            key=("doc", "line"),
            prepare=lambda _, line: {**line, "line": MAIN_LINE},
        ),
        "deposit": Sublist(
            {
                "doc": ref("customerDeposit", required=True, label="Deposit"),
                "apply": Field("bool"),
                "amount": Field("money"),
            },
            key=("doc",),
        ),
    },
    custom_prefix="custbody",
    code="CustRfnd",
    lock="ar",
    complete=_complete,
    posts=_posts,
    settle=_settle,
    display=lambda record: f"Customer Refund #{record.text('tranId') or 'To Print'}",
    live=_live,
    live_line=_live_line,
    listed=_lines,
)
