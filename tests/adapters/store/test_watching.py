"""What the next run reads again: watched payments, and changes since the cursor."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from adapters.store import FencedError, SqlStore
from core.documents import PaymentId
from tests.adapters.store.builders import NOON, ONE, running


async def test_only_the_payments_watched_last_are_watched(store: SqlStore) -> None:
    async with running(store) as acme, running(store, "R-2", "zenith") as zenith:
        await store.watch(acme, "R-1", [PaymentId(7), PaymentId(5), PaymentId(5)])
        await store.watch(acme, "R-1", [PaymentId(2**62), PaymentId(5)])
        await store.watch(zenith, "R-2", [PaymentId(9)])
    assert await store.watched("acme") == [5, 2**62]


async def test_watching_nothing_ends_the_watch(store: SqlStore) -> None:
    async with running(store) as lease:
        await store.watch(lease, "R-1", [PaymentId(7)])
        await store.watch(lease, "R-1", [])
    assert await store.watched("acme") == []


async def test_a_tenant_has_no_cursor_before_it_is_moved(store: SqlStore) -> None:
    async with running(store, "R-2", "zenith") as lease:
        await store.move_cursor(lease, "R-2", NOON)
    assert await store.cursor("acme") is None


async def test_the_cursor_is_where_it_was_moved_last_in_utc(store: SqlStore) -> None:
    phoenix = timezone(timedelta(hours=-7))
    async with running(store) as lease:
        await store.move_cursor(lease, "R-1", ONE)
        await store.move_cursor(lease, "R-1", datetime(2026, 4, 1, 5, 30, 0, 1, tzinfo=phoenix))
    cursor = await store.cursor("acme")
    assert cursor == datetime(2026, 4, 1, 12, 30, 0, 1, tzinfo=UTC)
    assert cursor.tzinfo is UTC


async def test_a_run_that_was_replaced_moves_neither(store: SqlStore) -> None:
    async with running(store) as replaced:
        await store.watch(replaced, "R-1", [PaymentId(7)])
        await store.move_cursor(replaced, "R-1", NOON)
    async with store.lease("acme", "the next", ONE):
        with pytest.raises(FencedError):
            await store.watch(replaced, "R-1", [])
        with pytest.raises(FencedError):
            await store.move_cursor(replaced, "R-1", ONE)
    assert await store.watched("acme") == [7]
    assert await store.cursor("acme") == NOON
