"""What payments, credit memos and deposits are applied to, from the links between transactions.

A payment is linked from each invoice or journal that it pays, and so is a credit memo. A deposit is
linked to its deposit applications, and each of those from its invoices (facts/netsuite 1.4, 1.5). A
Customer Refund is linked from the credit memos and payments that it gives back, and to the deposit
applications that NetSuite made for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows_listed
from core.records import BookedApplication, Key, RemoteId
from core.together import together

PAYMENT: Final = "customerpayment"
CREDIT_MEMO: Final = "creditmemo"
DEPOSIT: Final = "customerdeposit"
DEPOSIT_APPLICATION: Final = "depositapplication"
JOURNAL: Final = "journalentry"
CUSTOMER_REFUND: Final = "customerrefund"
PAYERS: Final = (PAYMENT, CREDIT_MEMO, DEPOSIT_APPLICATION)

PAID_BY: Final = Query(
    "k.nextdoc AS payer, k.previousdoc AS invoice, i.recordtype, i.externalid, i.tranid,"
    " SUM(k.foreignamount) AS amount",
    "nexttransactionlinelink k JOIN transaction i ON i.id = k.previousdoc"
    " WHERE i.recordtype IN ('invoice', 'journalentry', 'customerrefund') AND k.nextdoc IN (:list)"
    " GROUP BY k.nextdoc, k.previousdoc, i.recordtype, i.externalid, i.tranid",
    "k.nextdoc, k.previousdoc",
)
REFUNDED_BY: Final = Query(
    "k.previousdoc AS payer, k.nextdoc AS invoice, r.recordtype, r.externalid, r.tranid,"
    " SUM(k.foreignamount) AS amount",
    "nexttransactionlinelink k JOIN transaction r ON r.id = k.nextdoc"
    " WHERE r.recordtype = 'customerrefund' AND k.previousdoc IN (:list)"
    " GROUP BY k.previousdoc, k.nextdoc, r.recordtype, r.externalid, r.tranid",
    "k.previousdoc, k.nextdoc",
)
APPLICATIONS_OF: Final = Query(
    "k.previousdoc AS deposit, a.id, a.externalid, TO_CHAR(a.trandate, 'YYYY-MM-DD') AS day",
    "nexttransactionlinelink k JOIN transaction a ON a.id = k.nextdoc"
    " WHERE a.recordtype = 'depositapplication' AND k.previousdoc IN (:list)",
    "k.previousdoc, a.id",
)

Applied = dict[RemoteId, tuple[BookedApplication, ...]]
"""By the id of the payment, deposit or deposit application."""


async def applied(sender: Sender, transactions: Iterable[Row]) -> Applied:
    """Of those of these transactions (with `id` and `recordtype`) that can be applied to others."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for row in transactions:
        by_type[row.text("recordtype")].append(row.id())
    deposits = await rows_listed(sender, APPLICATIONS_OF, by_type[DEPOSIT])
    own = {row.id(): row for row in deposits}
    payers = [one for kind in PAYERS for one in by_type[kind]]
    paid, refunded = await together(
        paid_by(sender, [*payers, *own]),
        _applications(sender, REFUNDED_BY, [*by_type[PAYMENT], *by_type[CREDIT_MEMO]]),
    )
    for payer, uses in refunded.items():
        paid[payer] = (*paid.get(payer, ()), *uses)
    return paid | _through(own.values(), paid)


async def released_to(sender: Sender, refunds: Collection[str]) -> dict[RemoteId, RemoteId]:
    """The deposit applications NetSuite made for these Customer Refunds, each with its refund."""
    found = await rows_listed(sender, APPLICATIONS_OF, refunds)
    return {row.id(): row.id("deposit") for row in found}


async def paid_by(
    sender: Sender, payers: Collection[str]
) -> dict[RemoteId, tuple[BookedApplication, ...]]:
    """What each of these payments, credit memos or deposit applications pays, and how much."""
    return await _applications(sender, PAID_BY, payers)


async def _applications(
    sender: Sender, query: Query, payers: Collection[str]
) -> dict[RemoteId, tuple[BookedApplication, ...]]:
    found: dict[RemoteId, tuple[BookedApplication, ...]] = defaultdict(tuple)
    for row in await rows_listed(sender, query, payers):
        one = _application(row)
        if one.amount:
            found[row.id("payer")] += (one,)
    return dict(found)


def _application(row: Row) -> BookedApplication:
    return BookedApplication(
        row.id("invoice"),
        abs(row.money("amount")),
        invoice_key=_key(row),
        invoice_number=row.get("tranid") or "",
        on_journal=row.text("recordtype") == JOURNAL,
        on_refund=row.text("recordtype") == CUSTOMER_REFUND,
    )


def _through(applications: Iterable[Row], paid: Applied) -> Applied:
    """A deposit's applications are records of their own, with key and date."""
    found: dict[RemoteId, tuple[BookedApplication, ...]] = defaultdict(tuple)
    for row in applications:
        for one in paid.get(row.id(), ()):
            found[row.id("deposit")] += (_dated(row, one),)
    return found


def _dated(row: Row, one: BookedApplication) -> BookedApplication:
    return replace(one, key=_key(row), date=row.day("day"))


def _key(row: Row) -> Key | None:
    stored = row.get("externalid")
    return Key(stored) if stored else None
