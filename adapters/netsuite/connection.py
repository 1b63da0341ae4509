"""How to reach one NetSuite account, and as whom (facts/netsuite 1.1, 2, 3.2)."""

import asyncio
from functools import partial
from typing import Final, Literal, Self
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from adapters.http.budget import Budget, Limits
from adapters.http.calls import Caller, Limit
from adapters.http.client import Client
from adapters.http.connections import OwnConnections
from adapters.http.trust import trust
from adapters.netsuite.auth import Now, bear, bearer_tokens, no_tokens, signing
from adapters.netsuite.batch_writes import MOST_RECORDS
from adapters.netsuite.batches import Batches
from adapters.netsuite.books import NetSuiteBooks, write_alone
from adapters.netsuite.credentials import OAuth2, TokenBased
from adapters.netsuite.jobs import Sleep
from adapters.netsuite.sender import Sender

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
CONNECT_SECONDS: Final = 10
WRITE_SECONDS: Final = 60
WRITES_TOGETHER: Final = 500
"""How many writes are prepared side by side, so that batches fill, and NetSuite has some seconds of work
while we look at what is done."""


class NetSuiteConnection(BaseModel):
    """`account_id` as NetSuite shows it (`1234567_SB1`); `oauth2`, `tba`, or both.

    `auth` says which is used; OAuth 2.0 where both are given and it says nothing.

    `slots` bounds the calls in flight of all tenants on the account, which shares its limit with
    every other integration.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    account_id: str = Field(pattern=r"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)?$")
    base_url: str = ""
    auth: Literal["oauth2", "tba"] | None = None
    oauth2: OAuth2 | None = None
    tba: TokenBased | None = None
    slots: PositiveInt = 10
    timeout: PositiveInt = 120
    """Seconds to wait for a reply."""
    write_in_batches: bool = True
    """New records of one type go out together, as NetSuite's asynchronous jobs."""
    smallest_batch: PositiveInt = Field(20, le=MOST_RECORDS)
    """Records; fewer that are ready at the same time go one by one."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.oauth2 is None and self.tba is None:
            raise ValueError("give oauth2 or tba")
        if self.auth is not None and getattr(self, self.auth) is None:
            raise ValueError(f"auth is {self.auth}, but {self.auth} is not given")
        if not _is_safe(self.url):
            raise ValueError("base_url must be https")
        return self

    @property
    def limits(self) -> Limits:
        return Limits(self.slots)

    @property
    def concurrency(self) -> int:
        """How many writes may be on their way; a batch holds many, in one slot."""
        return max(self.slots, WRITES_TOGETHER) if self.write_in_batches else self.slots

    @property
    def url(self) -> str:
        """Without a slash at its end."""
        return self._host("suitetalk")

    @property
    def restlets_url(self) -> str:
        """RESTlets have a host of their own, unless `base_url` is given (facts/netsuite 1.1)."""
        return self._host("restlets")

    def _host(self, service: str) -> str:
        account = self.account_id.lower().replace("_", "-")
        return (self.base_url or f"https://{account}.{service}.api.netsuite.com").rstrip("/")

    @property
    def realm(self) -> str:
        return self.account_id.upper().replace("-", "_")


def client(
    connection: NetSuiteConnection, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """The HTTP client to close when done; `transport` in place of the network."""
    timeout = httpx.Timeout(
        connect=CONNECT_SECONDS, read=connection.timeout, write=WRITE_SECONDS, pool=None
    )
    mounts = None if transport else {"all://": OwnConnections()}
    return Client(
        base_url=connection.url,
        timeout=timeout,
        transport=transport,
        mounts=mounts,
        verify=trust(),
    )


def connect(
    connection: NetSuiteConnection,
    client: httpx.AsyncClient,
    now: Now,
    sleep: Sleep = asyncio.sleep,
    limit: Limit | None = None,
) -> NetSuiteBooks:
    """The books behind this connection; `now` gives the instant in UTC, `sleep` waits seconds.

    `limit` is the tenant's part in its account's budget; else it has the account for itself.
    """
    through = sender(connection, client, now, limit)
    alone = partial(write_alone, through)
    batches = Batches(through, sleep, alone, connection.smallest_batch)
    together = batches if connection.write_in_batches else None
    return NetSuiteBooks(connection.account_id, through, connection.restlets_url, together)


def sender(
    connection: NetSuiteConnection, client: httpx.AsyncClient, now: Now, limit: Limit | None = None
) -> Sender:
    """What all calls of one connection go through: one budget, one token."""
    alone = Budget(connection.limits).line(connection.account_id)
    return Sender(_caller(connection, client, now, limit or alone))


def _caller(
    connection: NetSuiteConnection, client: httpx.AsyncClient, now: Now, limit: Limit
) -> Caller:
    if connection.oauth2 is not None and connection.auth != "tba":
        tokens = bearer_tokens(connection.oauth2, client, now)
        return Caller(client, tokens, bear, limit)
    assert connection.tba is not None
    sign = signing(connection.tba, connection.realm, now)
    return Caller(client, no_tokens(now), sign, limit)


def _is_safe(url: str) -> bool:
    """Secrets travel encrypted, or not off this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
