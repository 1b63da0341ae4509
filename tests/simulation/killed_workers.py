"""Workers killed at random, as often as wanted, while they move one company: nothing lost or doubled.

python -m tests.simulation.killed_workers 100
python -m tests.simulation.killed_workers 100 PostgreSQL
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from adapters.cli.sessions import run_name
from adapters.compose.simulation import TENANT
from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from adapters.engine.queue import RunQueue, run_queue
from adapters.store import open_store
from tests.postgresql import schema, server
from tests.simulation.served_company import ServedCompany, served_company
from tests.simulation.story import calm

SEED: Final = 31
DOCUMENTS_FOR_EACH_KILL: Final = 18
PATIENCE: Final = 5


@dataclass
class Killing:
    """`names` are the workers; there is one where the store is a file."""

    one: ServedCompany
    config: Path
    names: tuple[str, ...]
    chance: random.Random
    queue: RunQueue
    kills: int = 0

    async def kill(self, times: int) -> None:
        """Until so many were killed in mid-run, or there is nothing left to move."""
        workers = {name: await self._start(name) for name in self.names}
        try:
            while self.kills < times and self.one.to_export():
                await self.queue.submit(TENANT, "the one who kills", run_name(datetime.now(UTC)))
                if not await self._has_written(self.chance.randint(1, 8)):
                    continue
                await asyncio.sleep(self.chance.choice((0, 0, 0.005, 0.02)))
                name = self.chance.choice(self.names)
                await _killed(workers[name])
                self.kills += 1
                workers[name] = await self._start(name)
        finally:
            for process in workers.values():
                await _killed(process)

    async def _start(self, name: str) -> asyncio.subprocess.Process:
        return await self.one.start_worker(self.config, "--executor", name)

    async def _has_written(self, records: int) -> bool:
        """False when it wrote nothing for long: its run is over, and the next may not have begun."""
        aim, began = self.one.written + records, time.monotonic()
        while self.one.written < aim:
            if time.monotonic() - began > PATIENCE:
                return False
            await asyncio.sleep(0.001)
        return True


async def _killed(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


@contextmanager
def address(kind: str, folder: Path) -> Iterator[str]:
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'crossfoot.db'}"
        return
    with server() as running, schema(running) as found:
        yield found


async def killed(kind: str, kills: int, folder: Path, seed: int) -> dict[str, Any]:
    """What was seen; raises AssertionError when anything was lost or doubled."""
    names = ("one",) if kind == "SQLite" else ("one", "two")
    documents = max(40, kills * DOCUMENTS_FOR_EACH_KILL)
    with address(kind, folder) as store:
        async with served_company(folder, SEED, documents) as one:
            config = one.configure(address=store)
            async with open_store(store), run_queue(store) as queue:
                killing = Killing(one, config, names, random.Random(seed), queue)
                await killing.kill(kills)
                begun = [one.begun for one in await queue.runs(TENANT, 1000)]
            await one.run_until_complete(config)
            records, balance = await calm(1, SEED, documents)
            assert books(one) == records
            assert in_balance(by_key(one.transactions).values())
            assert trial_balance(one) == balance
            assert one.to_export() == []
            return {"kills": killing.kills, "begun": begun, "records": one.written}


def main() -> None:
    kills, kind = int(sys.argv[1]), "".join(sys.argv[2:]) or "SQLite"
    seed = random.randrange(1_000_000)
    print(f"{kind}: kills drawn from seed {seed}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(killed(kind, kills, Path(folder), seed)))  # noqa: T201


if __name__ == "__main__":
    main()
