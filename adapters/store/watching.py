"""What the next run reads again: watched payments, and changes since the cursor (AR-10)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from adapters.store.leases import fenced_tenant
from adapters.store.tables import cursors, watched_payments
from adapters.store.turns import take_turn
from core.documents import PaymentId


def watch(connection: Connection, token: int, run: str, payments: Collection[PaymentId]) -> None:
    """These from now on, and no others. Raises FencedError."""
    tenant = fenced_tenant(connection, run, token)
    take_turn(connection, tenant)
    connection.execute(delete(watched_payments).where(watched_payments.c.tenant == tenant))
    values = [{"tenant": tenant, "payment": payment} for payment in sorted(set(payments))]
    if values:
        connection.execute(insert(watched_payments), values)


def watched(connection: Connection, tenant: str) -> Sequence[PaymentId]:
    """In the order of their ids."""
    payment = watched_payments.c.payment
    found = select(payment).where(watched_payments.c.tenant == tenant).order_by(payment)
    return [PaymentId(row) for row in connection.execute(found).scalars()]


def cursor(connection: Connection, tenant: str) -> datetime | None:
    read_to = select(cursors.c.payments_read_to).where(cursors.c.tenant == tenant)
    found: datetime | None = connection.execute(read_to).scalar()
    return found


def move_cursor(connection: Connection, token: int, run: str, to: datetime) -> None:
    """Raises FencedError."""
    tenant = fenced_tenant(connection, run, token)
    take_turn(connection, tenant)
    same = cursors.c.tenant == tenant
    if not connection.execute(update(cursors).where(same).values(payments_read_to=to)).rowcount:
        connection.execute(insert(cursors).values(tenant=tenant, payments_read_to=to))
