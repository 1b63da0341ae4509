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
from pathlib import Path
from typing import Any, Final

from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from tests.postgresql import schema, server
from tests.simulation.served_company import COMMIT_WINDOW, ServedCompany, served_company
from tests.simulation.story import calm

SEED: Final = 31
DOCUMENTS_FOR_EACH_KILL: Final = 5
PATIENCE: Final = 60


@dataclass
class Killing:
    """`names` are the workers; there is one where the store is a file."""

    one: ServedCompany
    config: Path
    names: tuple[str, ...]
    chance: random.Random
    kills: int = 0
    runs: int = 0

    async def kill(self, times: int) -> None:
        """Until so many were killed in mid-run, or there is nothing left to move."""
        workers = {name: await self._start(name) for name in self.names}
        try:
            while self.kills < times and self.one.to_export():
                await self._submitted()
                if not await self._has_written(self.chance.randint(1, 8)):
                    await asyncio.sleep(COMMIT_WINDOW)
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

    async def _submitted(self) -> None:
        """A run waits, or is under way."""
        answer = await self.one.run(self.config, "queue")
        states = [row["state"] for row in answer.document["runs"]]
        if not {"waiting", "running"}.intersection(states):
            await self.one.run(self.config, "submit")
            self.runs += 1

    async def _has_written(self, records: int) -> bool:
        """False when it wrote nothing for long: its run is over."""
        aim, began = self.one.written + records, time.monotonic()
        while self.one.written < aim:
            if time.monotonic() - began > PATIENCE / 6:
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
            killing = Killing(one, config, names, random.Random(seed))
            await killing.kill(kills)
            await one.run_until_complete(config)
            records, balance = await calm(1, SEED, documents)
            assert books(one) == records
            assert in_balance(by_key(one.transactions).values())
            assert trial_balance(one) == balance
            assert one.to_export() == []
            return {"kills": killing.kills, "runs": killing.runs, "records": one.written}


def main() -> None:
    kills, kind = int(sys.argv[1]), "".join(sys.argv[2:]) or "SQLite"
    seed = random.randrange(1_000_000)
    print(f"{kind}: kills drawn from seed {seed}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(killed(kind, kills, Path(folder), seed)))  # noqa: T201


if __name__ == "__main__":
    main()
