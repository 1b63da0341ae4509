"""`crossfoot submit`, `queue` and `cancel`, as they are given (TRG-12)."""

import asyncio
import getpass
import signal

from simulators.control.faults import Fault
from tests.adapters.cli.town import Town, interrupted


async def test_a_run_is_submitted_once_listed_and_carried_out(town: Town) -> None:
    empty = await town.crossfoot("queue")
    assert (empty.code, "The queue has no runs." in empty.out) == (0, True)
    town.queue("120.00")
    first = (await town.crossfoot("submit", "--json")).document["submitted"]
    second = await town.crossfoot("submit", "--tenant", "acme")
    run = first[0]["run"]
    assert first == [{"tenant": "acme", "run": run, "joined": False}]
    assert second.out == f"acme: run {run} waits already; there is no second.\n"
    worked = (await town.crossfoot("worker", "--once", "--executor", "w1", "--json")).document
    assert [one["run"] for one in worked["runs"]] == [run]
    (listed,) = (await town.crossfoot("queue", "--json")).document["runs"]
    assert (listed["state"], listed["worker"], listed["begun"]) == ("ended", "w1", 1)
    assert listed["submitted_by"] == getpass.getuser()
    (logged,) = (await town.crossfoot("log", "--json")).document["runs"]
    assert logged["run"] == run


async def test_a_run_is_cancelled_while_it_waits_and_not_twice(town: Town) -> None:
    run = (await town.crossfoot("submit", "--json")).document["submitted"][0]["run"]
    cancelled = await town.crossfoot("cancel", run)
    assert (cancelled.code, cancelled.out) == (
        0,
        f"acme: run {run} is cancelled; it was waiting.\n",
    )
    again = await town.crossfoot("cancel", run)
    assert (again.code, f"Run {run} of acme is over: cancelled." in again.err) == (1, True)
    unknown = await town.crossfoot("cancel", "R-7", "--json")
    assert unknown.code == 1
    assert "There is no run R-7 in the queue." in unknown.document["error"]["message"]
    worked = (await town.crossfoot("worker", "--once", "--json")).document
    assert worked["runs"] == []


async def test_a_run_under_way_is_cancelled_and_the_worker_goes_on(town: Town) -> None:
    town.queue("120.00")
    run = (await town.crossfoot("submit", "--json")).document["submitted"][0]["run"]
    slow = Fault("latency", path="/v1/invoice", method="POST", delay_seconds=30, count=None)
    town.ns.faults.lay(slow)
    process = await town.start("worker")
    async with asyncio.timeout(60):
        while (await state(town, run)) != "running":
            await asyncio.sleep(0.1)
        was = (await town.crossfoot("cancel", run, "--json")).document["was"]
        assert was == "running"
        while (await status(town)) != "interrupted":
            await asyncio.sleep(0.1)
    assert (await interrupted(process, signal.SIGTERM)).code == 0


async def state(town: Town, run: str) -> str:
    (found,) = (await town.crossfoot("queue", "--json")).document["runs"]
    assert found["run"] == run
    return str(found["state"])


async def status(town: Town) -> str | None:
    runs = (await town.crossfoot("log", "--json")).document["runs"]
    return runs[0]["status"] if runs else None
