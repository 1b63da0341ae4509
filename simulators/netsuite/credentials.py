"""Who may call this account: OAuth 2.0 certificates and token-based access (facts: netsuite 2)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

DEMO_ACCOUNT: Final = "TSTDRV1234567"
DEMO_RSA: Final = "demo-certificate-rsa"
DEMO_EC: Final = "demo-certificate-ec"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certificate:
    """One machine-to-machine mapping: an application and the certificate it signs with."""

    client_id: str
    certificate_id: str
    """The `kid` an assertion names."""
    public_pem: str
    """PEM text of an X.509 certificate or of a public key."""


@dataclass(frozen=True)
class TokenAccess:
    """One token of token-based authentication, with the integration it belongs to."""

    consumer_key: str
    consumer_secret: str = field(repr=False)
    token_id: str
    token_secret: str = field(repr=False)


@dataclass(frozen=True)
class Credentials:
    """All that an account accepts; `account_id` as the OAuth realm spells it (`1234567_SB1`)."""

    account_id: str
    oauth2: tuple[Certificate, ...] = ()
    tba: tuple[TokenAccess, ...] = ()

    @classmethod
    def demo(cls) -> Self:
        """One client with an RSA and an EC certificate, one token; new secrets per process."""
        client, token = _demo_access()
        public = {kid: _public_pem(key) for kid, key in _demo_keys().items()}
        certificates = tuple(Certificate(client, kid, pem) for kid, pem in public.items())
        return cls(DEMO_ACCOUNT, certificates, (token,))


def demo_private_keys() -> Mapping[str, str]:
    """The private keys of `Credentials.demo()` as PEM text, by certificate id."""
    return {kid: _private_pem(key) for kid, key in _demo_keys().items()}


@cache
def _demo_keys() -> dict[str, PrivateKey]:
    return {
        DEMO_RSA: rsa.generate_private_key(public_exponent=65537, key_size=2048),
        DEMO_EC: ec.generate_private_key(ec.SECP256R1()),
    }


@cache
def _demo_access() -> tuple[str, TokenAccess]:
    client, *token = (secrets.token_hex(32) for _ in range(5))
    return client, TokenAccess(*token)


def _private_pem(key: PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _public_pem(key: PrivateKey) -> str:
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
