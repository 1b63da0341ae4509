"""Customer payments, deposits and their applications as NetSuite takes them (facts/netsuite 4, 1.3).

A deposit application can only be made from its deposit, by a transform; `replace=apply` leaves our
lines as the only ones that are on. Lines of `apply` are told apart by their invoice, or by a journal and
its line.
"""

from collections.abc import Iterable
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.json_text import Json
from adapters.netsuite.refunding import on_journal
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
from core.records import (
    AppliedAmount,
    DepositApplicationRecord,
    DepositRecord,
    DepositUnapplicationRecord,
    Key,
    MoneyReceived,
    PaymentApplicationsRecord,
    PaymentRecord,
    RemoteId,
)

REPLACE_APPLY: Final = (("replace", "apply"),)


def receipt(key: Key, record: PaymentRecord | DepositRecord, ids: Ids) -> Write:
    return (
        payment(key, record, ids)
        if isinstance(record, PaymentRecord)
        else deposit(key, record, ids)
    )


def payment(key: Key, record: PaymentRecord, ids: Ids) -> Write:
    body = {
        **_received(key, record.received, ids),
        "autoApply": False,
        **_applied(record.applied, record.on_journals, ids),
    }
    return creation("customerPayment", body)


def deposit(key: Key, record: DepositRecord, ids: Ids) -> Write:
    return creation("customerDeposit", _received(key, record.received, ids))


def deposit_application(key: Key, record: DepositApplicationRecord, ids: Ids) -> Write:
    own = AppliedAmount(record.invoice, record.on_invoice)
    body = {
        "externalId": key,
        "tranDate": record.date,
        **line_segments(record.segments),
        **_applied((own,) if own.amount else (), record.on_journals, ids),
    }
    path = f"{RECORDS}/customerDeposit/{ids(record.deposit)}/!transform/depositApplication"
    return Write("POST", path, body, REPLACE_APPLY)


def payment_applications(record: PaymentApplicationsRecord, ids: Ids) -> Write:
    """Lines of other invoices stay as they are, and so does whose payment it is."""
    body = _applied(record.applied, record.on_journals, ids)
    payment_id = ids(record.payment)
    path = f"{RECORDS}/customerPayment/{payment_id}"
    return Write("PATCH", path, body, known_id=RemoteId(payment_id))


def deposit_unapplication(record: DepositUnapplicationRecord) -> Write:
    path = f"{RECORDS}/depositApplication/eid:{record.application}"
    return Write("DELETE", path, known_id=RemoteId(record.application))


def _received(key: Key, given: MoneyReceived, ids: Ids) -> Json:
    return without_nothing(
        {
            "externalId": key,
            "customer": id_(ids(given.customer)),
            "tranId": given.number,
            "tranDate": given.date,
            **segments(given.segments),
            "payment": given.amount,
            **_kept_in(given.account),
            "paymentOption": id_(given.method) if given.method else None,
            objects.PAYMENT_TYPE: given.method_name or None,
            "checkNumber": given.check_number or None,
            "memo": given.memo or None,
            **batch(given.batch),
        }
    )


def _kept_in(account: Account | None) -> Json:
    if account is None:
        return {"undepFunds": id_("T")}
    return {"undepFunds": id_("F"), "account": id_(account.id)}


def _applied(
    invoices: Iterable[AppliedAmount], journals: Iterable[AppliedAmount], ids: Ids
) -> Json:
    lines = (*(_apply(one, ids) for one in invoices), *(on_journal(one, ids) for one in journals))
    return {"apply": {"items": list(lines)}}


def _apply(one: AppliedAmount, ids: Ids) -> Json:
    doc = id_(ids(one.invoice))
    if not one.amount:
        return {"doc": doc, "apply": False}
    return {"doc": doc, "apply": True, "amount": one.amount}
