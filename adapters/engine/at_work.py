"""A run that a worker has begun: one task for the whole of it, asked for a stage at a time.

Records in flight go on between two stages, and while the queue keeps a checkpoint.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from core.usecases.running import RunResult, Stages

Stage = Callable[[Stages], Awaitable[int | None]]
Opened = Callable[[], AbstractAsyncContextManager[Stages]]


class RunAtWork:
    """Nothing is opened before the first stage is asked for: a run that was carried on elsewhere may
    have no stage left."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._asked: asyncio.Queue[tuple[Stage, asyncio.Future[int]]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self.result: RunResult | None = None

    async def plan(self) -> int:
        """How many records are left to write; 0 also when a system's silence has ended the run."""
        return await self._ask(Stages.plan)

    async def advance(self) -> int:
        return await self._ask(Stages.advance)

    async def finish(self) -> RunResult:
        await self._ask(Stages.finish)
        assert self._task is not None, "a stage was asked for"
        await self._task
        assert self.result is not None, "a run that has ended has a result"
        return self.result

    async def stop(self) -> None:
        """Once it has put its house in order. May be called again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _ask(self, stage: Stage) -> int:
        if self._task is None:
            self._task = asyncio.create_task(self._carry_out())
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._asked.put_nowait((stage, answer))
        either: tuple[asyncio.Future[Any], ...] = (answer, self._task)
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        await self._task
        return 0

    async def _carry_out(self) -> None:
        async with self._opened() as stages:
            stage: Stage | None = None
            while stage is not Stages.finish:
                stage, answer = await self._asked.get()
                answer.set_result(await stage(stages) or 0)
        self.result = stages.result
