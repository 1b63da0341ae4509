"""Refunds read in bulk: their records, their journals and the checks that pay them (facts/netsuite 4).

A record of style header only has no line and posts nothing; its journal has the customer, the segments
and what is open. A check names the refund it pays on its line. Custom transactions have no table of
segments in SuiteQL, so the journal's are taken; or, where Customer Refunds are to pay it and there is no
journal, those of the credits that they give back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.customer_refunds import (
    PAYMENTS,
    Grouped,
    Held,
    account_of,
    grouped,
    read_held,
    segments_of,
)
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows
from core.documents import Kind
from core.money import ZERO, Money, total
from core.records import AppliedAmount, Key, RefundLinks, RemoteId, key_of
from core.refunds.booked import BookedCheck, BookedJournal, BookedRefund, CheckState
from core.refunds.status import Status, status_named
from core.together import together

ENDED: Final = ("C", "D")
"""Letters of what no check pays as it is: Complete and Bypass."""
RECORDS: Final = Query(
    "id, externalid, tranid, TO_CHAR(trandate, 'YYYY-MM-DD') AS day, foreigntotal, status, memo,"
    f" {objects.REFUND_PAYMENT} AS payment, {objects.REFUND_CREDITS} AS credits,"
    f" {objects.REFUND_INVOICES} AS invoices, {objects.REFUND_JOURNAL} AS journal,"
    f" {objects.REFUND_UNAPPLIED} AS unapplied, {objects.REFUND_PAID} AS paid,"
    f" {objects.REFUND_HISTORY} AS history",
    f"transaction WHERE recordtype = '{objects.REFUND}' AND externalid LIKE ?",
    "id",
    unique=True,
)
STILL_OPEN: Final = Query(
    RECORDS.columns,
    f"{RECORDS.source} AND status NOT IN ('{ENDED[0]}', '{ENDED[1]}')",
    "id",
    unique=True,
)
JOURNALS: Final = Query(
    "t.externalid, l.id AS line, l.entity, BUILTIN.DF(l.entity) AS customer, l.subsidiary,"
    " l.department, l.class, l.location, a.account, n.acctnumber, n.fullname AS name, a.amount,"
    " a.amountunpaid",
    "transaction t JOIN transactionline l ON l.transaction = t.id"
    " JOIN transactionaccountingline a ON a.transaction = l.transaction"
    " AND a.transactionline = l.id JOIN account n ON n.id = a.account"
    " WHERE a.posting = 'T' AND a.accountingbook = 1 AND a.amount IS NOT NULL"
    " AND t.externalid IN (:list)",
    "t.externalid, l.id",
)
CHECKS: Final = Query(
    f"l.{objects.CHECK_REFUND} AS refund, t.id, l.id AS line, t.externalid, t.tranid, t.status,"
    " t.approvalstatus, l.foreignamount AS amount",
    "transactionline l JOIN transaction t ON t.id = l.transaction"
    f" WHERE t.recordtype = 'check' AND l.{objects.CHECK_REFUND} IN (:list)",
    "t.id, l.id",
)
VOIDED: Final = "V"
APPROVALS: Final = {"1": CheckState.WAITING, "2": CheckState.APPROVED, "3": CheckState.REJECTED}


async def read_refunds(
    sender: Sender, tenant: str, with_ended: bool = False
) -> Sequence[BookedRefund]:
    """The tenant's refunds; Complete and Bypass ones only when asked for."""
    query = RECORDS if with_ended else STILL_OPEN
    prefix = key_of(tenant, Kind.REFUND, "")
    found = await rows(sender, Query(query.columns, query.source, "id", (f"{prefix}%",), True))
    own = {key: row for row in found if (key := _key(row, prefix)) is not None}
    to_be_paid = {key: _links(row) for key, row in own.items() if not row.get("journal")}
    journals, checks, payments = await together(
        grouped(sender, JOURNALS, "externalid", _journal_keys(own.values())),
        grouped(sender, CHECKS, "refund", own),
        grouped(sender, PAYMENTS, "refund", to_be_paid),
    )
    held = await read_held(sender, to_be_paid)
    return [
        _refund(key, row, journals, (checks, payments), held.get(key)) for key, row in own.items()
    ]


