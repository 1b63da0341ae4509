"""What happens when a command is stopped, or when someone else is at work."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

import pytest

from simulators.control.faults import Fault
from tests.adapters.cli.town import Town, ended, interrupted

INVOICES = "/services/rest/record/v1/invoice"


@contextlib.asynccontextmanager
async def under_way(
    town: Town, *arguments: str, seconds: int = 5
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A run that is writing its first invoice, which NetSuite takes so long to answer."""
    town.queue("120.00", "80.00")
    slow = Fault("latency", path=INVOICES, method="POST", delay_seconds=seconds, count=None)
    town.ns.faults.lay(slow)
    process = await town.start("run", *(arguments or ("--tenant", "acme")))
    assert process.stderr is not None
    while b"1 of 4" not in await asyncio.wait_for(process.stderr.readline(), 30):
        pass
    try:
        yield process
    finally:
        town.ns.faults.clear()
        if process.returncode is None:
            await interrupted(process, signal.SIGKILL)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
async def test_an_interrupted_run_ends_with_4_and_is_in_the_log(
    town: Town, by: signal.Signals
) -> None:
    async with under_way(town) as process:
        stopped = await interrupted(process, by)
    assert stopped.code == 4
    assert "Interrupted." in stopped.err
    assert "Traceback" not in stopped.err
    latest = (await town.crossfoot("latest", "--json")).document
    assert latest["status"] == "interrupted"


async def test_an_interruption_in_json_is_one_document(town: Town) -> None:
    async with under_way(town, "--all", "--json") as process:
        stopped = await interrupted(process, signal.SIGINT)
    assert stopped.code == 4
    (run,) = stopped.document["runs"]
    assert (run["tenant"], run["error"]["kind"]) == ("acme", "interrupted")


async def test_a_tenant_at_work_refuses_a_second_run_and_says_who_and_since_when(
    town: Town,
) -> None:
    async with under_way(town, seconds=15) as first:
        second = await town.crossfoot("run", "--tenant", "acme")
        assert second.code == 1
        assert "acme: a run by" in second.err
        assert "is under way since 20" in second.err
        assert (await ended(first)).code == 0
    assert town.transactions == 2


async def test_a_killed_run_counts_as_interrupted_once_the_next_has_begun(town: Town) -> None:
    async with under_way(town) as process:
        await interrupted(process, signal.SIGKILL)
    await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    latest = (await town.crossfoot("latest", "--json")).document
    assert latest["status"] == "interrupted"
