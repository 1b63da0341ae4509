"""One clock for the vendors and for us, which nobody waits for: to sleep is to move it."""

from datetime import UTC, datetime
from typing import Final

from simulators.control.clock import SimClock

START: Final = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)


class VirtualClock:
    """A Clock (core.ports) over the vendors' own."""

    def __init__(self, vendors: SimClock | None = None) -> None:
        self.vendors = vendors or SimClock(frozen_at=START, started=START)

    def now(self) -> datetime:
        return self.vendors.now()

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.vendors.advance(seconds)
