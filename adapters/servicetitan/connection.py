"""How we reach one ServiceTitan tenant: addresses, credentials, tokens, budget.

Source: facts/servicetitan 1 (hosts, token, headers) and 2.1 (60 calls in a second).
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError

from adapters.http.budget import Budget, Limits
from adapters.http.calls import TIMEOUT, Call, Caller, CallFailedError, Limit, send_bare
from adapters.http.client import Client
from adapters.http.tokens import Token, TokenCache
from adapters.http.trust import trust
from adapters.servicetitan.field_service import ServiceTitanFieldService
from adapters.servicetitan.lists import PAGE_SIZE, SYSTEM, Api
from core.ports import CredentialsRefusedError, SystemUnavailableError

IN_FLIGHT: Final = 16
"""Calls at once: no limit is documented, but at least one resource minds many (facts 2.1)."""

_REFUSED: Final = (
    httpx.codes.BAD_REQUEST,
    httpx.codes.UNAUTHORIZED,
    httpx.codes.FORBIDDEN,
)


class ServiceTitanConnection(BaseModel):
    """One tenant in one environment, production unless the addresses say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    api_url: HttpUrl = HttpUrl("https://api.servicetitan.io")
    auth_url: HttpUrl = HttpUrl("https://auth.servicetitan.io")
    tenant_id: int
    app_key: SecretStr
    client_id: str
    client_secret: SecretStr
    calls_per_second: int = Field(default=60, ge=1)

    @property
    def limits(self) -> Limits:
        return Limits(IN_FLIGHT, self.calls_per_second)


def client(
    connection: ServiceTitanConnection, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """The HTTP client that `connect` needs; whoever makes it closes it."""
    return Client(
        base_url=str(connection.api_url),
        timeout=TIMEOUT,
        follow_redirects=False,
        verify=trust(),
        transport=transport,
    )


def connect(
    connection: ServiceTitanConnection,
    client: httpx.AsyncClient,
    now: Callable[[], datetime],
    page_size: int = PAGE_SIZE,
    limit: Limit | None = None,
) -> ServiceTitanFieldService:
    """The tenant as a FieldService. `now` is UTC; nothing is asked before the first call.

    `limit` is its part in the budget that it shares with others; else it has one for itself.
    """
    caller = Caller(
        client,
        TokenCache(_token_fetcher(connection, client, now), now),
        _authorizer(connection.app_key),
        limit or Budget(connection.limits).line(str(connection.tenant_id)),
    )
    return ServiceTitanFieldService(Api(caller, connection.tenant_id, page_size))


def _authorizer(app_key: SecretStr) -> Callable[[httpx.Request, str], None]:
    def authorize(request: httpx.Request, token: str) -> None:
        request.headers["Authorization"] = f"Bearer {token}"
        request.headers["ST-App-Key"] = app_key.get_secret_value()

    return authorize


def _token_fetcher(
    connection: ServiceTitanConnection, client: httpx.AsyncClient, now: Callable[[], datetime]
) -> Callable[[], Awaitable[Token]]:
    async def fetch() -> Token:
        asked_at = now()
        try:
            reply = await send_bare(client, _token_call(connection))
        except CallFailedError as error:
            raise SystemUnavailableError(SYSTEM, f"no access token: {error}") from error
        return _token(reply, asked_at)

    return fetch


def _token_call(connection: ServiceTitanConnection) -> Call:
    form = {
        "grant_type": "client_credentials",
        "client_id": connection.client_id,
        "client_secret": connection.client_secret.get_secret_value(),
    }
    return Call(
        "POST",
        f"{str(connection.auth_url).rstrip('/')}/connect/token",
        body=urlencode(form).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        repeatable=True,
    )


class _TokenReply(BaseModel):
    access_token: str = Field(min_length=1)
    expires_in: int
    """Seconds."""


def _token(reply: httpx.Response, asked_at: datetime) -> Token:
    if reply.status_code in _REFUSED:
        raise CredentialsRefusedError(
            SYSTEM, "does not accept the client id and client secret; check both"
        )
    if not reply.is_success:
        raise SystemUnavailableError(SYSTEM, f"asked for a token, answered {reply.status_code}")
    try:
        given = _TokenReply.model_validate(json.loads(reply.content))
    except (ValueError, ValidationError):
        raise SystemUnavailableError(SYSTEM, "asked for a token, sent something else") from None
    return Token(given.access_token, asked_at + timedelta(seconds=given.expires_in))
