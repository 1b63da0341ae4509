"""Refunds and what the books say of them, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.documents import (
    Application,
    GlAccount,
    Invoice,
    InvoiceId,
    Kind,
    Label,
    Payment,
    PaymentId,
)
from core.ledger import Account
from core.money import Money
from core.records import AppliedAmount, Key, RefundLinks, RefundRecord, RemoteId
from core.refunds.checks import CheckRequest
from core.refunds.credits import Credit, CreditKind
from core.refunds.record import refund_record
from core.refunds.set_up import RefundSetUp
from core.refunds.standing import RefundStanding
from core.refunds.status import Status
from core.situation import Situation
from tests.core.builders import (
    CHART,
    CHECKING,
    DAY,
    SEGMENTS,
    TENANT,
    application,
    invoice,
    key,
    line,
    payment,
    situation,
)

REFUNDS_PAYABLE = Account("24", "2400", "Customer refunds payable")
CHECK = "Refund Check"
CARD = "Refund"
SET_UP = RefundSetUp(CHECK, automated=True, custom_transactions=True)
MARIA = RemoteId("c7")
CHOSEN = replace(
    CHART,
    accounts=(*CHART.accounts, replace(CHART.accounts[0], account=REFUNDS_PAYABLE)),
)


def refund(amount: str, *applications: Application, by: str = CHECK, **changes: Any) -> Payment:
    """Gives back `amount` (above zero) of payment P-17, by check unless said otherwise."""
    number = "2400" if by == CHECK else "1499"
    given = {
        "number": "P-18",
        "type": by,
        "account": GlAccount(number, "Refunds"),
        "applications": applications,
        "refund_of": PaymentId(17),
    }
    return payment(f"-{amount}", **{**given, **changes})


def of(to: str, amount: str, number: int = 900) -> Application:
    """Part of a refund, above zero, that is applied to the invoice of this number."""
    given = application(to, amount, number)
    return replace(given, amount=-given.amount)


def credit_memo(amount: str, number: str = "I-205", **changes: Any) -> Invoice:
    """Takes `amount` (above zero) of invoice I-204 back."""
    lines = (line(f"-{amount}"),)
    return invoice(number=number, **{"lines": lines, "adjustment_to": InvoiceId(204), **changes})


def by_id(*invoices: Invoice) -> dict[InvoiceId, Invoice]:
    return {one.id: one for one in invoices}


def record(given: Payment, *invoices: Invoice, **set_up: Any) -> RefundRecord:
    """The record of a refund that nothing keeps out."""
    outcome = refund_record(given, by_id(*invoices), replace(SET_UP, **set_up), office())
    return outcome.unwrap()


def office(**changes: Any) -> Situation:
    return situation(**{"chart": CHOSEN, **changes})


def standing(amount: str = "500.00", number: str = "P-18", **changes: Any) -> RefundStanding:
    """A refund that is Pending Refund, with nothing applied and nothing paid."""
    money, source = Money.of(amount), int(number.split("-")[1])
    name = changes.pop("name", "Maria Lopez")
    given = RefundStanding(
        key=key(Kind.REFUND, source),
        label=Label(Kind.REFUND, source, number, name, money),
        date=DAY,
        customer=MARIA,
        segments=SEGMENTS,
        amount=money,
        clearing=REFUNDS_PAYABLE,
        status=Status.PENDING_REFUND,
        links=RefundLinks(invoices=(key(Kind.INVOICE, 204),)),
    )
    return replace(given, **changes)


def memo(remaining: str, number: int = 205, **changes: Any) -> Credit:
    """A credit memo of invoice I-204."""
    given = Credit(
        key=key(Kind.INVOICE, number),
        kind=CreditKind.CREDIT_MEMO,
        customer=MARIA,
        date=DAY,
        segments=SEGMENTS,
        remaining=Money.of(remaining),
        invoice=key(Kind.INVOICE, 204),
    )
    return replace(given, **changes)


def tied(number: int, amount: str) -> RefundLinks:
    """Covered by the credit memo of this number, as ServiceTitan has it."""
    memo_key = key(Kind.INVOICE, number)
    return RefundLinks(credit_memos=(AppliedAmount(memo_key, Money.of(amount)),))


def deposit(remaining: str, **changes: Any) -> Credit:
    """What is left of deposit P-17."""
    kind, invoice_key = CreditKind.DEPOSIT, None
    given = memo(remaining, key=key(Kind.PAYMENT, 17), kind=kind, invoice=invoice_key)
    return replace(given, **changes)


def amounts(allocations: Any) -> dict[tuple[Key, Key], Money]:
    """Cents by credit and refund."""
    return {(one.credit.key, one.refund.key): one.amount for one in allocations}


def request(chosen: Mapping[Key, Money | None], **changes: Any) -> CheckRequest:
    """Pays these from Checking."""
    return replace(CheckRequest(TENANT, DAY, CHECKING, chosen), **changes)


def paying_all(*refunds: RefundStanding, **changes: Any) -> CheckRequest:
    return request({one.key: None for one in refunds}, **changes)
