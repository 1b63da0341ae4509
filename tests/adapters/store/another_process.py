"""Another process on the same database; says "ready" when it is done, then waits to be killed.

python -m tests.adapters.store.another_process open URL
python -m tests.adapters.store.another_process settle URL
python -m tests.adapters.store.another_process share URL
"""

import asyncio
import sys
import time

from adapters.store import open_store
from core.records import RemoteId
from core.reports import Outcome, StepState
from tests.adapters.compose.sessions import ORDINARY, Account, at_work, until
from tests.adapters.store.builders import keys, running


async def settle(url: str) -> None:
    """Holds the lease of acme, has settled the first 50 of 60 steps, and stays."""
    async with open_store(url) as store, running(store, announced=keys(60)) as lease:
        done = Outcome(StepState.DONE, RemoteId("4711"))
        await asyncio.gather(*(store.settle(lease, "R-1", key, done) for key in keys(50)))
        wait()


async def opened(url: str) -> None:
    async with open_store(url):
        wait()


async def share(url: str) -> None:
    """Uses the account, and goes on to."""
    account = Account()
    async with at_work(url, account, "bolt", pace=ORDINARY):
        await until(lambda: account.done)
        ready()
        await asyncio.sleep(60)


def ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def wait() -> None:
    ready()
    time.sleep(60)


if __name__ == "__main__":
    asyncio.run({"open": opened, "settle": settle, "share": share}[sys.argv[1]](sys.argv[2]))
