"""The workflow of a run: a step to plan, one for each chunk of records, one to finish, and one to ask
for the run that follows when this one had no room for the whole queue.

What is kept of it are a tenant's name and counts. A step that was under way when its worker died is
done again, by a run that reads and plans anew (facts/engine 0, 4). DBOS has one registry for each
process, and so there is one desk.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from dbos import DBOS, StepOptions

from adapters.engine.at_work import RunAtWork
from adapters.engine.queue import WORKFLOW
from adapters.store import StoreError
from core.usecases.following import run_after
from core.usecases.running import RunRequest, RunResult

T = TypeVar("T")
Begin = Callable[[str, RunRequest], RunAtWork]
"""Of this tenant; nothing is opened yet."""
Heard = Callable[[str, str, RunResult | Exception], None]
"""Tenant, run, and how it ended here."""
Follow = Callable[[str, str, str], Awaitable[None]]
"""Into the queue, once: of this tenant, for whom, a run of this name."""
Counts = dict[str, Any]


@dataclass
class Desk:
    """The runs that this process carries out. `trouble` is why it can carry out none any more."""

    begin: Begin
    heard: Heard
    follow: Follow
    trouble: "asyncio.Future[None]"
    tasks: "dict[str, asyncio.Task[Any]]" = field(default_factory=dict)

    async def carry_out(self, tenant: str, request: RunRequest) -> Counts:
        task = asyncio.current_task()
        assert task is not None
        self.tasks[request.run] = task
        work = self.begin(tenant, request)
        try:
            result = await self._in_steps(
                work, tenant, request
            )  # a cancellation is no Exception: nobody hears it
        except Exception as error:
            self.heard(tenant, request.run, error)
            raise
        finally:
            await work.stop()
            self.tasks.pop(request.run, None)
        return result

    async def _in_steps(self, work: RunAtWork, tenant: str, request: RunRequest) -> Counts:
        left = await _step("plan", lambda: self._safely(work.plan()))
        while left:
            left = await _step("advance", lambda: self._safely(work.advance()))
        counts = await _step("finish", lambda: self._finished(work, request))
        after = counts.get("run_after")
        if after is not None:
            await _step("follow", lambda: self._safely(self.follow(tenant, request.who, after)))
        return counts

    async def _finished(self, work: RunAtWork, request: RunRequest) -> Counts:
        result = await self._safely(work.finish())
        report = result.report
        self.heard(report.tenant, report.run, result)
        counts: Counts = {"rows": len(report.rows), "written": report.written}
        counts |= {"confirmed": report.confirmed, "status": report.status.name}
        return {**counts, "run_after": run_after(request, result)}

    async def _safely(self, stage: Awaitable[T]) -> T:
        """Without the store nobody can say how the run stands. It is not over: this worker is."""
        try:
            return await stage
        except StoreError as error:
            if not self.trouble.done():
                self.trouble.set_exception(error)
            await asyncio.get_running_loop().create_future()
            raise AssertionError("a worker in trouble waits to be stopped") from error

    async def stop(self) -> None:
        """The runs put their house in order, and are left to the next worker."""
        tasks = tuple(self.tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


_desk: Desk | None = None


def sit_at(desk: Desk | None) -> None:
    """The desk of this process from now on."""
    global _desk
    _desk = desk


@DBOS.workflow(name=WORKFLOW)
async def run(tenant: str) -> Counts:
    assert _desk is not None, "a worker has a desk before it takes runs"
    name, who = DBOS.workflow_id, DBOS.authenticated_user
    assert name is not None
    return await _desk.carry_out(tenant, RunRequest(name, who or _NOBODY))


async def _step(name: str, stage: Callable[[], Awaitable[T]]) -> T:
    async def carried_out() -> T:
        return await stage()

    return await DBOS.run_step_async(StepOptions(name=name, preemptible=True), carried_out)


_NOBODY: Final = "the queue"
