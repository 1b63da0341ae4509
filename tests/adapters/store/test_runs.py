"""The log of runs: a report comes back as it was given, to the cent and to the letter."""

import asyncio
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.store import SqlStore, open_store
from core.documents import Kind, Label
from core.money import Money
from core.records import Key, RemoteId
from core.refusals import Cause
from core.reports import Fate, Outcome, Report, Row, Status, StepState
from tests.adapters.store.builders import (
    NOON,
    ONE,
    finished,
    invoice,
    kept,
    keys,
    report,
    running,
)

INT64 = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text() | st.sampled_from(
    ["two\nlines\r\n", "naïve 🧾", "'; DROP TABLE runs; --", "\t ", "100 % of %s"]
)
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the time zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.builds(timezone, st.builds(timedelta, minutes=st.integers(-840, 840))),
)


def reports(text: st.SearchStrategy[str]) -> st.SearchStrategy[Report]:
    """Any report with such texts in it."""
    labels = labels = st.builds(
        Label,
        kind=st.sampled_from(Kind),
        id=INT64,
        number=text,
        customer=st.none() | text,
        amount=st.none() | st.builds(Money, INT64),
    )
    rows = st.builds(
        Row,
        document=labels,
        fate=st.sampled_from(Fate),
        code=text,
        explanation=text,
        remote=st.none() | text.map(RemoteId),
        cause=st.none() | st.builds(Cause, code=text, subject=text, remedy=text),
        key=st.none() | text.map(Key),
    )
    return st.builds(
        Report,
        run=text,
        tenant=st.just("acme"),
        started=INSTANTS,
        dry=st.just(False),
        finished=st.none() | INSTANTS,
        status=st.sampled_from(Status),
        plan_hash=text,
        rows=st.lists(rows, max_size=5).map(tuple),
        notices=st.lists(text, max_size=3).map(tuple),
        written=st.integers(0, 2**31 - 1),
        confirmed=st.integers(0, 2**31 - 1),
        failure=text,
    )


async def there_and_back(url: str, report: Report) -> Report | None:
    async with open_store(url) as store:
        await kept(store, report)
        return await store.latest("acme")


@given(reports(TEXT))
@settings(deadline=None, max_examples=60)
def test_a_report_comes_back_as_it_was_given(given: Report) -> None:
    found = asyncio.run(there_and_back("sqlite://", given))
    assert found == given
    assert found.started.tzinfo is UTC


@given(reports(TEXT.filter(lambda text: "\0" not in text)))
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_report_comes_back_from_the_server_as_it_was_given(
    server_url: str, given: Report
) -> None:
    again = replace(given, run=f"{given.run} {secrets.token_hex(4)}")
    assert asyncio.run(there_and_back(server_url, again)) == again


async def test_a_character_that_the_server_cannot_keep_does_not_stop_a_run(
    server_url: str,
) -> None:
    document = replace(invoice(1).document, number="I-\0-1")
    given = finished(rows=(replace(invoice(1), document=document),), notices=("a\0b",))
    found = await there_and_back(server_url, given)
    assert found is not None
    assert found.rows[0].document.number == "I-␀-1"
    assert found.notices == ("a\0b",)


async def test_a_run_shows_as_started_until_it_finishes(store: SqlStore) -> None:
    started = report(rows=(invoice(1, Fate.PLANNED), invoice(2, Fate.PLANNED)))
    ended = finished(rows=(invoice(1),), written=1, confirmed=1)
    async with store.lease("acme", "nightly", NOON) as lease:
        await store.start_run(lease, started)
        assert await store.latest("acme") == started
        await store.finish_run(lease, ended)
    assert await store.latest("acme") == ended


async def test_rows_stay_in_the_order_of_the_report(store: SqlStore) -> None:
    rows = tuple(invoice(number) for number in (30, 4, 200, 1))
    await kept(store, finished(rows=rows))
    [run] = await store.runs("acme", 1)
    assert run.rows == rows


async def test_a_run_that_was_not_started_cannot_finish(store: SqlStore) -> None:
    async with store.lease("acme", "nightly", NOON) as lease:
        with pytest.raises(AssertionError, match="R-1 was never started"):
            await store.finish_run(lease, finished())


