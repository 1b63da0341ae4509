"""Customer Refunds as NetSuite takes them, and what the refunds that they are to pay give back.

A deposit is named in a list of its own, and NetSuite releases it by a deposit application of its making
(facts/netsuite 4, 5.2). A Customer Refund that pays a refund names it; one refund may have several.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.booked import read_booked
from adapters.netsuite.json_text import Json, JsonValue
from adapters.netsuite.requests import (
    Ids,
    Write,
    batch,
    creation,
    id_,
    segments,
)
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows_listed
from core.ledger import Account, Segments
from core.money import ZERO, Money, total
from core.records import Booked, BookedAs, Key, RefundLinks, RemoteId
from core.refunds.booked import BookedCredit, BookedJournal
from core.refunds.written import CustomerRefundRecord, RefundedCredit
from core.together import together

PAYMENTS: Final = Query(
    f"{objects.REFUND_PAYS} AS refund, id, externalid, tranid, status, approvalstatus,"
    " foreigntotal AS amount",
    f"transaction WHERE recordtype = 'customerrefund' AND {objects.REFUND_PAYS} IN (:list)",
    "id",
    unique=True,
)
ACCOUNTS: Final = Query(
    "t.externalid, n.id AS account, n.acctnumber, n.fullname AS name",
    f"transaction t JOIN account n ON n.id = t.{objects.REFUND_ACCOUNT}"
    " WHERE t.externalid IN (:list)",
    "t.externalid",
)
CREDITS: Final = Query(
    "t.externalid, t.recordtype, l.id AS line, l.mainline, l.entity,"
    " BUILTIN.DF(l.entity) AS customer, l.subsidiary, l.department, l.class, l.location, a.account,"
    " n.acctnumber, n.fullname AS name, a.amount",
    "transaction t JOIN transactionline l ON l.transaction = t.id"
    " JOIN transactionaccountingline a ON a.transaction = l.transaction"
    " AND a.transactionline = l.id JOIN account n ON n.id = a.account"
    " WHERE a.posting = 'T' AND a.accountingbook = 1 AND a.amount < 0"
    " AND t.externalid IN (:list)",
    "t.externalid, l.id",
)
CREDIT_MEMO: Final = "creditmemo"

Grouped = Mapping[str, Sequence[Row]]


# --- written ---------------------------------------------------------------------------------


def customer_refund(key: Key, record: CustomerRefundRecord, ids: Ids) -> Write:
    """Without a number NetSuite gives it one; one to be printed has none until then."""
    applied = [_given(one, ids) for one in record.credits if one.deposits is None]
    deposits = [_given(one, ids) for one in record.credits if one.deposits is not None]
    body: dict[str, JsonValue] = {
        "externalId": key,
        "tranId": record.number,
        "customer": id_(ids(Key(record.payee))),
        "account": id_(record.bank.id),
        "arAcct": id_(record.line.account.id),
        "tranDate": record.date,
        **segments(record.segments),
        "toBePrinted": record.to_be_printed,
        "memo": record.memo or None,
        **batch(record.batch),
        objects.REFUND_PAYS: record.pays,
        "apply": {"items": applied} if applied else None,
        "deposit": {"items": deposits} if deposits else None,
    }
    return creation("customerRefund", body)


def _given(one: RefundedCredit, ids: Ids) -> Json:
    return {"doc": id_(ids(one.credit)), "apply": True, "amount": one.amount}


# --- read ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """What a refund without a journal gives back, and what would stand on its journal."""

    instead_of_journal: BookedJournal | None
    credits: tuple[BookedCredit, ...]


async def read_held(sender: Sender, refunds: Mapping[Key, RefundLinks]) -> Mapping[Key, Held]:
    """Of these refunds, which Customer Refunds are to pay."""
    named = {one for links in refunds.values() for one in _credits_of(links)}
    lines, accounts = await together(
        grouped(sender, CREDITS, "externalid", named),
        grouped(sender, ACCOUNTS, "externalid", refunds),
    )
    booked = await read_booked(sender, named)
    return {
        key: _held(_credits_of(links), booked, lines, accounts.get(key.lower(), ()))
        for key, links in refunds.items()
    }


def _credits_of(links: RefundLinks) -> tuple[Key, ...]:
    """The credit memos, or else what was paid."""
    memos = tuple(one.invoice for one in links.credit_memos)
    return memos or tuple(filter(None, [links.refunded_payment]))


def _held(
    named: Iterable[Key], booked: Mapping[Key, Booked], lines: Grouped, accounts: Sequence[Row]
) -> Held:
    found = [(booked[key], _own(lines.get(key.lower(), ()))) for key in named if key in booked]
    held = [(one, row) for one, row in found if row is not None]
    credits_ = tuple(_credit(one, row) for one, row in held)
    if not held or not accounts:
        return Held(None, credits_)
    _, first = held[0]
    instead = BookedJournal(
        customer=first.id("entity"),
        customer_name=first.get("customer") or "",
        segments=segments_of(first),
        clearing=account_of(accounts[0]),
        open=ZERO,
    )
    return Held(instead, credits_)


def _own(lines: Sequence[Row]) -> Row | None:
    """The line a credit stands on: of a credit memo the main one, else the one that is credited."""
    own = (row for row in lines if row.text("recordtype") != CREDIT_MEMO or row.on("mainline"))
    return next(own, None)


def _credit(one: Booked, row: Row) -> BookedCredit:
    uses = (*one.applications, *one.to_journals, *one.to_refunds)
    used: dict[RemoteId, Money] = defaultdict(lambda: ZERO)
    for use in one.to_refunds:
        used[use.invoice] += use.amount
    left = one.total - total(use.amount for use in uses)
    return BookedCredit(
        one.key, one.id, left, dict(used), account_of(row) if one.what is BookedAs.DEPOSIT else None
    )


async def grouped(sender: Sender, query: Query, by: str, values: Collection[str]) -> Grouped:
    """The rows by this column, in small letters."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in await rows_listed(sender, query, values):
        found[row.text(by).lower()].append(row)
    return found


def account_of(row: Row) -> Account:
    return Account(row.id("account"), row.get("acctnumber") or "", row.get("name") or "")


def segments_of(row: Row) -> Segments:
    named = (row.get(one) for one in ("department", "class", "location"))
    return Segments(row.text("subsidiary"), *named)
