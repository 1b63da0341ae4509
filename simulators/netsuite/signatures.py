"""Token-based authentication: OAuth 1.0a signatures over HMAC-SHA256 (facts: netsuite 2.1).

The signature covers the method, the URL without its query, and the sorted query and `oauth_`
parameters (RFC 5849). `realm` and a JSON body are not signed.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from simulators.control.vendor import Request
from simulators.netsuite.credentials import Credentials, TokenAccess

WINDOW: Final = 300
"""Seconds a timestamp may be away from the clock; NetSuite's own tolerance is not known."""
PATH_SAFE: Final = "/:@!$&'()*+,;=~-._"
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
NEEDED: Final = frozenset(
    f"oauth_{name}"
    for name in ("consumer_key", "token", "nonce", "timestamp", "signature_method", "signature")
)


class Signatures:
    """Judges signed calls, and remembers nonces as long as their timestamps would be taken."""

    def __init__(self, credentials: Credentials) -> None:
        self._account = credentials.account_id
        self._tokens = {(t.consumer_key, t.token_id): t for t in credentials.tba}
        self._seen: dict[tuple[str, str], int] = {}
        self._forgot_at = 0

    def accepts(self, request: Request, now: int) -> bool:
        """Whether the Authorization header signs this call, now and for the first time."""
        given = header_parameters(request.headers["authorization"])
        if not given.keys() >= NEEDED or given.get("realm") != self._account:
            return False
        token = self._tokens.get((given["oauth_consumer_key"], given["oauth_token"]))
        if token is None or not _fits(given, now) or not _signed(request, given, token):
            return False
        return self._first_time(given, now)

    def _first_time(self, given: Mapping[str, str], now: int) -> bool:
        self._forget(now)
        key = (given["oauth_token"], given["oauth_nonce"])
        if key in self._seen:
            return False
        self._seen[key] = int(given["oauth_timestamp"])
        return True

    def _forget(self, now: int) -> None:
        """Drops, once per window, the nonces whose timestamps are too old to be taken again."""
        if now - self._forgot_at >= WINDOW:
            self._seen = {key: at for key, at in self._seen.items() if at >= now - WINDOW}
            self._forgot_at = now


def header_parameters(header: str) -> dict[str, str]:
    """The decoded parameters of an `OAuth` header; empty when it repeats one or is malformed."""
    _, _, listed = header.partition(" ")
    pairs = [part.strip().partition("=") for part in listed.split(",")]
    names = [name for name, _, _ in pairs]
    if len(set(names)) < len(names):
        return {}
    return {name: unquote(value.strip('"')) for name, _, value in pairs}


def signature(
    method: str, url: str, parameters: Iterable[tuple[str, str]], token: TokenAccess
) -> str:
    """The base64 HMAC-SHA256 of a call; `parameters` are decoded, without realm and signature."""
    text = "&".join(map(_escaped, (method.upper(), url, _normalized(parameters))))
    key = f"{_escaped(token.consumer_secret)}&{_escaped(token.token_secret)}"
    return b64encode(hmac.digest(key.encode(), text.encode(), sha256)).decode()


def base_url(origin: str, path: str) -> str:
    """Scheme and host in lower case, no default port, no query; the path encoded as it was sent."""
    parts = urlsplit(origin)
    host = (parts.hostname or "").lower()
    if parts.port not in (None, DEFAULT_PORTS.get(parts.scheme)):
        host = f"{host}:{parts.port}"
    return f"{parts.scheme}://{host}{quote(path or '/', safe=PATH_SAFE)}"


def _fits(given: Mapping[str, str], now: int) -> bool:
    timestamp = given["oauth_timestamp"]
    return (
        given["oauth_signature_method"] == "HMAC-SHA256"
        and given.get("oauth_version", "1.0") == "1.0"
        and timestamp.isdecimal()
        and abs(int(timestamp) - now) <= WINDOW
    )


def _signed(request: Request, given: Mapping[str, str], token: TokenAccess) -> bool:
    signed = [(k, v) for k, v in given.items() if k not in ("realm", "oauth_signature")]
    url = base_url(request.origin, request.path)
    expected = signature(request.method, url, [*request.query, *signed], token)
    return hmac.compare_digest(expected.encode(), given["oauth_signature"].encode())


def _normalized(parameters: Iterable[tuple[str, str]]) -> str:
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in parameters)
    return "&".join(f"{name}={value}" for name, value in pairs)


def _escaped(text: str) -> str:
    return quote(text, safe="~")
