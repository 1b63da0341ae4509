"""OAuth 2.0: which assertions buy an access token, and how long it opens the gate."""

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from simulators.control.vendor import Reply
from simulators.netsuite.auth import Certificate, Credentials, Gate, demo_private_keys
from simulators.netsuite.credentials import DEMO_EC, DEMO_RSA
from simulators.netsuite.restlet_errors import RESTLET_PATH
from tests.simulators.netsuite_auth.client import (
    CLIENT,
    NOON,
    NOW,
    ORIGIN,
    assertion,
    bearing,
    gate,
    token_request,
)

WEAK_BITS = 1024


def body(reply: Reply) -> dict[str, str]:
    answer: dict[str, str] = json.loads(reply.body)
    return answer


def bought(at: Gate) -> str:
    return body(at.token(token_request(assertion())))["access_token"]


@pytest.mark.parametrize(
    ("alg", "kid"),
    [("PS256", DEMO_RSA), ("PS384", DEMO_RSA), ("PS512", DEMO_RSA), ("ES256", DEMO_EC)],
)
def test_an_assertion_signed_with_pss_or_ecdsa_buys_a_token_for_an_hour(alg: str, kid: str) -> None:
    here = gate()
    reply = here.token(token_request(assertion(alg, kid)))
    assert reply.status == 200
    assert body(reply).keys() == {"access_token", "expires_in", "token_type"}
    assert (body(reply)["expires_in"], body(reply)["token_type"]) == ("3600", "bearer")
    assert here.refusal(bearing(body(reply)["access_token"])) is None


def test_every_token_is_another_one() -> None:
    here = gate()
    assert len({bought(here) for _ in range(20)}) == 20


@pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP521R1()])
def test_the_larger_curves_are_taken_too(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    alg = {384: "ES384", 521: "ES512"}[curve.key_size]
    reply = gate(mapped(key)).token(token_request(assertion(alg, "mine", pem(key))))
    assert reply.status == 200


def test_an_rsa_key_below_2048_bits_is_not_taken() -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=WEAK_BITS)
    reply = gate(mapped(weak)).token(token_request(assertion(kid="mine")))
    assert (reply.status, body(reply)["error"]) == (401, "invalid_client")
    assert body(reply)["error_description"] == "the RSA key is shorter than 2048 bits"


def test_a_certificate_is_as_good_as_its_public_key() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "integration")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOON, NOON + timedelta(days=1))
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
    )
    account = Credentials("TSTDRV1234567", (Certificate(CLIENT, "mine", certificate.decode()),))
    assert gate(account).token(token_request(assertion(kid="mine", pem=pem(key)))).status == 200
    assert gate(account).token(token_request(assertion(kid="mine"))).status == 401


@pytest.mark.parametrize(
    "wrong",
    [
        assertion("RS256"),
        assertion(kid="unknown"),
        assertion(typ="JOSE"),
        assertion(kid=DEMO_EC, pem=demo_private_keys()[DEMO_RSA]),
        assertion(iss="somebody else"),
        assertion(aud=f"{ORIGIN}/services/rest/auth/oauth2/v1/tokens"),
        assertion(
            aud="https://other.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token"
        ),
        assertion(exp=NOW + 3601),
        assertion(iat=NOW - 3600, exp=NOW),
        assertion(iat=NOW + 61, exp=NOW + 600),
        assertion(iat=NOW, exp=NOW),
        assertion(iat=None),
        assertion(exp="soon"),
        "not.a.jwt",
        "",
    ],
)
def test_an_assertion_that_does_not_prove_the_client_is_refused(wrong: str) -> None:
    reply = gate().token(token_request(wrong))
    expected = (400, "invalid_request") if not wrong else (401, "invalid_client")
    assert (reply.status, body(reply)["error"]) == expected


