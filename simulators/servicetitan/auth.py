"""Tokens and keys: who may call (facts §1).

A token lives 900 seconds by the simulator's clock and belongs to one tenant. `Authorization` is
taken with and without "Bearer"; `ST-App-Key` is needed besides.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from simulators.control.clock import SimClock
from simulators.control.vendor import Reply, Request
from simulators.servicetitan.replies import JSON, error, ok
from simulators.servicetitan.values import encoded

TOKEN_PATH: Final = "/connect/token"  # noqa: S105 - a path, not a secret
LIFETIME: Final = timedelta(seconds=900)
SCOPE: Final = (
    "tn.acc.invoices:r tn.acc.invoices:w tn.acc.invoiceitems:r tn.acc.payments:r "
    "tn.acc.payments:w tn.acc.paymenttypes:r tn.acc.taxzones:r tn.acc.glaccounts:r "
    "tn.jpm.jobs:r tn.inv.purchaseorders:r"
)


@dataclass(frozen=True)
class Credentials:
    """What the tenant's administrator and the developer portal give to an integration."""

    app_key: str = "ak1.simulated"
    client_id: str = "cid.simulated"
    client_secret: str = field(default="cs1.simulated", repr=False)


@dataclass
class Auth:
    credentials: Credentials
    clock: SimClock
    expiries: dict[str, datetime] = field(default_factory=dict)
    given_out: int = 0

    def token(self, request: Request) -> Reply:
        """`POST /connect/token`, form-encoded."""
        if request.method != "POST":
            return Reply(405)
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        if form.get("grant_type") != "client_credentials":
            return _refused("unsupported_grant_type")
        wanted = (self.credentials.client_id, self.credentials.client_secret)
        if (form.get("client_id"), form.get("client_secret")) != wanted:
            return _refused("invalid_client")
        return ok(self._granted())

    def _granted(self) -> dict[str, object]:
        self.given_out += 1
        token = f"simulated-token-{self.given_out}"
        self.expiries[token] = self.clock.now() + LIFETIME
        return {
            "access_token": token,
            "expires_in": int(LIFETIME.total_seconds()),
            "token_type": "Bearer",
            "scope": SCOPE,
        }

    def expire_all(self) -> None:
        """Every token given so far is worth nothing."""
        self.expiries.clear()

    def refusal(self, request: Request, tenant_id: int) -> Reply | None:
        """401 or 403, or None for a call that may go on."""
        if self._app_key(request) != self.credentials.app_key:
            return error(401, "Access denied: the ST-App-Key is missing or not valid.")
        if not self._holds_token(request.headers.get("authorization", "")):
            return error(401, "Access denied: the access token is missing, expired or not valid.")
        if _path_tenant(request.path) != str(tenant_id):
            return error(403, "Access denied: the access token is for another tenant.")
        return None

    def _app_key(self, request: Request) -> str | None:
        return request.headers.get("st-app-key") or request.param("servicetitanapplicationkey")

    def _holds_token(self, authorization: str) -> bool:
        token = authorization.removeprefix("Bearer ").strip()
        expiry = self.expiries.get(token)
        return expiry is not None and self.clock.now() < expiry


def _path_tenant(path: str) -> str:
    return path.split("/")[4]


def _refused(reason: str) -> Reply:
    return Reply(400, encoded({"error": reason}), JSON)
