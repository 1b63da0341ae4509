"""How far a run is, on standard error: bars in a terminal, a plain line every tenth elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from adapters.cli.screen import Screen
from core.usecases.progress import Progress as Watcher


@contextmanager
def watched(screen: Screen, tenant: str) -> Iterator[Watcher]:
    """A watcher of one tenant's run while the block lasts."""
    if not screen.err.live:
        yield Lines(screen, tenant)
        return
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(30, complete_style="cyan", finished_style="green", pulse_style="cyan"),
        TextColumn("{task.fields[figures]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen.err, transient=True) as progress:
        yield Bars(progress, tenant)


class Bars:
    """One bar a stage; a stage is over when the next begins."""

    def __init__(self, progress: Progress, tenant: str) -> None:
        self._progress = progress
        self._tenant = tenant
        self._stage = ""
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if stage != self._stage:
            self._begin(stage)
        assert self._task is not None
        figures = f"{done:,} of {whole:,}" if whole else ""
        self._progress.update(self._task, completed=done, total=whole or None, figures=figures)

    def _begin(self, stage: str) -> None:
        if self._task is not None:
            self._finish(self._task)
        self._stage = stage
        self._task = self._progress.add_task(f"{self._tenant}: {stage}", total=None, figures="")

    def _finish(self, task: TaskID) -> None:
        whole = self._progress.tasks[self._progress.task_ids.index(task)].total or 1
        self._progress.update(task, completed=whole, total=whole)


class Lines:
    """Each stage as it begins, and each tenth of it."""

    def __init__(self, screen: Screen, tenant: str) -> None:
        self._screen = screen
        self._tenant = tenant
        self._said: tuple[str, int] = ("", -1)

    def __call__(self, stage: str, done: int, whole: int) -> None:
        reached = (stage, 10 * done // whole if whole else 0)
        if reached == self._said:
            return
        self._said = reached
        how_far = f": {done:,} of {whole:,}" if whole else ""
        self._screen.say(f"{self._tenant}: {stage}{how_far}")
