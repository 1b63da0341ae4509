"""Who a process is, so that another on the same machine can tell that it has ended.

Linux says so at once. Elsewhere nobody can tell from outside, and its silence has to.
"""

import os
from functools import cache
from pathlib import Path
from typing import Final

PROCESSES: Final = Path("/proc")
STARTED: Final = 19
"""Where the start stands among the words after the name."""


@cache
def machine() -> str:
    """This start of this machine, and its view of processes; empty where nobody can tell.

    Other users' processes may be hidden from us.
    """
    try:
        start = (PROCESSES / "sys/kernel/random/boot_id").read_text().strip()
        return f"{start}/{(PROCESSES / 'self/ns/pid').readlink()}/{os.getuid()}"
    except OSError:
        return ""


def identity(process: int) -> str:
    """No other process ever has the same on this machine; empty for one that has ended."""
    try:
        words = (PROCESSES / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if words[0] in "ZX" else f"{machine()}/{process}/{words[STARTED]}"


def has_ended(known: str) -> bool:
    """Whether the process that had this identity has surely ended; those elsewhere never have."""
    place, _, rest = known.rpartition("/")
    place, _, process = place.rpartition("/")
    return bool(rest) and place == machine() != "" and identity(int(process)) != known
