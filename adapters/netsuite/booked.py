"""Transactions read back in bulk: their money, their ledger lines and what they are applied to.

The ledger is `transactionaccountingline`, debit positive. What is not posting (a purchase order) is
found all the same, and posts nothing. The sign of `foreigntotal` is the ledger's; a screen shows none.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from adapters.netsuite.applied import (
    CUSTOMER_REFUND,
    DEPOSIT,
    JOURNAL,
    Applied,
    applied,
    released_to,
)
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows_listed
from core.ledger import Posting, Segments, netted
from core.money import ZERO, Money, total
from core.records import Booked, BookedAs, Key, RemoteId
from core.together import together

INVOICE: Final = "invoice"
BOOKED_AS: Final = {
    "creditmemo": BookedAs.CREDIT_MEMO,
    DEPOSIT: BookedAs.DEPOSIT,
    "customerpayment": BookedAs.PAYMENT,
    JOURNAL: BookedAs.JOURNAL,
}
TRANSACTIONS: Final = Query(
    "id, externalid, recordtype, tranid, TO_CHAR(trandate, 'YYYY-MM-DD') AS day, entity, foreigntotal,"
    " memo",
    "transaction WHERE externalid IN (:list)",
    "id",
    unique=True,
)
LEDGER_LINES: Final = Query(
    "a.transaction, a.account, a.amount, a.amountunpaid, l.mainline, l.entity, l.subsidiary,"
    " l.department, l.class, l.location",
    "transactionaccountingline a JOIN transactionline l"
    " ON l.transaction = a.transaction AND l.id = a.transactionline"
    " WHERE a.posting = 'T' AND a.accountingbook = 1 AND a.amount IS NOT NULL"
    " AND a.transaction IN (:list)",
    "a.transaction, a.transactionline",
    list_length=200,
)
"""Of the primary book: with Multi-Book there is a line for each book (facts/netsuite 1.5).

Few transactions at a time, so that long ones stay far from the most rows a query answers.
"""

Lines = Mapping[RemoteId, Sequence[Row]]


async def read_booked(sender: Sender, keys: Collection[Key]) -> Mapping[Key, Booked]:
    """The transactions there are with these keys; external ids match whatever their case."""
    asked = {key.lower(): key for key in keys}
    found = await rows_listed(sender, TRANSACTIONS, keys)
    lines, applications = await together(_lines(sender, found), applied(sender, found))
    booked = [_booked(row, lines.get(row.id(), ()), applications) for row in found]
    return {asked[one.key.lower()]: replace(one, key=asked[one.key.lower()]) for one in booked}


async def _lines(sender: Sender, transactions: Sequence[Row]) -> Lines:
    """By transaction; what NetSuite released to a Customer Refund is the refund's."""
    refunds = [row.id() for row in transactions if row.text("recordtype") == CUSTOMER_REFUND]
    released = await released_to(sender, refunds)
    asked = [*(row.id() for row in transactions), *released]
    found: dict[RemoteId, list[Row]] = defaultdict(list)
    for row in await rows_listed(sender, LEDGER_LINES, asked):
        at = row.id("transaction")
        found[released.get(at, at)].append(row)
    return found


def _booked(row: Row, lines: Sequence[Row], applications: Applied) -> Booked:
    applied_to = applications.get(row.id(), ())
    return Booked(
        key=Key(row.text("externalid")),
        id=row.id(),
        type=row.text("recordtype"),
        number=row.get("tranid") or "",
        date=row.day("day"),
        entity=_entity(row, lines),
        total=_total(row),
        posting=_posting(lines),
        unpaid=_unpaid(row.text("recordtype"), lines),
        applications=tuple(one for one in applied_to if not (one.on_journal or one.on_refund)),
        what=BOOKED_AS.get(row.text("recordtype"), BookedAs.OTHER),
        memo=row.get("memo") or "",
        to_journals=tuple(one for one in applied_to if one.on_journal),
        to_refunds=tuple(one for one in applied_to if one.on_refund),
    )


def _total(row: Row) -> Money:
    """An item receipt may show none."""
    return abs(row.money("foreigntotal")) if row.get("foreigntotal") else ZERO


def _posting(lines: Sequence[Row]) -> Posting:
    return netted((row.text("account"), _segments(row), row.money("amount")) for row in lines)


def _segments(row: Row) -> Segments:
    return Segments(
        row.text("subsidiary"), row.get("department"), row.get("class"), row.get("location")
    )


def _entity(row: Row, lines: Sequence[Row]) -> RemoteId:
    """A journal names its customer on its lines only; what has no line names none."""
    named = (one.get("entity") for one in (row, *lines))
    return RemoteId(next(filter(None, named), ""))


def _unpaid(type_: str, lines: Sequence[Row]) -> Money | None:
    """What the receivable line still has open; a settled one may show nothing."""
    if type_ not in (INVOICE, JOURNAL):
        return None
    receivable = (row for row in lines if type_ == JOURNAL or row.on("mainline"))
    return total(row.money("amountunpaid") for row in receivable if row.get("amountunpaid"))
