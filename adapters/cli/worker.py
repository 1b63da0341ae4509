"""`crossfoot worker`: runs the tenants that are due by their schedules (TRG-04, TRG-07)."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Annotated, Any

import structlog
import typer

from adapters.cli.exits import ExitCode, UnknownTenantError, code_of, ending_of, worst
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    Invocation,
    JsonOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.report_document import report_document
from adapters.cli.report_view import report_view
from adapters.cli.sessions import Session
from core.schedules_kept import KeptSchedule
from core.usecases.connected import ConnectedTenant
from core.usecases.running import RunResult
from core.usecases.scheduled import AT_ONCE, Fire, Worker, run_slot

HELP = manual(
    "Run every tenant when its schedule says so, until Ctrl-C.",
    """Each slot is run once, however many workers there are. What came while no worker was there
    is run at the start, once for each tenant. A slot whose tenant is busy, or cannot begin, is
    kept and tried again every minute.""",
    """With --once it runs what is due and ends: for cron, and to try a schedule. Stopped while
    nothing runs it ends with 0; a run that is cut short ends it with 4, and its slot is run again
    by the next worker.""",
    examples=("crossfoot worker", "crossfoot worker --once --json"),
)
log = structlog.get_logger("crossfoot")

OnceOption = Annotated[bool, typer.Option("--once", help="Run what is due now, and end.")]
AtOnceOption = Annotated[
    int, typer.Option("--at-once", min=1, help="How many tenants may run at a time.")
]


@dataclass
class Hearing:
    """What the worker tells, shown as it comes; kept only where it ends by itself."""

    at_work: Invocation
    keeps: bool
    codes: list[ExitCode] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)

    def told(self, seen: KeptSchedule, ended: RunResult | Exception) -> None:
        if isinstance(ended, RunResult):
            code, document = code_of(ended.report), report_document(ended.report)
            if not self.at_work.screen.json:
                self.at_work.screen.answer(dict, lambda: report_view(ended.report))
        else:
            code, document = self._not_run(seen, ended)
        log.info("slot ended", tenant=seen.tenant, code=code.name)
        if self.keeps:
            self.codes.append(code)
            self.documents.append(document)

    def _not_run(self, seen: KeptSchedule, error: Exception) -> tuple[ExitCode, dict[str, Any]]:
        known = ending_of(error)
        if known is not None:
            self.at_work.screen.say(f"{known.words} The slot is kept.")
        ending = known or self.at_work.explain(error)
        return ending.code, {"tenant": seen.tenant, **ending.document}


def worker(
    ctx: typer.Context,
    once: OnceOption = False,
    at_once: AtOnceOption = AT_ONCE,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug)) as at_work:
        if at_work.screen.json and not once:
            raise typer.BadParameter("one document needs an end; add --once", param_hint="--json")
        hearing = Hearing(at_work, keeps=once)
        at_work.within(lambda session: _work(session, hearing, once, at_once))
        code = worst(hearing.codes)
        at_work.screen.answer(lambda: {"runs": hearing.documents, "exit_code": code})
        raise typer.Exit(code)


async def _work(session: Session, hearing: Hearing, once: bool, at_once: int) -> None:
    """Cancelled when somebody stops it; that is an interruption only to a run, or to --once."""
    worker = Worker(session.store, session.clock, _fire_in(session), hearing.told, at_once)
    if not once:
        hearing.at_work.screen.say("The worker waits for slots. Ctrl-C stops it.")
    try:
        await worker.work(once)
    except asyncio.CancelledError:
        if once or worker.cut_short:
            raise
        raise typer.Exit from None


def _fire_in(session: Session) -> Fire:
    async def fire(seen: KeptSchedule) -> RunResult | None:
        run = session.run_name()
        log.info("slot begins", tenant=seen.tenant, run=run, slot=str(seen.look_at))
        return await run_slot(
            lambda tenant: _connected(session, tenant), session.store, session.clock, seen, run
        )

    return fire


def _connected(session: Session, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
    """Raises UnknownTenantError: its schedule stays when a tenant leaves the configuration."""
    if tenant not in session.config.tenants:
        raise UnknownTenantError(tenant, sorted(session.config.tenants))
    return session.tenant(tenant)
