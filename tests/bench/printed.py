"""The figures in words, each with what it should be."""

from decimal import Decimal
from typing import Final

from tests.bench.figures import MEBIBYTE, Figures

MOST_OVER_BOUND: Final = Decimal("1.10")
MOST_FOR_JOURNAL: Final = Decimal("0.10")
MOST_GROWTH: Final = Decimal("1.20")
THOUSAND: Final = 1_000


def way(found: Figures) -> str:
    return "in batches" if found.load.in_batches else "one by one"


def run_lines(found: Figures) -> list[str]:
    """One run by itself."""
    load = found.load
    return [
        f"{found.documents:,} documents {way(found)}: {found.written:,} records written, "
        f"{found.confirmed:,} confirmed, {found.differences} differences",
        f"  makespan            {found.makespan:.2f} s, of which our own work {found.cpu:.2f} s",
        *(f"    {stage:<27} {spent:.2f} s" for stage, spent in found.stages.items()),
        f"  documents           {found.speed:.1f} a second",
        f"  NetSuite requests   {found.sent:,}, {found.requests_per_document:.3f} a document",
        *(f"    {what:<27} {count:,}" for what, count in sorted(found.purposes.items())),
        f"  slots busy          {found.slots_bound:.2f} s = {found.sent:,} requests x "
        f"{_ms(load.latency)} / {load.slots}",
        f"  processors busy     {found.processors_bound:.2f} s = {found.batched:,} records x "
        f"{_ms(load.latency)} / {load.processors}",
        f"  makespan / bound    {_ratio(found.ratio)}",
        f"  memory              {_mib(found.memory)}, of which {_mib(found.idle_memory)} before the run",
    ]


def ways_lines(batches: Figures, singles: Figures) -> list[str]:
    """Batches against single writes of the same documents."""
    faster = batches.speed / singles.speed
    fewer = singles.requests_per_document / batches.requests_per_document
    return [
        f"{'':22}{'in batches':>12}{'one by one':>12}",
        _row("documents a second", batches.speed, singles.speed, 1),
        _row(
            "requests a document", batches.requests_per_document, singles.requests_per_document, 3
        ),
        f"Batches: {faster:.2f} times as many documents a second, {fewer:.1f} times fewer requests",
    ]


def journal_lines(kept: Figures, without: Figures) -> list[str]:
    """The same run with and without intents and outcomes stored."""
    cost, work = kept.makespan / without.makespan - 1, kept.cpu - without.cpu
    verdict = _verdict(cost <= MOST_FOR_JOURNAL)
    return [
        f"Journal, {kept.documents:,} documents {way(kept)}: {kept.makespan:.2f} s with it, "
        f"{without.makespan:.2f} s without; our own work {kept.cpu:.2f} s and {without.cpu:.2f} s",
        f"  its own work is {work:.2f} s, {work / kept.makespan:.1%} of the makespan, beside the writes",
        f"Journal costs {cost:.1%}: {verdict} (at most {MOST_FOR_JOURNAL:.0%})",
    ]


def memory_lines(small: Figures, large: Figures) -> list[str]:
    """The most that two runs of different size held."""
    growth = Decimal(large.memory) / small.memory
    each = Decimal(large.memory - small.memory) / (large.documents - small.documents) / 1024
    return [
        f"Memory: {_mib(small.memory)} for {small.documents:,} documents, "
        f"{_mib(large.memory)} for {large.documents:,}: {each:.1f} KiB for each more",
        f"Memory grows {growth:.2f}-fold: {_verdict(growth <= MOST_GROWTH)} (at most {MOST_GROWTH}-fold)",
    ]


def _row(what: str, batches: Decimal, singles: Decimal, places: int) -> str:
    return f"{what:22}{batches:>12.{places}f}{singles:>12.{places}f}"


def _ratio(ratio: Decimal | None) -> str:
    if ratio is None:
        return "none without latency"
    return f"{ratio:.2f}: {_verdict(ratio <= MOST_OVER_BOUND)} (at most {MOST_OVER_BOUND})"


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "NOT met"


def _ms(seconds: Decimal) -> str:
    return f"{seconds * THOUSAND:.0f} ms"


def _mib(size: int) -> str:
    return f"{Decimal(size) / MEBIBYTE:.0f} MiB"
