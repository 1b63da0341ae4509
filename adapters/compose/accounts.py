"""The vendors' accounts that tenants are on: whose limits are counted together.

NetSuite counts the calls in flight of an account (facts/netsuite 3.2), ServiceTitan the calls in a
second of an application and tenant (facts/servicetitan 2.1); Crossfoot is one application.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from adapters.config import TenantConfig
from adapters.http.budget import Limits
from adapters.netsuite.connection import NetSuiteConnection
from adapters.servicetitan.connection import ServiceTitanConnection

NETSUITE: Final = "NetSuite"
SERVICETITAN: Final = "ServiceTitan"


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """`number` as the system shows it; `host` tells test systems apart."""

    system: str
    number: str
    host: str

    def __str__(self) -> str:
        return f"{self.system} {self.number} at {self.host}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of one tenant."""

    servicetitan: Account
    netsuite: Account


def accounts_of(config: TenantConfig) -> Accounts:
    return Accounts(
        Account(SERVICETITAN, str(config.servicetitan.tenant_id), _host(config.servicetitan)),
        Account(NETSUITE, config.netsuite.realm, _host(config.netsuite)),
    )


def limits_on(tenants: Mapping[str, TenantConfig]) -> dict[Account, dict[str, Limits]]:
    """What each tenant names for each account that it is on."""
    found = dict[Account, dict[str, Limits]]()
    for name, config in tenants.items():
        accounts = accounts_of(config)
        found.setdefault(accounts.servicetitan, {})[name] = config.servicetitan.limits
        found.setdefault(accounts.netsuite, {})[name] = config.netsuite.limits
    return found


def smallest(limits: Mapping[str, Limits]) -> Limits:
    """What holds for an account of which tenants name different limits."""
    return min(limits.values(), key=lambda one: one.shared)


def _host(connection: NetSuiteConnection | ServiceTitanConnection) -> str:
    url = connection.url if isinstance(connection, NetSuiteConnection) else str(connection.api_url)
    found = httpx.URL(url)
    return f"{found.host}:{found.port}" if found.port else found.host
