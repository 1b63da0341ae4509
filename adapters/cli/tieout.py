"""`crossfoot tieout`: what each customer owes in both systems, and the difference."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from adapters.cli.exits import ExitCode
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.cli.words import FIRST, amount, indented, more, styled, table
from core.money import Money
from core.tieout import Tie, TieRow
from core.usecases.tying import tie_out

HELP = manual(
    "Compare what every customer owes in ServiceTitan and in NetSuite, to the cent.",
    """On either side: what was billed, less what was paid. Covers the customers with exported
    documents, and of their documents those; who differs stands first. Where journal entries move, it
    compares every account of the synced ones. Reads only.""",
    "A difference ends it with 1.",
    examples=("crossfoot tieout --tenant acme",),
)

Full = Annotated[bool, typer.Option("--full", help="Show long lists whole.")]
Ties = dict[str, Tie]


def tieout(
    ctx: typer.Context,
    tenant: TenantOption = None,
    full: Full = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        names = at_work.tenants()
        ties = at_work.within(lambda session: _tie_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(name, tie) for name, tie in ties.items()]},
            lambda: Group(*(_view(name, tie, full) for name, tie in ties.items())),
        )
        agree = all(tie.agrees for tie in ties.values())
        raise typer.Exit(ExitCode.WELL if agree else ExitCode.INCOMPLETE)


async def _tie_each(session: Session, names: Sequence[str]) -> Ties:
    ties = {}
    for name in names:
        async with session.tenant(name) as tenant:
            ties[name] = await tie_out(tenant, await session.store.mapping(name))
    return ties


def _document(name: str, tie: Tie) -> dict[str, Any]:
    return {
        "tenant": name,
        "agrees": tie.agrees,
        **_figures(tie.servicetitan, tie.netsuite),
        f"{tie.by}s": [
            {tie.by: row.customer, **_figures(row.servicetitan, row.netsuite)} for row in tie.rows
        ],
    }


def _figures(servicetitan: Money, netsuite: Money) -> dict[str, str]:
    return {
        "servicetitan": servicetitan.text,
        "netsuite": netsuite.text,
        "difference": (netsuite - servicetitan).text,
    }


def _view(name: str, tie: Tie, full: bool) -> RenderableType:
    return Group(_title(name, tie), *([] if not tie.rows else _rows(tie, full)), Text())


def _title(name: str, tie: Tie) -> Text:
    differing = sum(1 for row in tie.rows if row.difference)
    if differing:
        words, style = f"{differing:,} of {len(tie.rows):,} {tie.by}s differ", "red"
    else:
        words, style = f"{len(tie.rows):,} {tie.by}s agree to the cent", "green"
    return Text(f"{name} · ", "bold").append(words, style)


def _rows(tie: Tie, full: bool) -> list[RenderableType]:
    rows = sorted(tie.rows, key=lambda row: not row.difference)
    shown = rows if full else rows[:FIRST]
    sides = ("ServiceTitan", "NetSuite", "Difference")
    made = table(tie.by.capitalize(), *sides, right=sides)
    for row in shown:
        made.add_row(row.customer, *map(amount, (row.servicetitan, row.netsuite)), _difference(row))
    made.add_section()
    both = (tie.servicetitan, tie.netsuite, tie.netsuite - tie.servicetitan)
    made.add_row("Total", *map(amount, both), style="bold")
    return [indented(made), *more(len(rows) - len(shown))]


def _difference(row: TieRow) -> Text:
    return styled(amount(row.difference), "red" if row.difference else "dim")
