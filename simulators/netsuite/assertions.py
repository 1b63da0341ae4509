"""Client assertions: the JWT with which a machine asks for an access token (facts: netsuite 2.2).

Signed with RSA-PSS or ECDSA by the key of a certificate mapped in the account;
RSA PKCS#1 v1.5 (RS256) is rejected.
"""

from collections.abc import Mapping
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import extract_compact

from simulators.netsuite.credentials import Certificate, Credentials

RSA_ALGORITHMS: Final = ("PS256", "PS384", "PS512")
EC_ALGORITHMS: Final = ("ES256", "ES384", "ES512")
SCOPES: Final = frozenset({"rest_webservices", "restlets", "suite_analytics"})
LONGEST_LIFE: Final = 3600
"""Seconds between `iat` and `exp`; Oracle's own sample uses all of them."""
SKEW: Final = 60
"""Seconds a client's clock may be ahead; our choice."""
SMALLEST_RSA_KEY: Final = 2048


class BadAssertionError(ValueError):
    """Not accepted: an OAuth error code and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def verify(assertion: str, credentials: Credentials, token_url: str, now: int) -> frozenset[str]:
    """The scopes asked for; BadAssertionError when they cannot be granted. `now`: epoch seconds."""
    certificate = _certificate(_header(assertion), credentials)
    claims = _claims(assertion, certificate)
    _check_parties(claims, certificate, token_url)
    _check_times(claims, now)
    return _scopes(claims.get("scope"))


def _header(assertion: str) -> Mapping[str, Any]:
    try:
        return extract_compact(assertion.encode()).headers()
    except (JoseError, ValueError) as error:
        raise BadAssertionError("invalid_client", "the assertion is not a signed JWT") from error


def _certificate(header: Mapping[str, Any], credentials: Credentials) -> Certificate:
    if header.get("typ", "JWT") != "JWT":
        raise BadAssertionError("invalid_client", "typ is not JWT")
    if header.get("alg") not in RSA_ALGORITHMS + EC_ALGORITHMS:
        raise BadAssertionError("invalid_client", f"alg {header.get('alg')} is not accepted")
    for certificate in credentials.oauth2:
        if certificate.certificate_id == header.get("kid"):
            return certificate
    raise BadAssertionError("invalid_client", "no certificate has this kid")


def _claims(assertion: str, certificate: Certificate) -> dict[str, Any]:
    key = _key(certificate.public_pem)
    algorithms = RSA_ALGORITHMS if isinstance(key, RSAKey) else EC_ALGORITHMS
    try:
        return jwt.decode(assertion, key, algorithms=list(algorithms)).claims
    except (JoseError, ValueError) as error:
        raise BadAssertionError("invalid_client", "the signature does not verify") from error


def _key(pem: str) -> RSAKey | ECKey:
    public = _public_key(pem.encode())
    if isinstance(public, EllipticCurvePublicKey):
        return ECKey.import_key(public)
    assert isinstance(public, RSAPublicKey), public
    if public.key_size < SMALLEST_RSA_KEY:
        raise BadAssertionError("invalid_client", "the RSA key is shorter than 2048 bits")
    return RSAKey.import_key(public)


def _public_key(pem: bytes) -> object:
    if b"BEGIN CERTIFICATE" in pem:
        return load_pem_x509_certificate(pem).public_key()
    return load_pem_public_key(pem)


def _check_parties(claims: dict[str, Any], certificate: Certificate, token_url: str) -> None:
    if claims.get("iss") != certificate.client_id:
        raise BadAssertionError("invalid_client", "iss is not the client of this certificate")
    if claims.get("aud") not in (token_url, [token_url]):
        raise BadAssertionError("invalid_client", f"aud is not {token_url}")


def _check_times(claims: dict[str, Any], now: int) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        raise BadAssertionError("invalid_client", "iat and exp are whole seconds")
    if not 0 < expires - issued <= LONGEST_LIFE:
        raise BadAssertionError("invalid_client", "exp is more than 60 minutes after iat")
    if expires <= now:
        raise BadAssertionError("invalid_client", "the assertion has expired")
    if issued > now + SKEW:
        raise BadAssertionError("invalid_client", "the assertion comes from the future")


def _scopes(scope: object) -> frozenset[str]:
    """A JSON array, as in Oracle's sample, or names parted by commas or spaces."""
    names = scope.replace(",", " ").split() if isinstance(scope, str) else scope
    if not isinstance(names, list) or not names or any(name not in SCOPES for name in names):
        raise BadAssertionError(
            "invalid_scope", f"scope is not some of {', '.join(sorted(SCOPES))}"
        )
    return frozenset(names)