async def test_the_latest_run_is_the_last_that_was_not_dry(store: SqlStore) -> None:
    for run in (finished("R-1"), finished("R-2"), finished("R-3", dry=True)):
        await kept(store, run)
    assert await store.latest("acme") == finished("R-2")


async def test_a_tenant_that_never_ran_has_no_latest_run(store: SqlStore) -> None:
    await kept(store, finished("R-1", dry=True))
    await kept(store, finished("R-2", "zenith"))
    assert await store.latest("acme") is None


@pytest.mark.parametrize(
    ("tenant", "limit", "found"),
    [
        ("acme", 10, ["R-4", "R-2", "R-1"]),
        ("zenith", 10, ["R-3"]),
        (None, 10, ["R-4", "R-3", "R-2", "R-1"]),
        (None, 2, ["R-4", "R-3"]),
        ("acme", 1, ["R-4"]),
        ("nobody", 10, []),
    ],
)
async def test_the_log_lists_runs_newest_first_dry_ones_too(
    store: SqlStore, tenant: str | None, limit: int, found: list[str]
) -> None:
    owners = {"R-1": "acme", "R-2": "acme", "R-3": "zenith", "R-4": "acme"}
    for run, owner in owners.items():
        await kept(store, finished(run, owner, dry=run == "R-4", rows=(invoice(int(run[2:])),)))
    listed = await store.runs(tenant, limit)
    assert [run.run for run in listed] == found
    assert [[f"R-{row.document.id}" for row in run.rows] for run in listed] == [[r] for r in found]


async def test_the_last_run_that_named_a_key_speaks_for_it(store: SqlStore) -> None:
    first, second, other = Key("acme-check-1"), Key("acme-check-2"), Key("acme-check-3")
    old = (replace(invoice(1), key=first), replace(invoice(2), key=second))
    new = (replace(invoice(3), key=first), replace(invoice(4), key=first))
    await kept(store, finished("R-1", rows=old))
    await kept(store, finished("R-2", rows=new))
    await kept(store, finished("R-3", "zenith", rows=(replace(invoice(5), key=first),)))
    found = await store.rows_with("acme", [first, second, other])
    assert sorted(row.document.id for row in found) == [2, 3, 4]
    assert await store.rows_with("acme", [other]) == []


async def test_what_a_run_was_to_do_is_there_from_its_start(store: SqlStore) -> None:
    row = replace(invoice(1, Fate.PLANNED), key=Key("acme-check-1"))
    async with store.lease("acme", "ann", NOON) as lease:
        await store.start_run(lease, report(rows=(row,)))
        assert await store.rows_with("acme", [Key("acme-check-1")]) == [row]


async def test_a_run_that_was_cut_short_goes_on_under_its_name(store: SqlStore) -> None:
    planned = invoice(1, Fate.PLANNED)
    async with store.lease("acme", "nightly", NOON) as lease:
        assert await store.start_run(lease, report()) is None
        await store.note_plan(lease, report(rows=(planned,), plan_hash="1a2b"))
    async with store.lease("acme", "nightly", ONE) as lease:
        before = await store.start_run(lease, report(started=ONE))
        assert before is not None
        assert (before.started, before.rows, before.status) == (
            NOON,
            (planned,),
            Status.INTERRUPTED,
        )
        (found,) = await store.runs("acme", 5)
        assert (found.status, found.failure, found.started) == (Status.RUNNING, "", NOON)


async def test_what_a_run_sent_is_what_it_was_not_refused(store: SqlStore) -> None:
    states = (StepState.DONE, StepState.REFUSED, StepState.NOT_SENT, StepState.UNKNOWN)
    async with running(store, announced=keys(5)) as lease:
        for key, state in zip(keys(4), states, strict=True):
            remote = RemoteId("4711") if state is StepState.DONE else None
            await store.settle(lease, "R-1", key, Outcome(state, remote))
    done, _, _, unknown, unsettled = keys(5)
    assert await store.sent("R-1") == {done: "4711", unknown: None, unsettled: None}
