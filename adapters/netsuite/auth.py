"""How our calls show who makes them (facts/netsuite 2).

OAuth 2.0: a signed assertion buys an access token for an hour; there is no refresh token. Token-based
authentication buys nothing: each call carries a signature of its own.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ValidationError

from adapters.http.calls import Authorize, Call, CallFailedError, send_bare
from adapters.http.tokens import Token, TokenCache
from adapters.netsuite.credentials import OAuth2, TokenBased
from adapters.netsuite.refusals import why
from adapters.netsuite.rows import SYSTEM
from adapters.netsuite.signatures import sign
from core.ports import CredentialsRefusedError, SystemUnavailableError

Now = Callable[[], datetime]
"""The instant in UTC."""

AUTH_PATH: Final = "/services/rest/auth/oauth2/v1/token"
JWT_BEARER: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM: Final = "application/x-www-form-urlencoded"
SCOPES: Final = ["rest_webservices", "restlets"]
"""Records, and the RESTlet that merges customers (facts/netsuite 2.2)."""
ASSERTION_LIFE: Final = timedelta(minutes=5)
NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


class _TokenReply(BaseModel):
    access_token: str
    expires_in: int
    """Seconds."""


def bearer_tokens(access: OAuth2, client: httpx.AsyncClient, now: Now) -> TokenCache:
    """Access tokens bought with assertions.

    Getting one raises CredentialsRefusedError or SystemUnavailableError.
    """
    return TokenCache(lambda: _bought(access, client, now), now)


def bear(request: httpx.Request, token: str) -> None:
    request.headers["Authorization"] = f"Bearer {token}"


def no_tokens(now: Now) -> TokenCache:
    """What signed calls use in place of tokens."""

    async def fetch() -> Token:
        return Token("", NEVER)

    return TokenCache(fetch, now)


def signing(access: TokenBased, realm: str, now: Now) -> Authorize:
    return lambda request, _: sign(request, access, realm, now())


async def _bought(access: OAuth2, client: httpx.AsyncClient, now: Now) -> Token:
    url = str(client.base_url.join(AUTH_PATH))
    form = urlencode(
        {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": assertion(access, url, now()),
        }
    )
    headers = {"Content-Type": FORM, "Accept": "application/json"}
    call = Call("POST", AUTH_PATH, (), form.encode(), headers, repeatable=True)
    return _token(await _answer(client, call), now())


def assertion(access: OAuth2, token_url: str, now: datetime) -> str:
    """The JWT that asks for a token at `token_url`, signed `now` (UTC)."""
    header = {"alg": access.algorithm, "typ": "JWT", "kid": access.certificate_id}
    issued = int(now.timestamp())
    claims = {
        "iss": access.client_id,
        "scope": SCOPES,
        "aud": token_url,
        "iat": issued,
        "exp": issued + ASSERTION_LIFE // timedelta(seconds=1),
    }
    return jwt.encode(header, claims, _key(access), algorithms=[access.algorithm])


def _key(access: OAuth2) -> RSAKey | ECKey:
    """The key as it is now: a file may have been changed, or taken away, since the start."""
    try:
        return access.key()
    except ValueError as error:
        raise CredentialsRefusedError(SYSTEM, f"we cannot sign in: {error}") from error


async def _answer(client: httpx.AsyncClient, call: Call) -> httpx.Response:
    try:
        reply = await send_bare(client, call)
    except CallFailedError as error:
        raise SystemUnavailableError(SYSTEM, f"no token to be had: {error}") from error
    if reply.is_client_error:
        raise CredentialsRefusedError(SYSTEM, f"it gives us no token: {why(reply)}")
    return reply


def _token(reply: httpx.Response, now: datetime) -> Token:
    try:
        given = _TokenReply.model_validate_json(reply.content)
    except ValidationError as error:
        raise SystemUnavailableError(SYSTEM, "its token reply cannot be read") from error
    return Token(given.access_token, now + timedelta(seconds=given.expires_in))
