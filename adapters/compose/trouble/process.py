"""A process that runs the product, and everything that can happen to it at one of its calls.

A process that was killed does nothing more: what it still tries to do on its way down comes to nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from adapters.compose.trouble.strikes import Call, Strike, Trouble
from adapters.store.locks import Release

T = TypeVar("T")


class Surroundings(Protocol):
    """What happens around a process: to other processes and in the offices."""

    async def around(self, process: "Process", strike: Strike) -> None: ...

    def tell(self, words: str) -> None: ...


@dataclass
class Process:
    """`strikes` are what will go wrong, each at its call; `struck` counts what did.

    `leased` while it has a lease that it has begun and not yet ended.
    """

    name: str
    surroundings: Surroundings
    strikes: list[Strike] = field(default_factory=list)
    struck: "Counter[Trouble]" = field(default_factory=Counter)
    calls: int = 0
    leased: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def before(self, call: Call) -> Strike | None:
        """What strikes this call; all that concerns the process or others has happened then."""
        self.must_live()
        self.calls += 1
        strike = self._due(call)
        if strike is None:
            return None
        self.struck[strike.trouble] += 1
        self.surroundings.tell(f"But {call.words} {strike.trouble.value}")
        if strike.trouble is Trouble.KILLED_BEFORE:
            await self.die()
        if strike.trouble is Trouble.STOPPED:
            self.stopped.set()
            await asyncio.get_running_loop().create_future()
        await self.surroundings.around(self, strike)
        return strike

    async def die(self) -> None:
        """Never comes back."""
        self.gone.set()
        await asyncio.get_running_loop().create_future()

    def must_live(self) -> None:
        if self.gone.is_set():
            raise asyncio.CancelledError

    def _due(self, call: Call) -> Strike | None:
        for at, strike in enumerate(self.strikes):
            if strike.place is not call.place:
                continue
            if strike.after:
                self.strikes[at] = strike.one_less()
                continue
            return self.strikes.pop(at)
        return None


class OnTheLoop(Executor):
    """In place of the store's thread: the event loop, so that all goes in one order.

    What is asked for in one turn of the loop is done together in the next.
    """

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        done: Future[T] = Future()
        asyncio.get_running_loop().call_soon(self._do, done, work, args, kwargs)
        return done

    def _do(self, done: "Future[T]", work: Callable[..., T], args: Any, kwargs: Any) -> None:
        if not done.set_running_or_notify_cancel():
            return
        try:
            done.set_result(work(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)


@dataclass
class OwnTurn(OnTheLoop):
    """The same as long as the process lives."""

    process: Process

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        self.process.must_live()
        return super().submit(work, *args, **kwargs)

    def _do(self, done: "Future[T]", work: Callable[..., T], args: Any, kwargs: Any) -> None:
        if not self.process.gone.is_set():
            super()._do(done, work, args, kwargs)


@dataclass
class Locks:
    """Locks of tenants that the operating system frees when their process ends, however it ends."""

    held: dict[str, Process] = field(default_factory=dict)

    def of(self, process: Process) -> "ProcessLocks":
        return ProcessLocks(self, process)

    def free(self, process: Process) -> bool:
        """All that this process holds, as when it ends or its connection breaks; whether it held any."""
        others = {name: one for name, one in self.held.items() if one is not process}
        had, self.held = len(self.held) > len(others), others
        return had


@dataclass(frozen=True)
class ProcessLocks:
    """`adapters.store.locks.TenantLocks` for one process."""

    locks: Locks
    process: Process

    async def take(self, tenant: str) -> Release | None:
        if tenant in self.locks.held:
            return None
        self.locks.held[tenant] = self.process

        async def release() -> None:
            if self.locks.held.get(tenant) is self.process:
                del self.locks.held[tenant]

        return release


@dataclass(frozen=True, slots=True)
class Lived:
    """How a process ended: with a `result`, with an `error`, or killed or stopped without either."""

    result: Any = None
    error: Exception | None = None
    cut_short: bool = False


async def _ended_or_struck(task: "asyncio.Future[Any]", process: Process) -> None:
    """Somebody who stops work waits for it to end, and may lose patience or find it killed meanwhile.

    What was killed is ended again each time it waits for something on its way down.
    """
    if process.gone.is_set():
        await asyncio.sleep(0)
        return
    process.stopped.clear()
    strikes = [asyncio.ensure_future(one.wait()) for one in (process.gone, process.stopped)]
    await asyncio.wait({task, *strikes}, return_when=asyncio.FIRST_COMPLETED)
    for one in strikes:
        one.cancel()


async def lived(process: Process, work: Awaitable[Any]) -> Lived:
    """The work of a process until it ends, or until it is killed or stopped, perhaps twice."""
    task = asyncio.ensure_future(work)
    await _ended_or_struck(task, process)
    while not task.done():
        task.cancel()
        await _ended_or_struck(task, process)
    if task.cancelled():
        return Lived(cut_short=True)
    error = task.exception()
    if error is not None and not isinstance(error, Exception):
        raise error
    return Lived(error=error) if error else Lived(result=task.result())
