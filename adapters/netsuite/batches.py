"""Writes that come at about the same time go out as one batch, a batch for each record type.

A few are answered sooner one by one: they need not wait for others, nor for a first look at a job.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from returns.result import Result

from adapters.netsuite.batch_writes import MOST_RECORDS, Answer, fits, post_batch
from adapters.netsuite.jobs import Pace, Sleep
from adapters.netsuite.requests import Write
from adapters.netsuite.sender import Sender
from core.ports import Rejection, SystemUnavailableError
from core.records import Key, RemoteId

QUIET: Final = 0.05
"""Seconds without another write of the type, after which those that are there go out."""
LONGEST_WAIT: Final = 1
"""Seconds that a few wait for more, while others are on their way that may release them."""
Waiting = asyncio.Future[Answer | None]
Alone = Callable[[Write], Awaitable[Result[RemoteId, Rejection]]]


@dataclass
class _Group:
    """Writes of one type that wait for more of it."""

    writes: dict[Key, Write] = field(default_factory=dict)
    waiting: dict[Key, Waiting] = field(default_factory=dict)
    since: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    looked_at: asyncio.TimerHandle | None = None


class Batches:
    """Whoever posts here has stored that it will: nothing is kept that a crash could lose.

    Fewer than `smallest` go one by one; `alone` writes one of them.
    """

    def __init__(self, sender: Sender, sleep: Sleep, alone: Alone, smallest: int) -> None:
        self._sender = sender
        self._sleep = sleep
        self._pace = Pace()
        self._alone = alone
        self._smallest = smallest
        self._singles = 0
        self._groups: dict[str, _Group] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def post(self, key: Key, write: Write) -> Result[RemoteId, Rejection]:
        """What became of it. Raises as `Books.post` does."""
        if not fits(key, write) or self._nothing_gathers():
            return await self._by_itself(write)
        answer = await self._joined(key, write)
        if isinstance(answer, SystemUnavailableError):
            raise type(answer)(answer.system, answer.why) from answer
        return answer or await self._by_itself(write)

    def _nothing_gathers(self) -> bool:
        """The first few of a run, and its last, go at once."""
        few = self._singles < self._smallest // 2
        return few and not self._groups and not self._under_way

    async def _by_itself(self, write: Write) -> Result[RemoteId, Rejection]:
        self._singles += 1
        try:
            return await self._alone(write)
        finally:
            self._singles -= 1

    def _joined(self, key: Key, write: Write) -> Waiting:
        group = self._groups.get(write.path) or self._groups.setdefault(write.path, _Group())
        group.writes[key] = write
        group.waiting[key] = waiting = asyncio.get_running_loop().create_future()
        if group.looked_at is not None:
            group.looked_at.cancel()
        if len(group.writes) == MOST_RECORDS:
            self._go(write.path)
        else:
            self._look_later(write.path)
        return waiting

    def _look_later(self, path: str) -> None:
        loop = asyncio.get_running_loop()
        self._groups[path].looked_at = loop.call_later(QUIET, self._go_unless_few, path)

    def _go_unless_few(self, path: str) -> None:
        group, busy = self._groups[path], self._singles or self._under_way
        waited = asyncio.get_running_loop().time() - group.since
        if len(group.writes) < self._smallest and busy and waited < LONGEST_WAIT:
            self._look_later(path)
        else:
            self._go(path)

    def _go(self, path: str) -> None:
        task = asyncio.ensure_future(self._carry_out(self._groups.pop(path)))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry_out(self, group: _Group) -> None:
        wanted = {
            key: write for key, write in group.writes.items() if not group.waiting[key].cancelled()
        }
        try:
            answers = await self._answers(wanted)
        except BaseException as error:
            for waiting in group.waiting.values():
                if not waiting.done():
                    waiting.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        for key, waiting in group.waiting.items():
            if not waiting.done():
                waiting.set_result(answers.get(key))

    async def _answers(self, writes: Mapping[Key, Write]) -> Mapping[Key, Answer]:
        if len(writes) < max(self._smallest, 2):
            return {}
        return await post_batch(self._sender, writes, self._sleep, self._pace)
