"""`crossfoot budget`: what may be asked of each account, who shares it, and what came back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import typer
from rich.console import Group

from adapters.cli.budget_view import budget_document, budget_view
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    Invocation,
    JsonOption,
    TenantOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.compose.accounts import Account, limits_on
from adapters.http.budget import Limits
from core.budgets_kept import KeptBudget

HELP = manual(
    "Show the budget of each account: what is configured, what it allows now, and who shares it.",
    """Reads the configuration and the store only. An account is one of NetSuite, with a limit of
    calls in flight, or a tenant of ServiceTitan, with a limit of calls in a second. All tenants and
    all processes on it share one budget.""",
    """When the account turns calls away (429), its budget is halved for all, and then grows again
    step by step, never above what is configured.""",
    examples=("crossfoot budget", "crossfoot budget --tenant acme --json"),
)
AT_WORK: Final = timedelta(seconds=10)
"""Who has been silent for longer is not at work any more."""


def budget(
    ctx: typer.Context,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        wanted = _wanted(at_work)
        kept, now = at_work.within(_kept)
        found = {one: (limits, kept.get(str(one))) for one, limits in sorted(wanted.items())}
        at_work.screen.answer(
            lambda: {"budgets": [budget_document(one, *of, now) for one, of in found.items()]},
            lambda: Group(*(budget_view(one, *of, now) for one, of in found.items())),
        )


def _wanted(at_work: Invocation) -> dict[Account, Mapping[str, Limits]]:
    """The accounts of the tenant asked for, with all tenants on them; else all accounts."""
    asked = set(at_work.tenants())
    limits = limits_on(at_work.config.tenants)
    return {account: named for account, named in limits.items() if asked & named.keys()}


async def _kept(session: Session) -> tuple[dict[str, KeptBudget], datetime]:
    now = session.clock.now()
    kept = await session.store.budgets()
    return {one.account: _at_work(one, now) for one in kept}, now


def _at_work(kept: KeptBudget, now: datetime) -> KeptBudget:
    return replace(kept, users=tuple(one for one in kept.users if now - one.heard_at < AT_WORK))
