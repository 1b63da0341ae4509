"""Exported payments that a run looks at again: those changed lately, and those with money or changes
open (AR-09)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from core.documents import Kind, Payment, PaymentId
from core.ports import Store
from core.receivables.applications import landing_in
from core.receivables.payments import Landing
from core.records import Booked, Key, key_of
from core.together import together
from core.usecases.connected import ConnectedTenant

OVERLAP: Final = timedelta(minutes=10)
"""How far back changed payments are read again; lists lag by minutes (facts/servicetitan 12.24)."""
BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
MANY: Final = 500
"""Changed payments of one page of which those are let go that stand in the books as they are: a run
that follows a large one finds all that it has just marked."""


async def later_payments(tenant: ConnectedTenant, store: Store) -> tuple[Payment, ...]:
    since = await store.cursor(tenant.name)
    watched = await store.watched(tenant.name)
    changed, again = await together(
        _changed(tenant, since - OVERLAP if since else BEGINNING),
        tenant.field_service.payments(watched),
    )
    both = {one.id: one for one in (*changed, *again) if one.exported}
    return tuple(both.values())


async def _changed(tenant: ConnectedTenant, since: datetime) -> Iterable[Payment]:
    found: dict[PaymentId, Payment] = {}
    async for page in tenant.field_service.payments_changed(since):
        kept = await _with_something_open(page, tenant) if len(page) >= MANY else page
        found |= {one.id: one for one in kept}
    return found.values()


async def _with_something_open(
    payments: Sequence[Payment], tenant: ConnectedTenant
) -> Iterable[Payment]:
    keys = {one.id: key_of(tenant.name, Kind.PAYMENT, one.id) for one in payments}
    booked = await tenant.books.booked(set(keys.values()))
    return [
        one
        for one in payments
        if keys[one.id] not in booked or not _stands(one, booked[keys[one.id]], tenant.name)
    ]


def _stands(payment: Payment, booked: Booked, tenant: str) -> bool:
    """Whether all its money is on invoices, on the same ones on both sides, and on nothing else."""
    if payment.unapplied or booked.to_journals or booked.to_refunds:
        return False
    if landing_in(booked) is Landing.DEPOSIT:
        ours = {key_of(tenant, Kind.APPLICATION, one.id) for one in payment.applications}
        if ours != {one.key for one in booked.applications}:
            return False
    return _on_invoices(payment, tenant) == _in_books(booked)


def _on_invoices(payment: Payment, tenant: str) -> Counter[Key | None]:
    """Cents by invoice."""
    found: Counter[Key | None] = Counter()
    for one in payment.applications:
        found[key_of(tenant, Kind.INVOICE, one.invoice)] += one.amount.cents
    return found


def _in_books(booked: Booked) -> Counter[Key | None]:
    found: Counter[Key | None] = Counter()
    for one in booked.applications:
        found[one.invoice_key] += one.amount.cents
    return found
