"""Records that are written together: one job, an outcome for each, and each there once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from returns.result import Failure, Result, Success

from adapters.netsuite.connection import client, connect, sender
from core.plan import Step
from core.ports import OutcomeUnknownError, Rejection, SystemUnavailableError
from core.records import CustomerRecord, ItemRecord, RemoteId
from simulators.control.faults import Fault
from simulators.control.wire import InMemoryTransport, VendorApp, app
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import Company, connection, opened
from tests.adapters.netsuite.steps import line

INVOICES: Final = "/record/v1/invoice"
JOB: Final = "/async/v1/job/"
Answer = Result[RemoteId, Rejection] | SystemUnavailableError


@dataclass(kw_only=True)
class Office(Company):
    """`wire` counts the calls that NetSuite saw."""

    wire: VendorApp

    async def together(self, plan: Sequence[Step]) -> list[Answer]:
        """What became of each of them, all posted at the same time."""
        return await asyncio.gather(*(self._answer(step) for step in plan))

    async def _answer(self, step: Step) -> Answer:
        try:
            return await self.books.post(step, self.known)
        except SystemUnavailableError as error:
            return error

    @property
    def booked(self) -> list[str]:
        return sorted(one["externalId"] for one in self.transactions())


@pytest.fixture
async def office(request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """Waiting moves NetSuite's clock; nobody really waits. A parameter is the smallest batch."""
    sim, reach = opened(), connection(smallest_batch=getattr(request, "param", 1))
    sim.clock.set(sim.clock.now(), frozen=True)

    async def sleep(seconds: float) -> None:
        sim.clock.advance(seconds)
        await asyncio.sleep(0)

    wire = app(sim)
    async with client(reach, InMemoryTransport(wire)) as http:
        books = connect(reach, http, sim.clock.now, sleep)
        yield Office(sim, books, sender(reach, http, sim.clock.now), wire=wire)


def invoices(count: int, first: int = 1) -> list[Step]:
    return [steps.invoice(number, line("5.00")) for number in range(first, first + count)]


def keys(plan: Sequence[Step]) -> list[str]:
    return sorted(step.key for step in plan)


def looks(office: Office, external_id: str) -> RemoteId:
    return next(
        RemoteId(one["id"]) for one in office.transactions() if one["externalId"] == external_id
    )


def told_right(office: Office, plan: Sequence[Step], answers: Sequence[Answer]) -> None:
    """Every one is saved, and each knows its own id."""
    assert office.booked == keys(plan)
    assert answers == [Success(looks(office, step.key)) for step in plan]


async def test_a_hundred_invoices_take_a_handful_of_calls(office: Office) -> None:
    plan = invoices(100)
    told_right(office, plan, await office.together(plan))
    assert office.wire.calls < 20


@pytest.mark.parametrize(("count", "jobs"), [(1, 0), (2, 1), (100, 1), (101, 1), (102, 2)])
async def test_a_batch_has_two_to_a_hundred_records(office: Office, count: int, jobs: int) -> None:
    plan = invoices(count)
    told_right(office, plan, await office.together(plan))
    assert len(office.act("state", method="GET")["jobs"]) == jobs


@pytest.mark.parametrize("office", [20], indirect=True)
@pytest.mark.parametrize(("count", "jobs"), [(9, 0), (29, 0), (30, 1)])
async def test_the_first_few_go_at_once_and_what_gathers_behind_them_in_batches(
    office: Office, count: int, jobs: int
) -> None:
    plan = invoices(count)
    told_right(office, plan, await office.together(plan))
    assert len(office.act("state", method="GET")["jobs"]) == jobs


async def test_each_type_of_record_has_its_own_batch(office: Office) -> None:
    plan = [*invoices(3), *(steps.deposit(number, "9.00") for number in range(11, 14))]
    told_right(office, plan, await office.together(plan))
    assert len(office.act("state", method="GET")["jobs"]) == 2


async def test_what_changes_a_record_goes_by_itself(office: Office) -> None:
    payments = [steps.payment(number, "9.00") for number in (1, 2)]
    owed = invoices(2, first=11)
    await office.post(*payments, *owed)
    pairs = zip((21, 22), payments, owed, strict=True)
    plan = [steps.applications(number, paid, (bill, "5.00")) for number, paid, bill in pairs]
    answers = await office.together(plan)
    assert answers == [Success(office.known[one.key]) for one in payments]
    assert office.act("state", method="GET")["jobs"] == []


