"""One budget for each account, shared by all tenants that work in one session."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from adapters.compose.accounts import Account, accounts_of, limits_on, smallest
from adapters.compose.sharing import Sharing
from adapters.config import TenantConfig
from adapters.http.budget import Budget, Line
from core.budget import Usage
from core.budgets_kept import BudgetStore


@dataclass(frozen=True, slots=True)
class Lines:
    """Where one tenant's calls wait: a line for each of its accounts."""

    servicetitan: Line
    netsuite: Line

    def usage(self) -> tuple[Usage, ...]:
        """What went through these lines so far."""
        return tuple(_usage(line) for line in (self.servicetitan, self.netsuite))


class Budgets:
    """For one event loop; `tenants` are all that are configured, at work or not.

    With a store the accounts are shared with all other sessions that use it.
    """

    def __init__(
        self, tenants: Mapping[str, TenantConfig], store: BudgetStore | None = None
    ) -> None:
        limits = limits_on(tenants)
        self._budgets = {one: Budget(smallest(named)) for one, named in limits.items()}
        self._sharing = None if store is None else Sharing(store)

    def of(self, account: Account) -> Budget:
        return self._budgets[account]

    @asynccontextmanager
    async def at_work(self, tenant: str, config: TenantConfig) -> AsyncIterator[Lines]:
        """The tenant's lines while the block runs. Raises StoreError."""
        accounts = accounts_of(config)
        async with AsyncExitStack() as shared:
            if self._sharing is not None:
                for one in (accounts.servicetitan, accounts.netsuite):
                    at_work = self._sharing.at_work(str(one), self.of(one), tenant)
                    await shared.enter_async_context(at_work)
            yield Lines(
                self.of(accounts.servicetitan).line(tenant, str(accounts.servicetitan)),
                self.of(accounts.netsuite).line(tenant, str(accounts.netsuite)),
            )


def _usage(line: Line) -> Usage:
    return Usage(line.account, line.calls, round(line.waited * 1000), line.turned_away)
