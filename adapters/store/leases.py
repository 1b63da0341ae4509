"""Leases: each has a number one higher than the last of its tenant, and only the newest writes.

The lock says who may run; the number refuses a run that lost its lock and does not know it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from adapters.store.errors import FencedError
from adapters.store.tables import leases, runs
from core.ports import TenantBusyError
from core.reports import Status

ANOTHER_PROCESS: Final = "another process"
ASKED: Final = "fences asked in this transaction"
_TENANT_AND_TOKEN: Final = (
    select(runs.c.tenant, leases.c.token)
    .join(leases, leases.c.tenant == runs.c.tenant)
    .where(runs.c.id == bindparam("run"))
    .with_for_update(read=True, of=leases)
)
_OF_TENANT: Final = leases.c.tenant == bindparam("of_tenant")
_LEASE: Final = select(leases).where(_OF_TENANT)
_NEXT: Final = update(leases).where(_OF_TENANT).values(token=leases.c.token + 1)
_FIRST: Final = insert(leases)
_TOKEN: Final = select(leases.c.token).where(_OF_TENANT)
_NEWEST: Final = _TOKEN.with_for_update(read=True)
_END: Final = (
    update(leases)
    .where(_OF_TENANT, leases.c.token == bindparam("given_out"))
    .values(holder=None, since=None)
)
_CLOSE_DEAD_RUNS: Final = (
    update(runs)
    .where(runs.c.tenant == bindparam("of_tenant"), runs.c.status == Status.RUNNING.name)
    .values(
        status=Status.INTERRUPTED.name,
        failure="The process ended before the run did. The next run settles what was sent.",
    )
)


@dataclass(slots=True)
class TenantLease:
    """The right to run one tenant, while its lock is held."""

    tenant: str
    token: int


def begin(connection: Connection, tenant: str, holder: str, now: datetime) -> TenantLease:
    """The next lease. A run that still counts as running died with its process: say so."""
    connection.info.get(ASKED, {}).clear()
    values = {"holder": holder, "since": now}
    mine = {"of_tenant": tenant}
    if not connection.execute(_NEXT, mine | values).rowcount:
        connection.execute(_FIRST, {"tenant": tenant, "token": 1, **values})
    connection.execute(_CLOSE_DEAD_RUNS, mine)
    return TenantLease(tenant, connection.execute(_TOKEN, mine).scalar_one())


def end(connection: Connection, lease: TenantLease) -> None:
    """Nobody holds it now; its number stays."""
    connection.execute(_END, {"of_tenant": lease.tenant, "given_out": lease.token})


def busy(connection: Connection, tenant: str, now: datetime) -> TenantBusyError:
    """Who runs the tenant and since when, as far as they have written it down yet."""
    row = connection.execute(_LEASE, {"of_tenant": tenant}).one_or_none()
    if row is None or row.holder is None:
        return TenantBusyError(tenant, ANOTHER_PROCESS, now)
    return TenantBusyError(tenant, row.holder, row.since)


def check(connection: Connection, tenant: str, run: str, token: int) -> None:
    """Raises FencedError when a newer lease of the tenant than this has been given out."""
    newest = connection.execute(_NEWEST, {"of_tenant": tenant}).scalar_one()
    _refuse_replaced(run, token, newest)


def fenced_tenant(connection: Connection, run: str, token: int) -> str:
    """The tenant of a run that was started, and has not been replaced; else as `check`.

    Asked once in a transaction: it holds the write lock, so nobody can replace the run meanwhile.
    """
    asked: dict[tuple[str, int], str] = connection.info.get(ASKED, {})
    if (run, token) in asked:
        return asked[run, token]
    found = connection.execute(_TENANT_AND_TOKEN, {"run": run}).one_or_none()
    assert found is not None, f"run {run} was never started"
    _refuse_replaced(run, token, found.token)
    asked[run, token] = str(found.tenant)
    return asked[run, token]


def _refuse_replaced(run: str, token: int, newest: int) -> None:
    if token != newest:
        raise FencedError(run, token, newest)


@contextmanager
def fences_asked_once(connection: Connection) -> Iterator[None]:
    """For one writing transaction: what it found of a run's fence holds until it ends."""
    info = connection.info  # not to be had from a connection that was lost
    info[ASKED] = {}
    try:
        yield
    finally:
        info.pop(ASKED, None)
