"""One budget for each account, shared by all tenants that work in one session."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.compose.accounts import Account, accounts_of, limits_on, smallest
from adapters.config import TenantConfig
from adapters.http.budget import Budget, Line


@dataclass(frozen=True, slots=True)
class Lines:
    """Where one tenant's calls wait: one line for each of its accounts."""

    servicetitan: Line
    netsuite: Line


class Budgets:
    """For one event loop; `tenants` are all that are configured, at work or not."""

    def __init__(self, tenants: Mapping[str, TenantConfig]) -> None:
        limits = limits_on(tenants)
        self._budgets = {one: Budget(smallest(named)) for one, named in limits.items()}

    def of(self, account: Account) -> Budget:
        return self._budgets[account]

    def lines(self, tenant: str, config: TenantConfig) -> Lines:
        accounts = accounts_of(config)
        return Lines(
            self.of(accounts.servicetitan).line(tenant), self.of(accounts.netsuite).line(tenant)
        )
