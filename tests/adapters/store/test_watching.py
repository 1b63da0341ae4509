"""What the next run reads again: watched payments, and changes since the cursor."""

from datetime import UTC, datetime, timedelta, timezone

from adapters.store import SqlStore
from core.documents import PaymentId
from tests.adapters.store.builders import NOON, ONE


async def test_only_the_payments_watched_last_are_watched(store: SqlStore) -> None:
    await store.watch("acme", [PaymentId(7), PaymentId(5), PaymentId(5)])
    await store.watch("acme", [PaymentId(2**62), PaymentId(5)])
    await store.watch("zenith", [PaymentId(9)])
    assert await store.watched("acme") == [5, 2**62]


async def test_watching_nothing_ends_the_watch(store: SqlStore) -> None:
    await store.watch("acme", [PaymentId(7)])
    await store.watch("acme", [])
    assert await store.watched("acme") == []


async def test_a_tenant_has_no_cursor_before_it_is_moved(store: SqlStore) -> None:
    await store.move_cursor("zenith", NOON)
    assert await store.cursor("acme") is None


async def test_the_cursor_is_where_it_was_moved_last_in_utc(store: SqlStore) -> None:
    phoenix = timezone(timedelta(hours=-7))
    await store.move_cursor("acme", ONE)
    await store.move_cursor("acme", datetime(2026, 4, 1, 5, 30, 0, 1, tzinfo=phoenix))
    cursor = await store.cursor("acme")
    assert cursor == datetime(2026, 4, 1, 12, 30, 0, 1, tzinfo=UTC)
    assert cursor.tzinfo is UTC
