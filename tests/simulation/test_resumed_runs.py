"""A run cut short at any call, which goes on under its name: its report is that of a run never cut."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.compose.simulation import TENANT
from adapters.compose.tenants import Transports
from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from core.records import Key
from core.reports import Fate, Report, Status
from tests.simulation.company import Company, company
from tests.simulation.interruptions import Interrupted, Interruption
from tests.simulation.refund_orders import Crash
from tests.simulation.works import Works, works

SEED = 5
DOCUMENTS = 12
EVERY = 23
"""Of a calm run's calls, how many lie between two at which it is cut."""


def cut_by(one: Company, stop: Interruption) -> Transports:
    inner = one.transports
    return Transports(Interrupted(inner.servicetitan, stop), Interrupted(inner.netsuite, stop))


async def carried_out(office: Works) -> Report:
    await office.queue.submit(TENANT, "Dana", "R-1")
    await office.queue.carry_out(office.carry_out)
    return office.ended[0]


async def calm_run() -> tuple[Report, int]:
    """Its report, and how many calls it made."""
    async with company(SEED, DOCUMENTS) as one:
        office, counted = works(one), Interruption()
        office.transports = cut_by(one, counted)
        return await carried_out(office), counted.calls


async def cut_at(crash: Crash) -> Report:
    """The report of a run that was cut there, and went on when the window had passed."""
    async with company(SEED, DOCUMENTS) as one:
        office, stop = works(one), Interruption(crash)
        office.transports = cut_by(one, stop)
        stop.work = asyncio.create_task(carried_out(office))
        with pytest.raises(asyncio.CancelledError):
            await stop.work
        one.clock.advance(PAST_THE_WINDOW)
        again = works(one)
        again.queue = office.queue
        assert await again.queue.recover() == 1
        await again.queue.carry_out(again.carry_out)
        (kept,) = await one.store.runs(TENANT, 5)
        assert kept == again.ended[0]
        assert one.to_export() == []
        return kept


async def assert_tells_what_a_calm_run_tells(at_calls: Sequence[int]) -> None:
    calm, _ = await calm_run()
    for at_call in at_calls:
        for sent in (False, True):
            report = await cut_at(Crash(at_call, sent))
            assert fates(report) == fates(calm), (at_call, sent)
            assert (report.status, report.written) == (Status.COMPLETE, calm.written)


async def test_a_run_cut_short_while_it_writes_tells_its_plan() -> None:
    _, calls = await calm_run()
    async with company(SEED, DOCUMENTS) as one:
        planned = (await one.run(dry=True)).report.plan_hash
        office, stop = works(one), Interruption(Crash(calls - EVERY, sent=False))
        office.transports = cut_by(one, stop)
        stop.work = asyncio.create_task(carried_out(office))
        with pytest.raises(asyncio.CancelledError):
            await stop.work
        cut = (await one.store.runs(TENANT, 1))[0]
        assert (cut.status, cut.plan_hash) == (Status.INTERRUPTED, planned)
        assert cut.written > 0


def fates(report: Report) -> set[tuple[Key | None, str, Fate]]:
    return {(row.key, str(row.document), row.fate) for row in report.rows}


async def test_a_run_that_goes_on_tells_what_a_calm_run_tells() -> None:
    _, calls = await calm_run()
    assert calls > 2 * EVERY
    await assert_tells_what_a_calm_run_tells([*range(EVERY, calls, EVERY), calls])


@pytest.mark.long
async def test_a_run_that_goes_on_after_any_call_tells_what_a_calm_run_tells() -> None:
    _, calls = await calm_run()
    await assert_tells_what_a_calm_run_tells(range(1, calls + 1))
