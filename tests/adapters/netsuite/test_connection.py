"""A connection is checked when it is configured, keeps its secrets, and reaches its account."""

import socket
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from adapters.netsuite.connection import NetSuiteConnection, client, connect
from core.ports import CredentialsRefusedError, OutcomeUnknownError, SystemUnavailableError
from simulators.control.clock import system_now
from simulators.control.faults import Fault
from simulators.control.served import served
from simulators.control.vendor import Reply, Request
from simulators.control.wire import app
from simulators.netsuite.netsuite import NetSuite
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import KNOWN, AccessKind, access, company, connection, opened
from tests.adapters.netsuite.steps import line
from tests.adapters.netsuite.test_access import new_key


def given(**more: Any) -> NetSuiteConnection:
    return NetSuiteConnection.model_validate({"account_id": "1234567_SB1", **access("TBA"), **more})


def test_the_host_follows_from_the_account() -> None:
    assert given().url == "https://1234567-sb1.suitetalk.api.netsuite.com"
    assert given(account_id="TSTDRV12").url == "https://tstdrv12.suitetalk.api.netsuite.com"


def test_the_realm_is_in_netsuites_spelling() -> None:
    assert given(account_id="1234567-sb1").realm == "1234567_SB1"


def test_a_host_given_by_hand_wins() -> None:
    assert given(base_url="http://127.0.0.1:8080/").url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tba": None}, "give oauth2 or tba"),
        ({"auth": "oauth2"}, "auth is oauth2, but oauth2 is not given"),
        ({"tba": None, "oauth2": {"client_id": "c"}}, "certificate_id"),
        ({"base_url": "http://netsuite.example"}, "must be https"),
        ({"base_url": "ftp://localhost"}, "must be https"),
        ({"account_id": "evil.example/"}, "account_id"),
        ({"slots": 0}, "greater than 0"),
        ({"timeout": 0}, "greater than 0"),
        ({"colour": "blue"}, "Extra inputs"),
    ],
    ids=lambda value: value if isinstance(value, str) else "with",
)
def test_a_connection_that_cannot_work_is_refused(wrong: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        given(**wrong)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"private_key": None}, "either private_key or private_key_file"),
        ({"private_key_file": "key.pem"}, "either private_key or private_key_file"),
        ({"private_key": "no key"}, "not one for ES256"),
        ({"private_key": new_key("PS256")}, "not one for ES256"),
        ({"algorithm": "PS256"}, "not one for PS256"),
        ({"algorithm": "RS256"}, "PS256"),
        ({"private_key": None, "private_key_file": "/nowhere/key.pem"}, "No such file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "with",
)
def test_a_private_key_that_cannot_sign_is_refused(change: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        connection("ES256", oauth2=access("ES256")["oauth2"] | change)
    assert "PRIVATE KEY" not in str(refused.value)


async def test_a_private_key_may_lie_in_a_file(tmp_path: Path) -> None:
    oauth2 = access("PS256")["oauth2"]
    file = tmp_path / "key.pem"
    file.write_text(oauth2.pop("private_key"))
    async with company(connection("PS256", oauth2=oauth2 | {"private_key_file": file})) as here:
        assert await here.books.ping() == f"account {connection().account_id}: Parent Company"
        file.unlink()
        here.act("tokens/expire")
        with pytest.raises(CredentialsRefusedError, match="No such file"):
            await here.books.ping()


@pytest.mark.parametrize("kind", ["ES256", "TBA"])
def test_a_connection_never_shows_its_secrets(kind: AccessKind) -> None:
    shown = repr(connection(kind)) + str(connection(kind)) + connection(kind).model_dump_json()
    (way,) = access(kind).values()
    secrets = [v for k, v in way.items() if k in ("private_key", "consumer_secret", "token_secret")]
    assert secrets
    assert not [secret for secret in secrets if secret in shown]


async def test_a_host_that_is_not_there_is_unavailable_and_nothing_was_written() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = connection("TBA", f"http://127.0.0.1:{port}")
    async with client(nowhere) as http:
        books = connect(nowhere, http, system_now)
        with pytest.raises(SystemUnavailableError, match="NetSuite: "):
            await books.ping()
        with pytest.raises(SystemUnavailableError) as failed:
            await books.post(steps.invoice(1, line("5.00")), KNOWN)
        assert not isinstance(failed.value, OutcomeUnknownError)


@pytest.mark.parametrize("kind", ["PS256", "TBA"])
async def test_it_all_works_over_http_too(kind: AccessKind) -> None:
    sim = opened()
    async with served(app(sim)) as url, client(there := connection(kind, url)) as http:
        books = connect(there, http, sim.clock.now)
        invoice = steps.invoice(1, line("1000.10", tax="82.51"))
        posted = (await books.post(invoice, KNOWN)).unwrap()
        found = (await books.booked([invoice.key]))[invoice.key]
        assert (found.id, found.posting) == (posted, invoice.entry.posting())
        assert (await books.post(invoice, KNOWN)).failure().key_taken


async def test_a_reply_that_breaks_off_over_http_is_found_afterwards() -> None:
    sim = opened()
    async with served(app(sim)) as url, client(there := connection("TBA", url)) as http:
        books = connect(there, http, sim.clock.now)
        sim.faults.lay(Fault("lost_reply", "/invoice"))
        invoice = steps.invoice(1, line("5.00"))
        with pytest.raises(OutcomeUnknownError):
            await books.post(invoice, KNOWN)
        assert await books.located(invoice, KNOWN) is not None


class Watched(NetSuite):
    """An account that notes how many calls it had at once."""

    most = 0

    def admit(self, request: Request) -> Reply | None:
        refusal = super().admit(request)
        self.most = max(self.most, self.in_flight)
        return refusal


async def test_no_more_calls_are_in_flight_than_there_are_slots() -> None:
    sim = opened(Watched)
    sim.latency_seconds = "0.01"
    async with company(connection("TBA", slots=3), sim) as here:
        await here.books.chart()
    assert isinstance(sim, Watched)
    assert sim.most == 3
