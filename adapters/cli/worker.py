"""`crossfoot worker`: carries out the runs in the queue, scheduled ones too (TRG-04, TRG-07, TRG-12)."""

import asyncio
import socket
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

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
from core.usecases.queued import from_queue
from core.usecases.running import RunRequest, RunResult
from core.usecases.scheduled import AT_ONCE, Fire, Worker, submit_slot

if TYPE_CHECKING:
    from adapters.engine.queue import RunQueue
    from adapters.engine.workflow import Begin
    from adapters.engine.working import WorkingQueue

HELP = manual(
    "Carry out the runs in the queue, and each tenant's when its schedule says so, until Ctrl-C.",
    """On PostgreSQL there may be as many workers as wanted, on as many machines. A tenant has one run
    at a time, and each slot is run once. What came while no worker was there is run at the start.
    When a worker dies another goes on with its runs within seconds.""",
    """Each worker has a name, the same at each start and no other worker's: --executor, else
    worker.executor of the configuration, else the machine's. A store in a file has room for one
    worker.""",
    """With --once it carries out what waits and what is due, and ends: for cron, and to try a
    schedule. Stopped while nothing runs it ends with 0; a run that is cut short ends it with 4, and
    the next worker goes on with it.""",
    examples=(
        "crossfoot worker",
        "crossfoot worker --executor books-2 --at-once 8",
        "crossfoot worker --once --json",
    ),
)
log = structlog.get_logger("crossfoot")
IDLE_LOOK = 0.2
"""Seconds between looks whether all is done."""

OnceOption = Annotated[bool, typer.Option("--once", help="Carry out what is due now, and end.")]
AtOnceOption = Annotated[
    int,
    typer.Option(
        "--at-once",
        min=1,
        help="How many tenants each worker runs at a time; what the newest worker says counts.",
    ),
]
ExecutorOption = Annotated[
    str | None,
    typer.Option("--executor", metavar="NAME", help="This worker's name.", show_default=False),
]


@dataclass
class Hearing:
    """What the worker tells, shown as it comes; kept only where it ends by itself."""

    at_work: Invocation
    keeps: bool
    codes: list[ExitCode] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)

    def heard(self, tenant: str, run: str, ended: RunResult | Exception) -> None:
        """How a run ended here."""
        if isinstance(ended, RunResult):
            code, document = code_of(ended.report), report_document(ended.report)
            if not self.at_work.screen.json:
                self.at_work.screen.answer(dict, lambda: report_view(ended.report))
        else:
            ending = self.at_work.explain(ended)
            code, document = ending.code, {"tenant": tenant, "run": run, **ending.document}
        log.info("run ended", tenant=tenant, run=run, code=code.name)
        self._keep(code, document)

    def told(self, seen: KeptSchedule, fired: str | Exception) -> None:
        """How a slot was put into the queue."""
        if isinstance(fired, str):
            log.info("slot fired", tenant=seen.tenant, run=fired)
            return
        known = ending_of(fired)
        if known is not None:
            self.at_work.screen.say(f"{known.words} The slot is kept.")
        ending = known or self.at_work.explain(fired)
        self._keep(ending.code, {"tenant": seen.tenant, **ending.document})

    def _keep(self, code: ExitCode, document: dict[str, Any]) -> None:
        if self.keeps:
            self.codes.append(code)
            self.documents.append(document)


@dataclass(frozen=True, slots=True)
class Wanted:
    executor: str | None
    at_once: int
    once: bool


def worker(
    ctx: typer.Context,
    executor: ExecutorOption = None,
    once: OnceOption = False,
    at_once: AtOnceOption = AT_ONCE,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug)) as at_work:
        if at_work.screen.json and not once:
            raise typer.BadParameter("one document needs an end; add --once", param_hint="--json")
        hearing, wanted = Hearing(at_work, keeps=once), Wanted(executor, at_once, once)
        at_work.within(lambda session: _work(session, hearing, wanted))
        code = worst(hearing.codes)
        at_work.screen.answer(lambda: {"runs": hearing.documents, "exit_code": code})
        raise typer.Exit(code)


async def _work(session: Session, hearing: Hearing, wanted: Wanted) -> None:
    """DBOS is loaded here, and in no other command that runs a tenant."""
    from adapters.engine.queue import run_queue
    from adapters.engine.working import working

    name = wanted.executor or session.config.worker.executor or socket.gethostname()
    async with (
        run_queue(session.config.store) as queue,
        working(queue, name, wanted.at_once, _begin_in(session), hearing.heard) as engine,
    ):
        await _at_work(session, hearing, queue, engine, wanted.once)


async def _at_work(
    session: Session, hearing: Hearing, queue: "RunQueue", engine: "WorkingQueue", once: bool
) -> None:
    """Cancelled when somebody stops it; that is an interruption only to a run, or to --once."""
    slots = Worker(session.store, session.clock, _fire_in(session, queue), hearing.told)
    keep = timedelta(days=session.config.worker.keep_ended_days)
    if not once:
        words = f'Worker "{engine.worker}" waits for runs and slots. Ctrl-C stops it.'
        hearing.at_work.screen.say(words)
    main = _drained(slots, engine) if once else slots.work()
    try:
        await _until_one_ends(main, engine.sweep(keep), engine.desk.trouble)
    except asyncio.CancelledError:
        if once or engine.desk.tasks:
            raise
        raise typer.Exit from None


async def _drained(slots: Worker, engine: "WorkingQueue") -> None:
    await engine.recover()
    await slots.work(once=True)
    while not await engine.is_idle():
        await asyncio.sleep(IDLE_LOOK)


async def _until_one_ends(*work: Awaitable[None]) -> None:
    """Raises what that one raises; the others are ended."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


def _fire_in(session: Session, queue: "RunQueue") -> Fire:
    async def fire(seen: KeptSchedule) -> str | None:
        _check_tenant(session, seen.tenant)
        return await submit_slot(queue, session.store, session.clock, seen)

    return fire


def _begin_in(session: Session) -> "Begin":
    from adapters.engine.at_work import RunAtWork

    def begin(tenant: str, request: RunRequest) -> RunAtWork:
        log.info("run begins", tenant=tenant, run=request.run)
        return RunAtWork(
            lambda: from_queue(
                lambda name: _connected(session, name),
                session.store,
                session.clock,
                tenant,
                request,
            )
        )

    return begin


def _connected(session: Session, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
    _check_tenant(session, tenant)
    return session.tenant(tenant)


def _check_tenant(session: Session, tenant: str) -> None:
    """Raises UnknownTenantError: its schedule stays when a tenant leaves the configuration."""
    if tenant not in session.config.tenants:
        raise UnknownTenantError(tenant, sorted(session.config.tenants))
