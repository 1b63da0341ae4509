"""A worker's engine: DBOS, launched in this process, and the sweeper that takes over from the dead.

It has no schedules (facts/engine 5: T4, T6), no telemetry, and a limit to how much it does at a time.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from dbos import DBOS, DBOSConfig

from adapters.engine.queue import APPLICATION, QUEUE, RUNNING, VERSION, WAITING, RunQueue
from adapters.engine.serializer import JsonSerializer
from adapters.engine.workflow import Begin, Desk, Heard, sit_at
from adapters.store.failures import failures_of

POLL_SECONDS: Final = 0.5
SWEEP_SECONDS: Final = 2
FORGET_EVERY: Final = timedelta(hours=1)
_NEVER: Final = 3600.0
_SOON: Final = 0.25
"""Seconds; it asks for nothing here, but is waited for at the end."""
_OVER: Final = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_ONCE_FORGOTTEN: Final = 500
_TOLD_BY_US: Final = "Exception encountered in asynchronous workflow"


@dataclass
class WorkingQueue:
    """`core.engine.WorkingEngine` of one worker."""

    queue: RunQueue
    worker: str
    desk: Desk

    async def recover(self) -> int:
        return await asyncio.to_thread(self._recover)

    async def forget(self, ended_before: datetime) -> int:
        return await asyncio.to_thread(self._forget, ended_before)

    async def is_idle(self) -> bool:
        """Nothing waits, and nothing is under way here."""
        return not self.desk.tasks and not await asyncio.to_thread(self._open)

    async def sweep(self, keep: timedelta) -> None:
        """Until it is cancelled. Raises PostLostError, and what the database raises."""
        forget_at = datetime.now(UTC)
        while True:
            await asyncio.to_thread(self.queue.database.posts.check)
            await self.recover()
            if datetime.now(UTC) >= forget_at:
                forget_at = datetime.now(UTC) + FORGET_EVERY
                while await self.forget(datetime.now(UTC) - keep) == _AT_ONCE_FORGOTTEN:
                    pass
            await asyncio.sleep(SWEEP_SECONDS)

    def _recover(self) -> int:
        """Idempotent: what is not a dead one's any more when it comes to it stays where it is."""
        found = 0
        database = self.queue.database
        for worker in self._others():
            with failures_of(database.name), database.posts.vacant(worker) as is_vacant:
                if is_vacant:
                    found += len(DBOS._recover_pending_workflows([worker]))
        return found

    def _others(self) -> set[str]:
        with failures_of(self.queue.database.name):
            running = self.queue.listed(status=RUNNING)
        return {one.executor_id for one in running if one.executor_id} - {self.worker}

    def _forget(self, ended_before: datetime) -> int:
        over = {"status": _OVER, "completed_before": ended_before.isoformat()}
        with failures_of(self.queue.database.name):
            found = [one.workflow_id for one in self.queue.listed(**over, limit=_AT_ONCE_FORGOTTEN)]
            if found:
                self.queue.client.delete_workflows(found)
        return len(found)

    def _open(self) -> bool:
        waiting = self.queue.listed(status=WAITING, limit=1)
        return bool(waiting or self.queue.listed(status=RUNNING, executor_id=self.worker, limit=1))


@asynccontextmanager
async def working(
    queue: RunQueue, worker: str, at_once: int, begin: Begin, heard: Heard
) -> AsyncIterator[WorkingQueue]:
    """Runs are taken from the queue while the block runs. Raises EngineError when there is a worker
    of that name already."""
    posts = queue.database.posts
    await asyncio.to_thread(posts.take, worker)
    try:
        trouble: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        desk = Desk(begin, heard, queue.submit_once, trouble)
        sit_at(desk)
        await asyncio.to_thread(_register, queue, at_once)
        async with _launched(queue, worker, at_once, desk):
            yield WorkingQueue(queue, worker, desk)
    finally:
        sit_at(None)
        await asyncio.to_thread(posts.leave)


def _register(queue: RunQueue, at_once: int) -> None:
    queue.client.register_queue(
        QUEUE,
        worker_concurrency=at_once,
        partition_concurrency=1,
        polling_interval_sec=POLL_SECONDS,
        on_conflict="always_update",
    )


@asynccontextmanager
async def _launched(queue: RunQueue, worker: str, at_once: int, desk: Desk) -> AsyncIterator[None]:
    _log_as_we_do()
    DBOS(config=configuration(queue, worker, at_once))
    try:
        DBOS.listen_queues([QUEUE])
        DBOS.launch()
        yield
    finally:
        logging.getLogger("dbos").setLevel(logging.CRITICAL)  # that its work is cancelled is known
        _take_no_more()
        await desk.stop()
        await asyncio.to_thread(DBOS.destroy)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())


def configuration(queue: RunQueue, worker: str, at_once: int) -> DBOSConfig:
    """Everything that DBOS would else guess, or ask somebody else."""
    database = queue.database
    return DBOSConfig(
        name=APPLICATION,
        application_version=VERSION,
        executor_id=worker,
        system_database_url=database.address,
        system_database_engine=database.engine,
        dbos_system_schema=database.schema,
        serializer=JsonSerializer(),
        max_executor_threads=2 * at_once + 8,
        use_listen_notify=False,
        notification_listener_polling_interval_sec=_SOON,
        scheduler_polling_interval_sec=_NEVER,
        enable_otlp=False,
        log_level="WARNING",
    )


def _log_as_we_do() -> None:
    """Its own handler would write past ours, and how a run ended is told by whoever hears it."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
        log.addFilter(lambda record: not record.getMessage().startswith(_TOLD_BY_US))


def _take_no_more() -> None:
    from dbos._dbos import _get_dbos_instance

    for event in _get_dbos_instance().background_thread_stop_events:
        event.set()
