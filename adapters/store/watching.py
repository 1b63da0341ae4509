"""What the next run reads again: watched payments, and changes since the cursor (AR-10)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from adapters.store.leases import fenced_tenant
from adapters.store.tables import cursors, watched_payments
from adapters.store.turns import take_turn
from core.documents import PaymentId

_WATCHED_OF_TENANT: Final = watched_payments.c.tenant == bindparam("of_tenant")
_FORGET: Final = delete(watched_payments).where(_WATCHED_OF_TENANT)
_WATCH: Final = insert(watched_payments)
_WATCHED: Final = (
    select(watched_payments.c.payment)
    .where(_WATCHED_OF_TENANT)
    .order_by(watched_payments.c.payment)
)
_CURSOR_OF_TENANT: Final = cursors.c.tenant == bindparam("of_tenant")
_CURSOR: Final = select(cursors.c.payments_read_to).where(_CURSOR_OF_TENANT)
_MOVE: Final = update(cursors).where(_CURSOR_OF_TENANT)
_FIRST: Final = insert(cursors)


def watch(connection: Connection, token: int, run: str, payments: Collection[PaymentId]) -> None:
    """These from now on, and no others. Raises FencedError."""
    tenant = fenced_tenant(connection, run, token)
    take_turn(connection, tenant)
    connection.execute(_FORGET, {"of_tenant": tenant})
    values = [{"tenant": tenant, "payment": payment} for payment in sorted(set(payments))]
    if values:
        connection.execute(_WATCH, values)


def watched(connection: Connection, tenant: str) -> Sequence[PaymentId]:
    """In the order of their ids."""
    found = connection.execute(_WATCHED, {"of_tenant": tenant})
    return [PaymentId(row) for row in found.scalars()]


def cursor(connection: Connection, tenant: str) -> datetime | None:
    found: datetime | None = connection.execute(_CURSOR, {"of_tenant": tenant}).scalar()
    return found


def move_cursor(connection: Connection, token: int, run: str, to: datetime) -> None:
    """Raises FencedError."""
    tenant = fenced_tenant(connection, run, token)
    take_turn(connection, tenant)
    moved = {"payments_read_to": to}
    if not connection.execute(_MOVE, {"of_tenant": tenant, **moved}).rowcount:
        connection.execute(_FIRST, {"tenant": tenant, **moved})
