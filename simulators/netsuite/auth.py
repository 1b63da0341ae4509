"""The gate of a NetSuite account: who asks, and with what (facts: netsuite 2 and 3.1).

OAuth 2.0: a client assertion buys an access token for 60 minutes; there is no refresh token. It
opens what its scopes say: `restlets` the RESTlets, `rest_webservices` everything else.
Token-based authentication: every call carries its own signature.
"""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qs

from simulators.control.clock import SimClock
from simulators.control.vendor import Reply, Request
from simulators.netsuite.assertions import BadAssertionError, verify
from simulators.netsuite.credentials import (
    Certificate,
    Credentials,
    TokenAccess,
    demo_private_keys,
)
from simulators.netsuite.restlet_errors import RESTLET_PATH, invalid_login, said_no
from simulators.netsuite.signatures import Signatures

TOKEN_PATH: Final = "/services/rest/auth/oauth2/v1/token"  # noqa: S105  a path, not a secret
TOKEN_LIFE: Final = timedelta(minutes=60)
JWT_BEARER: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Grant:
    """What an access token opens, and until when (UTC)."""

    scopes: frozenset[str]
    ends: datetime


class Gate:
    """Hands out access tokens and turns away calls that show neither a token nor a signature."""

    def __init__(self, credentials: Credentials, clock: SimClock) -> None:
        self.credentials = credentials
        self.clock = clock
        self._signatures = Signatures(credentials)
        self._live: dict[str, Grant] = {}

    def token(self, request: Request) -> Reply:
        """The answer to `POST /services/rest/auth/oauth2/v1/token`."""
        if request.method != "POST":
            return Reply(405, headers={"allow": "POST"})
        try:
            scopes = self._verify(request)
        except BadAssertionError as refusal:
            return _oauth_error(refusal.code, str(refusal))
        return self._granted(scopes)

    def refusal(self, request: Request) -> Reply | None:
        """None when the call may go on, else 401 INVALID_LOGIN."""
        scheme = request.headers.get("authorization", "").partition(" ")[0].lower()
        judge = {"bearer": self._bears_token, "oauth": self._is_signed}.get(scheme)
        if judge is not None and judge(request):
            return None
        return self._invalid_login(scheme, request.path)

    def expire_all(self) -> None:
        """Every access token handed out so far is dead; the next call with one gets 401."""
        self._live.clear()

    def _verify(self, request: Request) -> frozenset[str]:
        form = _form(request)
        token_url = request.origin + request.path
        return verify(form["client_assertion"], self.credentials, token_url, self._seconds())

    def _granted(self, scopes: frozenset[str]) -> Reply:
        now = self.clock.now()
        self._live = {token: grant for token, grant in self._live.items() if grant.ends > now}
        token = secrets.token_urlsafe(48)
        self._live[token] = Grant(scopes, now + TOKEN_LIFE)
        body = {"access_token": token, "expires_in": "3600", "token_type": "bearer"}
        return _json(200, body, {"cache-control": "no-store"})

    def _bears_token(self, request: Request) -> bool:
        token = request.headers["authorization"].partition(" ")[2].strip()
        grant = self._live.get(token)
        if grant is None or grant.ends <= self.clock.now():
            return False
        return _scope_of(request.path) in grant.scopes

    def _is_signed(self, request: Request) -> bool:
        return self._signatures.accepts(request, self._seconds())

    def _seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def _invalid_login(self, scheme: str, path: str) -> Reply:
        challenge = f'OAuth realm="{self.credentials.account_id}"'
        if scheme != "oauth":
            challenge = f'Bearer realm="{self.credentials.account_id}", error="invalid_token"'
        if path == RESTLET_PATH:
            refused = said_no(invalid_login())
            return replace(refused, headers={**refused.headers, "www-authenticate": challenge})
        return _json(401, INVALID_LOGIN, {"www-authenticate": challenge})


INVALID_LOGIN: Final = {
    "type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.2",
    "title": "Unauthorized",
    "status": 401,
    "o:errorDetails": [
        {
            "detail": "Invalid login attempt. For more details, see the Login Audit Trail in the"
            " NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.",
            "o:errorCode": "INVALID_LOGIN",
        }
    ],
}


def _scope_of(path: str) -> str:
    return "restlets" if path == RESTLET_PATH else "rest_webservices"


def _form(request: Request) -> dict[str, str]:
    """The token request's fields; BadAssertionError when it is not a client credentials request."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise BadAssertionError("invalid_request", f"the request is not {FORM}")
    fields = parse_qs(request.body.decode("latin-1"))
    form = {name: values[0] for name, values in fields.items() if len(values) == 1}
    if "grant_type" not in form or "client_assertion" not in form:
        raise BadAssertionError("invalid_request", "grant_type or client_assertion is missing")
    if form["grant_type"] != "client_credentials":
        raise BadAssertionError("unsupported_grant_type", "only client_credentials is simulated")
    if form.get("client_assertion_type") != JWT_BEARER:
        raise BadAssertionError("invalid_request", f"client_assertion_type is not {JWT_BEARER}")
    return form


def _oauth_error(code: str, why: str) -> Reply:
    status = 401 if code == "invalid_client" else 400
    return _json(status, {"error": code, "error_description": why}, {"cache-control": "no-store"})


def _json(status: int, body: object, headers: dict[str, str]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"content-type": "application/json", **headers})


__all__ = ["Certificate", "Credentials", "Gate", "TokenAccess", "demo_private_keys"]
