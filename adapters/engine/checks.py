"""What must be so before the queue is opened (facts/engine 5: T1, T11)."""

import sys
from importlib.metadata import version
from typing import Final

from adapters.engine.errors import EngineError

SUPPORTED: Final = "3.4."
_OLD_SQLITE: Final = (3, 42)


def check_versions() -> None:
    """Raises EngineError."""
    trouble = library_trouble(version("dbos"))
    if trouble is not None:
        raise EngineError(trouble)


def check_sqlite(found: tuple[int, int, int]) -> None:
    """Raises EngineError."""
    trouble = sqlite_trouble(sys.version_info[:2], found)
    if trouble is not None:
        raise EngineError(trouble)


def library_trouble(found: str) -> str | None:
    """Recovery uses what DBOS promises for this version only."""
    if found.startswith(SUPPORTED):
        return None
    return (
        f"The queue of runs needs dbos {SUPPORTED}x; dbos {found} is installed. Install that one."
    )


def sqlite_trouble(python: tuple[int, int], found: tuple[int, int, int]) -> str | None:
    """On Python 3.12 and later DBOS asks SQLite for fractions of seconds, which older ones lack."""
    if python < (3, 12) or found >= _OLD_SQLITE:
        return None
    has = ".".join(map(str, found))
    return (
        f"The queue of runs on SQLite needs SQLite 3.42 or later with Python "
        f"{python[0]}.{python[1]}; this Python has SQLite {has}. Use Python 3.11, a newer SQLite, "
        "or a store on PostgreSQL."
    )
