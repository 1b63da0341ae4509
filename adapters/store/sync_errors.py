"""Sync errors: one for each record that stays out, gone when it does no longer (TRG-13)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from adapters.store.labels import as_label, label_values
from adapters.store.leases import fenced_tenant
from adapters.store.tables import sync_errors
from adapters.store.turns import take_turn
from core import reports
from core.errors import SyncError, errors_after
from core.records import Key
from core.refusals import Cause

_BY_ID: Final = sync_errors.c.id == bindparam("known")
_OF_TENANT: Final = (
    select(sync_errors)
    .where(sync_errors.c.tenant == bindparam("tenant"))
    .order_by(sync_errors.c.id)
)


def of(connection: Connection, tenant: str) -> Sequence[SyncError]:
    """In the order in which they came."""
    return [_as_error(row) for row in connection.execute(_OF_TENANT, {"tenant": tenant})]


def keep(
    connection: Connection,
    token: int,
    run: str,
    rows: Sequence[reports.Row],
    now: datetime,
    *,
    whole: bool,
) -> None:
    """What the run's rows make of the errors before it; an error's number stays with it."""
    tenant = fenced_tenant(connection, run, token)
    take_turn(connection, tenant)
    before = of(connection, tenant)
    after = errors_after(before, rows, run, now, whole=whole)
    _clear(connection, {one.id for one in before} - {one.id for one in after})
    unchanged = set(before)
    changed = [one for one in after if one.id and one not in unchanged]
    if changed:
        values = [{"known": one.id, **_values(one)} for one in changed]
        connection.execute(update(sync_errors).where(_BY_ID), values)
    new = [{"tenant": tenant, **_values(one)} for one in after if not one.id]
    if new:
        connection.execute(insert(sync_errors), new)


def reset(
    connection: Connection, tenant: str, ids: Collection[int] | None, who: str, now: datetime
) -> int:
    """Those of the tenant with these numbers, or all of them; how many there were."""
    take_turn(connection, tenant)
    found = {one.id for one in of(connection, tenant)}
    wanted = found if ids is None else found.intersection(ids)
    if wanted:
        marked = update(sync_errors).where(_BY_ID).values(reset_at=now, reset_by=who)
        connection.execute(marked, [{"known": one} for one in sorted(wanted)])
    return len(wanted)


def _clear(connection: Connection, ids: Iterable[int]) -> None:
    gone = [{"known": one} for one in sorted(ids)]
    if gone:
        connection.execute(delete(sync_errors).where(_BY_ID), gone)


def _values(error: SyncError) -> dict[str, Any]:
    return {
        "key": error.key,
        **label_values(error.document),
        "code": error.cause.code,
        "subject": error.cause.subject,
        "remedy": error.cause.remedy,
        "message": error.message,
        "first_seen": error.first_seen,
        "last_seen": error.last_seen,
        "run": error.run,
        "rejected": error.rejected,
        "reset_at": error.reset_at,
        "reset_by": error.reset_by,
    }


def _as_error(row: Row[Any]) -> SyncError:
    return SyncError(
        key=Key(row.key),
        document=as_label(row),
        cause=Cause(row.code, row.subject, row.remedy),
        message=row.message,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        run=row.run,
        id=row.id,
        rejected=row.rejected,
        reset_at=row.reset_at,
        reset_by=row.reset_by,
    )
