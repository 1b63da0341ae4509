"""Exported payments that a run looks at again: those changed lately, and those with money or changes
open (AR-09).

On most of them both systems agree. These are let go as soon as that is seen: a run that follows a large
one finds all that it has just marked, and money left on payments adds up over the years.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from core.documents import Kind, Payment, PaymentId
from core.money import total
from core.ports import Store
from core.receivables.applications import landing_in
from core.receivables.payments import Landing
from core.records import Booked, Key, key_of
from core.usecases.connected import ConnectedTenant

OVERLAP: Final = timedelta(minutes=10)
"""How far back changed payments are read again; lists lag by minutes (facts/servicetitan 12.24)."""
BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
AT_ONCE: Final = 500
"""Payments asked for by id that are in memory together."""


@dataclass
class Later:
    """`payments` have something open, by id; `money_left` are others of which only money is left.

    `seen` are these and all others that were looked at.
    """

    payments: dict[PaymentId, Payment] = field(default_factory=dict)
    money_left: set[PaymentId] = field(default_factory=set)
    seen: set[PaymentId] = field(default_factory=set)

    def take(self, payment: Payment, *, agrees: bool) -> None:
        """As last seen."""
        self.seen.add(payment.id)
        self.payments.pop(payment.id, None)
        self.money_left.discard(payment.id)
        if not agrees:
            self.payments[payment.id] = payment
        elif payment.unapplied:
            self.money_left.add(payment.id)


async def later_payments(tenant: ConnectedTenant, store: Store) -> Later:
    since = await store.cursor(tenant.name)
    watched = await store.watched(tenant.name)
    later = Later()
    changed = tenant.field_service.payments_changed(since - OVERLAP if since else BEGINNING)
    async for page in changed:
        await _look(page, tenant, later)
    others = iter(sorted(set(watched) - later.seen))
    while some := tuple(islice(others, AT_ONCE)):
        await _look(await tenant.field_service.payments(some), tenant, later)
    return later


async def _look(payments: Sequence[Payment], tenant: ConnectedTenant, later: Later) -> None:
    exported = [one for one in payments if one.exported]
    keys = {one.id: key_of(tenant.name, Kind.PAYMENT, one.id) for one in exported}
    booked = await tenant.books.booked(set(keys.values())) if keys else {}
    for one in exported:
        found = booked.get(keys[one.id])
        later.take(one, agrees=found is not None and _agrees(one, found, tenant.name))


def _agrees(payment: Payment, booked: Booked, tenant: str) -> bool:
    """Whether both sides have it on the same invoices, and nothing of it went anywhere else."""
    applied = total(one.amount for one in payment.applications)
    if payment.amount != applied + payment.unapplied or booked.to_journals or booked.to_refunds:
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
