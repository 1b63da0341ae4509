"""The accounts' budgets as the store keeps them, for all processes that use one account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from core.budget import Allowance
from core.ports import Store

FORGOTTEN_AFTER: Final = timedelta(minutes=10)
"""What was too much then may be right now, when nobody has used the account since."""


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """What one process says of its use of an account, every few seconds while it uses it.

    `user` is the process, `place` who that is for people, `configured` what its tenants name for the
    account, `wanted` the most it could have used at a time, `in_use` what it uses at this moment,
    `holding` what it may use until it is answered.

    `allowance` is what it believes the account allows. It knew `version`, and so many `lowerings`;
    `is_lowered` says that calls were turned away since, `turned_away` how many. `silent` are others
    that it has not heard of for long, with the beat it heard last.
    """

    account: str
    user: str
    place: str
    tenants: tuple[str, ...]
    configured: int
    wanted: int
    in_use: int
    holding: int
    allowance: Allowance
    version: int = 0
    lowerings: int = 0
    is_lowered: bool = False
    turned_away: int = 0
    silent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """What the process may use from now on. `due` is its part, of which others still use the rest.

    `others` are those who use the account as well, with their beats: one more each time they say so.
    """

    allowance: Allowance
    version: int
    lowerings: int
    share: int
    due: int
    others: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BudgetUser:
    """One process that uses an account: its `share`, and when it was heard of last (UTC)."""

    place: str
    tenants: tuple[str, ...]
    share: int
    in_use: int
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class KeptBudget:
    """`turned_away` counts the calls that came back since the account is known.

    Instants are UTC; `changed_at` is that of the allowance.
    """

    account: str
    allowance: Allowance
    changed_at: datetime
    turned_away: int
    last_turned_away: datetime | None
    users: tuple[BudgetUser, ...] = ()

    def allows(self, configured: int, now: datetime) -> Allowance:
        """What the next call will find, where so much is configured."""
        if not self.users and now - self.changed_at > FORGOTTEN_AFTER:
            return Allowance.whole(configured)
        return self.allowance.within(configured)


class BudgetStore(Store, Protocol):
    """A Store where processes divide the budgets of accounts among them."""

    async def share_budget(self, use: BudgetUse) -> BudgetShare:
        """All shares together are never more than what is configured: who is to have more gets it
        once the others have less."""
        ...

    async def leave_budget(self, account: str, user: str) -> None:
        """The process has ended its use; its share is free at once."""
        ...

    async def budgets(self) -> Sequence[KeptBudget]:
        """Every account there was, with those who use it or died with it."""
        ...
