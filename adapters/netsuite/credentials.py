"""Who we are in a NetSuite account: a mapped certificate, or a token of the older kind.

The keys and secrets are checked when they are configured, and never shown (facts/netsuite 2).
"""

from pathlib import Path
from typing import Literal, Self

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, SecretStr, model_validator

Algorithm = Literal["PS256", "ES256"]
SMALLEST_RSA_KEY = 2048
"""Bits."""


class OAuth2(BaseModel):
    """Machine to machine: a certificate mapped in NetSuite, and its private key as PEM text."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    client_id: str
    certificate_id: str
    private_key: SecretStr | None = None
    private_key_file: Path | None = None
    algorithm: Algorithm = "PS256"

    @model_validator(mode="after")
    def _one_fitting_key(self) -> Self:
        if (self.private_key is None) == (self.private_key_file is None):
            raise ValueError("give either private_key or private_key_file")
        self.key()
        return self

    def key(self) -> RSAKey | ECKey:
        """ValueError when the private key cannot be read or does not fit `algorithm`."""
        pem = self._pem()
        try:
            key = RSAKey.import_key(pem) if self.algorithm == "PS256" else ECKey.import_key(pem)
        except (JoseError, ValueError):
            raise ValueError(f"the private key is not one for {self.algorithm}") from None
        if not key.is_private:
            raise ValueError("the private key is a public one")
        _check_strength(key)
        return key

    def _pem(self) -> str:
        if self.private_key is not None:
            return self.private_key.get_secret_value()
        assert self.private_key_file is not None
        try:
            return self.private_key_file.read_text()
        except OSError as error:
            raise ValueError(f"{self.private_key_file}: {error.strerror}") from None


class TokenBased(BaseModel):
    """Token-based authentication; NetSuite takes no new integrations of this kind from 2027.1."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    consumer_key: str
    consumer_secret: SecretStr
    token_id: str
    token_secret: SecretStr


def _check_strength(key: RSAKey | ECKey) -> None:
    if isinstance(key, ECKey) and key.curve_name != "P-256":
        raise ValueError("ES256 needs a key on the curve P-256")
    if isinstance(key, RSAKey) and key.raw_value.key_size < SMALLEST_RSA_KEY:
        raise ValueError(f"the RSA key has fewer than {SMALLEST_RSA_KEY} bits")
