"""Writes that come at about the same time go out as one batch, a batch for each record type."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from returns.result import Result

from adapters.netsuite.batch_writes import MOST_RECORDS, Answer, fits, post_batch
from adapters.netsuite.jobs import Sleep
from adapters.netsuite.requests import Write
from adapters.netsuite.sender import Sender
from core.ports import Rejection, SystemUnavailableError
from core.records import Key, RemoteId

QUIET: Final = 0.05
"""Seconds without another write of the type, after which those that are there go out."""
Waiting = asyncio.Future[Answer | None]


@dataclass
class _Group:
    """Writes of one type that wait for more of it."""

    writes: dict[Key, Write] = field(default_factory=dict)
    waiting: dict[Key, Waiting] = field(default_factory=dict)
    goes: asyncio.TimerHandle | None = None


class Batches:
    """Whoever posts here has stored that it will: nothing is kept that a crash could lose."""

    def __init__(self, sender: Sender, sleep: Sleep) -> None:
        self._sender = sender
        self._sleep = sleep
        self._groups: dict[str, _Group] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def post(self, key: Key, write: Write) -> Result[RemoteId, Rejection] | None:
        """Its own outcome; None when it is to be written by itself. Raises as `Books.post` does."""
        if not fits(key, write):
            return None
        answer = await self._joined(key, write)
        if isinstance(answer, SystemUnavailableError):
            raise type(answer)(answer.system, answer.why) from answer
        return answer

    def _joined(self, key: Key, write: Write) -> Waiting:
        loop = asyncio.get_running_loop()
        group = self._groups.setdefault(write.path, _Group())
        group.writes[key] = write
        group.waiting[key] = waiting = loop.create_future()
        if group.goes is not None:
            group.goes.cancel()
        full = len(group.writes) == MOST_RECORDS
        group.goes = None if full else loop.call_later(QUIET, self._go, write.path)
        if full:
            self._go(write.path)
        return waiting

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
        """A single one is answered sooner by itself."""
        return await post_batch(self._sender, writes, self._sleep) if len(writes) > 1 else {}
