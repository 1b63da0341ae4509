"""Token-based authentication: OAuth 1.0a with HMAC-SHA256 (facts/netsuite 2.1).

The method, the URL and its query are signed, a JSON body is not. Every try has a nonce of its own.
"""

import hmac
import secrets
from base64 import b64encode
from datetime import datetime
from typing import Final

import httpx
from authlib.oauth1.rfc5849.parameters import prepare_headers
from authlib.oauth1.rfc5849.signature import construct_base_string
from authlib.oauth1.rfc5849.util import escape

from adapters.netsuite.credentials import TokenBased

METHOD: Final = "HMAC-SHA256"
Parameters = list[tuple[str, str]]


def sign(request: httpx.Request, access: TokenBased, realm: str, now: datetime) -> None:
    """Put a signature made `now` (UTC) on the request; `realm` is the account id."""
    parameters = _parameters(access, now)
    signed = [*parameters, ("oauth_signature", _signature(request, access, parameters))]
    request.headers["Authorization"] = prepare_headers(signed, {}, realm)["Authorization"]


def _parameters(access: TokenBased, now: datetime) -> Parameters:
    return [
        ("oauth_consumer_key", access.consumer_key),
        ("oauth_token", access.token_id),
        ("oauth_nonce", secrets.token_hex(16)),
        ("oauth_timestamp", str(int(now.timestamp()))),
        ("oauth_signature_method", METHOD),
        ("oauth_version", "1.0"),
    ]


def _signature(request: httpx.Request, access: TokenBased, parameters: Parameters) -> str:
    query = request.url.params.multi_items()
    escaped = [(name, escape(value)) for name, value in parameters]
    text: str = construct_base_string(request.method, str(request.url), [*query, *escaped])
    both = (access.consumer_secret, access.token_secret)
    key = "&".join(escape(secret.get_secret_value()) for secret in both)
    return b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()
