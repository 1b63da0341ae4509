"""`python -m tests.bench`: all figures; each part by itself with `--only`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

import tests.bench
from tests.bench.figures import Figures, Load
from tests.bench.printed import journal_lines, memory_lines, run_lines, ways_lines
from tests.bench.runs import apart

JOURNAL_DOCUMENTS: Final = 2_000


def say(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join((*lines, "", "")))
    sys.stdout.flush()


def told(load: Load) -> Figures:
    found = apart(load)
    say(run_lines(found))
    return found


def ways(load: Load) -> None:
    """Batches against single writes, each against its bound."""
    say(ways_lines(told(load), told(replace(load, in_batches=False))))


def journal(load: Load) -> None:
    """What the journal costs where it costs most: with single writes, each a commit or two."""
    singles = replace(load, documents=JOURNAL_DOCUMENTS, in_batches=False)
    say(journal_lines(apart(singles), apart(replace(singles, journal=False))))


def memory(load: Load, documents: Sequence[int]) -> None:
    """Without latency: what a run holds does not depend on how long it takes."""
    small, *larger = (apart(replace(load, documents=n, latency=Decimal(0))) for n in documents)
    for large in larger:
        say(memory_lines(small, large))


def main(given: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(given)
    load = Load(options.documents, options.latency, options.slots, options.processors)
    parts: dict[str, Callable[[], None]] = {
        "ways": lambda: ways(load),
        "journal": lambda: journal(load),
        "memory": lambda: memory(load, options.memory),
    }
    _say_how_busy()
    for name in [options.only] if options.only else parts:
        parts[name]()
    _say_how_busy()
    return 0


def _say_how_busy() -> None:
    say([f"Load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=tests.bench.__doc__)
    default = Load(documents=10_000)
    parser.add_argument("--only", choices=("ways", "journal", "memory"))
    parser.add_argument("--documents", type=int, default=default.documents)
    parser.add_argument("--latency", type=Decimal, default=default.latency, help="in seconds")
    parser.add_argument("--slots", type=int, default=default.slots)
    parser.add_argument("--processors", type=int, default=default.processors)
    parser.add_argument("--memory", type=int, nargs="+", default=(1_000, 4_000))
    return parser


if __name__ == "__main__":
    sys.exit(main())
