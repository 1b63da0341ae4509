"""Starting another process on a database, and killing it without a word."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]


Process = subprocess.Popen[str]


def started(what: str, url: str) -> Process:
    command = [sys.executable, "-m", "tests.adapters.store.another_process", what, url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603


def is_ready(process: Process) -> bool:
    """Once it has said so; False when it ended before."""
    assert process.stdout is not None
    return process.stdout.readline() == "ready\n"


def killed(process: Process) -> None:
    """As `kill -9` does; returns when it is gone. May be said twice."""
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


@contextmanager
def another_process(what: str, url: str) -> Iterator[Process]:
    """One that is ready, and is killed at the end if it has not been before."""
    process = started(what, url)
    try:
        assert is_ready(process)
        yield process
    finally:
        killed(process)
