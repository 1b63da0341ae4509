"""`python -m tests.bench`: all figures; each part by itself with `--only`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import tests.bench
from tests.bench.figures import Figures, Load
from tests.bench.machine import MOST_STOLEN, Ticks
from tests.bench.printed import journal_lines, memory_lines, run_lines, ways_lines
from tests.bench.runs import apart

JOURNAL_DOCUMENTS: Final = 1_500


def say(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join((*lines, "", "")))
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Bench:
    """`folder` keeps the documents of the runs."""

    load: Load
    folder: Path

    def ways(self) -> None:
        """Batches against single writes, each against its bound."""
        say(ways_lines(self._told(self.load), self._told(replace(self.load, in_batches=False))))

    def journal(self) -> None:
        """What the journal costs where it costs most: with single writes, each a commit or two."""
        singles = replace(self.load, documents=JOURNAL_DOCUMENTS, in_batches=False)
        without = replace(singles, journal=False)
        say(journal_lines(apart(singles, self.folder), apart(without, self.folder)))

    def memory(self, documents: Sequence[int]) -> None:
        """Without latency: what a run holds does not depend on how long it takes."""
        loads = [replace(self.load, documents=n, latency=Decimal(0)) for n in documents]
        small, *larger = (apart(load, self.folder) for load in loads)
        for large in larger:
            say(memory_lines(small, large))

    def _told(self, load: Load) -> Figures:
        found = apart(load, self.folder)
        say(run_lines(found))
        return found


def main(given: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(given)
    load = Load(options.documents, options.latency, options.slots, options.processors)
    with TemporaryDirectory() as folder:
        bench = Bench(load, Path(folder))
        parts: dict[str, Callable[[], None]] = {
            "ways": bench.ways,
            "journal": bench.journal,
            "memory": lambda: bench.memory(options.memory),
        }
        _say_how_busy()
        for name in [options.only] if options.only else parts:
            before = Ticks.now()
            parts[name]()
            _say_what_others_took(before)
        _say_how_busy()
    return 0


def _say_how_busy() -> None:
    """A busy machine makes seconds say little; requests, records and our own work still hold."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    words = "too busy for seconds to count" if load > cores else "quiet enough"
    say([f"Load of this machine: {load:.1f} on {cores} cores, {words}"])


def _say_what_others_took(before: Ticks | None) -> None:
    """Where the machine is one of several on the same hardware, no load shows what those take."""
    if before is not None:
        percent = before.stolen_since()
        words = "too much for seconds to count" if percent > MOST_STOLEN else "little enough"
        say([f"Of its time other machines took {percent}% meanwhile: {words}"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=tests.bench.__doc__)
    default = Load(documents=10_000)
    parser.add_argument("--only", choices=("ways", "journal", "memory"), help="one part")
    parser.add_argument("--documents", type=int, default=default.documents, help="of ways")
    parser.add_argument("--latency", type=Decimal, default=default.latency, help="in seconds")
    parser.add_argument("--slots", type=int, default=default.slots)
    parser.add_argument("--processors", type=int, default=default.processors, help="of jobs")
    parser.add_argument(
        "--memory",
        type=int,
        nargs="+",
        default=(1_000, 4_000),
        help="documents of the runs to compare; 10000 200000 takes more than half an hour",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
