"""`crossfoot submit`, `queue` and `cancel`: runs that a worker carries out (TRG-12)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer
from rich.console import RenderableType

from adapters.cli.exits import RefusedError
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    Invocation,
    JsonOption,
    TenantOption,
    invoked,
    user,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.cli.words import at, styled, table
from core.engine import Engine, QueuedRun

SUBMIT_HELP = manual(
    "Put a run of a tenant into the queue; a worker carries it out.",
    """Says the run's name, by which crossfoot queue and crossfoot log know it. While a run of the
    tenant waits there is no second: you are told that one's name. While one is under way the new
    one waits for it. Nothing runs without a worker: crossfoot worker.""",
    examples=("crossfoot submit --tenant acme", "crossfoot submit --all --json"),
)
QUEUE_HELP = manual(
    "List the runs in the queue, the newest first: waiting, running, and those that are over.",
    """Reads the queue only. What a run did is in crossfoot log; runs started with crossfoot run do
    not pass through the queue. Begun twice means that a worker died and another went on.""",
    examples=("crossfoot queue --tenant acme --limit 5",),
)
CANCEL_HELP = manual(
    "Take a run out of the queue, or stop it within seconds when it is under way.",
    """What it wrote stays in NetSuite, and the tenant's next run goes on from there. A run that is
    over stays as it is.""",
    examples=("crossfoot cancel 20261121-020000-slot-acme",),
)

All = Annotated[bool, typer.Option("--all", help="A run of every tenant.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many runs.")]
RunName = Annotated[str, typer.Argument(metavar="RUN", help="The run's name.")]
Answer = TypeVar("Answer")


def submit(
    ctx: typer.Context,
    tenant: TenantOption = None,
    every: All = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    if every and tenant is not None:
        raise typer.BadParameter("give either --tenant NAME or --all", param_hint="--tenant")
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        names = at_work.tenants() if every else [at_work.one_tenant()]
        submitted = at_work.within(lambda session: _submitted(session, names))
        at_work.screen.answer(
            lambda: {"submitted": [_submitted_document(*one) for one in submitted]},
            *(lambda one=one: styled(_submitted_words(*one)) for one in submitted),
        )


async def _submitted(session: Session, tenants: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Tenant, run, and whether it is a new one."""

    async def work(queue: Engine) -> list[tuple[str, str, bool]]:
        given = [(one, session.run_name()) for one in tenants]
        has = [await queue.submit(one, user(), run) for one, run in given]
        pairs = zip(given, has, strict=True)
        return [(tenant, run, run == new) for (tenant, new), run in pairs]

    return await _in_queue(session, work)


def _submitted_document(tenant: str, run: str, new: bool) -> dict[str, Any]:
    return {"tenant": tenant, "run": run, "joined": not new}


def _submitted_words(tenant: str, run: str, new: bool) -> str:
    if new:
        return f"{tenant}: run {run} is in the queue."
    return f"{tenant}: run {run} waits already; there is no second."


def queue(
    ctx: typer.Context,
    tenant: TenantOption = None,
    limit: Limit = 20,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.tenants()[0] if tenant else None
        runs = _asked(at_work, lambda queue: queue.runs(name, limit))
        at_work.screen.answer(
            lambda: {"runs": [_document(one) for one in runs]}, lambda: _view(runs)
        )


def cancel(
    ctx: typer.Context,
    run: RunName,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug)) as at_work:
        found = _asked(at_work, lambda queue: queue.cancel(run))
        if found is None:
            raise RefusedError(f"There is no run {run} in the queue. See crossfoot queue.")
        if found.state.is_over:
            raise RefusedError(f"Run {run} of {found.tenant} is over: {found.state.value}.")
        at_work.screen.answer(
            lambda: {"tenant": found.tenant, "run": run, "was": found.state.name.lower()},
            lambda: styled(f"{found.tenant}: run {run} is cancelled; it was {found.state.value}."),
        )


def _asked(at_work: Invocation, work: Callable[[Engine], Awaitable[Answer]]) -> Answer:
    return at_work.within(lambda session: _in_queue(session, work))


async def _in_queue(session: Session, work: Callable[[Engine], Awaitable[Answer]]) -> Answer:
    """DBOS is loaded where it is used, and nowhere else."""
    from adapters.engine.queue import run_queue

    async with run_queue(session.config.store) as queue:
        return await work(queue)


def _document(one: QueuedRun) -> dict[str, Any]:
    return {
        "run": one.run,
        "tenant": one.tenant,
        "submitted_by": one.who,
        "state": one.state.name.lower(),
        "submitted": one.submitted.isoformat(),
        "ended": one.ended.isoformat() if one.ended else None,
        "worker": one.worker,
        "begun": one.begun,
    }


def _view(runs: Sequence[QueuedRun]) -> RenderableType:
    if not runs:
        return styled("The queue has no runs. Put one in: crossfoot submit --tenant NAME")
    made = table("Run", "Tenant", "State", "Submitted", "By", "Worker", "Begun", right=("Begun",))
    made.columns[0].no_wrap = True
    for one in runs:
        begun = f"{one.begun:,}" if one.begun else "·"
        state, when = one.state.value, at(one.submitted)
        made.add_row(one.run, one.tenant, state, when, one.who, one.worker or "", begun)
    return made
