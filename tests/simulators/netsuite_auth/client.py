"""What a client of the account sends: assertions and signed calls, right unless told otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from simulators.control.clock import SimClock
from simulators.control.vendor import Request
from simulators.netsuite.auth import (
    FORM,
    JWT_BEARER,
    TOKEN_PATH,
    Credentials,
    Gate,
    TokenAccess,
    demo_private_keys,
)
from simulators.netsuite.credentials import DEMO_RSA
from simulators.netsuite.signatures import signature

NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOW: Final = int(NOON.timestamp())
ORIGIN: Final = "https://tstdrv1234567.suitetalk.api.netsuite.com"
TOKEN_URL: Final = ORIGIN + TOKEN_PATH
CREDENTIALS: Final = Credentials.demo()
CLIENT: Final = CREDENTIALS.oauth2[0].client_id
TOKEN: Final = CREDENTIALS.tba[0]


def gate(credentials: Credentials = CREDENTIALS) -> Gate:
    clock = SimClock()
    clock.set(NOON, frozen=True)
    return Gate(credentials, clock)


def assertion(
    alg: str = "PS256",
    kid: str = DEMO_RSA,
    pem: str | None = None,
    typ: str = "JWT",
    **claims: Any,
) -> str:
    pem = pem or demo_private_keys().get(kid) or demo_private_keys()[DEMO_RSA]
    key = ECKey.import_key(pem) if alg.startswith("ES") else RSAKey.import_key(pem)
    said: dict[str, Any] = {
        "iss": CLIENT,
        "aud": TOKEN_URL,
        "scope": ["restlets", "rest_webservices"],
    }
    said |= {"iat": NOW, "exp": NOW + 3600, **claims}
    header = {"alg": alg, "kid": kid, "typ": typ}
    return jwt.encode(header, said, key, algorithms=[alg])


def token_request(client_assertion: str, **form: str) -> Request:
    fields = {
        "grant_type": "client_credentials",
        "client_assertion_type": JWT_BEARER,
        "client_assertion": client_assertion,
        **form,
    }
    headers = {"content-type": FORM}
    return Request("POST", TOKEN_PATH, (), headers, urlencode(fields).encode(), ORIGIN)


def bearing(token: str) -> Request:
    headers = {"authorization": f"Bearer {token}"}
    return Request("GET", "/services/rest/record/v1/invoice/7", headers=headers, origin=ORIGIN)


def call(
    method: str = "POST",
    path: str = "/services/rest/query/v1/suiteql",
    query: tuple[tuple[str, str], ...] = (("limit", "1000"), ("offset", "0")),
    origin: str = ORIGIN,
) -> Request:
    return Request(method, path, query, {}, b'{"q": "SELECT 1"}', origin)


def signed(
    request: Request,
    token: TokenAccess = TOKEN,
    realm: str = CREDENTIALS.account_id,
    said: Mapping[str, str] = MappingProxyType({}),
) -> Request:
    oauth = {
        "oauth_consumer_key": token.consumer_key,
        "oauth_token": token.token_id,
        "oauth_nonce": "nonce-1",
        "oauth_timestamp": str(NOW),
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_version": "1.0",
        **said,
    }
    url = request.origin + request.path
    oauth["oauth_signature"] = signature(
        request.method, url, [*request.query, *oauth.items()], token
    )
    listed = ", ".join(f'{name}="{quote(value, safe="~")}"' for name, value in oauth.items())
    return replace(request, headers={"authorization": f'OAuth realm="{realm}", {listed}'})
