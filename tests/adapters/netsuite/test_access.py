"""Both ways in work, survive an expired token, and say plainly when we are not let in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import RSAKey

from adapters.netsuite.auth import assertion
from adapters.netsuite.credentials import OAuth2
from core.ports import CredentialsRefusedError, OutcomeUnknownError, SystemUnavailableError
from simulators.control.faults import Fault
from simulators.control.vendor import Reply, Request
from simulators.netsuite.auth import TOKEN_PATH, Gate
from simulators.netsuite.netsuite import NetSuite
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import AccessKind, access, company, connection, opened
from tests.adapters.netsuite.steps import line

KINDS: tuple[AccessKind, ...] = ("PS256", "ES256", "TBA")


class CountingGate(Gate):
    """A gate that counts the tokens it was asked for."""

    asked = 0

    def token(self, request: Request) -> Reply:
        self.asked += 1
        return super().token(request)


def counted() -> tuple[NetSuite, CountingGate]:
    sim = opened()
    assert isinstance(sim.gate, Gate)
    gate = CountingGate(sim.gate.credentials, sim.clock)
    sim.gate = gate
    return sim, gate


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_of_access_reads_and_writes(kind: AccessKind) -> None:
    async with company(connection(kind)) as here:
        await here.post(steps.invoice(1, line("5.00")))
        assert len(await here.books.booked([steps.invoice(1).key])) == 1


async def test_one_token_serves_many_calls() -> None:
    sim, gate = counted()
    async with company(sim=sim) as here:
        await here.books.chart()
        await here.post(*(steps.invoice(at, line("5.00")) for at in range(5)))
        assert gate.asked == 1


async def test_a_token_is_renewed_before_it_expires() -> None:
    sim, gate = counted()
    async with company(sim=sim) as here:
        await here.books.ping()
        sim.clock.advance(59 * 60 + 1)
        await here.books.ping()
        assert gate.asked == 2


async def test_a_token_void_in_mid_run_is_renewed_and_nothing_is_booked_twice() -> None:
    sim, gate = counted()
    async with company(sim=sim) as here:
        await here.post(steps.invoice(1, line("5.00")))
        here.act("tokens/expire")
        await here.post(steps.invoice(2, line("5.00")))
        assert (gate.asked, len(here.transactions())) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("PS256", {"client_id": "somebody else"}),
        ("PS256", {"certificate_id": "unmapped"}),
        ("TBA", {"consumer_secret": "wrong"}),
        ("TBA", {"token_secret": "wrong"}),
        ("TBA", {"consumer_key": "wrong"}),
    ],
    ids=str,
)
async def test_wrong_credentials_are_refused_in_words(kind: AccessKind, wrong: Any) -> None:
    (way,) = access(kind)
    async with company(connection(kind, **{way: access(kind)[way] | wrong})) as here:
        with pytest.raises(CredentialsRefusedError) as refused:
            await here.books.ping()
        assert "{" not in str(refused.value)
        with pytest.raises(CredentialsRefusedError):
            await here.books.post(steps.invoice(1, line("5.00")), here.known)
        assert here.transactions() == []


@pytest.mark.parametrize("kind", ["PS256", "ES256"])
async def test_a_key_of_another_certificate_is_refused(kind: AccessKind) -> None:
    oauth2 = access(kind)["oauth2"] | {"private_key": new_key(kind)}
    async with company(connection(kind, oauth2=oauth2)) as here:
        with pytest.raises(CredentialsRefusedError, match="signature does not verify"):
            await here.books.ping()


async def test_the_other_accounts_signature_is_refused() -> None:
    async with company(connection("TBA", account_id="OTHER_1")) as here:
        with pytest.raises(CredentialsRefusedError, match="Invalid login attempt"):
            await here.books.ping()


async def test_what_our_role_may_not_do_is_a_matter_of_credentials() -> None:
    async with company() as here:
        here.spoil(Fault("status", "/invoice", status=403))
        with pytest.raises(CredentialsRefusedError, match="does not permit"):
            await here.books.post(steps.invoice(1, line("5.00")), here.known)


async def test_a_token_refused_by_400_is_a_matter_of_credentials() -> None:
    async with company() as here:
        body = '{"error": "invalid_grant", "error_description": "the mapping was revoked"}'
        here.spoil(Fault("status", TOKEN_PATH, status=400, body=body))
        with pytest.raises(CredentialsRefusedError, match="invalid_grant: the mapping was revoked"):
            await here.books.ping()


async def test_getting_a_token_is_tried_again_after_trouble() -> None:
    async with company() as here:
        here.spoil(Fault("status", TOKEN_PATH, status=503), Fault("lost_reply", TOKEN_PATH))
        assert "Parent Company" in await here.books.ping()


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", TOKEN_PATH, status=503, count=None),
        Fault("timeout", TOKEN_PATH, count=None),
        Fault("malformed", TOKEN_PATH, count=None),
        Fault("status", TOKEN_PATH, status=302, count=None),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
async def test_without_a_token_nothing_was_written(fault: Fault) -> None:
    async with company() as here:
        here.spoil(fault)
        with pytest.raises(SystemUnavailableError) as failed:
            await here.books.post(steps.invoice(1, line("5.00")), here.known)
        assert not isinstance(failed.value, OutcomeUnknownError)
        assert here.transactions() == []


async def test_each_signature_has_a_nonce_of_its_own() -> None:
    """The gate turns a nonce away that it has seen; each of these calls is sent three times."""
    async with company(connection("TBA")) as here:
        here.spoil(Fault("status", "suiteql", status=429, count=2))
        assert await here.books.ping()
        here.spoil(Fault("lost_reply", "suiteql", count=2))
        assert await here.books.ping()


def test_an_assertion_says_what_oracle_asks_for() -> None:
    oauth2 = OAuth2.model_validate(access("PS256")["oauth2"])
    now = datetime(2026, 3, 14, 12, tzinfo=UTC)
    url = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token"
    key = oauth2.key()
    assert isinstance(key, RSAKey)
    token = jwt.decode(assertion(oauth2, url, now), key, algorithms=["PS256"])
    assert token.header["kid"] == oauth2.certificate_id
    assert token.claims["aud"] == url
    assert token.claims["iss"] == oauth2.client_id
    assert token.claims["scope"] == ["rest_webservices", "restlets"]
    assert timedelta(0) < timedelta(seconds=token.claims["exp"] - token.claims["iat"])
    assert token.claims["exp"] - token.claims["iat"] < 3600
    assert token.claims["iat"] == int(now.timestamp())


async def test_an_authorization_is_never_sent_to_another_host() -> None:
    async with company() as here:
        moved = {"location": "http://elsewhere.example/"}
        here.spoil(Fault("status", "suiteql", status=302, headers=moved, count=None))
        with pytest.raises(SystemUnavailableError):
            await here.books.ping()


def new_key(kind: AccessKind) -> str:
    key = (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if kind == "PS256"
        else ec.generate_private_key(ec.SECP256R1())
    )
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