def _key(row: Row, prefix: str) -> Key | None:
    """LIKE takes `_` for any letter, so that another tenant's may be among them."""
    stored = row.text("externalid")
    return Key(stored) if re.fullmatch(re.escape(prefix) + r"\d+", stored) else None


def _journal_keys(found: Collection[Row]) -> list[str]:
    return [key for row in found if (key := row.get("journal"))]


def _refund(
    key: Key, row: Row, journals: Grouped, checks: Iterable[Grouped], held: Held | None
) -> BookedRefund:
    journal = _journal(journals.get((row.get("journal") or "").lower(), ()))
    return BookedRefund(
        key=key,
        id=row.id(),
        source=int(key.rsplit("-", 1)[1]),
        number=row.get("tranid") or "",
        date=row.day("day"),
        amount=row.money("foreigntotal"),
        status=_status(row),
        links=_links(row),
        journal=held.instead_of_journal if held else journal,
        checks=tuple(_check(one) for group in checks for one in group.get(key.lower(), ())),
        history=row.get("history") or "",
        memo=row.get("memo") or "",
        shown_paid=_shown(row, "paid"),
        shown_unapplied=_shown(row, "unapplied"),
        credits=held.credits if held else None,
    )


def _status(row: Row) -> Status | None:
    """The letter, before which SuiteQL may name the type: `CuTrPrch101:A` (facts/netsuite 9.20)."""
    return status_named(objects.REFUND_STATUSES.get(_letter(row), ""))


def _letter(row: Row) -> str:
    return (row.get("status") or "").rsplit(":", 1)[-1]


def _shown(row: Row, name: str) -> Money | None:
    return row.money(name) if row.get(name) else None


def _journal(lines: Sequence[Row]) -> BookedJournal | None:
    """One customer's debit in receivables, and what it credits."""
    debits = [row for row in lines if row.money("amount") > ZERO and row.get("entity")]
    credits_ = [row for row in lines if row.money("amount") < ZERO]
    if not debits or not credits_:
        return None
    owed, credited = debits[0], credits_[0]
    return BookedJournal(
        customer=owed.id("entity"),
        customer_name=owed.get("customer") or "",
        segments=segments_of(owed),
        clearing=account_of(credited),
        open=total(row.money("amountunpaid") for row in debits if row.get("amountunpaid")),
    )


def _check(row: Row) -> BookedCheck:
    stored = row.get("externalid")
    return BookedCheck(
        id=row.id(),
        key=Key(stored) if stored else None,
        number=row.get("tranid") or "",
        amount=abs(row.money("amount")),
        state=_state(row),
    )


def _state(row: Row) -> CheckState:
    """One that nobody has to approve counts as approved."""
    if _letter(row) == VOIDED:
        return CheckState.VOID
    return APPROVALS.get(row.get("approvalstatus") or "", CheckState.APPROVED)


def _links(row: Row) -> RefundLinks:
    payment = row.get("payment")
    return RefundLinks(
        refunded_payment=Key(payment) if payment else None,
        credit_memos=tuple(_credits(row.get("credits") or "")),
        invoices=tuple(Key(line.strip()) for line in (row.get("invoices") or "").split()),
    )


def _credits(text: str) -> Iterator[AppliedAmount]:
    """Each `key=cents`; what people have changed by hand and cannot be read is left out."""
    for one in text.split():
        key, _, cents = one.partition("=")
        if cents.isdecimal():
            yield AppliedAmount(Key(key), Money(int(cents)))


async def status_shown(sender: Sender, refund: RemoteId) -> tuple[str, str] | None:
    """The letter and the history of one record as they are now."""
    query = Query(
        f"id, status, {objects.REFUND_HISTORY} AS history", "transaction WHERE id = ?", "id"
    )
    found = await rows(sender, Query(query.columns, query.source, "id", (refund,), True))
    return (_letter(found[0]), found[0].get("history") or "") if found else None
