"""The queue of runs, which outlives every process: what the core needs of an engine (TRG-12).

One run of a tenant is carried out at a time. A run whose worker died is begun again by another, under
the same name; the journal and the keys in the books keep it from writing anything twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class RunState(Enum):
    """How a run stands in the queue; how it ended is in its report."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    FAULTY = "ended by a fault"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self not in (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True, slots=True)
class QueuedRun:
    """Instants are UTC. `worker` is the executor that had it last; `begun` counts how often it was
    begun, more than once when a worker died."""

    run: str
    tenant: str
    who: str
    state: RunState
    submitted: datetime
    ended: datetime | None = None
    worker: str | None = None
    begun: int = 0


class Engine(Protocol):
    """The queue, from wherever. Methods raise EngineError of the adapter when it cannot be reached."""

    async def submit(self, tenant: str, who: str, run: str) -> str:
        """The name of the run that this trigger has: the one of the tenant that waits already, else
        a new one named `run`. It is durable when this returns."""
        ...

    async def submit_once(self, tenant: str, who: str, run: str) -> None:
        """A run of just this name, if there was none before; may be repeated."""
        ...

    async def cancel(self, run: str) -> QueuedRun | None:
        """What it was when it was cancelled: over, it stays as it is. None when there is none."""
        ...

    async def runs(self, tenant: str | None, limit: int) -> Sequence[QueuedRun]:
        """Newest first."""
        ...


class WorkingEngine(Engine, Protocol):
    """The same within a worker."""

    async def recover(self) -> int:
        """Put the runs of dead workers back into the queue; how many. May be repeated."""
        ...

    async def forget(self, ended_before: datetime) -> int:
        """Runs that were over by then leave the queue; their reports stay. How many."""
        ...
