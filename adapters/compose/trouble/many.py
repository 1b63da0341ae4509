"""Many seeds, one world after the other, on all processors; what struck is counted."""

import gc
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from multiprocessing import get_context
from typing import Final

import structlog
from stamina.instrumentation import set_on_retry_hooks

from adapters.compose.trouble.drawing import SEEDS_OF_A_WORLD, script
from adapters.compose.trouble.gherkin import scenario
from adapters.compose.trouble.script import Script
from adapters.compose.trouble.shrinking import compared, shrunk
from adapters.compose.trouble.telling import Told, as_told, told

CALM: Final = "no trouble at all"


@dataclass(frozen=True)
class Failed:
    """A seed that shows something wrong, and its story as short as could be."""

    seed: int
    ought: str
    story: str


@dataclass
class Tally:
    """`struck` counts strikes by what they are; `cpu` are seconds of processors' time."""

    seeds: int = 0
    struck: "Counter[str]" = field(default_factory=Counter)
    failed: list[Failed] = field(default_factory=list)
    cpu: float = 0.0

    def add(self, other: "Tally") -> None:
        self.seeds += other.seeds
        self.struck += other.struck
        self.failed += other.failed
        self.cpu += other.cpu


def failure(seed: int, given: Script, wrong: str) -> Failed:
    """The shortest story that shows the same."""
    shortest = shrunk(given, wrong)
    return Failed(seed, wrong, scenario(f"seed {seed}, {_habits(shortest)}", compared(shortest)))


def _habits(given: Script) -> str:
    one = given.habits
    writes = "in batches" if one.in_batches else "one by one"
    return f"refunds as {one.style.value}, {one.method.value}, written {writes}"


def tallied(seeds: tuple[int, ...]) -> Tally:
    """These seeds, one after the other."""
    began, tally = time.process_time(), Tally()
    for seed in seeds:
        given = script(seed)
        one = _compared(given)
        tally.seeds += 1
        tally.struck += Counter({each.value: n for each, n in one.struck.items()} or {CALM: 1})
        if one.wrong is not None:
            tally.failed.append(failure(seed, given, one.wrong.ought))
    tally.cpu = time.process_time() - began
    return tally


def _compared(given: Script) -> Told:
    calm = _calm(given.calm)
    if calm.books is None:
        return calm
    found = told(given)
    return found if found.wrong is not None else as_told(found, calm.books)


@lru_cache(maxsize=2)
def _calm(given: Script) -> Told:
    return told(given)


def worlds(first: int, seeds: int) -> Iterator[tuple[int, ...]]:
    """The seeds of each world together, so that its calm run is told once."""
    for _, some in groupby(range(first, first + seeds), lambda seed: seed // SEEDS_OF_A_WORLD):
        yield tuple(some)


def run_all(first: int, seeds: int, workers: int, told_on: Callable[[Tally], None]) -> Tally:
    """All of them, on so many processes, each a new interpreter in which sets have one order."""
    os.environ["PYTHONHASHSEED"] = "0"
    whole = Tally()
    with get_context("spawn").Pool(workers, keep_quiet) as pool:
        for part in pool.imap_unordered(tallied, worlds(first, seeds)):
            whole.add(part)
            told_on(whole)
    return whole


def keep_quiet() -> None:
    """Nobody reads what thousands of runs in trouble log; and there is memory for more garbage."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # a killed process leaves its work
    set_on_retry_hooks([])
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def replayed_apart(seed: int) -> Failed | str:
    """One seed told, in an interpreter like those of `run_all`."""
    os.environ["PYTHONHASHSEED"] = "0"
    with get_context("spawn").Pool(1, keep_quiet) as pool:
        return pool.apply(_replayed, (seed,))


def _replayed(seed: int) -> Failed | str:
    given = script(seed)
    one = compared(given)
    if one.wrong is not None:
        return failure(seed, given, one.wrong.ought)
    return scenario(f"seed {seed}, {_habits(given)}", one)
