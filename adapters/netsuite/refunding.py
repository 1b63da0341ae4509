"""Refunds as NetSuite takes them: the journal, the record, and what is applied to the journal.

A journal has several lines, so an application names the receivable one besides the journal (facts
9.5). NetSuite numbers lines itself: `receivable_line` stands for the number until it is read.
"""

from collections.abc import Iterable
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.json_text import Json
from adapters.netsuite.requests import (
    RECORDS,
    Ids,
    Write,
    batch,
    creation,
    id_,
    line_segments,
    segments,
    without_nothing,
)
from core.ledger import Account
from core.money import ZERO, Money
from core.records import (
    AppliedAmount,
    CreditToRefundRecord,
    DepositApplicationRecord,
    DepositReleaseRecord,
    Key,
    PaymentApplicationsRecord,
    PaymentRecord,
    Record,
    RefundJournalRecord,
    RefundNoteRecord,
    RefundRecord,
    RemoteId,
)
from core.refunds.kinds import Status

REPLACE_APPLY: Final = (("replace", "apply"),)
STATUSES: Final = {Status(name): letter for letter, name in objects.REFUND_STATUSES.items()}
Refunding = (
    RefundJournalRecord
    | RefundRecord
    | DepositReleaseRecord
    | CreditToRefundRecord
    | RefundNoteRecord
)


def receivable_line(journal: Key) -> Key:
    """What the number of a journal's receivable line goes by among the ids."""
    return Key(f"{journal}-line")


def refunding(key: Key, record: Refunding, ids: Ids) -> Write:
    match record:
        case RefundJournalRecord():
            return refund_journal(key, record, ids)
        case RefundRecord():
            return refund_record(key, record, ids)
        case DepositReleaseRecord():
            return deposit_release(key, record, ids)
        case CreditToRefundRecord():
            return credit_to_refund(record, ids)
        case RefundNoteRecord():
            return refund_note(record, ids)


def refund_journal(key: Key, record: RefundJournalRecord, ids: Ids) -> Write:
    refund = record.refund
    lines = [
        _line("debit", record.receivable, refund, ids),
        _line("credit", refund.clearing, refund, ids),
    ]
    body = {**_header(key, record.number, refund), "line": {"items": lines}}
    return creation("journalEntry", body)


def refund_record(key: Key, record: RefundRecord, ids: Ids) -> Write:
    body = {
        **_header(key, record.number, record),
        "total": record.amount,
        "tranStatus": id_(STATUSES[record.status]),
        objects.PAYMENT_TYPE: record.method_name or None,
        objects.REFUND_CUSTOMER: id_(ids(record.customer)),
        objects.REFUND_ACCOUNT: id_(record.clearing.id),
        objects.REFUND_JOURNAL: record.journal,
        objects.REFUND_UNAPPLIED: record.amount - record.applied,
        objects.REFUND_PAID: ZERO,
    }
    return creation(objects.REFUND, body)


def _header(key: Key, number: str, refund: RefundRecord) -> Json:
    links = refund.links
    return {
        "externalId": key,
        "tranId": number,
        "tranDate": refund.date,
        **segments(refund.segments),
        "memo": refund.memo or None,
        **batch(refund.batch),
        objects.REFUND_SCENARIO: refund.scenario.value,
        objects.REFUND_PAYMENT: links.refunded_payment,
        objects.REFUND_CREDITS: _memos(links.credit_memos),
        objects.REFUND_INVOICES: _on_lines(links.invoices),
    }


def _memos(memos: Iterable[AppliedAmount]) -> str | None:
    return _on_lines(f"{one.invoice}={one.amount.cents}" for one in memos)


def _on_lines(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None


def _line(side: str, account: Account, refund: RefundRecord, ids: Ids) -> Json:
    return {
        "account": id_(account.id),
        side: refund.amount,
        "entity": id_(ids(refund.customer)),
        **line_segments(refund.segments),
    }


def deposit_release(key: Key, record: DepositReleaseRecord, ids: Ids) -> Write:
    body = {
        "externalId": key,
        "tranDate": record.date,
        **line_segments(record.segments),
        **_applied_to(record.journal, record.amount, ids),
    }
    path = f"{RECORDS}/customerDeposit/{ids(record.deposit)}/!transform/depositApplication"
    return Write("POST", path, body, REPLACE_APPLY)


def credit_to_refund(record: CreditToRefundRecord, ids: Ids) -> Write:
    credit = ids(record.credit)
    type_ = "creditMemo" if record.is_credit_memo else "customerPayment"
    body = _applied_to(record.journal, record.amount, ids)
    return Write("PATCH", f"{RECORDS}/{type_}/{credit}", body, known_id=RemoteId(credit))


def refund_note(record: RefundNoteRecord, ids: Ids) -> Write:
    body = without_nothing(
        {
            objects.REFUND_UNAPPLIED: record.unapplied,
            objects.REFUND_CREDITS: _memos(record.credit_memos),
        }
    )
    refund = ids(record.refund)
    return Write("PATCH", f"{RECORDS}/{objects.REFUND}/{refund}", body, known_id=RemoteId(refund))


def _applied_to(journal: Key, amount: Money, ids: Ids) -> Json:
    return {"apply": {"items": [on_journal(AppliedAmount(journal, amount), ids)]}}


def on_journal(one: AppliedAmount, ids: Ids) -> Json:
    """What is applied to a journal, by its receivable line; zero takes it off."""
    line = ids(receivable_line(one.invoice))
    where: Json = {"doc": id_(ids(one.invoice)), "line": int(line) if line.isdigit() else line}
    return (
        {**where, "apply": True, "amount": one.amount} if one.amount else {**where, "apply": False}
    )


def journals_of(record: Record) -> tuple[Key, ...]:
    """The journals of refunds that a record is applied to."""
    match record:
        case DepositReleaseRecord(journal=journal) | CreditToRefundRecord(journal=journal):
            return (journal,)
        case (
            PaymentRecord(on_journals=applied)
            | PaymentApplicationsRecord(on_journals=applied)
            | DepositApplicationRecord(on_journals=applied)
        ):
            return tuple(one.invoice for one in applied)
        case _:
            return ()
