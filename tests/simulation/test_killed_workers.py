"""Workers in processes of their own, killed in mid-run: another goes on, each document is booked once."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from core.reports import Fate, Report, Status
from tests.postgresql import end_connections, schema
from tests.simulation.served_company import ServedCompany, ended, served_company
from tests.simulation.story import calm

SEED: Final = 31
DOCUMENTS: Final = 200
PATIENCE: Final = 40
RECOVERED_WITHIN: Final = 10
"""Seconds from the kill to the first record that the other worker hands in."""


async def assert_as_if_never_killed(one: ServedCompany) -> None:
    records, balance = await calm(1, SEED, DOCUMENTS)
    assert books(one) == records
    assert in_balance(by_key(one.transactions).values())
    assert trial_balance(one) == balance
    assert one.to_export() == []


@pytest.mark.parametrize("in_batches", [True, False], ids=["batches", "one by one"])
async def test_of_two_workers_one_is_killed_and_the_other_goes_on_with_its_run(
    tmp_path: Path, postgresql_server: str, in_batches: bool
) -> None:
    with schema(postgresql_server) as address:
        async with served_company(tmp_path, SEED, DOCUMENTS) as one:
            one.config["tenants"]["demo"]["netsuite"]["write_in_batches"] = in_batches
            config = one.configure(address=address)
            one.netsuite("PUT", "latency", {"seconds": "0.4"})
            async with two_workers(one, config) as workers:
                run = await submitted(one, config)
                holder = await holding(one, config, run)
                await until(lambda: one.written > 40)
                workers[holder].kill()
                killed_at = time.monotonic()
                await asyncio.sleep(1)  # what was on its way arrives
                had = one.handed_in
                await until(lambda: one.handed_in > had)
                taken = time.monotonic() - killed_at
                print(f"the other worker handed in a record {taken:.1f} s after the kill")  # noqa: T201
                assert taken < RECOVERED_WITHIN
                queued = await over(one, config, run)
            assert (queued["begun"], queued["state"]) == (2, "ended")
            (report,) = await one.reports(address)
            assert_tells_of_the_whole(one, report, run)
            await one.run_until_complete(config)
            await assert_as_if_never_killed(one)


async def test_a_worker_on_a_file_that_is_killed_goes_on_when_it_is_started_again(
    tmp_path: Path,
) -> None:
    async with served_company(tmp_path, SEED, DOCUMENTS) as one:
        config = one.configure()
        run = await submitted(one, config)
        assert await submitted(one, config) == run
        for written in (20, 60):
            worker = await one.start_worker(config)
            await until(lambda aim=written: one.written > aim)
            worker.kill()
            await worker.wait()
        worker = await one.start_worker(config)
        queued = await over(one, config, run)
        second = await ended(await one._command(config, "worker", "--once", "--json"))
        assert second.code == 2
        assert "has room for one" in second.document["error"]["message"]
        worker.terminate()
        assert await worker.wait() == 0
        assert (queued["begun"], queued["state"]) == (3, "ended")
        address = f"sqlite:///{tmp_path / 'crossfoot.db'}"
        (report,) = await one.reports(address)
        assert_tells_of_the_whole(one, report, run)
        await one.run_until_complete(config)
        await assert_as_if_never_killed(one)


async def test_workers_whose_server_ends_their_connections_end_and_lose_nothing(
    tmp_path: Path, postgresql_server: str
) -> None:
    """As when PostgreSQL restarts: a worker that loses the proof that it is alive ends."""
    with schema(postgresql_server) as address:
        async with served_company(tmp_path, SEED, DOCUMENTS) as one:
            config = one.configure(address=address)
            one.netsuite("PUT", "latency", {"seconds": "0.2"})
            run = await submitted(one, config)
            async with two_workers(one, config) as workers:
                await until(lambda: one.written > 20)
                assert end_connections(postgresql_server, address) > 2
                codes = await asyncio.gather(*(ending(one) for one in workers.values()))
            assert set(codes) <= {2, 3}, (tmp_path / "workers.log").read_text()
            async with two_workers(one, config):
                queued = await over(one, config, run)
            assert queued["state"] == "ended"
            # The server ends one after the other: the last may have taken over from the first.
            assert queued["begun"] in (2, 3)
            (report,) = await one.reports(address)
            assert_tells_of_the_whole(one, report, run)
            await one.run_until_complete(config)
            await assert_as_if_never_killed(one)


async def ending(process: asyncio.subprocess.Process) -> int:
    return await asyncio.wait_for(process.wait(), PATIENCE)


def assert_tells_of_the_whole(one: ServedCompany, report: Report, run: str) -> None:
    """One run, whatever happened to its workers."""
    assert (report.run, report.finished is not None) == (run, True)
    assert report.status in (Status.COMPLETE, Status.INCOMPLETE)
    assert report.count(Fate.PLANNED) == report.count(Fate.ALREADY_BOOKED) == 0
    assert report.count(Fate.POSTED) == report.written
    assert report.written <= one.written


@asynccontextmanager
async def two_workers(
    one: ServedCompany, config: Path
) -> AsyncIterator[dict[str, asyncio.subprocess.Process]]:
    names = ("first", "second")
    started = [await one.start_worker(config, "--executor", name) for name in names]
    try:
        yield dict(zip(names, started, strict=True))
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def submitted(one: ServedCompany, config: Path) -> str:
    """The name of the run."""
    answer = await one.run(config, "submit")
    assert answer.code == 0, answer
    name: str = answer.document["submitted"][0]["run"]
    return name


async def in_queue(one: ServedCompany, config: Path, run: str) -> dict[str, Any]:
    answer = await one.run(config, "queue")
    (found,) = [row for row in answer.document["runs"] if row["run"] == run]
    return dict(found)


async def holding(one: ServedCompany, config: Path, run: str) -> str:
    """The worker that carries it out."""
    began = time.monotonic()
    while (await in_queue(one, config, run))["state"] != "running":
        assert time.monotonic() - began < PATIENCE
    worker: str = (await in_queue(one, config, run))["worker"]
    return worker


async def over(one: ServedCompany, config: Path, run: str) -> dict[str, Any]:
    began = time.monotonic()
    while (found := await in_queue(one, config, run))["state"] in ("waiting", "running"):
        assert time.monotonic() - began < PATIENCE, found
        await asyncio.sleep(0.5)
    return found


async def until(is_so: Any) -> None:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < PATIENCE
        await asyncio.sleep(0.01)
