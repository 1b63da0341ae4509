"""One call goes wrong, wherever and however: in the end each document is in NetSuite once.

After each run along the way, its report is true.
"""

import pytest

from adapters.compose.trouble.truth import assert_true
from core.reports import Fate, Status
from core.usecases.running import RunResult
from simulators.control.faults import Faults
from tests.simulation.company import Company, company
from tests.simulation.story import CHAPTERS, DOCUMENTS, SEED, assert_as_if_calm
from tests.simulation.strikes import (
    ANSWERS,
    LATER,
    REPEATABLE,
    REPLIES,
    WRITES,
    Fault,
    Strike,
    laid,
)


async def tell_up_to(one: Company, chapter: int) -> None:
    """All chapters before this one, calmly, and this one without a run yet."""
    for before in CHAPTERS[: chapter - 1]:
        before(one)
        await one.run()
    CHAPTERS[chapter - 1](one)


async def run_and_check(one: Company) -> RunResult:
    result = await one.run()
    await assert_true(one, result)
    return result


async def finish(one: Company, pause: int = 61) -> None:
    """Run until complete; every report on the way is true."""
    for _ in range(6):
        if one.runs[-1].report.status is Status.COMPLETE:
            return
        one.clock.advance(pause)
        pause = 16 * 60
        await run_and_check(one)
    raise AssertionError(one.runs[-1].report)


def spoiled(one: Company, system: str) -> int:
    faults: Faults = getattr(one.sim, system).faults
    return faults.spoiled


async def assert_survives(strike: Strike, fault: Fault) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await tell_up_to(one, strike.chapter)
        one.spoil(strike.system, laid(strike, fault))
        await run_and_check(one)
        assert spoiled(one, strike.system) > 0
        await finish(one)
        await assert_as_if_calm(one, strike.chapter)


@pytest.mark.parametrize("fault", ANSWERS.values(), ids=ANSWERS.keys())
@pytest.mark.parametrize("strike", WRITES.values(), ids=WRITES.keys())
async def test_a_write_that_goes_wrong_is_booked_once(strike: Strike, fault: Fault) -> None:
    await assert_survives(strike, fault)


@pytest.mark.parametrize("fault", REPLIES.values(), ids=REPLIES.keys())
@pytest.mark.parametrize("strike", REPEATABLE.values(), ids=REPEATABLE.keys())
async def test_a_call_that_may_be_repeated_does_no_harm(strike: Strike, fault: Fault) -> None:
    await assert_survives(strike, fault)


@pytest.mark.parametrize("fault", LATER.values(), ids=LATER.keys())
@pytest.mark.parametrize("strike", WRITES.values(), ids=WRITES.keys())
async def test_a_write_committed_after_the_run_is_found_by_a_later_one(
    strike: Strike, fault: Fault
) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await tell_up_to(one, strike.chapter)
        one.spoil(strike.system, laid(strike, fault))
        first = await run_and_check(one)
        assert first.report.count(Fate.UNCERTAIN) == 1
        await finish(one, pause=300)
        await assert_as_if_calm(one, strike.chapter)


@pytest.mark.parametrize("strike", WRITES.values(), ids=WRITES.keys())
async def test_a_write_committed_while_the_next_run_works_is_booked_once(strike: Strike) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await tell_up_to(one, strike.chapter)
        one.spoil(strike.system, laid(strike, {"kind": "late_commit", "delay_seconds": 200}))
        first = await run_and_check(one)
        assert first.report.count(Fate.UNCERTAIN) == 1

        def passes(stage: str, done: int, whole: int) -> None:
            """Time, once the second run has read both systems."""
            del done, whole
            if stage != "Reading both systems":
                one.clock.advance(300)

        await one.run(progress=passes)
        await finish(one)
        await assert_as_if_calm(one, strike.chapter)
