"""Both simulated vendors, and what people do and see there, through their control planes."""

import json
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from adapters.compose.simulation import TENANT, Simulation
from simulators.control.plane import control
from simulators.control.vendor import Request, Vendor

PAST_THE_WINDOW: Final = 16 * 60
"""Seconds after which NetSuite commits nothing any more."""

Json = Any


@dataclass
class Vendors:
    """Both vendors, and what people do and see there."""

    sim: Simulation
    _account_ids: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def servicetitan(self, method: str, path: str, body: Json = None) -> Json:
        return asked(self.sim.servicetitan, method, path, body)

    def netsuite(self, method: str, path: str, body: Json = None) -> Json:
        return asked(self.sim.netsuite, method, path, body)

    def act(self, action: str, **body: Json) -> Json:
        """What a person does in ServiceTitan."""
        return self.servicetitan("POST", f"actions/{action}", body)

    def act_in_netsuite(self, action: str, **body: Json) -> Json:
        return self.netsuite("POST", f"actions/{action}", body)

    def spoil(self, system: str, *faults: dict[str, Any]) -> None:
        """Lay faults on `servicetitan` or `netsuite`."""
        vendor = self.servicetitan if system == "servicetitan" else self.netsuite
        vendor("POST", "faults", list(faults))

    def mend(self) -> None:
        self.servicetitan("DELETE", "faults")
        self.netsuite("DELETE", "faults")

    @property
    def transactions(self) -> list[Json]:
        """NetSuite's, as its own ledger has them."""
        found: list[Json] = self.netsuite("GET", "ledger/transactions")
        return found

    def records(self, space: str) -> list[Json]:
        """NetSuite's records of one space of internal ids."""
        found: list[Json] = self.netsuite("GET", f"records/{space}")
        return found

    def account_id(self, number: str) -> str:
        """The id of one of NetSuite's accounts, which it keeps."""
        if number not in self._account_ids:
            rows = self.records("account")
            self._account_ids = {row["fields"].get("acctNumber"): row["id"] for row in rows}
        return self._account_ids[number]

    @property
    def state(self) -> tuple[Json, Json]:
        """All that ServiceTitan and NetSuite remember."""
        return self.servicetitan("GET", "state"), self.netsuite("GET", "state")

    def to_export(self) -> list[Json]:
        """Invoices and payments of ServiceTitan that are posted and not exported."""
        state = self.servicetitan("GET", "state")
        rows = (*state["invoices"].values(), *state["payments"].values())
        return [row for row in rows if row["sync_status"] == "Posted"]


def asked(vendor: Vendor, method: str, path: str, body: Json = None) -> Json:
    """The answer of a vendor's control plane."""
    content = b"" if body is None else json.dumps(body).encode()
    where, _, query = path.partition("?")
    asked_for = tuple(parse_qsl(query))
    reply = control(vendor, Request(method, f"/_sim/{where}", asked_for, body=content))
    assert reply.status == 200, (path, reply.body)
    return json.loads(reply.body)


def without_segments(given: dict[str, Any], refund_payment_type: str) -> dict[str, Any]:
    """A configuration whose business units map to a subsidiary alone, and that pays refunds."""
    tenant = given["tenants"][TENANT]
    for unit in tenant["business_units"].values():
        for segment in ("department", "class", "location"):
            unit.pop(segment, None)
    tenant |= {"check_refund_payment_type": refund_payment_type, "automated_refunds": True}
    return given
