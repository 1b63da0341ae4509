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
from adapters.cli.mapping_waits import NOTHING_WAITS, Waits, waits_by_subject
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
    number, or missing, and what waits because of one that is missing. Reads only; `mapping
    set` and `mapping unset` change a choice.""",
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
    """One mapping; `target` holds NetSuite's ids or numbers with their names.

    `waits` is what stays out because of it.
    """

    source: str
    name: str
    target: Mapping[str, str | None]
    how: str
    waits: Waits = NOTHING_WAITS


@dataclass(frozen=True, slots=True)
class Mappings:
    """All of one tenant's; `available` are the NetSuite accounts that may be posted to, by number, and
    `methods` its payment methods by id.
    """

    tenant: str
    units: Sequence[Shown]
    accounts: Sequence[Shown]
    payment_types: Sequence[Shown]
    available: Sequence[tuple[str, str]]
    methods: Sequence[tuple[str, str]]


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
            methods = await tenant.books.payment_methods()
            found.append(mappings(situation, methods))
    return found


def mappings(s: Situation, methods: Mapping[str, str]) -> Mappings:
    """`methods` are NetSuite's payment methods, id to name."""
    units = sorted(s.business_units.values(), key=lambda one: one.id)
    available = (one.account for one in s.chart.accounts if one.available)
    waits = waits_by_subject(s)
    return Mappings(
        tenant=s.settings.tenant,
        units=[_unit(one, s, waits) for one in units],
        accounts=[_account(one, s.mapping, waits) for one in _accounts(s)],
        payment_types=[_payment_type(one, s.mapping, methods) for one in _payment_types(s)],
        available=sorted((one.number, one.name) for one in available),
        methods=sorted(methods.items(), key=lambda one: int(one[0])),
    )


def _accounts(s: Situation) -> list[GlAccount]:
    """Those that the queue names, and those somebody chose another account for."""
    queued = accounts_queued(s)
    chosen = set(_chosen(s, Topic.ACCOUNT)) - {one.number for one in queued}
    return sorted(
        (*queued, *(GlAccount(number, "") for number in chosen)),
        key=lambda one: (one.number, one.name),
    )


def _chosen(s: Situation, of: Topic) -> list[str]:
    return [
        source for (topic, source), one in s.mapping.choices.items() if topic is of and one.target
    ]


def _unit(unit: BusinessUnit, s: Situation, waits: Mapping[str, Waits]) -> Shown:
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
    waiting = waits.get(f"business unit {unit}", NOTHING_WAITS)
    return Shown(str(unit.id), unit.name, target, how, waiting)


def _with_name(key: str | None, names: Mapping[str, str]) -> str | None:
    return None if key is None else f"{key} {names.get(key, '(not in NetSuite)')}"


def _account(given: GlAccount, chosen: AccountMapping, waits: Mapping[str, Waits]) -> Shown:
    how = origin(chosen, Topic.ACCOUNT, given.number) or "by number"
    found = chosen.account(given)
    if isinstance(found, Success):
        return Shown(given.number, given.name, {"account": str(found.unwrap())}, how)
    why, waiting = _why(found.failure().fact), waits.get(f"account {given}", NOTHING_WAITS)
    return Shown(given.number, given.name, {"account": None}, why, waiting)


def _why(words: str) -> str:
    return "not available" if "not Available" in words else MISSING


def _payment_types(s: Situation) -> list[str]:
    return sorted({*payment_types_queued(s), *_chosen(s, Topic.PAYMENT_TYPE)})


def _payment_type(name: str, chosen: AccountMapping, methods: Mapping[str, str]) -> Shown:
    how = origin(chosen, Topic.PAYMENT_TYPE, name) or "no choice"
    return Shown(name, "", {"method": _with_name(chosen.method(name), methods)}, how)


def _document(one: Mappings) -> dict[str, Any]:
    return {
        "tenant": one.tenant,
        "business_units": [_shown(each, "id") for each in one.units],
        "accounts": [_shown(each, "number") for each in one.accounts],
        "payment_types": [_shown(each, "name") for each in one.payment_types],
        "available_accounts": [{"number": number, "name": name} for number, name in one.available],
        "payment_methods": [{"id": key, "name": name} for key, name in one.methods],
    }


def _shown(one: Shown, source: str) -> dict[str, Any]:
    named = {"name": one.name} if one.name else {}
    shown = {source: one.source, **named, **one.target, "how": one.how}
    return {**shown, "waiting": one.waits.document}


def _view(one: Mappings) -> RenderableType:
    parts: list[RenderableType] = [
        Text(one.tenant, "bold"),
        heading("Business units"),
        indented(_units_table(one.units)),
        heading("Accounts that the queue names, or somebody chose for"),
        indented(_sources_table(one.accounts, "ServiceTitan account", "NetSuite account")),
        heading("Payment types"),
        indented(_sources_table(one.payment_types, "Payment type", "NetSuite payment method")),
        heading("Accounts available to ServiceTitan"),
        indented(_available_table(one.available)),
        heading("NetSuite's payment methods"),
        indented(_methods_table(one.methods)),
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


def _methods_table(methods: Sequence[tuple[str, str]]) -> RenderableType:
    if not methods:
        return styled("None.", "dim")
    made = table("Id", "Payment method", right=("Id",))
    for key, name in methods:
        made.add_row(key, name)
    return made


def _how(one: Shown) -> Text:
    words = f"{one.how}: {one.waits}" if one.waits.labels else one.how
    return styled(words, "yellow" if one.how in (MISSING, "not available") else "")
