"""Sessions that use one account as much as they may."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from adapters.compose.sharing import Pace, Sharing
from adapters.http.budget import Budget, Limits
from adapters.store import SqlStore, open_store

ACCOUNT: Final = "NetSuite 1234567 at example.com"
QUICK: Final = Pace(beat=0.05, hurry=0.02, good_for=0.6, silent_for=0.8)
ORDINARY: Final = Pace(beat=0.2, hurry=0.05, good_for=1.5, silent_for=2)
"""Three times as quick as in earnest, which is slow enough for a busy machine."""


@dataclass
class Account:
    """Counts the calls in flight, from wherever they come; turns away those over `allows`."""

    allows: int = 1_000
    inside: int = 0
    most_inside: int = 0
    turned_away: int = 0
    done: list[str] = field(default_factory=list)

    async def work(self, budget: Budget, who: str) -> None:
        """One caller, until it is cancelled."""
        line = budget.line(who)
        while True:
            async with line.slot() as place:
                if not await self._taken():
                    self.turned_away += 1
                    place.turned_away(None)
                self.done.append(who)

    async def _taken(self) -> bool:
        self.inside += 1
        try:
            self.most_inside = max(self.most_inside, self.inside)
            allowed = self.inside <= self.allows
            await asyncio.sleep(0.02)
            return allowed
        finally:
            self.inside -= 1


@dataclass
class Session:
    """A session of its own on the store, with callers that are never done."""

    store: SqlStore
    budget: Budget
    sharing: Sharing


@asynccontextmanager
async def at_work(
    url: str, account: Account, who: str, callers: int = 12, slots: int = 10, pace: Pace = QUICK
) -> AsyncIterator[Session]:
    async with open_store(url) as store:
        budget, sharing = Budget(Limits(slots)), Sharing(store, pace)
        async with sharing.at_work(ACCOUNT, budget, who):
            tasks = [asyncio.create_task(account.work(budget, who)) for _ in range(callers)]
            try:
                yield Session(store, budget, sharing)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


async def until(what: Callable[[], object], seconds: float = 20) -> None:
    """Wait for it to become true."""
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.01)
