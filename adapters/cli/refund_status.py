"""`crossfoot refunds status | bypass | reopen`: one refund, and changes of it by hand (REF-05)."""

from typing import Annotated

import typer
from returns.result import Failure

from adapters.cli.exits import RefusedError, code_of
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
from adapters.cli.refund_options import refund_named
from adapters.cli.refund_status_view import moved_document, moved_view, refund_document, refund_view
from adapters.cli.sessions import Session
from core.refunds.booked import BookedRefund
from core.refunds.standing import RefundStanding
from core.refunds.status import ALIASES, Move, Status, status_named
from core.usecases.moving_refunds import Moved, move_refund
from core.usecases.paying_refunds import RefundRun
from core.usecases.refunds_as_they_stand import read_refunds

KEPT = "Who, when and why stand in the record's history. What the table of statuses lacks is refused: 1."
STATUS_HELP = manual(
    "Show a refund with its checks and its history, or give it another status.",
    """Without a status it reads only. To pay by check what was Complete, set it to
    "Pending Refund"; the names ServiceTitan's people use are taken as well. Only checks make a
    refund Check Refunded.""",
    KEPT,
    examples=(
        "crossfoot refunds status P-18",
        'crossfoot refunds status P-18 "Pending Refund" --why "the card was closed"',
    ),
)
BYPASS_HELP = manual(
    "Take a refund off the list: no check is to pay it.",
    KEPT,
    examples=('crossfoot refunds bypass P-18 --why "paid in cash"',),
)
REOPEN_HELP = manual(
    "Give a bypassed refund the status back that it had.",
    KEPT,
    examples=('crossfoot refunds reopen P-18 --why "bypassed by mistake"',),
)

Number = Annotated[str, typer.Argument(metavar="REFUND", help="Its number, or ServiceTitan's id.")]
Wanted = Annotated[
    str | None, typer.Argument(metavar="STATUS", help="The one to set.", show_default=False)
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="For the history.")]


def status(
    ctx: typer.Context,
    number: Number,
    wanted: Wanted = None,
    why: Why = "",
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        if wanted is None:
            _show(at_work, number)
            return
        _move(at_work, number, _status(wanted), why)


def bypass(
    ctx: typer.Context,
    number: Number,
    why: Why = "",
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _move(at_work, number, Move.BYPASS, why)


def reopen(
    ctx: typer.Context,
    number: Number,
    why: Why = "",
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _move(at_work, number, Move.REOPEN, why)


def _status(text: str) -> Status:
    found = status_named(text)
    if found is None:
        names = ", ".join([*(one.value for one in Status), *ALIASES])
        raise typer.BadParameter(f"there is {names}", param_hint="STATUS")
    return found


def _show(at_work: Invocation, number: str) -> None:
    name = at_work.one_tenant()
    booked, standing = at_work.within(lambda session: _read(session, name, number))
    at_work.screen.answer(
        lambda: {"tenant": name, **refund_document(booked, standing)},
        lambda: refund_view(booked, standing),
    )


async def _read(session: Session, name: str, number: str) -> tuple[BookedRefund, RefundStanding]:
    async with session.tenant(name) as tenant:
        now = await read_refunds(tenant, session.store, session.clock, with_ended=True)
    booked = refund_named(number, now)
    for one in now.unclear:
        if one.key == booked.key:
            raise RefusedError(f"{one.document}: {one.explanation}")
    return booked, now.standings[booked.key]


def _move(at_work: Invocation, number: str, move: Move | Status, why: str) -> None:
    if not why.strip():
        raise typer.BadParameter("say why; it stands in the refund's history", param_hint="--why")
    name = at_work.one_tenant()
    moved = at_work.within(lambda session: _moved(session, name, number, move, why))
    at_work.screen.answer(lambda: moved_document(moved), lambda: moved_view(moved))
    raise typer.Exit(code_of(moved.report))


async def _moved(session: Session, name: str, number: str, move: Move | Status, why: str) -> Moved:
    async with session.tenant(name) as tenant:
        now = await read_refunds(tenant, session.store, session.clock, with_ended=True)
        refund = refund_named(number, now)
        run = RefundRun(session.run_name(), user())
        outcome = await move_refund(
            tenant, session.store, session.clock, run, refund.key, move, why
        )
    if isinstance(outcome, Failure):
        refusal = outcome.failure()
        raise RefusedError(f"{refusal.document}: {refusal.explanation}")
    return outcome.unwrap()
