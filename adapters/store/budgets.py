"""Budgets of accounts: who uses them now, with what share, and what they allow at present.

Nobody asks a clock whether another has died: each has a beat that grows, and whoever sees it stand
still for long enough says so. Old memories alone are told by the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from adapters.store.tables import budget_users, budgets
from adapters.store.turns import take_turn
from core.budget import Allowance, shares
from core.budgets_kept import FORGOTTEN_AFTER, BudgetShare, BudgetUse, BudgetUser, KeptBudget

_BUDGET: Final = budgets.c
_USER: Final = budget_users.c


@dataclass(frozen=True, slots=True)
class _Known:
    """The account's row; `turn` is one more each time somebody says what it uses."""

    allowance: Allowance
    version: int = 0
    lowerings: int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Users:
    mine: Row[Any] | None
    others: Sequence[Row[Any]]

    def configured(self, use: BudgetUse) -> int:
        named: list[int] = [use.configured, *(one.configured for one in self.others)]
        return min(named)

    @property
    def my_last_turn(self) -> int:
        return 0 if self.mine is None else int(self.mine.had_turn)


def share(connection: Connection, use: BudgetUse, now: datetime) -> BudgetShare:
    take_turn(connection, f"budget of {use.account}")
    _bury(connection, use)
    users = _users(connection, use)
    row = connection.execute(select(budgets).where(_BUDGET.account == use.account)).one_or_none()
    known = _after(use, _as_known(row, use, users, now), users.configured(use))
    given = _given(use, users, known)
    _write_budget(connection, use, known, row, now)
    _write_user(connection, use, users, given, known.turn, now)
    return given


def leave(connection: Connection, account: str, user: str) -> None:
    mine = (_USER.account == account) & (_USER.user == user)
    connection.execute(delete(budget_users).where(mine))


def kept(connection: Connection) -> Sequence[KeptBudget]:
    users: dict[str, list[BudgetUser]] = {}
    for row in connection.execute(select(budget_users).order_by(_USER.place, _USER.user)):
        users.setdefault(row.account, []).append(_as_user(row))
    found = connection.execute(select(budgets).order_by(_BUDGET.account))
    return [_as_kept(row, tuple(users.get(row.account, ()))) for row in found]


def _bury(connection: Connection, use: BudgetUse) -> None:
    """Who has not been heard of for long, nor since."""
    for user, beat in use.silent.items():
        same = (_USER.account == use.account) & (_USER.user == user) & (_USER.beat == beat)
        connection.execute(delete(budget_users).where(same))


def _users(connection: Connection, use: BudgetUse) -> _Users:
    there = select(budget_users).where(_USER.account == use.account).order_by(_USER.user)
    found = connection.execute(there).all()
    mine = next((one for one in found if one.user == use.user), None)
    return _Users(mine, [one for one in found if one is not mine])


def _as_known(row: Row[Any] | None, use: BudgetUse, users: _Users, now: datetime) -> _Known:
    if row is None:
        return _Known(Allowance.whole(use.configured))
    known = _Known(_as_allowance(row), row.version, row.lowerings, row.turn)
    is_first = users.mine is None and not users.others
    if is_first and now - row.changed_at > FORGOTTEN_AFTER:
        whole = Allowance.whole(use.configured)
        return replace(known, allowance=whole, version=known.version + 1)
    return known


def _after(use: BudgetUse, known: _Known, configured: int) -> _Known:
    """What is known of the account now. Calls turned away from several processes count once."""
    allowance, version, lowerings = known.allowance, known.version, known.lowerings
    if use.is_lowered and use.lowerings == lowerings:
        allowance, version, lowerings = use.allowance, version + 1, lowerings + 1
    elif use.version == version and use.allowance != allowance:
        allowance, version = use.allowance, version + 1
    return _Known(allowance.within(configured), version, lowerings, known.turn + 1)


def _given(use: BudgetUse, users: _Users, known: _Known) -> BudgetShare:
    """Others may still use more than their part; then there is less for us yet."""
    wanted = {one.user: max(1, one.wanted) for one in users.others}
    last_had = {one.user: one.had_turn for one in users.others}
    due = shares(
        known.allowance.allowed,
        wanted | {use.user: max(1, use.wanted)},
        last_had | {use.user: users.my_last_turn},
    )[use.user]
    free = max(0, known.allowance.configured - sum(one.holds for one in users.others))
    return BudgetShare(
        allowance=known.allowance,
        version=known.version,
        lowerings=known.lowerings,
        share=min(due, free),
        due=due,
        others={one.user: one.beat for one in users.others},
    )


def _write_budget(
    connection: Connection, use: BudgetUse, known: _Known, row: Row[Any] | None, now: datetime
) -> None:
    is_changed = row is None or known.version != row.version
    values: dict[str, Any] = {
        "configured": known.allowance.configured,
        "allowed": known.allowance.allowed,
        "too_much": known.allowance.too_much,
        "version": known.version,
        "lowerings": known.lowerings,
        "turn": known.turn,
        **({"changed_at": now} if is_changed else {}),
        **({"last_turned_away": now} if use.turned_away else {}),
    }
    if row is None:
        values |= {"account": use.account, "turned_away": use.turned_away}
        connection.execute(insert(budgets).values(values))
        return
    values["turned_away"] = row.turned_away + use.turned_away
    connection.execute(update(budgets).where(_BUDGET.account == use.account).values(values))


def _write_user(
    connection: Connection,
    use: BudgetUse,
    users: _Users,
    given: BudgetShare,
    turn: int,
    now: datetime,
) -> None:
    values: dict[str, Any] = {
        "place": use.place,
        "tenants": list(use.tenants),
        "configured": use.configured,
        "wanted": use.wanted,
        "in_use": use.in_use,
        "holds": max(given.share, use.holding),
        "beat": 0 if users.mine is None else users.mine.beat + 1,
        "had_turn": turn if given.share else users.my_last_turn,
        "heard_at": now,
    }
    if users.mine is None:
        values |= {"account": use.account, "user": use.user}
        connection.execute(insert(budget_users).values(values))
        return
    mine = (_USER.account == use.account) & (_USER.user == use.user)
    connection.execute(update(budget_users).where(mine).values(values))


def _as_allowance(row: Row[Any]) -> Allowance:
    return Allowance(row.configured, row.allowed, row.too_much)


def _as_kept(row: Row[Any], users: tuple[BudgetUser, ...]) -> KeptBudget:
    return KeptBudget(
        account=row.account,
        allowance=_as_allowance(row),
        changed_at=row.changed_at,
        turned_away=row.turned_away,
        last_turned_away=row.last_turned_away,
        users=users,
    )


def _as_user(row: Row[Any]) -> BudgetUser:
    return BudgetUser(row.place, tuple(row.tenants), row.holds, row.in_use, row.heard_at)
