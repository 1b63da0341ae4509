"""The simulated vendor's clock: the real time, moved or stopped only when somebody says so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


def system_now() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)


@dataclass
class SimClock:
    """UTC instants. `frozen_at` stops the clock; `source` is what runs otherwise."""

    source: Callable[[], datetime] = system_now
    offset: timedelta = timedelta()
    frozen_at: datetime | None = None
    started: datetime = field(default_factory=system_now)

    def now(self) -> datetime:
        return (self.frozen_at or self.source()) + self.offset

    def set(self, instant: datetime, *, frozen: bool) -> None:
        """Make it `instant` (UTC) now; a frozen clock stays there."""
        assert instant.tzinfo is not None, instant
        self.offset = timedelta() if frozen else instant - self.source()
        self.frozen_at = instant if frozen else None

    def advance(self, seconds: float) -> None:
        self.offset += timedelta(seconds=seconds)
