"""The queue of runs, from wherever: `core.engine.Engine` by DBOS's client, which runs nothing.

A tenant is a partition of the queue, of which one run is carried out at a time. A run's name is its
key, so a name is taken once (facts/engine 5: T2, T4, T5).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from dbos import DBOSClient, EnqueueOptions, WorkflowStatus
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from adapters.engine.databases import QueueDatabase, queue_database
from adapters.engine.errors import EngineError
from adapters.engine.serializer import JsonSerializer
from adapters.store.failures import failures_of
from adapters.store.turns import is_sqlite, take_turn
from core.engine import QueuedRun, RunState

APPLICATION: Final = "crossfoot"
VERSION: Final = "1"
"""Of the sequence of steps in `adapters.engine.workflow`: raised only when that changes, for a run is
carried on by workers of its own version only (facts/engine 2)."""
QUEUE: Final = "runs"
WORKFLOW: Final = "run"
WAITING: Final = "ENQUEUED"
RUNNING: Final = "PENDING"
_STATES: Final[Mapping[str, RunState]] = {
    "DELAYED": RunState.WAITING,
    WAITING: RunState.WAITING,
    RUNNING: RunState.RUNNING,
    "SUCCESS": RunState.ENDED,
    "ERROR": RunState.FAULTY,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": RunState.FAULTY,
    "CANCELLED": RunState.CANCELLED,
}


class RunQueue:
    """Methods raise EngineError, and StoreError when the database fails."""

    def __init__(self, database: QueueDatabase, client: DBOSClient) -> None:
        self.database = database
        self.client = client
        self._submitting = Lock()

    async def submit(self, tenant: str, who: str, run: str) -> str:
        return await asyncio.to_thread(self._submit, tenant, who, run)

    async def submit_once(self, tenant: str, who: str, run: str) -> None:
        await asyncio.to_thread(self._submit_once, tenant, who, run)

    async def cancel(self, run: str) -> QueuedRun | None:
        return await asyncio.to_thread(self._cancel, run)

    async def runs(self, tenant: str | None, limit: int) -> Sequence[QueuedRun]:
        return await asyncio.to_thread(self._runs, tenant, limit)

    def _submit(self, tenant: str, who: str, run: str) -> str:
        """Two who submit at once take turns, so the second finds the first's run."""
        with self._turn(tenant) as connection:
            waiting = [one.workflow_id for one in self.listed(status=WAITING) if _is(one, tenant)]
            if waiting:
                return min(waiting)
            return self._enqueue(connection, tenant, who, run)

    def _submit_once(self, tenant: str, who: str, run: str) -> None:
        with self._turn(tenant) as connection:
            if not self.listed(workflow_ids=[run]):
                self._enqueue(connection, tenant, who, run)

    def _enqueue(self, connection: Connection, tenant: str, who: str, run: str) -> str:
        options = EnqueueOptions(
            workflow_name=WORKFLOW,
            queue_name=QUEUE,
            workflow_id=run,
            app_version=VERSION,
            queue_partition_key=tenant,
            authenticated_user=who,
        )
        self.client.enqueue_in_transaction(connection, options, tenant)
        return run

    @contextmanager
    def _turn(self, tenant: str) -> Iterator[Connection]:
        """One of this process at a time: who waits for a turn has one connection and needs another."""
        with (
            failures_of(self.database.name),
            self._submitting,
            self.database.engine.begin() as connection,
        ):
            if is_sqlite(connection):
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            take_turn(connection, f"queue/{tenant}")
            yield connection

    def _cancel(self, run: str) -> QueuedRun | None:
        with failures_of(self.database.name):
            found = self.listed(workflow_ids=[run])
            if not found:
                return None
            self.client.cancel_workflow(run)
        return as_queued_run(found[0])

    def _runs(self, tenant: str | None, limit: int) -> Sequence[QueuedRun]:
        with failures_of(self.database.name):
            found = self.listed(sort_desc=True, limit=None if tenant else limit)
        wanted = [as_queued_run(one) for one in found if tenant is None or _is(one, tenant)]
        return wanted[:limit]

    def listed(self, **wanted: Any) -> list[WorkflowStatus]:
        return self.client.list_workflows(load_input=False, load_output=False, **wanted)


def _is(one: WorkflowStatus, tenant: str) -> bool:
    return one.queue_partition_key == tenant


def as_queued_run(one: WorkflowStatus) -> QueuedRun:
    submitted = _instant(one.created_at)
    assert submitted is not None, one
    return QueuedRun(
        run=one.workflow_id,
        tenant=one.queue_partition_key or "",
        who=one.authenticated_user or "",
        state=_STATES[one.status],
        submitted=submitted,
        ended=_instant(one.completed_at),
        worker=one.executor_id,
        begun=one.recovery_attempts or 0,
    )


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)


@asynccontextmanager
async def run_queue(store: str) -> AsyncIterator[RunQueue]:
    """The queue beside the store at that address, made when it is not there. Raises EngineError."""
    queue = await asyncio.to_thread(_opened, store)
    try:
        yield queue
    finally:
        await asyncio.to_thread(_close, queue)


def _opened(store: str) -> RunQueue:
    database = queue_database(store)
    try:
        with failures_of(database.name):
            client = DBOSClient(
                system_database_engine=database.engine,
                dbos_system_schema=database.schema,
                serializer=JsonSerializer(),
                application_name=APPLICATION,
                retry_connection_errors=False,
            )
            client._sys_db.run_migrations()
    except DBAPIError as error:
        database.engine.dispose()
        raise EngineError(f"{database.name}: the queue of runs cannot be made: {error}") from error
    except BaseException:
        database.engine.dispose()
        raise
    return RunQueue(database, client)


def _close(queue: RunQueue) -> None:
    queue.client.destroy()
    queue.database.engine.dispose()
