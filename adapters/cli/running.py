"""`crossfoot run`: one run, dry or live, of one tenant or of each (TRG-04 to TRG-08)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

from adapters.cli.exits import ExitCode, code_of, worst
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    Invocation,
    JsonOption,
    invoked,
    user,
)
from adapters.cli.manual import manual
from adapters.cli.mappings_used import UsedMappings
from adapters.cli.plan_document import dry_run_document
from adapters.cli.plan_view import DryRun, PreviewedStep, dry_run_view
from adapters.cli.progress_bars import watched
from adapters.cli.report_document import report_document
from adapters.cli.report_view import report_view
from adapters.cli.sessions import Session
from core.reports import Report
from core.usecases.connected import ConnectedTenant
from core.usecases.following import run_after
from core.usecases.progress import Progress
from core.usecases.running import RunRequest, RunResult
from core.usecases.running_all import run_all

Json = dict[str, Any]

HELP = manual(
    "Move what is queued in ServiceTitan into NetSuite, once, and prove it to the cent.",
    """Reads both systems, plans, writes the plan's records to NetSuite, reads them back,
    compares every total and ledger line, and marks what agrees as exported in
    ServiceTitan. With --dry-run it stops after the plan: nothing is written anywhere
    but the run's own report.""",
    """A run takes as many documents as documents_per_run says. When more wait, the next
    run follows by itself, with a report of its own; --json then prints them as a list.""",
    examples=(
        "crossfoot run --tenant acme --dry-run",
        "crossfoot run --tenant acme --plan 1a2b3c4d5e6f",
        "crossfoot run --all --json",
    ),
)

TenantToRun = Annotated[
    str | None, typer.Option("--tenant", "-t", metavar="NAME", help="The tenant to run.")
]
All = Annotated[
    bool,
    typer.Option("--all", help="Every tenant, one after another; one's failure stops no other."),
]
Dry = Annotated[bool, typer.Option("--dry-run", "-n", help="Show the plan; write nothing.")]
Pin = Annotated[
    str | None,
    typer.Option("--plan", metavar="HASH", help="Stop, writing nothing, if the plan is another."),
]
Full = Annotated[bool, typer.Option("--full", help="Show long lists whole.")]
Payloads = Annotated[
    bool, typer.Option("--payloads", help="With --dry-run: show the body of every request.")
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to run, and how to show it."""

    dry: bool
    pinned: str | None
    full: bool
    payloads: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """How one tenant's run ended: by a report, with the plan of a dry run, or before there was one.

    `follows` names the run that takes what this one had no room for.
    """

    code: ExitCode
    document: Json
    report: Report | None = None
    dry: DryRun | None = None
    follows: str | None = None


def run(
    ctx: typer.Context,
    tenant: TenantToRun = None,
    every: All = False,
    dry_run: Dry = False,
    plan: Pin = None,
    full: Full = False,
    payloads: Payloads = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    _check_choice(tenant, every, dry_run, plan)
    wanted = Wanted(dry_run, plan, full, payloads)
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        if every:
            code = _run_every(at_work, wanted)
        else:
            (name,) = at_work.tenants()
            code = _told(at_work, _shown(at_work, _runs(at_work, name, wanted), wanted))
        raise typer.Exit(code)


def _check_choice(tenant: str | None, every: bool, dry: bool, plan: str | None) -> None:
    if (tenant is None) != every:
        raise typer.BadParameter("give either --tenant NAME or --all", param_hint="--tenant")
    if plan is not None and (every or dry):
        raise typer.BadParameter(
            "a hash pins a live run of one tenant; see it with --dry-run", param_hint="--plan"
        )


def _run_every(at_work: Invocation, wanted: Wanted) -> ExitCode:
    """In the order of names; an interruption ends them all (TRG-06)."""
    runs = run_all(
        at_work.tenants(),
        lambda name: _shown(at_work, _runs(at_work, name, wanted), wanted),
        lambda name, error: _shown(at_work, [_failed(at_work, name, error)], wanted),
        lambda ended: ended[-1].code is ExitCode.INTERRUPTED,
    )
    return _told(at_work, [one for of_tenant in runs for one in of_tenant], as_list=True)


def _shown(at_work: Invocation, runs: Iterable[Ended], wanted: Wanted) -> list[Ended]:
    """Each to people as it ends; programs are told at the end. What was shown takes no memory then."""
    return list(map(partial(_show, at_work, wanted), runs))


def _show(at_work: Invocation, wanted: Wanted, ended: Ended) -> Ended:
    if at_work.screen.json:
        return Ended(ended.code, ended.document)
    apart = [Text] if at_work.screen.answered else []
    at_work.screen.answer(dict, *apart, partial(_view, ended, wanted))
    return Ended(ended.code, {})


def _told(at_work: Invocation, ended: Sequence[Ended], *, as_list: bool = False) -> ExitCode:
    """To programs: a list also when one run of a tenant was followed by others."""
    code = worst([one.code for one in ended])
    documents = [one.document for one in ended]
    whole = {"runs": documents, "exit_code": code} if as_list or len(ended) > 1 else documents[0]
    at_work.screen.answer(lambda: whole)
    return code


def _failed(at_work: Invocation, name: str, error: BaseException) -> Ended:
    ending = at_work.explain(error)
    return Ended(ending.code, {"tenant": name, **ending.document})


def _runs(at_work: Invocation, name: str, wanted: Wanted) -> Iterator[Ended]:
    """One, and those that take what did not fit into it."""
    run, more = None, True
    while more:
        ended = _run_one(at_work, name, wanted, run)
        run, more = ended.follows, ended.follows is not None
        yield ended
        del ended


def _run_one(at_work: Invocation, name: str, wanted: Wanted, run: str | None) -> Ended:
    with watched(at_work.screen, name) as progress:
        return at_work.within(lambda session: _run(session, name, wanted, run, progress))


async def _run(
    session: Session, name: str, wanted: Wanted, run: str | None, progress: Progress
) -> Ended:
    request = RunRequest(run or session.run_name(), user(), wanted.dry, wanted.pinned)
    async with session.tenant(name) as tenant:
        result = await session.run(tenant, request, progress)
        dry = _dry_run(result, tenant) if request.dry else None
    document = dry_run_document(dry) if dry else report_document(result.report)
    follows = run_after(request, result)
    return Ended(code_of(result.report), document, result.report, dry, follows)


def _dry_run(result: RunResult, tenant: ConnectedTenant) -> DryRun | None:
    """None when the run failed before there was a plan."""
    if result.plan is None or result.situation is None:
        return None
    steps = tuple(PreviewedStep(one, tenant.books.preview(one)) for one in result.plan.writes)
    return DryRun(result.report, result.plan, steps, UsedMappings(result.situation))


def _view(ended: Ended, wanted: Wanted) -> RenderableType:
    if ended.dry is not None:
        return dry_run_view(ended.dry, wanted.full, wanted.payloads)
    return report_view(ended.report, wanted.full) if ended.report else Text()
