"""The real command, killed again and again, or started twice: each document is booked once."""

import asyncio
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from adapters.compose.trouble.vendors import Vendors
from core.reports import Status
from tests.postgresql import end_connections, schema
from tests.simulation.served_company import COMMIT_WINDOW, ServedCompany, ended, served_company
from tests.simulation.story import calm

SEED: Final = 31
KILLS: Final = int(os.environ.get("KILLS", "12"))
DOCUMENTS_FOR_EACH_KILL: Final = 30
"""More than NetSuite's two processors work off, at ten records a second, from one kill to the next."""
QUICK: Final = {"processors": 20}


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of the store."""
    if request.param == "SQLite":
        yield f"sqlite:///{tmp_path / 'crossfoot.db'}"
        return
    with schema(request.getfixturevalue("postgresql_server")) as found:
        yield found


async def assert_as_if_never_killed(one: Vendors, documents: int) -> None:
    records, balance = await calm(1, SEED, documents)
    assert books(one) == records
    assert in_balance(by_key(one.transactions).values())
    assert trial_balance(one) == balance
    assert one.to_export() == []


async def killed_after(
    one: ServedCompany, process: asyncio.subprocess.Process, writes: int, more_seconds: float
) -> bool:
    """kill -9 as soon as NetSuite has that many more records; False when it ended before."""
    aim = one.written + writes
    heard = asyncio.create_task(process.communicate())
    while one.written < aim and process.returncode is None:
        await asyncio.sleep(0.001)
    await asyncio.sleep(more_seconds)
    alive = process.returncode is None
    if alive:
        process.kill()
    await heard
    return alive


async def test_a_run_killed_again_and_again_loses_nothing_and_doubles_nothing(
    tmp_path: Path, address: str
) -> None:
    """Killed at random: after some writes more, or at any moment from the start of the command."""
    seed = random.randrange(1_000_000)
    print(f"kills drawn from seed {seed}")  # noqa: T201  the way to see the same kills again
    chance = random.Random(seed)
    documents = DOCUMENTS_FOR_EACH_KILL * KILLS
    async with served_company(tmp_path, SEED, documents) as one:
        config = one.configure(address=address)
        kills = begun = 0
        while kills < KILLS:
            assert one.to_export(), "nothing is left to be killed at"
            process = await one.start(config)
            writes = chance.choice((0, chance.randint(1, 20)))
            pause = chance.choice((0, 0.005, 0.02)) if writes else chance.random()
            if await killed_after(one, process, writes, pause):
                kills, begun = kills + 1, begun + (writes > 0)
            else:  # all waits for what the last one had sent and nobody knows of
                await asyncio.sleep(COMMIT_WINDOW)
        one.netsuite("PUT", "processing", QUICK)
        final = await one.run_until_complete(config)
        assert (final.document["status"], final.document["differences"]) == ("complete", 0)
        await assert_as_if_never_killed(one, documents)
        reports = await one.reports(address)
        interrupted = [report for report in reports if report.status is Status.INTERRUPTED]
        assert begun <= len(interrupted) <= KILLS
        assert sum(report.written for report in reports) <= one.written


async def test_a_run_killed_while_marking_marks_the_rest_the_next_time(tmp_path: Path) -> None:
    async with served_company(tmp_path, SEED, 40) as one:
        config = one.configure()
        one.spoil(
            "servicetitan", {"kind": "latency", "path": "/payments/status$", "delay_seconds": 9}
        )
        process = await one.start(config)
        whole = len(one.to_export())
        while len(one.to_export()) == whole and process.returncode is None:
            await asyncio.sleep(0.005)
        process.kill()
        await process.communicate()
        assert 0 < len(one.to_export()) < whole
        final = await one.run_until_complete(config)
        assert final.document["written"] == 0
        await assert_as_if_never_killed(one, 40)


async def test_of_two_runs_at_once_one_is_refused_as_busy(tmp_path: Path, address: str) -> None:
    async with served_company(tmp_path, SEED, 40) as one:
        config = one.configure(address=address)
        one.netsuite("PUT", "latency", {"seconds": "0.1"})
        both = [await one.start(config), await one.start(config)]
        results = sorted(await asyncio.gather(*map(ended, both)), key=lambda each: each.code)
        assert [each.code for each in results] == [0, 1]
        assert results[1].document["error"]["kind"] == "busy"
        await assert_as_if_never_killed(one, 40)


async def test_a_run_whose_server_ends_its_connections_loses_and_doubles_nothing(
    tmp_path: Path, postgresql_server: str
) -> None:
    """As when PostgreSQL restarts: the journal, the lease, or both are gone in mid-run."""
    with schema(postgresql_server) as address:
        async with served_company(tmp_path, SEED, 40) as one:
            config = one.configure(address=address)
            one.netsuite("PUT", "latency", {"seconds": "0.01"})
            process = await one.start(config)
            lost = 0
            while process.returncode is None:
                aim = one.written + 4
                while one.written < aim and process.returncode is None:
                    await asyncio.sleep(0.001)
                lost += end_connections(postgresql_server, address)
            assert (await ended(process)).code in (0, 3)
            assert lost >= 2  # that of the lease, and that of the journal at least once
            await one.run_until_complete(config)
            await assert_as_if_never_killed(one, 40)


async def test_two_stores_that_know_nothing_of_each_other_book_nothing_twice(
    tmp_path: Path,
) -> None:
    """As after a restored backup, or two machines: the keys in NetSuite are the last guard."""
    async with served_company(tmp_path, SEED, 40) as one:
        configs = [one.configure("first.db"), one.configure("second.db")]
        one.netsuite("PUT", "latency", {"seconds": "0.05"})
        both = [await one.start(config) for config in configs]
        results = await asyncio.gather(*map(ended, both))
        assert {each.code for each in results} <= {0, 1}, results
        for config in configs:
            await one.run_until_complete(config)
        await assert_as_if_never_killed(one, 40)
