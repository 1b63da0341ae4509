"""`crossfoot mapping set` and `mapping unset`: a new version of one choice, checked before it is kept.

What is set is in force from the next run on, over what crossfoot.toml says; every version stays.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

import typer

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
from adapters.cli.words import styled
from core.chart import Chart
from core.documents import BusinessUnit, BusinessUnitId
from core.settings import MappingChoice, Topic
from core.usecases.connected import ConnectedTenant

KEPT = (
    "Keeps a new version in the store, with your name; earlier versions stay. Reads both systems."
)
UNIT_HELP = manual(
    """Map a business unit to a subsidiary, and if wanted to department, class and
    location.""",
    KEPT,
    "An id that NetSuite does not have is refused: 1.",
    examples=("crossfoot mapping set business-unit 42 --subsidiary 2 --department 7",),
)
ACCOUNT_HELP = manual(
    "Post a ServiceTitan account to a NetSuite account of another number.",
    KEPT,
    "An account that is not available is refused: 1.",
    examples=("crossfoot mapping set account 4000 --account 4010",),
)
TYPE_HELP = manual(
    "Name NetSuite's payment method for a payment type.",
    KEPT,
    "An id that NetSuite does not have is refused: 1.",
    examples=('crossfoot mapping set payment-type "Credit Card" --method 5',),
)
UNSET_HELP = manual(
    """Go back to what crossfoot.toml says of a business unit, an account or a payment
    type.""",
    "Keeps a new version in the store that takes the choice back. Asks neither system.",
    examples=("crossfoot mapping unset account 4000",),
)


Check = Callable[[ConnectedTenant], Awaitable[None]]
"""Raises RefusedError, naming what there is instead."""


def set_business_unit(
    ctx: typer.Context,
    unit: Annotated[int, typer.Argument(metavar="ID", help="The unit's id in ServiceTitan.")],
    subsidiary: Annotated[str, typer.Option("--subsidiary", metavar="ID", help="NetSuite's id.")],
    department: Annotated[str | None, typer.Option("--department", metavar="ID")] = None,
    class_: Annotated[str | None, typer.Option("--class", metavar="ID")] = None,
    location: Annotated[str | None, typer.Option("--location", metavar="ID")] = None,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    given = {
        "subsidiary": subsidiary,
        "department": department,
        "class": class_,
        "location": location,
    }
    target = {what: key for what, key in given.items() if key is not None}
    choice = MappingChoice(Topic.BUSINESS_UNIT, str(unit), tuple(target.items()))

    async def check(one: ConnectedTenant) -> None:
        units = await one.field_service.business_units()
        refuse_unknown_unit(BusinessUnitId(unit), units)
        refuse_unknown_segments(target, await one.books.chart())

    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _keep(at_work, choice, check)


def set_account(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="ServiceTitan's number.")],
    account: Annotated[str, typer.Option("--account", metavar="NUMBER", help="NetSuite's number.")],
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    choice = MappingChoice(Topic.ACCOUNT, number, (("account", account),))

    async def check(one: ConnectedTenant) -> None:
        refuse_unavailable_account(account, await one.books.chart())

    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _keep(at_work, choice, check)


def set_payment_type(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As ServiceTitan writes it.")],
    method: Annotated[str, typer.Option("--method", metavar="ID", help="NetSuite's id.")],
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    choice = MappingChoice(Topic.PAYMENT_TYPE, name, (("method", method),))

    async def check(one: ConnectedTenant) -> None:
        refuse_unknown_method(method, await one.books.payment_methods())

    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _keep(at_work, choice, check)


def unset(
    ctx: typer.Context,
    topic: Annotated[Topic, typer.Argument(help="What to unset.")],
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id, number or name.")],
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        at_work.within(lambda session: _choose(session, name, MappingChoice(topic, source, ())))
        in_file = {(one.topic, one.source): one for one in at_work.config.tenants[name].choices()}
        _say(at_work, name, in_file.get((topic, source), MappingChoice(topic, source, ())))


def _keep(at_work: Invocation, choice: MappingChoice, check: Check) -> None:
    name = at_work.one_tenant()

    async def check_and_keep(session: Session) -> None:
        async with session.tenant(name) as one:
            await check(one)
        await _choose(session, name, choice)

    at_work.within(check_and_keep)
    _say(at_work, name, choice)


async def _choose(session: Session, tenant: str, choice: MappingChoice) -> None:
    await session.store.choose(tenant, choice, user(), session.clock.now())


def _say(at_work: Invocation, tenant: str, choice: MappingChoice) -> None:
    target = dict(choice.target)
    document = {"topic": choice.topic.value, "source": choice.source, "target": target}
    mapped = ", ".join(f"{what} {key}" for what, key in choice.target) or "no choice of its own"
    words = f"{tenant}: from the next run on, {choice.topic.value} {choice.source} → {mapped}."
    at_work.screen.answer(lambda: {"tenant": tenant, **document}, lambda: styled(words))


# what is refused


def refuse_unknown_unit(unit: BusinessUnitId, units: Mapping[BusinessUnitId, BusinessUnit]) -> None:
    if unit not in units:
        there = {str(one.id): one.name for one in units.values()}
        raise RefusedError(_unknown("ServiceTitan", "business unit", str(unit), there))


def refuse_unknown_segments(target: Mapping[str, str], chart: Chart) -> None:
    """Every id must be one that NetSuite has."""
    there: Mapping[str, Mapping[str, str]] = {
        "subsidiary": {key: one.name for key, one in chart.subsidiaries.items()},
        "department": chart.departments,
        "class": chart.classes,
        "location": chart.locations,
    }
    for what, key in target.items():
        if key not in there[what]:
            raise RefusedError(_unknown("NetSuite", what, key, there[what]))


def refuse_unknown_method(method: str, there: Mapping[str, str]) -> None:
    if method not in there:
        raise RefusedError(_unknown("NetSuite", "payment method", method, there))


def refuse_unavailable_account(number: str, chart: Chart) -> None:
    available = {one.account.number: one.account.name for one in chart.accounts if one.available}
    if number in available:
        return
    found = chart.numbered(number)
    if found is None:
        raise RefusedError(_unknown("NetSuite", "account", number, available))
    words = f"{found.account} is not Available to ServiceTitan. Mark it in NetSuite, or choose from"
    raise RefusedError(f"{words}:\n{_candidates(available)}")


def _unknown(system: str, what: str, key: str, there: Mapping[str, str]) -> str:
    return f"{system} has no {what} {key}. It has:\n{_candidates(there)}"


def _candidates(there: Mapping[str, str]) -> str:
    return "\n".join(f"  {key}  {name}" for key, name in there.items()) or "  none"
