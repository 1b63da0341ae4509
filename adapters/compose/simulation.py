"""The vendors, simulated, and a configuration that reaches them.

Only here do the product and its simulators meet: the simulators know nothing of the product, so the
custom objects it needs are installed in the simulated account as its SuiteApp would.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.compose.tenants import Transports
from adapters.netsuite.objects import AVAILABLE, install
from simulators.contractor import contractor, month
from simulators.contractor.company import SHRINKAGE
from simulators.control.clock import SimClock
from simulators.control.plane import control
from simulators.control.vendor import Request, Vendor
from simulators.control.wire import InMemoryTransport, VendorApp, app
from simulators.netsuite.auth import Credentials, Gate, demo_private_keys
from simulators.netsuite.credentials import DEMO_EC
from simulators.netsuite.netsuite import NetSuite
from simulators.netsuite.suiteql import Query
from simulators.servicetitan import ServiceTitan

TENANT: Final = "demo"
IN_MEMORY: Final = "http://localhost"
TAX: Final = {"code": "1", "type": "1"}
"""The simulated account's own tax code and tax type."""
OF_A_MONTH: Final = {
    "automated_refunds": True,
    "check_refund_payment_type": "Check Refund",
    "inventory_adjustment_account": SHRINKAGE,
}
"""What the tenant of a generated month chooses."""


class SimulationError(Exception):
    """What was to be loaded does not fit; the text is the simulator's."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """One NetSuite account and one ServiceTitan tenant, with the wire in front of each."""

    servicetitan: ServiceTitan
    netsuite: NetSuite
    mapping: dict[str, Any] = field(default_factory=dict)
    netsuite_url: str | None = None

    @property
    def apps(self) -> tuple[VendorApp, VendorApp]:
        """ServiceTitan's and NetSuite's; the latter checks signatures by its public URL."""
        return app(self.servicetitan), app(self.netsuite, self.netsuite_url)

    def transports(self) -> Transports:
        """Both vendors in memory, over httpx's transport."""
        return Transports(*(InMemoryTransport(one) for one in self.apps))

    def load(self, data: dict[str, Any]) -> None:
        """A data file: `servicetitan`, `netsuite` and `mapping`, each part optional."""
        _told(self.netsuite, "load", data.get("netsuite", {}))
        _told(self.servicetitan, "load", data.get("servicetitan", {}))
        numbers = [one["number"] for one in data.get("servicetitan", {}).get("glAccounts", ())]
        make_available(self.netsuite, numbers)
        self.mapping.update(data.get("mapping", {}))


def simulation(
    clock: SimClock | None = None,
    calls_per_second: int | None = 60,
    concurrency: int | None = 15,
    netsuite_url: str | None = None,
) -> Simulation:
    """Both vendors on one clock, empty but for NetSuite's own set-up and our custom objects."""
    clock = clock or SimClock()
    books = netsuite_account(clock, concurrency)
    tenant = ServiceTitan(clock=clock, calls_per_second=calls_per_second)
    return Simulation(tenant, books, {}, netsuite_url)


def netsuite_account(clock: SimClock, concurrency: int | None = 15) -> NetSuite:
    """An account with its gate, its query engine and Crossfoot's custom objects."""
    credentials = Credentials.demo()
    gate = Gate(credentials, clock)
    books = NetSuite(credentials.account_id, gate=gate, clock=clock, concurrency=concurrency)
    books.query = Query(books.tables, lambda: books.version)
    _told(books, "install", install())
    return books


def make_available(books: NetSuite, numbers: list[str]) -> None:
    """Mark the accounts with these numbers *Available to ServiceTitan*, as a controller would."""
    company = books.company
    ids = (company.state.names.get(("account number", number)) for number in numbers)
    rows = [{"id": one, AVAILABLE: True} for one in ids if one is not None]
    _told(books, "load", {"accounts": rows})


def generated(seed: int, documents: int) -> dict[str, Any]:
    """A contractor's autumn as a data file, the same for the same seed."""
    return contractor(seed, documents)


def generated_month(seed: int, invoices: int) -> dict[str, Any]:
    """A contractor's whole month as a data file, the same for the same seed."""
    data = month(seed, invoices)
    return {**data, "mapping": {**data["mapping"], "settings": dict(OF_A_MONTH)}}


def configuration(
    sim: Simulation,
    servicetitan_url: str = IN_MEMORY,
    netsuite_url: str = IN_MEMORY,
    tenant: str = TENANT,
) -> dict[str, Any]:
    """The content of a `crossfoot.toml` that reaches the simulation, with every credential."""
    units = sim.mapping.get("businessUnits", ())
    return {
        "tenants": {
            tenant: {
                "tax": dict(TAX),
                **sim.mapping.get("settings", {}),
                "servicetitan": _servicetitan(sim.servicetitan, servicetitan_url),
                "netsuite": _netsuite(sim.netsuite, netsuite_url),
                "business_units": {
                    str(unit["id"]): {"subsidiary": str(unit["subsidiaryId"])} for unit in units
                },
            }
        }
    }


def _servicetitan(tenant: ServiceTitan, url: str) -> dict[str, Any]:
    credentials = tenant.credentials
    return {
        "api_url": url,
        "auth_url": url,
        "tenant_id": tenant.tenant.id,
        "app_key": credentials.app_key,
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }


def _netsuite(books: NetSuite, url: str) -> dict[str, Any]:
    credentials = Credentials.demo()
    certificate = next(one for one in credentials.oauth2 if one.certificate_id == DEMO_EC)
    token = credentials.tba[0]
    return {
        "account_id": books.account_id,
        "base_url": url,
        "auth": "oauth2",
        "oauth2": {
            "client_id": certificate.client_id,
            "certificate_id": certificate.certificate_id,
            "private_key": demo_private_keys()[DEMO_EC],
            "algorithm": "ES256",
        },
        "tba": {
            "consumer_key": token.consumer_key,
            "consumer_secret": token.consumer_secret,
            "token_id": token.token_id,
            "token_secret": token.token_secret,
        },
    }


def _told(vendor: Vendor, what: str, body: Any) -> None:
    reply = control(vendor, Request("POST", f"/_sim/{what}", body=json.dumps(body).encode()))
    if reply.status != 200:
        raise SimulationError(reply.body.decode())
