"""One thread for all SQL of a store, and one transaction for the writes that wait together.

A commit waits for the disk. While it does, other writes gather; the next transaction takes all of
them, or the first of very many, so hundreds of steps a second need few commits. Nothing is delayed to
gather more. When one is refused, all are undone and done again with a savepoint each: only that one
stays undone. When the transaction fails, every write in it has failed.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine

from adapters.store.failures import failures_of, is_collision, is_database_failure
from adapters.store.leases import fences_asked_once
from adapters.store.turns import writing

MOST_TOGETHER: Final = 200
"""Writes: the first of many are done while the others wait, and can be acted on."""
T = TypeVar("T")
Work = Callable[[Connection], T]


@dataclass(slots=True)
class _Write:
    """Work that waits; `refusal` is why it was undone, whether or not the others went on."""

    work: Work[Any]
    outcome: asyncio.Future[Any]
    result: Any = None
    refusal: BaseException | None = None

    def attempt(self, connection: Connection) -> None:
        """Raises only what ends the whole transaction: a failure of the database."""
        try:
            with connection.begin_nested():
                self.result = self.work(connection)
        except Exception as error:
            if is_database_failure(error):
                raise
            self.refusal = error

    def answer(self) -> None:
        """In its own loop. Whoever was cancelled meanwhile asks no more."""
        if self.outcome.done():
            return
        if self.refusal is not None:
            self.outcome.set_exception(self.refusal)
        else:
            self.outcome.set_result(self.result)


class GroupCommit:
    """`name` is the database as a person knows it. Methods raise StoreError when it fails.

    `thread` does one thing after the other, in their order.
    """

    def __init__(self, engine: Engine, name: str, thread: Executor | None = None) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._name = name
        self._thread = thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting: deque[_Write] = deque()
        self._called = False
        """The thread will see to what waits."""
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """In a transaction of its own; sees all that was written before."""
        return await asyncio.wrap_future(self._thread.submit(self._read, work))

    async def write(self, work: Work[T]) -> T:
        """Durable when it returns. Cancelled before its turn, it is not written at all."""
        write = _Write(work, asyncio.get_running_loop().create_future())
        self._waiting.append(write)
        if not self._called:
            self._call()
        outcome: T = await write.outcome
        return outcome

    async def close(self) -> None:
        """Once what waits is done. May be called again."""
        if not self._closed:
            self._closed = True
            await asyncio.wrap_future(self._thread.submit(self._engine.dispose))
            self._thread.shutdown()

    def _read(self, work: Work[T]) -> T:
        with failures_of(self._name), self._engine.begin() as connection:
            return work(connection)

    def _call(self) -> None:
        """Said before it is done: the thread may come at once. Who could not call has not called."""
        self._called = True
        try:
            self._thread.submit(self._commit_waiting)
        except BaseException:
            self._called = False
            raise

    def _commit_waiting(self) -> None:
        """What comes meanwhile calls again: it does not keep those waiting who read."""
        self._called = False
        for _ in range(0, len(self._waiting), MOST_TOGETHER):
            self._commit_and_answer(tuple(islice(self._taken(), MOST_TOGETHER)))

    def _commit_and_answer(self, writes: Sequence[_Write]) -> None:
        if not writes:
            return
        try:
            self._commit(writes)
        except BaseException as error:
            for write in writes:
                write.refusal = error
        _answer(writes)

    def _taken(self) -> Iterator[_Write]:
        while self._waiting:
            write = self._waiting.popleft()
            if not write.outcome.cancelled():
                yield write

    def _commit(self, writes: Sequence[_Write]) -> None:
        with failures_of(self._name):
            if not self._committed_whole(writes):
                self._commit_each(writes)

    def _committed_whole(self, writes: Sequence[_Write]) -> bool:
        """The usual case, without savepoints. False, and nothing written, when it has to be again."""
        try:
            with self._writing.begin() as connection, fences_asked_once(connection):
                for write in writes:
                    write.result = write.work(connection)
        except Exception as error:
            if is_database_failure(error) and not is_collision(error):
                raise
            return False
        return True

    def _commit_each(self, writes: Sequence[_Write]) -> None:
        with self._writing.begin() as connection:
            for write in writes:
                write.attempt(connection)


def _answer(writes: Sequence[_Write]) -> None:
    """Each loop is woken once, however many wait in it."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Write]] = {}
    for write in writes:
        by_loop.setdefault(write.outcome.get_loop(), []).append(write)
    for loop, mine in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_answer_each, mine)


def _answer_each(writes: Sequence[_Write]) -> None:
    for write in writes:
        write.answer()