@pytest.mark.parametrize(
    "right",
    [
        assertion(iat=NOW - 3599, exp=NOW + 1),
        assertion(iat=NOW + 60, exp=NOW + 600),
        assertion(scope="rest_webservices"),
        assertion(scope="restlets,rest_webservices"),
    ],
)
def test_an_assertion_on_the_last_allowed_second_is_taken(right: str) -> None:
    assert gate().token(token_request(right)).status == 200


@pytest.mark.parametrize("scope", [[], "", None, ["restlets", "everything"], 7])
def test_a_scope_nobody_knows_is_refused(scope: object) -> None:
    reply = gate().token(token_request(assertion(scope=scope)))
    assert (reply.status, body(reply)["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("scope", "records", "restlets"),
    [
        (["rest_webservices"], None, 401),
        (["restlets"], 401, None),
        ("restlets,rest_webservices", None, None),
        ("suite_analytics", 401, 401),
    ],
)
def test_a_token_opens_what_its_scopes_say(
    scope: object, records: int | None, restlets: int | None
) -> None:
    here = gate()
    token = body(here.token(token_request(assertion(scope=scope))))["access_token"]
    assert status(here, token) == records
    reply = here.refusal(replace(bearing(token), path=RESTLET_PATH))
    assert (reply.status if reply else None) == restlets


def test_a_restlet_call_that_shows_nothing_is_refused_in_the_restlets_form() -> None:
    reply = gate().refusal(replace(bearing("made-up"), path=RESTLET_PATH))
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (401, "INVALID_LOGIN_ATTEMPT")
    assert 'realm="TSTDRV1234567"' in reply.headers["www-authenticate"]


def test_a_tampered_assertion_is_refused() -> None:
    head, claims, seal = assertion(iss="somebody").split(".")
    forged = json.dumps(json.loads(base64.urlsafe_b64decode(claims + "==")) | {"iss": CLIENT})
    claims = base64.urlsafe_b64encode(forged.encode()).rstrip(b"=").decode()
    reply = gate().token(token_request(f"{head}.{claims}.{seal}"))
    assert (reply.status, body(reply)["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("grant_type", "authorization_code", "unsupported_grant_type"),
        ("client_assertion_type", "urn:other", "invalid_request"),
    ],
)
def test_another_grant_is_refused(field: str, value: str, error: str) -> None:
    reply = gate().token(token_request(assertion(), **{field: value}))
    assert (reply.status, body(reply)["error"]) == (400, error)


def test_the_request_is_a_form_that_was_posted() -> None:
    request = token_request(assertion())
    as_json = gate().token(replace(request, headers={"content-type": "application/json"}))
    assert (as_json.status, body(as_json)["error"]) == (400, "invalid_request")
    assert gate().token(replace(request, method="GET")).status == 405


def test_a_token_dies_after_sixty_minutes_by_the_clock() -> None:
    here = gate()
    token = bought(here)
    here.clock.advance(3599)
    assert here.refusal(bearing(token)) is None
    here.clock.advance(1)
    assert status(here, token) == 401


def test_expired_tokens_are_refused_and_a_new_one_is_not() -> None:
    here = gate()
    old = bought(here)
    here.expire_all()
    new = bought(here)
    assert [status(here, token) for token in (old, new)] == [401, None]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer made-up", "Basic YTpi", "OAuth "])
def test_a_call_that_shows_nothing_gets_invalid_login(header: str) -> None:
    call = replace(bearing("x"), headers={"authorization": header} if header else {})
    reply = gate().refusal(call)
    assert reply is not None
    answer = json.loads(reply.body)
    assert (reply.status, answer["status"], answer["title"]) == (401, 401, "Unauthorized")
    (detail,) = answer["o:errorDetails"]
    assert detail["o:errorCode"] == "INVALID_LOGIN"
    assert "Login Audit Trail" in detail["detail"]
    assert 'realm="TSTDRV1234567"' in reply.headers["www-authenticate"]


def status(here: Gate, token: str) -> int | None:
    reply = here.refusal(bearing(token))
    return reply.status if reply else None


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def mapped(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> Credentials:
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return Credentials("TSTDRV1234567", (Certificate(CLIENT, "mine", public.decode()),))
