"""The journal: what is unsettled, through every history a step can have."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from adapters.store import SqlStore, open_store
from adapters.store.tables import steps
from core.ports import Intent
from core.records import Key, RemoteId
from core.reports import Outcome, StepState
from tests.adapters.store.builders import NOON, ONE, TWO, report, running, tables_at

KEY = Key("acme-invoice-1")
SENT = "sent"
DONE, REFUSED = StepState.DONE, StepState.REFUSED
NOT_SENT, UNKNOWN = StepState.NOT_SENT, StepState.UNKNOWN

Run = list[StepState | str]


async def play(store: SqlStore, history: list[Run]) -> None:
    """One run after another; those sent go out at noon, one, two …"""
    for number, events in enumerate(history):
        run = f"R-{number}"
        async with store.lease("acme", "nightly", NOON) as lease:
            await store.start_run(lease, report(run))
            for event in events:
                if isinstance(event, StepState):
                    await store.settle(lease, run, KEY, Outcome(event))
                else:
                    await store.intend(lease, run, [KEY], NOON + timedelta(hours=number))


@pytest.mark.parametrize(
    ("history", "sent_at"),
    [
        ([[]], None),
        ([[SENT]], NOON),
        ([[SENT, UNKNOWN]], NOON),
        ([[SENT, DONE]], None),
        ([[SENT, REFUSED]], None),
        ([[SENT, NOT_SENT]], None),
        ([[SENT, UNKNOWN, DONE]], None),
        ([[SENT, UNKNOWN, SENT]], NOON),
        ([[SENT, UNKNOWN, SENT, DONE]], None),
        ([[SENT], [DONE]], None),
        ([[SENT], [REFUSED]], None),
        ([[SENT], [NOT_SENT]], None),
        ([[SENT], [UNKNOWN]], NOON),
        ([[SENT], [UNKNOWN], [UNKNOWN]], NOON),
        ([[SENT], [UNKNOWN], [DONE]], None),
        ([[SENT], []], NOON),
        ([[SENT, UNKNOWN], [SENT]], ONE),
        ([[SENT, UNKNOWN], [SENT, UNKNOWN]], ONE),
        ([[SENT, UNKNOWN], [SENT, NOT_SENT]], None),
        ([[SENT, DONE], [SENT]], ONE),
        ([[SENT, DONE], [SENT, UNKNOWN]], ONE),
        ([[SENT, NOT_SENT], [SENT, DONE], [SENT]], TWO),
    ],
)
async def test_a_step_is_unsettled_while_it_may_be_in_the_books(
    store: SqlStore, history: list[Run], sent_at: datetime | None
) -> None:
    await play(store, history)
    expected = {KEY: Intent(KEY, sent_at)} if sent_at else {}
    assert await store.unsettled("acme") == expected


async def test_what_one_tenant_has_sent_is_not_unsettled_at_another(store: SqlStore) -> None:
    await play(store, [[SENT]])
    assert await store.unsettled("zenith") == {}


async def test_an_intent_says_when_it_was_sent_in_utc(store: SqlStore) -> None:
    phoenix = timezone(timedelta(hours=-7))
    sent_at = datetime(2026, 3, 31, 17, 30, 0, 250, tzinfo=phoenix)
    async with store.lease("acme", "nightly", NOON) as lease:
        await store.start_run(lease, report())
        await store.intend(lease, "R-1", [KEY], sent_at)
    intent = (await store.unsettled("acme"))[KEY]
    assert intent.sent_at == sent_at
    assert intent.sent_at.tzinfo is UTC


async def test_announcing_no_steps_announces_nothing(store: SqlStore) -> None:
    async with store.lease("acme", "nightly", NOON) as lease:
        await store.start_run(lease, report())
        await store.intend(lease, "R-1", [], NOON)
    assert await store.unsettled("acme") == {}


async def test_a_step_that_was_never_announced_cannot_be_settled(store: SqlStore) -> None:
    with pytest.raises(AssertionError, match=r"acme-invoice-1 was settled without"):
        await play(store, [[DONE]])


async def test_a_step_of_a_run_that_was_never_started_cannot_be_announced(store: SqlStore) -> None:
    async with store.lease("acme", "nightly", NOON) as lease:
        with pytest.raises(AssertionError, match="R-1 was never started"):
            await store.intend(lease, "R-1", [KEY], NOON)


async def test_the_journal_keeps_the_outcome_and_when_it_was_entered(url: str) -> None:
    outcome = Outcome(REFUSED, RemoteId("58"), "The period is closed.")
    async with open_store(url, now=lambda: ONE) as store, running(store, "R-1") as lease:
        await store.intend(lease, "R-1", [KEY], NOON)
        await store.settle(lease, "R-1", KEY, outcome)
    with tables_at(url) as engine, engine.connect() as connection:
        entry = connection.execute(select(steps)).one()
    assert (entry.run, entry.key, entry.token, entry.sent_at) == ("R-1", KEY, 1, NOON)
    assert Outcome(StepState(entry.state), entry.remote_id, entry.explanation) == outcome
    assert entry.settled_at == ONE


@pytest.mark.parametrize(
    ("history", "unfinished"),
    [
        ([[]], False),
        ([[SENT]], True),
        ([[SENT, UNKNOWN]], True),
        ([[SENT, NOT_SENT]], True),
        ([[SENT, REFUSED]], True),
        ([[SENT, DONE]], False),
        ([[SENT, NOT_SENT], [SENT, DONE]], False),
        ([[SENT, DONE], [SENT, REFUSED]], True),
    ],
)
async def test_a_step_is_unfinished_until_it_is_done(
    store: SqlStore, history: list[Run], unfinished: bool
) -> None:
    await play(store, history)
    assert await store.unfinished("acme") == (frozenset({KEY}) if unfinished else frozenset())
