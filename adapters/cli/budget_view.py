"""An account's budget, for people and for programs."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType

from adapters.cli.words import at, counted, indented, styled, table
from adapters.compose.accounts import Account, smallest
from adapters.http.budget import Limits
from core.budget import Allowance
from core.budgets_kept import BudgetUser, KeptBudget

Json = dict[str, Any]


def budget_document(
    account: Account, named: Mapping[str, Limits], kept: KeptBudget | None, now: datetime
) -> Json:
    allowance = _allowance(named, kept, now)
    last = kept.last_turned_away if kept else None
    return {
        "system": account.system,
        "account": account.number,
        "host": account.host,
        "unit": _unit(named).replace(" ", "_"),
        "configured": allowance.configured,
        "named": {tenant: limits.shared for tenant, limits in sorted(named.items())},
        "allowed": allowance.allowed,
        "too_much": allowance.too_much,
        "turned_away": kept.turned_away if kept else 0,
        "last_turned_away": last.isoformat() if last else None,
        "processes": [_user_document(one) for one in kept.users] if kept else [],
    }


def budget_view(
    account: Account, named: Mapping[str, Limits], kept: KeptBudget | None, now: datetime
) -> RenderableType:
    allowance = _allowance(named, kept, now)
    lines = [
        *_configured(named, allowance),
        *_lowered(allowance),
        *(_turned_away(kept) if kept and kept.turned_away else ()),
        f"tenants: {', '.join(sorted(named))}",
    ]
    return Group(
        styled(str(account), "bold"),
        *(indented(styled(line, "dim")) for line in lines),
        indented(
            _users(kept.users) if kept and kept.users else styled("nobody uses it now", "dim")
        ),
    )


def _allowance(named: Mapping[str, Limits], kept: KeptBudget | None, now: datetime) -> Allowance:
    configured = smallest(named).shared
    return kept.allows(configured, now) if kept else Allowance.whole(configured)


def _unit(named: Mapping[str, Limits]) -> str:
    return "calls in flight" if smallest(named).calls_per_second is None else "calls a second"


def _configured(named: Mapping[str, Limits], allowance: Allowance) -> Iterator[str]:
    yield f"{allowance.configured:,} {_unit(named)} configured"
    if len({limits.shared for limits in named.values()}) > 1:
        each = (f"{tenant} {limits.shared:,}" for tenant, limits in sorted(named.items()))
        yield f"its tenants name different ones, of which the smallest holds: {', '.join(each)}"


def _lowered(allowance: Allowance) -> Iterator[str]:
    if allowance.is_lowered:
        why = f": {allowance.too_much:,} were too many" if allowance.too_much else ""
        yield f"at present lowered to {allowance.allowed:,}{why}"


def _turned_away(kept: KeptBudget) -> Iterator[str]:
    last = f", the last on {at(kept.last_turned_away)}" if kept.last_turned_away else ""
    yield f"{counted(kept.turned_away, 'call')} turned away (429){last}"


def _users(users: tuple[BudgetUser, ...]) -> RenderableType:
    figures = ("Share", "In use")
    made = table("Process", "Tenants", *figures, right=figures)
    for one in users:
        made.add_row(one.place, ", ".join(one.tenants), f"{one.share:,}", f"{one.in_use:,}")
    return made


def _user_document(user: BudgetUser) -> Json:
    return {
        "process": user.place,
        "tenants": list(user.tenants),
        "share": user.share,
        "in_use": user.in_use,
        "heard_at": user.heard_at.isoformat(),
    }
