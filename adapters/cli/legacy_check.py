"""`crossfoot customers check-legacy`: what would become of every customer, before go-live (CUS-09)."""

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
from adapters.cli.words import counted, heading, indented, more, styled, table
from core.chart import Chart
from core.customers.legacy_check import Forecast, Shared, Standing
from core.usecases.checking_legacy import LegacyCheck, check_legacy

HELP = manual(
    "Look at the legacy ID of every customer, and say what would become of each.",
    """Before go-live: a customer is linked already, would be linked to the NetSuite customer
    its legacy ID names, would be created, or its documents would stay out. Customers that
    share one NetSuite customer are named. Problems come first. Reads only.""",
    "Anything that needs attention ends it with 1.",
    examples=("crossfoot customers check-legacy --tenant acme --limit 50",),
)

Limit = Annotated[int, typer.Option("--limit", min=1, help="How many the terminal shows.")]
SHOWN: Sequence[Standing] = tuple(one for one in Standing if one is not Standing.WOULD_CREATE)
"""Who would be created is counted, and named by --json only."""


def check_legacy_ids(
    ctx: typer.Context,
    tenant: TenantOption = None,
    limit: Limit = 20,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        names = at_work.tenants()
        checks = at_work.within(lambda session: _check_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(one) for one in checks]},
            lambda: Group(*(_view(one, limit) for one in checks)),
        )
        good = all(one.good for one in checks)
        raise typer.Exit(ExitCode.WELL if good else ExitCode.INCOMPLETE)


async def _check_each(session: Session, names: Sequence[str]) -> list[LegacyCheck]:
    checks = []
    for name in names:
        async with session.tenant(name) as tenant:
            checks.append(await check_legacy(tenant, session.store))
    return checks


def _document(check: LegacyCheck) -> dict[str, Any]:
    return {
        "tenant": check.tenant,
        "good": check.good,
        "field": check.field,
        "matching_is_off": check.off or None,
        "counts": {_word(one): check.count(one) for one in Standing},
        "shared": [_shared(one) for one in check.shared],
        "customers": [_customer(one, check.chart) for one in check.forecasts],
    }


def _word(standing: Standing) -> str:
    return standing.name.lower().replace("_", "-")


def _shared(one: Shared) -> dict[str, Any]:
    return {"netsuite_id": one.there, "customers": [each.customer.id for each in one.forecasts]}


def _customer(one: Forecast, chart: Chart) -> dict[str, Any]:
    there = one.there
    return {
        "id": one.customer.id,
        "name": one.customer.name,
        "active": one.customer.active,
        "standing": _word(one.standing),
        "legacy_id": one.legacy_id or None,
        "netsuite_id": there.id if there else None,
        "netsuite_name": there.name if there else None,
        "subsidiaries": _subsidiaries(one, chart),
        "merged_to": one.customer.merged_to,
        "problem": one.words or None,
    }


def _subsidiaries(one: Forecast, chart: Chart) -> list[str]:
    held = one.there.subsidiaries if one.there else ()
    return [chart.subsidiaries[key].name if key in chart.subsidiaries else key for key in held]


def _view(check: LegacyCheck, limit: int) -> RenderableType:
    parts: list[RenderableType] = [_title(check), indented(_counts(check))]
    if check.off:
        parts.append(indented(styled(check.off, "yellow")))
    parts += [*_shared_view(check.shared, limit), *_list(check, limit), Text()]
    return Group(*parts)


def _title(check: LegacyCheck) -> Text:
    verdict = "all well" if check.good else "something needs attention"
    customers = counted(len(check.forecasts), "customer")
    style = "green" if check.good else "yellow"
    return Text(f"{check.tenant} · {customers} · ", "bold").append(verdict, style)


def _counts(check: LegacyCheck) -> RenderableType:
    made = table("", "", right=("",))
    made.show_header = False
    for standing in Standing:
        if check.count(standing):
            made.add_row(f"{check.count(standing):,}", standing.value)
    return made


def _shared_view(shared: Sequence[Shared], limit: int) -> list[RenderableType]:
    if not shared:
        return []
    title = heading(f"Several customers for one in NetSuite ({len(shared):,})", "yellow")
    lines = (indented(styled(_together(one))) for one in shared[:limit])
    return [title, *lines, *more(len(shared) - limit, "--json or a higher --limit")]


def _together(one: Shared) -> str:
    named = (str(each.there) for each in one.forecasts if each.there)
    customers = ", ".join(each.customer.called for each in one.forecasts)
    return f"{next(named, f'customer {one.there}')}: {customers}"


def _list(check: LegacyCheck, limit: int) -> list[RenderableType]:
    found = [one for one in check.forecasts if one.standing in SHOWN]
    if not found:
        return []
    made = table("Id", "Customer", "Would become", right=("Id",))
    for one in found[:limit]:
        made.add_row(str(one.customer.id), one.customer.name, _becomes(one, check.chart))
    rest = more(len(found) - limit, "--json or a higher --limit")
    return [Text(), indented(made), *rest]


def _becomes(one: Forecast, chart: Chart) -> Text:
    if one.words:
        return styled(one.words, "red")
    if one.standing is Standing.MERGED:
        return styled(f"merged into {one.customer.merged_to or 'another'}", "dim")
    where = f" of {', '.join(_subsidiaries(one, chart))}" if one.there else ""
    return styled(f"{one.standing.value}: {one.there}{where}" if one.there else one.standing.value)
