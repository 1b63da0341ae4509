"""Tokens, credentials, and the troubles of the wire (CON-07)."""

import asyncio
import socket
import time
from typing import Any

import pytest
import stamina
from pydantic import ValidationError

from adapters.servicetitan.connection import ServiceTitanConnection, client, connect
from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.ports import CredentialsRefusedError, SystemUnavailableError
from simulators.control.faults import Fault
from simulators.control.served import served
from simulators.control.wire import app
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected, settings
from tests.simulators.servicetitan.office import Office

UNITS = "business-units"


async def test_fifty_calls_at_once_cost_one_token(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    await asyncio.gather(*(field_service.business_units() for _ in range(50)))
    assert st.auth.given_out == 1


async def test_a_token_that_expired_in_mid_run_is_replaced(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    await field_service.ping()
    st.clock.advance(900)
    await field_service.ping()
    assert st.auth.given_out == 2


async def test_tokens_that_the_vendor_takes_back_are_replaced_once(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    await field_service.ping()
    st.auth.expire_all()
    await asyncio.gather(*(field_service.ping() for _ in range(20)))
    assert st.auth.given_out == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"client_secret": "cs1.wrong"}, "ServiceTitan: does not accept the client id and client"),
        ({"client_id": "cid.wrong"}, "ServiceTitan: does not accept the client id and client"),
        ({"app_key": "ak1.wrong"}, "ServiceTitan: .*app key"),
        ({"tenant_id": 2002}, "ServiceTitan: .*tenant 2002.*scope"),
    ],
)
async def test_wrong_credentials_are_told_apart(
    st: ServiceTitan, wrong: dict[str, Any], words: str
) -> None:
    async with connected(st, **wrong) as field_service:
        with pytest.raises(CredentialsRefusedError, match=words):
            await field_service.ping()


async def test_a_wrong_secret_is_offered_once_however_many_wait(st: ServiceTitan) -> None:
    st.faults.lay(Fault("status", path="/connect/token", status=400, count=None))
    async with connected(st) as field_service:
        refused = await asyncio.gather(
            *(field_service.business_units() for _ in range(20)), return_exceptions=True
        )
    assert {type(one) for one in refused} == {CredentialsRefusedError}
    assert st.faults.spoiled == 1


def test_secrets_are_not_shown(st: ServiceTitan) -> None:
    shown = repr(ServiceTitanConnection.model_validate(settings(st)))
    assert st.credentials.client_secret not in shown
    assert st.credentials.app_key not in shown


def test_a_connection_takes_no_member_it_does_not_know(st: ServiceTitan) -> None:
    with pytest.raises(ValidationError, match="client_secrett"):
        ServiceTitanConnection.model_validate({**settings(st), "client_secrett": "x"})


@pytest.mark.parametrize("kind", ["status", "timeout", "lost_reply"])
@pytest.mark.parametrize("path", ["/connect/token", UNITS])
async def test_a_read_survives_one_trouble(
    st: ServiceTitan, office: Office, kind: str, path: str
) -> None:
    st.faults.lay(Fault.of({"kind": kind, "path": path, "status": 503}))
    async with connected(st) as field_service:
        assert list(await field_service.business_units()) == [office.unit_id]
    assert st.faults.spoiled == 1


@pytest.mark.parametrize("path", ["/connect/token", UNITS])
async def test_trouble_that_stays_is_told_with_what_was_asked(st: ServiceTitan, path: str) -> None:
    st.faults.lay(Fault("status", path=path, status=502, count=None))
    words = "ServiceTitan: no access token: it answered 502"
    if path == UNITS:
        words = "ServiceTitan: settings/business-units: it answered 502"
    async with connected(st) as field_service:
        with pytest.raises(SystemUnavailableError, match=words):
            await field_service.ping()


async def test_nobody_there_is_told(st: ServiceTitan) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
    given = {**settings(st), "api_url": nowhere, "auth_url": nowhere}
    connection = ServiceTitanConnection.model_validate(given)
    async with client(connection) as http:
        with pytest.raises(SystemUnavailableError, match="no access token"):
            await connect(connection, http, st.clock.now).ping()


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, "<html>down</html>", "sent an HTML page instead of JSON"),
        (200, "", "sent nothing instead of JSON"),
        (200, "down", "sent text instead of JSON"),
        (200, '{"data": [{"id": NaN}]}', "sent text instead of JSON"),
        (200, "[1, 2]", "sent JSON that is not a page of a list"),
        (200, '{"rows": []}', "sent JSON that is not a page of a list"),
        (200, '{"data": [], "hasMore": true}', "says there is more and sends an empty page"),
        (302, "", "answered 302"),
        (404, '{"title": "No such list"}', "answered 404: No such list"),
        (400, '{"errors": {"ids": ["Too many."]}}', "answered 400: Too many."),
        (501, "not here", "answered 501"),
    ],
)
async def test_an_answer_that_is_no_list_is_told_by_what_came(
    st: ServiceTitan,
    field_service: ServiceTitanFieldService,
    status: int,
    body: str,
    words: str,
) -> None:
    st.faults.lay(Fault("status", path=UNITS, status=status, body=body, count=None))
    with pytest.raises(SystemUnavailableError, match=f"settings/business-units: {words}"):
        await field_service.ping()


@pytest.mark.parametrize("body", ["<html>", "{}", '{"access_token": "", "expires_in": 900}'])
async def test_a_token_reply_that_holds_no_token_is_told(st: ServiceTitan, body: str) -> None:
    st.faults.lay(Fault("status", path="/connect/token", status=200, body=body, count=None))
    async with connected(st) as field_service:
        with pytest.raises(SystemUnavailableError, match="asked for a token, sent something else"):
            await field_service.ping()


async def test_one_list_that_fails_ends_the_queue_with_its_own_words(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    st.faults.lay(Fault("status", path="/payments$", status=403, count=None))
    with pytest.raises(CredentialsRefusedError, match="accounting/payments"):
        await field_service.queue()


async def test_a_429_is_waited_out(st: ServiceTitan) -> None:
    started = time.monotonic_ns()
    st.limit.calls_per_second = 1
    with stamina.set_testing(False):
        async with connected(st) as field_service:
            await field_service.ping()
            await field_service.ping()
    assert time.monotonic_ns() - started >= 1_000_000_000


async def test_the_adapter_keeps_to_the_vendors_rate_by_itself(st: ServiceTitan) -> None:
    st.limit.calls_per_second = 10
    with stamina.set_testing(True, attempts=1):
        async with connected(st, calls_per_second=10) as field_service:
            await asyncio.gather(*(field_service.ping() for _ in range(25)))
    assert field_service.api.caller.sent == 25


async def test_it_works_over_a_socket_too(st: ServiceTitan, office: Office) -> None:
    office.batch(invoiceIds=[office.invoice(office.customer(), "12.34")])
    async with served(app(st)) as url:
        given = {**settings(st), "api_url": url, "auth_url": url}
        connection = ServiceTitanConnection.model_validate(given)
        async with client(connection) as http:
            field_service = connect(connection, http, st.clock.now)
            assert await field_service.ping() == "tenant 1001: 1 business unit"
            (invoice,) = (await field_service.queue()).invoices
            st.faults.lay(Fault("lost_reply", path=UNITS))
            await field_service.business_units()
    assert str(invoice.total) == "$12.34"
    assert st.faults.spoiled == 1
