"""`crossfoot mapping`: from ServiceTitan's units, accounts and payment types to NetSuite's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer
from returns.result import Success
from rich.console import Group, RenderableType
from rich.table import Table
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
from adapters.cli.mappings_used import accounts_queued, origin, payment_types_queued
from adapters.cli.sessions import Session
from adapters.cli.words import heading, indented, styled, table
from core.documents import BusinessUnit, GlAccount
from core.mapping import AccountMapping
from core.settings import Topic
from core.situation import Situation
from core.usecases.reading import read_situation

HELP = manual(
    """Show how ServiceTitan's business units, accounts and payment types map to
    NetSuite's.""",
    """Says for each where the choice stands: in crossfoot.toml, set by whom and when, by
    number, or missing. Reads only; `mapping set` and `mapping unset` change a choice.""",
    examples=(
        "crossfoot mapping --tenant acme",
        "crossfoot mapping set business-unit 42 --subsidiary 2",
        "crossfoot mapping unset account 4000",
    ),
)
MISSING = "missing"
SEGMENTS = ("subsidiary", "department", "class", "location")


@dataclass(frozen=True, slots=True)
class Shown:
    """One mapping; `target` holds NetSuite's ids or numbers with their names."""

    source: str
    name: str
    target: Mapping[str, str | None]
    how: str


@dataclass(frozen=True, slots=True)
class Mappings:
    """All of one tenant's; `available` are the NetSuite accounts that may be posted to."""

    tenant: str
    units: Sequence[Shown]
    accounts: Sequence[Shown]
    payment_types: Sequence[Shown]
    available: Sequence[tuple[str, str]]


def mapping(
    ctx: typer.Context,
    tenant: TenantOption = None,
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
        found = at_work.within(lambda session: _read_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(one) for one in found]},
            lambda: Group(*map(_view, found)),
        )


async def _read_each(session: Session, names: Sequence[str]) -> list[Mappings]:
    found = []
    for name in names:
        async with session.tenant(name) as tenant:
            situation = await read_situation(tenant, session.store, session.clock.now())
            found.append(mappings(situation))
    return found


def mappings(s: Situation) -> Mappings:
    units = sorted(s.business_units.values(), key=lambda one: one.id)
    available = (one.account for one in s.chart.accounts if one.available)
    return Mappings(
        tenant=s.settings.tenant,
        units=[_unit(one, s) for one in units],
        accounts=[_account(one, s.mapping) for one in accounts_queued(s)],
        payment_types=[_payment_type(one, s.mapping) for one in _payment_types(s)],
        available=sorted((one.number, one.name) for one in available),
    )


def _unit(unit: BusinessUnit, s: Situation) -> Shown:
    choice = s.mapping.choices.get((Topic.BUSINESS_UNIT, str(unit.id)))
    names: Mapping[str, Mapping[str, str]] = {
        "subsidiary": {key: one.name for key, one in s.chart.subsidiaries.items()},
        "department": s.chart.departments,
        "class": s.chart.classes,
        "location": s.chart.locations,
    }
    chosen = {what: choice.get(what) if choice else None for what in names}
    target = {what: _with_name(key, names[what]) for what, key in chosen.items()}
    how = origin(s.mapping, Topic.BUSINESS_UNIT, str(unit.id)) or MISSING
    return Shown(str(unit.id), unit.name, target, how)


def _with_name(key: str | None, names: Mapping[str, str]) -> str | None:
    return None if key is None else f"{key} {names.get(key, '(not in NetSuite)')}"


def _account(given: GlAccount, chosen: AccountMapping) -> Shown:
    how = origin(chosen, Topic.ACCOUNT, given.number) or "by number"
    found = chosen.account(given)
    if isinstance(found, Success):
        return Shown(given.number, given.name, {"account": str(found.unwrap())}, how)
    return Shown(given.number, given.name, {"account": None}, _why(found.failure().fact))


def _why(words: str) -> str:
    return "not available" if "not Available" in words else MISSING


def _payment_types(s: Situation) -> list[str]:
    chosen = {
        source
        for (topic, source), one in s.mapping.choices.items()
        if topic is Topic.PAYMENT_TYPE and one.target
    }
    return sorted({*payment_types_queued(s), *chosen})


def _payment_type(name: str, chosen: AccountMapping) -> Shown:
    how = origin(chosen, Topic.PAYMENT_TYPE, name) or "no choice"
    return Shown(name, "", {"method": chosen.method(name)}, how)


def _document(one: Mappings) -> dict[str, Any]:
    return {
        "tenant": one.tenant,
        "business_units": [_shown(each, "id") for each in one.units],
        "accounts": [_shown(each, "number") for each in one.accounts],
        "payment_types": [_shown(each, "name") for each in one.payment_types],
        "available_accounts": [{"number": number, "name": name} for number, name in one.available],
    }


def _shown(one: Shown, source: str) -> dict[str, Any]:
    named = {"name": one.name} if one.name else {}
    return {source: one.source, **named, **one.target, "how": one.how}


def _view(one: Mappings) -> RenderableType:
    parts: list[RenderableType] = [
        Text(one.tenant, "bold"),
        heading("Business units"),
        indented(_units_table(one.units)),
        heading("Accounts that the queue names"),
        indented(_sources_table(one.accounts, "ServiceTitan account", "NetSuite account")),
        heading("Payment types"),
        indented(_sources_table(one.payment_types, "Payment type", "NetSuite payment method")),
        heading("Accounts available to ServiceTitan"),
        indented(_available_table(one.available)),
        Text(),
    ]
    return Group(*parts)


def _units_table(units: Sequence[Shown]) -> Table:
    """Segments that no unit maps to take no room."""
    used = [what for what in SEGMENTS if any(one.target[what] for one in units)]
    heads = (what.capitalize() for what in used)
    made = table("Id", "Business unit", *heads, "Where the choice stands", right=("Id",))
    for one in units:
        segments = (one.target[what] or "" for what in used)
        made.add_row(one.source, one.name, *segments, _how(one))
    return made


def _sources_table(shown: Sequence[Shown], source: str, target: str) -> RenderableType:
    if not shown:
        return styled("None.", "dim")
    made = table(source, target, "Where the choice stands")
    for one in shown:
        (mapped,) = one.target.values()
        made.add_row(f"{one.source} {one.name}".strip(), mapped or "", _how(one))
    return made


def _available_table(available: Sequence[tuple[str, str]]) -> RenderableType:
    if not available:
        return styled("None. Mark those that ServiceTitan posts to in NetSuite.", "yellow")
    made = table("Number", "Account")
    for number, name in available:
        made.add_row(number, name)
    return made


def _how(one: Shown) -> Text:
    return styled(one.how, "yellow" if one.how in (MISSING, "not available") else "")
