"""`crossfoot demo` as a command, in a process of its own."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.adapters.cli.town import PATIENCE, Ended, clean_environment

__all__ = ["Ended", "crossfoot_demo", "on_a_terminal", "pages"]


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


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command writes on a terminal with colours."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 (our own interpreter, and no shell)
        [sys.executable, "-m", "adapters.cli", "demo", *arguments],
        env={**clean_environment(), "TERM": "xterm-256color", **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
    ):
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return written.decode()


def _read(terminal: int) -> bytes:
    """Nothing once the other side is closed."""
    with suppress(OSError):
        return os.read(terminal, 65536)
    return b""


@cache
def pages(columns: int) -> Ended:
    """The whole demonstration for people, so many columns wide."""
    return crossfoot_demo(COLUMNS=str(columns))