async def test_a_refused_record_says_why_and_the_others_are_saved(office: Office) -> None:
    good, worse = invoices(2), steps.invoice(3, line("-5.00"))
    first, refused, last = await office.together([good[0], worse, good[1]])
    assert [first, last] == [Success(looks(office, step.key)) for step in good]
    assert isinstance(refused, Failure)
    assert not refused.failure().key_taken
    assert office.booked == keys(good)


async def test_a_record_that_is_there_already_is_no_news(office: Office) -> None:
    """Whether it is the same is for the run to see: it may have been changed."""
    plan = invoices(3)
    await office.post(plan[1])
    answers = await office.together(plan)
    assert [isinstance(one, Success) for one in answers] == [True, False, True]
    assert isinstance(answers[1], Failure)
    assert answers[1].failure().key_taken
    assert office.booked == keys(plan)


@pytest.mark.parametrize("kind", ["lost_reply", "malformed"])
async def test_a_submission_without_a_reply_is_found_by_its_key(office: Office, kind: Any) -> None:
    office.spoil(Fault(kind, INVOICES))
    plan = [*invoices(2), steps.invoice(3, line("-5.00"))]
    *saved, refused = await office.together(plan)
    told_right(office, plan[:2], saved)
    assert isinstance(refused, Failure)


@pytest.mark.parametrize("kind", ["timeout", "status"])
async def test_a_submission_that_was_never_taken_is_made_again(office: Office, kind: Any) -> None:
    office.spoil(Fault(kind, INVOICES, status=503))
    plan = invoices(2)
    told_right(office, plan, await office.together(plan))


async def test_a_submission_that_is_never_answered_leaves_all_unknown(office: Office) -> None:
    office.spoil(Fault("lost_reply", INVOICES, count=None))
    plan = invoices(2)
    answers = await office.together(plan)
    assert all(isinstance(one, OutcomeUnknownError) for one in answers)
    office.sim.clock.advance(60)
    located = [await office.books.located(step, office.known) for step in plan]
    assert located == [looks(office, step.key) for step in plan]
    assert office.booked == keys(plan)


async def test_a_submission_that_comes_late_does_nothing_twice(office: Office) -> None:
    office.spoil(Fault("late_commit", INVOICES, delay_seconds=60))
    plan = invoices(2)
    told_right(office, plan, await office.together(plan))
    office.sim.clock.advance(600)
    assert office.booked == keys(plan)


async def test_what_was_surely_not_taken_was_surely_not_written(office: Office) -> None:
    office.spoil(Fault("status", INVOICES, status=429, count=None))
    answers = await office.together(invoices(2))
    assert all(isinstance(one, SystemUnavailableError) for one in answers)
    assert not any(isinstance(one, OutcomeUnknownError) for one in answers)
    assert office.booked == []


@pytest.mark.parametrize("kind", ["status", "lost_reply", "timeout"])
async def test_looks_are_repeated_after_any_trouble(office: Office, kind: Any) -> None:
    office.spoil(Fault(kind, JOB, status=503), Fault("status", "suiteql", status=429))
    plan = invoices(2)
    told_right(office, plan, await office.together(plan))


@pytest.mark.parametrize("path", [JOB, "suiteql"])
@pytest.mark.parametrize("kind", ["malformed", "timeout"])
async def test_a_job_that_cannot_be_asked_for_leaves_all_unknown(
    office: Office, kind: Any, path: str
) -> None:
    office.spoil(Fault(kind, path, count=None))
    answers = await office.together(invoices(2))
    assert all(isinstance(one, OutcomeUnknownError) for one in answers)
    office.sim.clock.advance(60)
    assert office.booked == keys(invoices(2))


async def test_a_result_that_is_no_answer_leaves_its_record_unknown(office: Office) -> None:
    office.spoil(Fault("malformed", "task/2/result"))
    plan = [*invoices(2), steps.invoice(3, line("-5.00"))]
    first, second, third = await office.together(plan)
    assert first == Success(looks(office, plan[0].key))
    assert isinstance(second, OutcomeUnknownError)
    assert isinstance(third, Failure)


async def test_a_job_that_does_not_end_leaves_all_unknown(office: Office) -> None:
    office.act("processing", {"lateSeconds": 3600}, "PUT")
    plan = invoices(2)
    answers = await office.together(plan)
    assert all(isinstance(one, OutcomeUnknownError) for one in answers)
    assert office.booked == []


