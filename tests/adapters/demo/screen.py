"""`crossfoot demo` as a command, in a process of its own."""

import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.adapters.cli.town import PATIENCE, Ended, clean_environment

__all__ = ["Ended", "crossfoot_demo", "pages"]


def crossfoot_demo(*arguments: str, folder: Path = Path("/"), **environment: str) -> Ended:
    """To its end, where no configuration lies; neither output is a terminal."""
    done = subprocess.run(  # noqa: S603 (our own interpreter, and no shell)
        [sys.executable, "-m", "adapters.cli", "demo", *arguments],
        cwd=folder,
        env={**clean_environment(), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def pages(columns: int) -> Ended:
    """The whole demonstration for people, so many columns wide."""
    return crossfoot_demo(COLUMNS=str(columns))
