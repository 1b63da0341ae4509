"""An event loop on which nobody waits: when all sleep, its clock goes to whoever wakes first."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")
LATE: Final = 0.000001
"""Seconds: nobody wakes before the time, nor quite on it."""


class _NeverWaiting(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout and timeout > 0:
            self.passed += timeout + LATE
        return super().select(timeout and 0)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.never_waiting = _NeverWaiting()
        super().__init__(self.never_waiting)

    def time(self) -> float:
        return self.never_waiting.passed


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """Its result, however long it sleeps; `loop.time()` counts the seconds that have passed."""
    with asyncio.Runner(loop_factory=_VirtualLoop) as runner:
        return runner.run(work)
