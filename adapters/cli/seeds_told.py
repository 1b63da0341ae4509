"""What `crossfoot simulate-run` shows: the story of one seed, or what came of many."""

import time
from typing import Any

from rich.text import Text

from adapters.cli.exits import ExitCode
from adapters.cli.screen import Screen
from adapters.compose.trouble.many import Failed, Tally, replayed_apart, run_all
from adapters.compose.trouble.strikes import Trouble

TOLD_EVERY = 200
"""Seeds."""


def one(seed: int, as_json: bool) -> ExitCode:
    """Exit 1 when the seed shows something wrong."""
    screen, found = Screen(as_json), replayed_apart(seed)
    failed = isinstance(found, Failed)
    story = found.story if isinstance(found, Failed) else found
    screen.answer(lambda: {"seed": seed, "failed": failed, "story": story}, lambda: Text(story))
    return ExitCode.INCOMPLETE if failed else ExitCode.WELL


def many(first: int, seeds: int, workers: int, as_json: bool) -> ExitCode:
    """Progress on standard error; exit 1 when any seed shows something wrong."""
    screen, began, told = Screen(as_json), time.monotonic(), [0]

    def progress(tally: Tally) -> None:
        if tally.seeds - told[0] >= TOLD_EVERY or tally.seeds == seeds:
            told[0] = tally.seeds
            screen.say(
                f"{tally.seeds} of {seeds} seeds, {len(tally.failed)} failed, {_speed(tally)}"
            )

    def _speed(tally: Tally) -> str:
        elapsed = max(time.monotonic() - began, 0.001)
        return f"{tally.seeds / elapsed:.1f} seeds/s, {tally.cpu / tally.seeds:.2f} s of CPU each"

    tally = run_all(first, seeds, workers, progress)
    summary = f"Seeds {first} to {first + seeds - 1}: {len(tally.failed)} failed, {_speed(tally)}."
    screen.answer(lambda: _document(first, tally), lambda: _shown(summary, tally))
    return ExitCode.INCOMPLETE if tally.failed else ExitCode.WELL


def _document(first: int, tally: Tally) -> dict[str, Any]:
    failed = [{"seed": one.seed, "ought": one.ought, "story": one.story} for one in tally.failed]
    return {"first": first, "seeds": tally.seeds, "struck": _struck(tally), "failed": failed}


def _shown(summary: str, tally: Tally) -> Text:
    struck = "\n".join(f"{count:8,}  {what}" for what, count in _struck(tally).items())
    failed = "\n\n".join(one.story for one in tally.failed)
    return Text(f"{summary}\n\nWhat struck, and how often:\n{struck}\n\n{failed}".rstrip())


def _struck(tally: Tally) -> dict[str, int]:
    """Every kind there is, so that one that never strikes is seen."""
    return {one.value: tally.struck[one.value] for one in Trouble} | dict(tally.struck)
