"""Checks and changes of a refund's status as NetSuite takes them (facts/netsuite 4).

Whether a check waits for approval is the account's own affair; nothing is said of it here.
"""

from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.json_text import Json, JsonValue
from adapters.netsuite.requests import (
    RECORDS,
    Write,
    creation,
    id_,
    line_segments,
    segments,
    without_nothing,
)
from core.records import Key
from core.refunds.status import Status
from core.refunds.written import CheckLine, CheckRecord, RefundStatusRecord

LETTERS: Final = {name: letter for letter, name in objects.REFUND_STATUSES.items()}


def of_refund(key: Key, record: CheckRecord | RefundStatusRecord) -> Write:
    return check(key, record) if isinstance(record, CheckRecord) else refund_status(record)


def check(key: Key, record: CheckRecord) -> Write:
    """NetSuite gives it its number; one to be printed has none until then."""
    return creation(
        "check",
        {
            "externalId": key,
            "entity": id_(record.payee),
            "account": id_(record.bank.id),
            "tranDate": record.date,
            **segments(record.segments),
            "toBePrinted": record.to_be_printed,
            "memo": record.memo or None,
            "expense": {"items": [_line(record, one) for one in record.lines]},
        },
    )


def _line(record: CheckRecord, one: CheckLine) -> Json:
    line: dict[str, JsonValue] = {
        "account": id_(one.account.id),
        "amount": one.amount,
        "memo": one.memo or None,
        "customer": id_(record.payee),
        **line_segments(one.segments),
        objects.CHECK_REFUND: one.refund,
    }
    return without_nothing(line)


def refund_status(record: RefundStatusRecord) -> Write:
    body: Json = {
        "tranStatus": id_(letter(record.status)),
        objects.REFUND_HISTORY: record.history,
        objects.REFUND_PAID: record.paid,
        objects.REFUND_UNAPPLIED: record.unapplied,
    }
    path = f"{RECORDS}/{objects.REFUND}/{record.refund}"
    return Write("PATCH", path, body, known_id=record.refund)


def letter(status: Status) -> str:
    return LETTERS[status.value]
