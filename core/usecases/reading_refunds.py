"""Read what refunds need: what they are applied to, what they give back, what of them is open.

Asks for nothing while there is no refund, but for those that are open in the books.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from core.documents import CustomerId, Invoice, InvoiceId, Kind, Payment, PaymentId
from core.money import ZERO, total
from core.records import Booked, Key, OpenRefund
from core.refunds.recognition import is_refund
from core.situation import KnownRefunds, Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


async def with_refunds(s: Situation, tenant: ConnectedTenant) -> Situation:
    """Raises SystemUnavailableError, CredentialsRefusedError."""
    refunds = [one for one in s.queue.payments if is_refund(one)]
    payments = {one.refund_of for one in refunds if one.refund_of is not None}
    applied = {part.invoice for one in refunds for part in one.applications}
    (booked, still_open, now), named, given_back, others, has_records = await together(
        _in_books(s, tenant),
        tenant.field_service.invoices(applied),
        tenant.field_service.payments(payments),
        _refunds_of(_customers(s, refunds), tenant),
        _has_records(s, refunds, tenant),
    )
    invoices = {one.id: one for one in named}
    originals = {one.adjustment_to or one.id for one in named} | _invoices_of(still_open)
    known = KnownRefunds(
        invoices=invoices,
        payments={one.id: one for one in given_back},
        of_payments=_by_payment(
            {one.id: one for one in (*filter(_is_exported, others), *refunds)}.values()
        ),
        unposted=_by_payment(_unposted(others, refunds)),
        open=tuple(still_open),
        credit_memos=_credit_memos(s, await tenant.field_service.adjustments(originals)),
        has_records=has_records,
        now={one.id: one for one in now},
    )
    return replace(s, refunds=known, booked=booked)


def transactions_of_refunds(s: Situation) -> set[Key]:
    """The transactions in the books that refunds are made of or covered by."""
    found: set[Key] = {one.journal for one in s.refunds.open} | s.refunds.credit_memos.keys()
    for one in s.refunds.open:
        found.add(s.key(Kind.REFUND, one.journal.rsplit("-", 1)[1]))
        found |= {memo.invoice for memo in one.links.credit_memos}
        found |= {one.links.refunded_payment} if one.links.refunded_payment else set()
    for refund in s.queue.payments:
        if is_refund(refund):
            found |= {s.key(kind, refund.id) for kind in (Kind.REFUND, Kind.REFUND_JOURNAL)}
            found |= {s.key(Kind.PAYMENT, refund.refund_of)} if refund.refund_of else set()
    return found


InBooks = tuple[Mapping[Key, Booked], Sequence[OpenRefund], Sequence[Payment]]
"""The payments of the run, the refunds that are open or that these pay, and what ServiceTitan says of
those refunds now."""


async def _in_books(s: Situation, tenant: ConnectedTenant) -> InBooks:
    """None where refunds are not set up: then none has ever gone."""
    if not s.settings.check_refund_payment_type or not s.settings.method.moves(Kind.PAYMENT):
        return {}, (), ()
    named = {s.key(Kind.PAYMENT, one.id) for one in (*s.queue.payments, *s.later)}
    booked = await tenant.books.booked(named)
    found = await tenant.books.open_refunds(tenant.name, _journals(booked.values(), s))
    now = await tenant.field_service.payments({_refund_of(one.journal) for one in found})
    return booked, found, now


def _journals(booked: Iterable[Booked], s: Situation) -> set[Key]:
    """The journals of refunds that these payments are applied to."""
    prefix = s.key(Kind.REFUND_JOURNAL, "")
    applied = (part.invoice_key for one in booked for part in one.to_journals)
    return {key for key in applied if key is not None and key.startswith(prefix)}


def _refund_of(journal: Key) -> PaymentId:
    return PaymentId(int(journal.rsplit("-", 1)[1]))


async def _has_records(s: Situation, refunds: Collection[Payment], tenant: ConnectedTenant) -> bool:
    if not refunds or not s.settings.refund_style.has_records:
        return False
    return await tenant.books.has_refund_records()


def _customers(s: Situation, refunds: Iterable[Payment]) -> set[CustomerId]:
    """Of whom other refunds count: with refunds in the queue, or payments given back in part."""
    back = (one for one in s.queue.payments if not is_refund(one) and not _adds_up(one))
    return {one.customer for one in (*refunds, *back)}


def _adds_up(payment: Payment) -> bool:
    applied = total(one.amount for one in payment.applications)
    return applied + payment.unapplied == payment.amount


async def _refunds_of(customers: Iterable[CustomerId], tenant: ConnectedTenant) -> list[Payment]:
    found = await together(*map(tenant.field_service.payments_of, sorted(customers)))
    return [one for payments in found for one in payments if is_refund(one)]


def _is_exported(payment: Payment) -> bool:
    return payment.exported


def _unposted(refunds: Iterable[Payment], queued: Iterable[Payment]) -> list[Payment]:
    """Those whose batch is not posted: they do not go, but have lowered their payment already."""
    going = {one.id for one in queued}
    return [one for one in refunds if not one.exported and one.id not in going]


def _by_payment(refunds: Iterable[Payment]) -> Mapping[PaymentId, tuple[Payment, ...]]:
    found: dict[PaymentId, tuple[Payment, ...]] = defaultdict(tuple)
    for one in refunds:
        if one.refund_of is not None:
            found[one.refund_of] += (one,)
    return dict(found)


def _invoices_of(still_open: Iterable[OpenRefund]) -> set[InvoiceId]:
    keys = (key for one in still_open for key in one.links.invoices)
    return {InvoiceId(int(key.rsplit("-", 1)[1])) for key in keys}


def _credit_memos(s: Situation, adjustments: Iterable[Invoice]) -> Mapping[Key, Key]:
    return {
        s.key(Kind.INVOICE, one.id): s.key(Kind.INVOICE, one.adjustment_to)
        for one in adjustments
        if one.total < ZERO and one.adjustment_to is not None
    }
