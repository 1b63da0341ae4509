"""Calls per second, per app and tenant: a window of one second that slides (facts §2.1)."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from simulators.control.vendor import Reply
from simulators.servicetitan.replies import error

SECOND: Final = 1_000_000_000


@dataclass
class CallLimit:
    """`calls_per_second` None lets every call in. `now` counts real nanoseconds."""

    calls_per_second: int | None
    now: Callable[[], int] = time.monotonic_ns
    calls: dict[tuple[str, str], deque[int]] = field(default_factory=lambda: defaultdict(deque))

    def admit(self, app_key: str, tenant: str) -> Reply | None:
        """429 with the seconds to wait, when the last second is full; that call is not counted."""
        if self.calls_per_second is None:
            return None
        window, now = self.calls[app_key, tenant], self.now()
        while window and window[0] <= now - SECOND:
            window.popleft()
        if len(window) >= self.calls_per_second:
            return _too_many(window[0] + SECOND - now if window else SECOND)
        window.append(now)
        return None


def _too_many(wait: int) -> Reply:
    seconds = str(-(-wait // SECOND))
    title = f"Rate limit is exceeded. Try again in {seconds} seconds."
    return error(429, title, headers={"retry-after": seconds})
