"""The journal of steps: what was announced, and what became of it.

A step without an outcome, or with an unknown one, is unsettled: its write may be in the books.
The newest entry of a key speaks for it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    CursorResult,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from adapters.store.leases import fenced_tenant
from adapters.store.tables import steps
from core.ports import Intent
from core.records import Key, RemoteId
from core.reports import Outcome, StepState

_ANNOUNCED: Final = and_(
    steps.c.run == bindparam("announced_in"), steps.c.key == bindparam("announced")
)
_FORGET: Final = delete(steps).where(_ANNOUNCED)
_SETTLE: Final = update(steps).where(_ANNOUNCED)
_ENTER: Final = insert(steps)
_newer: Final = steps.alias()
_NEWEST: Final = (
    select(steps.c.key, steps.c.sent_at)
    .where(
        steps.c.tenant == bindparam("tenant"),
        or_(steps.c.state.is_(None), steps.c.state.in_(bindparam("states", expanding=True))),
        ~exists().where(
            _newer.c.tenant == steps.c.tenant,
            _newer.c.key == steps.c.key,
            _newer.c.serial > steps.c.serial,
        ),
    )
    .order_by(steps.c.serial)
)
"""The newest entry of each key, where it has no outcome or one of `states`."""
_NOT_THERE: Final = (StepState.REFUSED.value, StepState.NOT_SENT.value)
_SENT: Final = select(steps.c.key, steps.c.remote_id).where(
    steps.c.run == bindparam("run"),
    or_(steps.c.state.is_(None), steps.c.state.not_in(_NOT_THERE)),
)
_LAST_SENT: Final = (
    select(steps.c.sent_at)
    .where(steps.c.tenant == bindparam("tenant"), steps.c.key == bindparam("key"))
    .order_by(steps.c.serial.desc())
    .limit(1)
)


def intend(
    connection: Connection, token: int, run: str, keys: Sequence[Key], now: datetime
) -> None:
    """Announce these steps; one announced before in this run is announced anew."""
    tenant = fenced_tenant(connection, run, token)
    if not keys:
        return
    again = [{"announced_in": run, "announced": key} for key in keys]
    connection.execute(_FORGET, again)
    entry = {"run": run, "tenant": tenant, "token": token, "sent_at": now, "explanation": ""}
    connection.execute(_ENTER, [{**entry, "key": key} for key in keys])


def settle(
    connection: Connection, token: int, run: str, key: Key, outcome: Outcome, now: datetime
) -> None:
    """Enter what became of a step announced in this run, or in an earlier one of its tenant."""
    tenant = fenced_tenant(connection, run, token)
    entry = {
        "token": token,
        "state": outcome.state.value,
        "remote_id": outcome.remote,
        "explanation": outcome.explanation,
        "settled_at": now,
    }
    announced = {"announced_in": run, "announced": key}
    if not connection.execute(_SETTLE, announced | entry).rowcount:
        sent_at = _last_sent(connection, tenant, key)
        entry |= {"run": run, "tenant": tenant, "key": key, "sent_at": sent_at}
        connection.execute(_ENTER, entry)


def unsettled(connection: Connection, tenant: str) -> dict[Key, Intent]:
    """By key, oldest first."""
    found = _newest(connection, tenant, StepState.UNKNOWN)
    return {Key(row.key): Intent(Key(row.key), row.sent_at) for row in found}


def sent(connection: Connection, run: str) -> dict[Key, RemoteId | None]:
    """What the run announced and was not refused: done, unknown, or without an outcome."""
    found = connection.execute(_SENT, {"run": run})
    return {Key(row.key): row.remote_id and RemoteId(row.remote_id) for row in found}


def unfinished(connection: Connection, tenant: str) -> frozenset[Key]:
    """Steps that were to be done and, as far as is known, are not: refused or not sent, too."""
    others = [state for state in StepState if state is not StepState.DONE]
    found = _newest(connection, tenant, *others)
    return frozenset(Key(row.key) for row in found)


def _newest(connection: Connection, tenant: str, *states: StepState) -> CursorResult[Any]:
    wanted = {"tenant": tenant, "states": [one.value for one in states]}
    return connection.execute(_NEWEST, wanted)


def _last_sent(connection: Connection, tenant: str, key: Key) -> datetime:
    """When an earlier run sent it; that instant says from when on absent is proof."""
    asked = {"tenant": tenant, "key": key}
    sent_at: datetime | None = connection.execute(_LAST_SENT, asked).scalar()
    assert sent_at is not None, f"{key} was settled without having been announced"
    return sent_at
