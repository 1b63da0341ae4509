"""What other machines on the same hardware take of this one's time, where the kernel tells it (Linux)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

STAT: Final = Path("/proc/stat")
MOST_STOLEN: Final = 5
"""Percent of what was wanted."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Processor time since the machine started, in the kernel's ticks: `wanted`, and `stolen` of that."""

    wanted: int
    stolen: int

    @classmethod
    def now(cls) -> Self | None:
        """None where nobody tells. The first line is `cpu`, then user, nice, system, idle, iowait, irq,
        softirq and steal."""
        if not STAT.exists():
            return None
        user, nice, system, _, _, irq, softirq, steal = map(int, STAT.read_text().split()[1:9])
        return cls(user + nice + system + irq + softirq + steal, steal)

    def stolen_since(self) -> int:
        """Percent of what was wanted."""
        now = self.now()
        assert now is not None, "it was told before"
        return 100 * (now.stolen - self.stolen) // max(1, now.wanted - self.wanted)
