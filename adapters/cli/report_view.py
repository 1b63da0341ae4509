"""A run's report as people read it (TRG-09)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.cli.words import (
    amount,
    at,
    counted,
    heading,
    indented,
    lasting,
    listed,
    styled,
    table,
)
from core.budget import Usage
from core.documents import Kind
from core.money import total
from core.reports import Fate, Report, Row, Status

MOVED: Final = frozenset({Fate.POSTED, Fate.ALREADY_BOOKED, Fate.PLANNED})
"""Fates whose money counts as moved, or as about to be."""

_SECTIONS: Final = (
    (Fate.REFUSED, "Refused: these stay out until their cause is mended", "red"),
    (Fate.DIFFERS, "Differing: what NetSuite posted is not what was planned", "red"),
    (Fate.UNCERTAIN, "Uncertain: NetSuite did not say whether it booked them", "yellow"),
    (Fate.HELD, "Held: these go by themselves once what they wait for is there", "yellow"),
)
_STATUS_STYLES: Final = {
    Status.COMPLETE: "green",
    Status.INCOMPLETE: "yellow",
    Status.PLAN_CHANGED: "yellow",
    Status.RUNNING: "cyan",
}


def report_view(report: Report, full: bool = False) -> RenderableType:
    """`full` shows long lists whole."""
    return Group(*_parts(report, full))


def title(report: Report) -> RenderableType:
    kind = "dry run" if report.dry else "run"
    status = styled(report.status.value.capitalize(), _STATUS_STYLES.get(report.status, "red"))
    return Group(Text(f"{report.tenant} · {kind} {report.run}", "bold"), status)


def _parts(report: Report, full: bool) -> Iterator[RenderableType]:
    yield title(report)
    if report.failure:
        yield styled(report.failure, "red")
    if report.rows:
        yield Text()
        yield indented(counts(report))
    elif report.status is Status.COMPLETE:
        yield indented(styled("Nothing is queued."))
    for fate, words, style in _SECTIONS:
        yield from _section(report, fate, words, style, full)
    yield from _unmarked(report, full)
    if report.notices:
        yield heading(f"To know ({len(report.notices):,})")
        yield listed(report.notices, lambda words: indented(styled(words)), full)
    yield Text()
    yield styled(figures(report), "dim")
    if not report.dry and any(row.cause for row in report.rows):
        yield styled("\nWhat stays out, by its cause, and what to do:")
        yield indented(styled(f"crossfoot errors --tenant {report.tenant}"))


def counts(report: Report) -> Table:
    """Documents by kind and fate, and the money of each kind that moved."""
    fates = [fate for fate in Fate if report.count(fate)]
    names = [fate.value.capitalize() for fate in fates]
    made = table("", *names, "Money", right=(*names, "Money"))
    for kind in Kind:
        rows = [row for row in report.rows if row.document.kind is kind]
        if rows:
            made.add_row(kind.words, *(_count(rows, fate) for fate in fates), _money(rows))
    return made


def _count(rows: list[Row], fate: Fate) -> str:
    number = sum(1 for row in rows if row.fate is fate)
    return f"{number:,}" if number else "·"


def _money(rows: list[Row]) -> str:
    sums = [row.document.money for row in rows if row.fate in MOVED]
    known = [one for one in sums if one is not None]
    return amount(total(known)) if known else ""


def _section(
    report: Report, fate: Fate, words: str, style: str, full: bool
) -> Iterator[RenderableType]:
    rows = [row for row in report.rows if row.fate is fate]
    if rows:
        yield heading(f"{words} ({len(rows):,})", style)
        yield listed(rows, _explained, full)


def _unmarked(report: Report, full: bool) -> Iterator[RenderableType]:
    """Documents that are in the books, with something left to say."""
    rows = [row for row in report.rows if row.fate in MOVED and row.explanation]
    if rows:
        yield heading(f"Not marked exported in ServiceTitan yet ({len(rows):,})", "yellow")
        yield listed(rows, _explained, full)


def _explained(row: Row) -> RenderableType:
    document = styled(str(row.document))
    if row.code:
        document.append(f"  {row.code}", "dim")
    return Group(indented(document), indented(styled(row.explanation, "dim"), 4))


def figures(report: Report) -> str:
    """The lines under a report."""
    written = (
        counted(report.differences, "difference"),
        f"{counted(report.written, 'record')} written",
        f"{report.confirmed:,} confirmed",
    )
    plan = [f"plan {report.plan_hash}"] if report.plan_hash else []
    took = [lasting(report.finished - report.started)] if report.finished else []
    run = (*plan, *took, f"started {at(report.started)}")
    turned_away = (_asked(one) for one in report.usage if one.turned_away)
    lines = ((() if report.dry else written), run, *turned_away)
    return "\n".join(" · ".join(line) for line in lines if line)


def _asked(usage: Usage) -> tuple[str, ...]:
    """Only an account that turned calls away is worth a line."""
    waited = lasting(timedelta(milliseconds=usage.waited_ms))
    calls = f"{usage.account}: {counted(usage.calls, 'call')}"
    return calls, f"{usage.turned_away:,} turned away (429)", f"{waited} waited for a turn in all"
