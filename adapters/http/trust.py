"""Whom we trust: the public certificate authorities, read once and used for every connection."""

import ssl
from functools import cache

import httpx


@cache
def trust() -> ssl.SSLContext:
    """TLS verified, always."""
    return httpx.create_ssl_context()