async def test_a_job_is_waited_for_while_those_before_it_get_done(office: Office) -> None:
    """One processor takes five hundred seconds for each of three."""
    office.act("processing", {"processors": 1, "secondsPerRecord": "250"}, "PUT")
    memos = [steps.credit_memo(number, line("5.00")) for number in (3, 4)]
    orders = [steps.purchase_order(number, "1", "5.00", "5.00") for number in (5, 6)]
    plan = [*invoices(2), *memos, *orders]
    told_right(office, plan, await office.together(plan))
    assert len(office.act("state", method="GET")["jobs"]) == 3


async def test_how_long_the_last_job_took_tells_when_to_look_at_the_next(office: Office) -> None:
    office.act("processing", {"lateSeconds": 20}, "PUT")
    calls, seconds = list[int](), list[float]()
    for first in (1, 11):
        began, before = office.sim.clock.now(), office.wire.calls
        await office.together(invoices(2, first))
        calls.append(office.wire.calls - before)
        seconds.append((office.sim.clock.now() - began).total_seconds())
    assert calls[1] < calls[0] * 2 / 3
    assert all(20 <= each < 20 * 1.25 for each in seconds)


async def test_what_a_late_job_still_holds_is_there_once_whoever_sends_it(office: Office) -> None:
    office.act("processing", {"lateSeconds": 3600}, "PUT")
    plan = invoices(3)
    await office.together(plan[:2])
    office.act("processing", {}, "PUT")
    told_right(office, [plan[0]], [await office.books.post(plan[0], office.known)])
    office.sim.clock.advance(7200)
    assert office.booked == keys(plan[:2])


async def test_the_same_batch_is_one_job_and_what_is_there_is_not_sent(office: Office) -> None:
    plan = invoices(2)
    await office.together(plan)
    answers = await office.together(plan)
    assert [isinstance(one, Failure) and one.failure().key_taken for one in answers] == [True] * 2
    assert len(office.act("state", method="GET")["jobs"]) == 1
    assert office.booked == keys(plan)


async def test_what_an_earlier_job_refused_is_sent_anew(office: Office) -> None:
    """The period was closed; now it is open, and the batch has the very same content."""
    plan = invoices(2)
    office.act("periods/2026-03/close")
    assert all(isinstance(one, Failure) for one in await office.together(plan))
    office.act("periods/2026-03/open")
    told_right(office, plan, await office.together(plan))


async def test_what_was_deleted_since_is_sent_anew(office: Office) -> None:
    plan = invoices(2)
    await office.together(plan)
    for step in plan:
        office.act("actions/delete", {"type": "invoice", "id": looks(office, step.key)})
    told_right(office, plan, await office.together(plan))


async def test_an_account_without_batches_gets_them_one_by_one(office: Office) -> None:
    office.spoil(Fault("status", INVOICES, status=400, body='{"title": "Bad Request"}'))
    plan = invoices(3)
    told_right(office, plan, await office.together(plan))
    assert office.act("state", method="GET")["jobs"] == []


async def test_customers_and_items_are_found_in_their_own_tables(office: Office) -> None:
    customer, _, item, _ = steps.new_parties()
    plan = [
        renamed(one, key, name)
        for key, name in (("1", "One"), ("2", "Two"))
        for one in (customer, item)
    ]
    answers = await office.together(plan)
    located = [await office.books.located(step, office.known) for step in plan]
    assert answers == [Success(id_) for id_ in located]
    assert len(office.act("state", method="GET")["jobs"]) == 2


def renamed(given: Step, key: str, name: str) -> Step:
    """The same again under another key and name."""
    record = given.record
    if isinstance(record, CustomerRecord):
        record = replace(record, entity_id=name, last_name=name)
    elif isinstance(record, ItemRecord):
        record = replace(record, name=name)
    return replace(steps.rekeyed(given, lambda own: f"{own}-{key}"), record=record)


async def test_custom_records_are_found_in_a_table_of_their_own(office: Office) -> None:
    customer, link, *_ = steps.new_parties()
    await office.post(customer)
    both = [link, steps.rekeyed(link, lambda key: f"{key}-2")]
    answers = await office.together(both)
    located = [await office.books.located(step, office.known) for step in both]
    assert answers == [Success(id_) for id_ in located]
    assert len(office.act("state", method="GET")["jobs"]) == 1
