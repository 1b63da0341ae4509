"""Token-based authentication: which signatures open the gate."""

import hmac
from base64 import b64encode
from dataclasses import replace
from importlib import import_module

import pytest

from simulators.control.vendor import Request
from simulators.netsuite.auth import Gate, TokenAccess
from simulators.netsuite.signatures import WINDOW, base_url, signature
from tests.simulators.netsuite_auth.client import NOW, ORIGIN, TOKEN, call, gate, signed


def passes(request: Request, at: Gate | None = None) -> bool:
    return (at or gate()).refusal(request) is None


@pytest.mark.parametrize(
    "request_",
    [
        call(),
        call(query=()),
        call("GET", "/services/rest/record/v1/invoice/eid:acme-INV_7"),
        call(query=(("q", 'externalId IS "A|B" & more'), ("fields", "a,b"), ("fields", "é+~"))),
        call(query=(("b", "2"), ("a", "2"), ("a", "1"), ("oauth", ""))),
    ],
)
def test_a_signed_call_passes_whatever_its_query(request_: Request) -> None:
    assert passes(signed(request_))


def test_the_signature_covers_method_path_host_and_every_query_parameter() -> None:
    good = signed(call())
    assert passes(good)
    assert not passes(replace(good, method="PATCH"))
    assert not passes(replace(good, path=good.path + "/x"))
    assert not passes(replace(good, origin="https://other.suitetalk.api.netsuite.com"))
    assert not passes(replace(good, query=(("limit", "1000"), ("offset", "1000"))))
    assert not passes(replace(good, query=(("limit", "1000"),)))
    assert not passes(replace(good, query=(*good.query, ("more", "1"))))


def test_the_order_of_the_query_and_a_json_body_are_not_signed() -> None:
    good = signed(call())
    assert passes(replace(good, query=good.query[::-1], body=b"{}"))


@pytest.mark.parametrize(
    "token",
    [
        replace(TOKEN, consumer_secret="wrong"),
        replace(TOKEN, token_secret="wrong"),
        replace(TOKEN, consumer_key="unknown"),
        replace(TOKEN, token_id="unknown"),
    ],
)
def test_another_secret_or_key_is_refused(token: TokenAccess) -> None:
    assert not passes(signed(call(), token=token))


def test_the_realm_is_the_account() -> None:
    assert not passes(signed(call(), realm="TSTDRV7654321"))


def test_a_nonce_is_taken_once_and_another_nonce_after_it() -> None:
    here = gate()
    assert passes(signed(call()), here)
    assert not passes(signed(call()), here)
    assert passes(signed(call(), said={"oauth_nonce": "nonce-2"}), here)


def test_a_refused_call_does_not_use_up_its_nonce() -> None:
    here = gate()
    assert not passes(signed(call(), token=replace(TOKEN, token_secret="wrong")), here)
    assert passes(signed(call()), here)


def test_a_nonce_is_remembered_as_long_as_its_timestamp_is_taken() -> None:
    here = gate()
    early = signed(call(), said={"oauth_timestamp": str(NOW + WINDOW)})
    assert passes(early, here)
    here.clock.advance(2 * WINDOW)
    assert not passes(early, here)


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [(WINDOW, True), (-WINDOW, True), (WINDOW + 1, False), (-WINDOW - 1, False)],
)
def test_a_timestamp_is_taken_within_five_minutes(seconds: int, taken: bool) -> None:
    assert passes(signed(call(), said={"oauth_timestamp": str(NOW + seconds)})) is taken


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_signature_method", "PLAINTEXT"),
        ("oauth_version", "2.0"),
        ("oauth_timestamp", "noon"),
    ],
)
def test_another_method_version_or_clock_is_refused(name: str, value: str) -> None:
    assert not passes(signed(call(), said={name: value}))


def test_a_header_that_lacks_or_repeats_a_parameter_is_refused() -> None:
    good = signed(call()).headers["authorization"]
    without_nonce = good.replace(', oauth_nonce="nonce-1"', "")
    repeated = f'{good}, oauth_nonce="nonce-1"'
    for header in (without_nonce, repeated):
        assert not passes(replace(call(), headers={"authorization": header}))


@pytest.mark.parametrize(
    ("origin", "path", "expected"),
    [
        ("HTTPS://Acct.Example.COM:443", "/a", "https://acct.example.com/a"),
        ("http://acct.example.com:80", "/a", "http://acct.example.com/a"),
        ("http://127.0.0.1:8080", "/a", "http://127.0.0.1:8080/a"),
        ("https://acct.example.com:80", "", "https://acct.example.com:80/"),
        (ORIGIN, "/invoice/eid:test 5", f"{ORIGIN}/invoice/eid:test%205"),
    ],
)
def test_the_signed_url_is_in_its_normal_form(origin: str, path: str, expected: str) -> None:
    assert base_url(origin, path) == expected


def test_the_signature_is_the_one_another_library_makes() -> None:
    other = import_module("authlib.oauth1.rfc5849.signature")
    said = [("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b"), ("a3", "2 q"), ("z", "é~-._")]
    text = other.construct_base_string("post", "HTTPS://Example.com:443/r/v", said)
    key = f"{TOKEN.consumer_secret}&{TOKEN.token_secret}"
    expected = b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()
    assert signature("POST", base_url("HTTPS://Example.com:443", "/r/v"), said, TOKEN) == expected
