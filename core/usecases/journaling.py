"""The journal of one run: intent before a write, outcome after it (design, writing exactly once)."""

from dataclasses import dataclass
from datetime import datetime

from core.plan import Step
from core.ports import Clock, Lease, Store
from core.reports import Outcome


@dataclass(frozen=True, slots=True)
class Journal:
    """Where intents and outcomes of one run are kept."""

    store: Store
    lease: Lease
    run: str
    clock: Clock

    async def intend(self, step: Step) -> datetime:
        now = self.clock.now()
        await self.store.intend(self.lease, self.run, [step.key], now)
        return now

    async def settle(self, step: Step, outcome: Outcome) -> None:
        await self.store.settle(self.lease, self.run, step.key, outcome)
