"""`crossfoot refunds`: what waits for a check, the checks reviewed and written (REF-13 to REF-16)."""

from collections.abc import Sequence
from typing import Annotated

import typer
from returns.result import Failure

from adapters.cli import refund_options as said
from adapters.cli.exits import ExitCode, RefusedError, code_of
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
from adapters.cli.refund_options import Asked, Narrowing, with_all_statuses
from adapters.cli.refund_view import (
    list_document,
    list_view,
    paid_document,
    paid_view,
    review_document,
    review_view,
)
from adapters.cli.sessions import Session
from core.refunds.booked import RefundsNow
from core.refunds.checks import Review
from core.refunds.standing import RefundStanding
from core.refunds.worklist import worklist
from core.usecases.paying_refunds import Paid, RefundRun, pay_refunds
from core.usecases.refunds_as_they_stand import read_refunds, review_checks

HELP = "Refunds in NetSuite: what waits for a check, the checks that pay it, and its status."
LIST_HELP = manual(
    "List the refunds that wait for a check, with what is paid, on its way and left.",
    """A check that waits for approval in NetSuite, or was sent and not answered, is on its way.
    Reads only.""",
    "Figures that cannot be, such as too much paid, count as 1.",
    examples=(
        "crossfoot refunds list --tenant acme",
        'crossfoot refunds list --customer "Maria Lopez" --min 100',
        "crossfoot refunds list --all-statuses",
    ),
)
REVIEW_HELP = manual(
    "Show the checks that would pay these refunds, and the command that writes them.",
    """Writes nothing. Give the refunds by number, or --all with what narrows the list. A check
    debits what each refund credited, and credits the bank account.""",
    "A refund that cannot be paid as asked counts as 1; the others can be.",
    examples=(
        "crossfoot refunds review --all --bank-account 1000 --group-by-customer",
        "crossfoot refunds review --refund P-18 --refund P-20=70.00 --bank-account 1000",
    ),
)
PAY_HELP = manual(
    "Write the checks that were reviewed, each once, and set the refunds' status.",
    """Takes what `refunds review` took, and the hash it shows. When anything has changed since,
    or somebody else has paid, nothing is written: 1. Checks enter NetSuite's own approval and
    printing.""",
    "A check that NetSuite refuses counts as 1. It may be repeated: nothing is paid twice.",
    examples=(
        "crossfoot refunds pay --all --bank-account 1000 --date 2026-11-20 --review 0f3a5c7e9b1d",
    ),
)

AllStatuses = Annotated[bool, typer.Option("--all-statuses", help="Those that no check pays, too.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many the terminal shows.")]
Reviewed = Annotated[
    str, typer.Option("--review", metavar="HASH", help="As crossfoot refunds review shows it.")
]


def list_refunds(
    ctx: typer.Context,
    customer: said.Customer = None,
    since: said.Since = None,
    until: said.Until = None,
    least: said.Least = None,
    most: said.Most = None,
    subsidiary: said.Subsidiary = None,
    text: said.Words = "",
    all_statuses: AllStatuses = False,
    limit: Limit = 50,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        narrowing = Narrowing(customer, since, until, least, most, subsidiary, text)
        found, now = at_work.within(lambda one: _list(one, name, narrowing, all_statuses))
        at_work.screen.answer(
            lambda: list_document(name, found, now.unclear),
            lambda: list_view(name, found, now.unclear, all_statuses, limit),
        )
        raise typer.Exit(ExitCode.INCOMPLETE if now.unclear else ExitCode.WELL)


async def _list(
    session: Session, name: str, narrowing: Narrowing, all_statuses: bool
) -> tuple[Sequence[RefundStanding], RefundsNow]:
    async with session.tenant(name) as tenant:
        now = await read_refunds(tenant, session.store, session.clock, all_statuses)
        filters = narrowing.filters(now.standings.values(), await tenant.books.chart())
        every = now.standings.values()
        return (with_all_statuses(now, filters) if all_statuses else worklist(every, filters)), now


def review(
    ctx: typer.Context,
    bank: said.Bank,
    refunds: said.Refunds = None,
    every: said.Every = False,
    customer: said.Customer = None,
    since: said.Since = None,
    until: said.Until = None,
    least: said.Least = None,
    most: said.Most = None,
    subsidiary: said.Subsidiary = None,
    text: said.Words = "",
    date: said.Dated = None,
    to_be_printed: said.ToBePrinted = False,
    header_memo: said.HeaderMemo = "",
    line_memo: said.LineMemo = "",
    grouped: said.Grouped = False,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        narrowing = Narrowing(customer, since, until, least, most, subsidiary, text)
        asked = Asked(
            *(tuple(refunds or ()), every, bank, said.day(date), narrowing),
            *(to_be_printed, header_memo, line_memo, grouped),
        )
        made = at_work.within(lambda session: _review(session, name, asked))
        at_work.screen.answer(
            lambda: review_document(asked, made), lambda: review_view(asked, made)
        )
        raise typer.Exit(ExitCode.INCOMPLETE if made.refused else ExitCode.WELL)


async def _review(session: Session, name: str, asked: Asked) -> Review:
    async with session.tenant(name) as tenant:
        now = await read_refunds(tenant, session.store, session.clock, with_ended=True)
        request = asked.request(name, now, await tenant.books.chart())
        return await review_checks(tenant, session.store, session.clock, request)


def pay(
    ctx: typer.Context,
    bank: said.Bank,
    reviewed: Reviewed,
    refunds: said.Refunds = None,
    every: said.Every = False,
    customer: said.Customer = None,
    since: said.Since = None,
    until: said.Until = None,
    least: said.Least = None,
    most: said.Most = None,
    subsidiary: said.Subsidiary = None,
    text: said.Words = "",
    date: said.Dated = None,
    to_be_printed: said.ToBePrinted = False,
    header_memo: said.HeaderMemo = "",
    line_memo: said.LineMemo = "",
    grouped: said.Grouped = False,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        narrowing = Narrowing(customer, since, until, least, most, subsidiary, text)
        asked = Asked(
            *(tuple(refunds or ()), every, bank, said.day(date), narrowing),
            *(to_be_printed, header_memo, line_memo, grouped),
        )
        paid = at_work.within(lambda session: _pay(session, name, asked, reviewed))
        at_work.screen.answer(lambda: paid_document(paid), lambda: paid_view(paid))
        raise typer.Exit(code_of(paid.report))


async def _pay(session: Session, name: str, asked: Asked, reviewed: str) -> Paid:
    async with session.tenant(name) as tenant:
        now = await read_refunds(tenant, session.store, session.clock, with_ended=True)
        request = asked.request(name, now, await tenant.books.chart())
        run = RefundRun(session.run_name(), user())
        outcome = await pay_refunds(tenant, session.store, session.clock, run, request, reviewed)
    if isinstance(outcome, Failure):
        raise RefusedError(f"{name}: {outcome.failure().words}")
    return outcome.unwrap()
