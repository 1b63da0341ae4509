"""Refunds whose journal receivables still have open, and which line of a journal that is.

The journal has the links, so that it can stand alone (`refund_style`); the record has the status. Where
Customer Refunds are yet to pay a refund there is no journal, and the record has the links.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from adapters.http.calls import Call
from adapters.netsuite import objects
from adapters.netsuite.refusals import why
from adapters.netsuite.requests import RECORDS
from adapters.netsuite.rows import SYSTEM, Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows, rows_listed
from core.documents import Kind
from core.money import Money
from core.ports import SystemUnavailableError
from core.records import AppliedAmount, Key, OpenRefund, RefundLinks, RemoteId, key_of
from core.refunds.kinds import Scenario, Status
from core.together import together

JOURNALS: Final = Query(
    f"t.id, t.externalid, t.{objects.REFUND_SCENARIO} AS scenario,"
    f" t.{objects.REFUND_PAYMENT} AS payment, t.{objects.REFUND_CREDITS} AS credits,"
    f" t.{objects.REFUND_INVOICES} AS invoices",
    "transaction t WHERE t.recordtype = 'journalentry' AND t.externalid IN (:list)",
    "t.id",
)
OPEN: Final = Query(
    "t.id, t.externalid",
    "transaction t JOIN transactionaccountingline a ON a.transaction = t.id"
    " WHERE t.recordtype = 'journalentry' AND t.externalid LIKE ?"
    " AND a.accountingbook = 1 AND a.amountunpaid > 0",
    "t.id",
)
RECORDS_OPEN: Final = Query(
    "id, externalid",
    f"transaction WHERE recordtype = '{objects.REFUND}' AND externalid LIKE ?"
    f" AND {objects.REFUND_UNAPPLIED} > 0",
    "id",
    unique=True,
)
STATUS: Final = Query(
    f"id, externalid, status, {objects.REFUND_UNAPPLIED} AS unapplied,"
    f" {objects.REFUND_SCENARIO} AS scenario, {objects.REFUND_PAYMENT} AS payment,"
    f" {objects.REFUND_CREDITS} AS credits, {objects.REFUND_JOURNAL} AS journal",
    "transaction WHERE externalid IN (:list)",
    "id",
    unique=True,
)
RECEIVABLE_LINE: Final = Query(
    "transactionline",
    "transactionaccountingline WHERE transaction = ? AND accountingbook = 1 AND amount > 0",
    "transactionline",
)
"""A refund's journal has one debit, and that is in receivables; a settled line may show nothing open."""
PROBE: Final = Call("GET", f"{RECORDS}/{objects.REFUND}", (("limit", "1"),), repeatable=True)
NO_SUCH_TYPE: Final = 404


async def read_open_refunds(
    sender: Sender, tenant: str, more: Collection[Key] = ()
) -> tuple[OpenRefund, ...]:
    """Oldest first; also those that are open only by what their records say, and those of the journals
    `more`."""
    kinds = (Kind.REFUND_JOURNAL, OPEN), (Kind.REFUND, RECORDS_OPEN)
    found = await together(
        *(
            rows(sender, replace(query, params=(key_of(tenant, kind, "%"),)))
            for kind, query in kinds
        )
    )
    keys = (*more, *(row.text("externalid") for answer in found for row in answer))
    sources = {one.rsplit("-", 1)[1] for one in keys}
    journals, records = await together(
        *(
            rows_listed(sender, query, [key_of(tenant, kind, one) for one in sources])
            for kind, query in ((Kind.REFUND_JOURNAL, JOURNALS), (Kind.REFUND, STATUS))
        )
    )
    shown = {_source(row): row for row in records}
    posted = (_refund(row, shown.get(_source(row))) for row in sorted(journals, key=_age))
    to_be_paid = (row for row in sorted(records, key=_age) if not row.get("journal"))
    return (*posted, *(_to_be_paid(row, tenant) for row in to_be_paid))


def _source(row: Row) -> str:
    return row.text("externalid").rsplit("-", 1)[1]


def _age(row: Row) -> int:
    return int(row.id())


def _to_be_paid(record: Row, tenant: str) -> OpenRefund:
    return OpenRefund(
        key_of(tenant, Kind.REFUND_JOURNAL, _source(record)),
        Scenario(record.text("scenario")),
        _links(record),
        _status(record),
        record.money("unapplied"),
        by_customer_refund=True,
    )


def _links(row: Row) -> RefundLinks:
    payment = row.get("payment")
    return RefundLinks(
        refunded_payment=Key(payment) if payment else None,
        credit_memos=tuple(map(_covered, (row.get("credits") or "").split())),
        invoices=tuple(map(Key, (row.get("invoices") or "").split())),
    )


def _refund(journal: Row, record: Row | None) -> OpenRefund:
    return OpenRefund(
        Key(journal.text("externalid")),
        Scenario(journal.text("scenario")),
        _links(journal),
        _status(record) if record else None,
        record.money("unapplied") if record and record.get("unapplied") else None,
    )


def _covered(line: str) -> AppliedAmount:
    key, cents = line.rsplit("=", 1)
    return AppliedAmount(Key(key), Money(int(cents)))


def _status(record: Row) -> Status:
    """The letter, before which SuiteQL may name the type: `CuTrPrch101:A` (facts/netsuite 9.20)."""
    letter = record.text("status").rsplit(":", 1)[-1]
    return Status(objects.REFUND_STATUSES[letter])


async def read_receivable_line(sender: Sender, journal: RemoteId) -> RemoteId | None:
    """The number of the journal's line that money can be applied to; None when there is none."""
    found = await rows(sender, replace(RECEIVABLE_LINE, params=(journal,)))
    return found[0].id("transactionline") if found else None


async def has_refund_records(sender: Sender) -> bool:
    """Whether there are ST Refund Records: without Custom Transactions there is no such type."""
    reply = await sender.send(PROBE)
    if reply.status_code == NO_SUCH_TYPE:
        return False
    if reply.is_error:
        raise SystemUnavailableError(SYSTEM, f"it does not show refund records: {why(reply)}")
    return True
