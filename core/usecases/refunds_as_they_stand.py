"""How refunds stand now, counting checks that were sent and not answered as on their way (REF-17)."""

from core.documents import Kind
from core.ports import Clock, Store
from core.records import Key, key_of
from core.refunds.booked import RefundsNow, SentLine, refunds_now
from core.refunds.checks import CheckRequest, Review, review
from core.reports import Row
from core.usecases.connected import ConnectedTenant


async def read_refunds(
    tenant: ConnectedTenant, store: Store, clock: Clock, with_ended: bool = False
) -> RefundsNow:
    """Writes nothing. Raises SystemUnavailableError.

    What was sent is asked before the books are, so that a check made meanwhile counts once.
    """
    sent = await _sent_lines(tenant, store, clock)
    return refunds_now(await tenant.books.refunds(tenant.name, with_ended), sent)


async def review_checks(
    tenant: ConnectedTenant, store: Store, clock: Clock, request: CheckRequest
) -> Review:
    """What paying would write now; writes nothing (REF-13). Raises SystemUnavailableError."""
    now = await read_refunds(tenant, store, clock, with_ended=True)
    return review_of(request, now)


def review_of(request: CheckRequest, now: RefundsNow) -> Review:
    """The review; those chosen whose figures cannot be are refused for that."""
    made = review(request, now.standings.values())
    unclear = {one.key: one for one in now.unclear if one.key in request.chosen}
    refused = tuple(unclear.get(Key(one.document.number), one) for one in made.refused)
    return Review(made.tenant, made.checks, refused)


async def unanswered(tenant: ConnectedTenant, store: Store, clock: Clock, kind: Kind) -> set[Key]:
    """Writes of this kind that the books may still commit."""
    now, prefix = clock.now(), key_of(tenant.name, kind, "")
    intents = (await store.unsettled(tenant.name)).values()
    open_until = {one.key: one.sent_at + tenant.commit_window for one in intents}
    return {key for key, until in open_until.items() if key.startswith(prefix) and until > now}


async def _sent_lines(tenant: ConnectedTenant, store: Store, clock: Clock) -> list[SentLine]:
    keys = await unanswered(tenant, store, clock, Kind.CHECK)
    rows = await store.rows_with(tenant.name, keys) if keys else ()
    return [_sent_line(tenant, row) for row in rows]


def _sent_line(tenant: ConnectedTenant, row: Row) -> SentLine:
    assert row.key is not None, row
    assert row.document.amount is not None, row
    refund = key_of(tenant.name, Kind.REFUND, row.document.id)
    return SentLine(row.key, refund, row.document.amount)
