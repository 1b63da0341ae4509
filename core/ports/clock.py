"""Time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant in UTC."""
        ...

    async def sleep(self, seconds: float) -> None: ...
