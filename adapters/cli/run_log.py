"""`crossfoot latest` and `crossfoot log`: what earlier runs did (TRG-09)."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.report_document import report_document, summary_document
from adapters.cli.report_view import report_view
from adapters.cli.words import styled, table
from core.reports import Fate, Report

LATEST_HELP = manual(
    "Show the last live run of a tenant: what it included, and why the rest stayed out.",
    """Reads the store only; neither system is asked. Dry runs are not shown here, but in
    the log.""",
    "Showing a run that had refusals is still 0.",
    examples=("crossfoot latest --tenant acme",),
)
LOG_HELP = manual(
    "List earlier runs, the newest first, dry ones too.",
    "Reads the store only; neither system is asked.",
    examples=("crossfoot log --tenant acme --limit 5",),
)

Full = Annotated[bool, typer.Option("--full", help="Show long lists whole.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many runs.")]


def latest(
    ctx: typer.Context,
    tenant: TenantOption = None,
    full: Full = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        report = at_work.within(lambda session: session.store.latest(name))
        at_work.screen.answer(
            lambda: report_document(report) if report else {"tenant": name, "run": None},
            lambda: report_view(report, full) if report else styled(_no_run(name)),
        )


def _no_run(tenant: str) -> str:
    return f"{tenant} has had no live run yet. Start one: crossfoot run --tenant {tenant}"


def log(
    ctx: typer.Context,
    tenant: TenantOption = None,
    limit: Limit = 20,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.tenants()[0] if tenant else None
        runs = at_work.within(lambda session: session.store.runs(name, limit))
        at_work.screen.answer(
            lambda: {"runs": [summary_document(one) for one in runs]}, lambda: _log_view(runs)
        )


def _log_view(runs: Sequence[Report]) -> RenderableType:
    if not runs:
        return styled("There has been no run yet.")
    figures = ("Written", "Refused", "Held")
    made = table("Run, by its start in UTC", "Tenant", "", "Status", *figures, right=figures)
    made.columns[0].no_wrap = True
    for one in runs:
        made.add_row(*_log_row(one))
    return made


def _log_row(one: Report) -> Sequence[str | Text]:
    counts = [one.written, one.count(Fate.REFUSED), one.count(Fate.HELD)]
    kind = styled("dry", "dim") if one.dry else ""
    return (
        one.run,
        one.tenant,
        kind,
        one.status.name.lower().replace("_", " "),
        *(f"{count:,}" if count else "·" for count in counts),
    )
