"""`crossfoot errors`: what stays out, by its cause, what to do, and trying it again (TRG-13)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from adapters.cli.exits import RefusedError
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
    user,
)
from adapters.cli.manual import manual
from adapters.cli.report_document import label_document
from adapters.cli.sessions import Session
from adapters.cli.words import amount, counted, heading, indented, more, styled, table
from core.errors import Blocked, SyncError, by_cause
from core.money import ZERO, Money

HELP = manual(
    "Show what stays out of NetSuite by its cause: what each blocks, and the one thing to do.",
    """A cause that is mended is gone after the next run. Money is the sum of the documents'
    amounts, an invoice's and its payment's both. Reads the store only; neither system is
    asked.""",
    "Showing errors is still 0.",
    examples=(
        "crossfoot errors --tenant acme",
        "crossfoot errors reset 12 13",
        "crossfoot errors reset --all",
    ),
)
RESET_HELP = manual(
    "Have documents tried again, each on its own, by the next run.",
    """Every run tries again what stayed out. Of those that NetSuite refused in the same words
    it sends one, and the others once that one has gone; reset documents it sends without
    waiting for others. Writes the store only; neither system is asked.""",
    "A number that is no error of the tenant is refused, and nothing reset: 1.",
    examples=("crossfoot errors reset 12 13", "crossfoot errors reset --all --tenant acme"),
)

Limit = Annotated[
    int, typer.Option("--limit", min=1, help="How many of each cause the terminal shows.")
]
Ids = Annotated[
    list[int] | None,
    typer.Argument(metavar="ID", help="As crossfoot errors shows them.", show_default=False),
]
All = Annotated[bool, typer.Option("--all", help="Every error of the tenant.")]
Causes = dict[str, tuple[Blocked, ...]]


def errors(
    ctx: typer.Context,
    tenant: TenantOption = None,
    limit: Limit = 10,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    common = Common(config, as_json, debug, tenant)
    if ctx.invoked_subcommand is not None:
        ctx.obj = common.over(ctx.find_object(Common) or Common())
        return
    with invoked(ctx, common) as at_work:
        names = at_work.tenants()
        found = at_work.within(lambda session: _causes_of_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(name, causes) for name, causes in found.items()]},
            lambda: Group(*(_view(name, causes, limit) for name, causes in found.items())),
        )


def reset(
    ctx: typer.Context,
    ids: Ids = None,
    every: All = False,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    if bool(ids) == every:
        raise typer.BadParameter("give either numbers or --all", param_hint="ID")
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        count = at_work.within(lambda session: _reset(session, name, ids or None))
        words = f"{counted(count, 'error is', 'errors are')} reset; the next run tries each."
        words = f"{name}: {words if count else 'nothing stays out.'}"
        at_work.screen.answer(lambda: {"tenant": name, "reset": count}, lambda: styled(words))


async def _causes_of_each(session: Session, names: Sequence[str]) -> Causes:
    return {name: by_cause(await session.store.errors(name)) for name in names}


async def _reset(session: Session, tenant: str, ids: Sequence[int] | None) -> int:
    known = {one.id for one in await session.store.errors(tenant)}
    unknown = sorted(set(ids or ()) - known)
    if unknown:
        numbers = ", ".join(map(str, unknown))
        raise RefusedError(f"{tenant} has no error {numbers}. See crossfoot errors.")
    return await session.store.reset_errors(tenant, ids, user(), session.clock.now())


# for programs


def _document(tenant: str, causes: Sequence[Blocked]) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "documents": _documents(causes),
        "money": _money(causes).text,
        "causes": [cause_document(one) for one in causes],
    }


def cause_document(one: Blocked) -> dict[str, Any]:
    return {
        "code": one.cause.code,
        "subject": one.cause.subject,
        "remedy": one.cause.remedy,
        "documents": one.documents,
        "other_records": one.others,
        "money": one.money.text,
        "errors": [_error_document(error) for error in one.errors],
    }


def _error_document(one: SyncError) -> dict[str, Any]:
    return {
        "error": one.id,
        **label_document(one.document),
        "message": one.message,
        "first_seen": one.first_seen.isoformat(),
        "last_seen": one.last_seen.isoformat(),
        "run": one.run,
        "reset": one.reset_at.isoformat() if one.reset_at else None,
        "reset_by": one.reset_by,
    }


# for people


def _view(tenant: str, causes: Sequence[Blocked], limit: int) -> RenderableType:
    return Group(*_parts(tenant, causes, limit))


def _parts(tenant: str, causes: Sequence[Blocked], limit: int) -> Iterator[RenderableType]:
    if not causes:
        yield styled(f"{tenant} · Nothing stays out.", "bold")
        return
    yield styled(f"{tenant} · {_staying_out(causes)}", "bold")
    for one in causes:
        yield from cause_parts(one, limit)
    yield styled("")


def cause_parts(one: Blocked, limit: int) -> Iterator[RenderableType]:
    """What is at fault, what to do, and the documents that releases."""
    subject = f"{one.cause.subject[:1].upper()}{one.cause.subject[1:]}"
    yield heading(f"{subject} · releases {_released(one)}")
    yield indented(styled(one.cause.remedy))
    yield indented(styled(one.cause.code, "dim"))
    yield indented(_table(one.errors[:limit]), 4)
    yield from more(len(one.errors) - limit, "--json or a higher --limit")


def _staying_out(causes: Sequence[Blocked]) -> str:
    """Customers and items that no document waits for have no money."""
    if documents := _documents(causes):
        number = counted(documents, "document stays out", "documents stay out")
        return f"{number}: {_money(causes)}"
    return counted(sum(one.others for one in causes), "record stays out", "records stay out")


def _released(one: Blocked) -> str:
    documents = f"{counted(one.documents, 'document')}, {one.money}" if one.documents else ""
    others = counted(one.others, "record") if one.others else ""
    return " and ".join(part for part in (documents, others) if part)


def _table(errors: Sequence[SyncError]) -> Table:
    reset = ["Reset, UTC"] if any(one.reset_at for one in errors) else []
    made = table(
        "Id", "Document", "Customer", "Amount", "Since, UTC", *reset, right=("Id", "Amount")
    )
    for column in made.columns[4:]:
        column.no_wrap = True
    for one in errors:
        made.add_row(
            str(one.id),
            f"{one.document.kind.words} {one.document.number}",
            one.document.customer or "",
            amount(one.document.amount),
            _minute(one.first_seen),
            *(_minute(one.reset_at) for _ in reset),
        )
    return made


def _minute(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if instant else ""


def _documents(causes: Sequence[Blocked]) -> int:
    return sum(one.documents for one in causes)


def _money(causes: Sequence[Blocked]) -> Money:
    return sum((one.money for one in causes), start=ZERO)
