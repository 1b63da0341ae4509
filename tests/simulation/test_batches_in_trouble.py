"""Writing in batches: the books of single writes, whatever happens to a batch or its job on the way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest

from adapters.compose.tenants import Transports
from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from core.reports import Status
from tests.simulation.company import Company, company
from tests.simulation.interruptions import Interrupted, Interruption
from tests.simulation.refund_orders import Crash
from tests.simulation.story import CHAPTERS, DOCUMENTS, SEED, assert_as_if_calm
from tests.simulation.strikes import ANSWERS, LATER, REPLIES, WRITES, Fault, Strike, laid

BATCHED: Final = ("customer", "invoice", "payment", "purchase order")
LOOKS: Final = {
    "job": Strike("netsuite", "GET", r"async/v1/job/\d+$"),
    "tasks": Strike("netsuite", "GET", "/task$"),
    "result": Strike("netsuite", "GET", "/result$"),
}


@asynccontextmanager
async def in_batches() -> AsyncIterator[Company]:
    async with company(SEED, DOCUMENTS) as one:
        one.tenant["netsuite"]["smallest_batch"] = 1
        yield one


def jobs(one: Company) -> list[Any]:
    found: list[Any] = one.netsuite("GET", "state")["jobs"]
    return found


async def run_and_check(one: Company) -> bool:
    """Whether all is done; the report is true in any case."""
    result = await one.run()
    await assert_true(one, result)
    return result.report.status is Status.COMPLETE


async def finish(one: Company, pause: int = 61) -> None:
    for _ in range(8):
        if await run_and_check(one):
            return
        one.clock.advance(pause)
        pause = PAST_THE_WINDOW
    raise AssertionError(one.runs[-1].report)


async def test_the_whole_story_in_batches_leaves_the_same_books() -> None:
    async with in_batches() as one:
        for chapter in CHAPTERS:
            chapter(one)
            assert await run_and_check(one)
        assert len(jobs(one)) >= 3
        await assert_as_if_calm(one, len(CHAPTERS))


@pytest.mark.parametrize("fault", [*ANSWERS.values(), *LATER.values()], ids=[*ANSWERS, *LATER])
@pytest.mark.parametrize("name", BATCHED)
async def test_a_batch_that_goes_wrong_is_booked_once(name: str, fault: Fault) -> None:
    async with in_batches() as one:
        one.spoil("netsuite", laid(WRITES[name], fault))
        await finish(one)
        assert one.sim.netsuite.faults.spoiled > 0
        await assert_as_if_calm(one, 1)


@pytest.mark.parametrize("fault", REPLIES.values(), ids=REPLIES.keys())
@pytest.mark.parametrize("count", [1, None])
async def test_a_look_at_a_job_that_goes_wrong_books_nothing_twice(
    count: int | None, fault: Fault
) -> None:
    async with in_batches() as one:
        one.spoil("netsuite", laid(LOOKS["job"], {**fault, "count": count}))
        await run_and_check(one)
        assert one.sim.netsuite.faults.spoiled > 0
        one.mend()
        await finish(one)
        await assert_as_if_calm(one, 1)


@pytest.mark.parametrize("look", ["tasks", "result"])
async def test_a_refused_record_whose_result_is_lost_is_booked_once(look: str) -> None:
    """The period is closed between the plan and the batch, and open again for the next run."""
    async with in_batches() as one:
        one.spoil("netsuite", laid(LOOKS[look], {"kind": "malformed", "count": None}))

        def close(stage: str, done: int, whole: int) -> None:
            del whole
            if stage == "Writing to NetSuite" and done == 1:
                one.netsuite("POST", "periods/Nov 2026/close")

        result = await one.run(progress=close)
        await assert_true(one, result)
        assert result.report.status is not Status.COMPLETE
        assert one.sim.netsuite.faults.spoiled > 0
        one.netsuite("POST", "periods/Nov 2026/open")
        one.mend()
        await finish(one)
        await assert_as_if_calm(one, 1)


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("at_call", range(28, 60, 4))
async def test_a_run_that_is_cut_short_is_finished_by_the_next(at_call: int, sent: bool) -> None:
    async with in_batches() as one:
        calm_way, cut = one.transports, Interruption(Crash(at_call, sent))
        one.transports = Transports(
            Interrupted(calm_way.servicetitan, cut), Interrupted(calm_way.netsuite, cut)
        )
        cut.work = asyncio.ensure_future(one.run())
        with pytest.raises(asyncio.CancelledError):
            await cut.work
        one.transports = calm_way
        one.clock.advance(PAST_THE_WINDOW)
        await finish(one)
        await assert_as_if_calm(one, 1)


@pytest.mark.parametrize("late", [30, 400, 700, 890, 5_000])
async def test_late_jobs_book_everything_once(late: int) -> None:
    """At first all jobs are late; those of later runs come before them."""
    async with in_batches() as one:
        one.netsuite("PUT", "processing", {"processors": 2, "lateSeconds": late})
        await run_and_check(one)
        one.netsuite("PUT", "processing", {"processors": 4})
        await finish(one)
        one.clock.advance(2 * late)
        await assert_as_if_calm(one, 1)
