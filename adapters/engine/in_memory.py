"""A queue of runs in memory, for one process and what a store in memory is for: it ends with both."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from core.engine import QueuedRun, RunState

T = TypeVar("T")


class QueueInMemory:
    """`core.engine.WorkingEngine`; `now` tells the instant in UTC."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._runs: dict[str, QueuedRun] = {}

    async def submit(self, tenant: str, who: str, run: str) -> str:
        waiting = [one.run for one in self._in(RunState.WAITING) if one.tenant == tenant]
        if waiting:
            return waiting[0]
        await self.submit_once(tenant, who, run)
        return run

    async def submit_once(self, tenant: str, who: str, run: str) -> None:
        new = QueuedRun(run, tenant, who, RunState.WAITING, self._now())
        self._runs.setdefault(run, new)

    async def cancel(self, run: str) -> QueuedRun | None:
        found = self._runs.get(run)
        if found is not None and not found.state.is_over:
            self._ends(found, RunState.CANCELLED)
        return found

    async def runs(self, tenant: str | None, limit: int) -> Sequence[QueuedRun]:
        newest_first = reversed(self._runs.values())
        return [one for one in newest_first if tenant in (None, one.tenant)][:limit]

    async def recover(self) -> int:
        found = list(self._in(RunState.RUNNING))
        for one in found:
            self._runs[one.run] = replace(one, state=RunState.WAITING)
        return len(found)

    async def forget(self, ended_before: datetime) -> int:
        over = [one for one in self._runs.values() if one.ended and one.ended < ended_before]
        for one in over:
            del self._runs[one.run]
        return len(over)

    async def carry_out(self, carry: Callable[[QueuedRun], Awaitable[T]]) -> list[T]:
        """What waits, one after another, until nothing does. A run whose work is cancelled stays
        under way, as when its worker dies."""
        ended = []
        while (one := next(self._in(RunState.WAITING), None)) is not None:
            begun = replace(one, state=RunState.RUNNING, begun=one.begun + 1)
            self._runs[one.run] = begun
            try:
                ended.append(await carry(begun))
            except Exception:
                self._ends(begun, RunState.FAULTY)
                raise
            self._ends(begun, RunState.ENDED)
        return ended

    def _in(self, state: RunState) -> Iterator[QueuedRun]:
        return (one for one in tuple(self._runs.values()) if one.state is state)

    def _ends(self, one: QueuedRun, state: RunState) -> None:
        self._runs[one.run] = replace(one, state=state, ended=self._now())
