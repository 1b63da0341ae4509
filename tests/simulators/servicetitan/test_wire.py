"""The simulator on the wire, in memory and served: the same answers, and its faults."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from simulators.control.served import served
from simulators.control.wire import InMemoryTransport, app
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Office

GETS = [
    "accounting/v2/tenant/1001/invoices",
    "accounting/v2/tenant/1001/export/payments",
    "crm/v2/tenant/1001/customers?active=Any",
    "jpm/v2/tenant/1001/jobs",
    "settings/v2/tenant/1001/business-units/101",
    "inventory/v2/tenant/1001/purchase-orders",
]
MARK = "/accounting/v2/tenant/1001/invoices/markasexported"


@contextlib.asynccontextmanager
async def in_memory(st: ServiceTitan) -> AsyncIterator[httpx.AsyncClient]:
    transport = InMemoryTransport(app(st))
    async with httpx.AsyncClient(transport=transport, base_url="http://in-memory") as client:
        yield client


@contextlib.asynccontextmanager
async def over_http(st: ServiceTitan) -> AsyncIterator[httpx.AsyncClient]:
    async with served(app(st)) as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture(params=[in_memory, over_http], ids=["in memory", "served"])
async def client(
    request: pytest.FixtureRequest, st: ServiceTitan
) -> AsyncIterator[httpx.AsyncClient]:
    async with request.param(st) as client:
        form = {"grant_type": "client_credentials"}
        form |= {"client_id": "cid.simulated", "client_secret": "cs1.simulated"}
        granted = (await client.post("/connect/token", data=form)).json()
        client.headers["Authorization"] = f"Bearer {granted['access_token']}"
        client.headers["ST-App-Key"] = "ak1.simulated"
        yield client


@pytest.fixture
def invoice(office: Office) -> int:
    invoice = office.invoice(office.customer(), "100.00")
    office.purchase_order()
    office.batch(invoiceIds=[invoice])
    return invoice


async def fault(client: httpx.AsyncClient, **given: Any) -> None:
    (await client.post("/_sim/faults", json=given)).raise_for_status()


async def status(client: httpx.AsyncClient) -> str:
    reply = await client.get("/accounting/v2/tenant/1001/invoices")
    return str(reply.json()["data"][0]["syncStatus"])


@pytest.mark.parametrize("path", GETS)
async def test_every_family_of_endpoints_answers(
    client: httpx.AsyncClient, invoice: int, path: str
) -> None:
    assert invoice
    reply = await client.get(f"/{path}")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert {"data", "id"} & set(reply.json())


async def test_a_call_that_never_came_whole_is_no_call(st: ServiceTitan) -> None:
    """Its sender died between the head and the end of the body."""
    vendor = app(st)
    async with served(vendor) as url:
        cut_short = httpx.URL(url)
        _, writer = await asyncio.open_connection(cut_short.host, cut_short.port)
        writer.write(f"POST {MARK} HTTP/1.1\r\nHost: st\r\nContent-Length: 40\r\n\r\n[".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            assert (await client.get("/crm/v2/tenant/1001/customers")).status_code == 401
    assert vendor.calls == 1


async def test_an_invoice_is_marked_exported(client: httpx.AsyncClient, invoice: int) -> None:
    reply = await client.post(MARK, json=[{"invoiceId": invoice, "externalId": "NS-1"}])
    assert reply.json() == [{"invoiceId": invoice, "success": True, "errorMessage": None}]
    assert await status(client) == "Exported"


async def test_a_lost_reply_has_marked_the_invoice(client: httpx.AsyncClient, invoice: int) -> None:
    await fault(client, kind="lost_reply", path="markasexported")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(MARK, json=[{"invoiceId": invoice}])
    assert await status(client) == "Exported"


async def test_a_timeout_has_marked_nothing(client: httpx.AsyncClient, invoice: int) -> None:
    await fault(client, kind="timeout", path="markasexported")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(MARK, json=[{"invoiceId": invoice}])
    assert await status(client) == "Posted"


async def test_a_late_mark_comes_when_the_clock_says_so(
    client: httpx.AsyncClient, invoice: int
) -> None:
    await fault(client, kind="late_commit", path="markasexported", delay_seconds=120)
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(MARK, json=[{"invoiceId": invoice}])
    assert await status(client) == "Posted"
    await client.put("/_sim/clock", json={"advance_seconds": 120})
    assert await status(client) == "Exported"


async def test_a_fault_of_one_call_spoils_one_call(client: httpx.AsyncClient, invoice: int) -> None:
    assert invoice
    await fault(client, kind="status", status=503, path="/invoices$", method="GET")
    codes = [(await client.get(f"/{GETS[0]}")).status_code for _ in range(2)]
    assert codes == [503, 200]


async def test_the_limit_is_kept_on_the_wire(st: ServiceTitan, client: httpx.AsyncClient) -> None:
    await client.put("/_sim/limits", json={"calls_per_second": 0})
    reply = await client.get(f"/{GETS[0]}")
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "1")
    assert st.limit.calls_per_second == 0


async def test_actions_and_state_are_on_the_control_plane(client: httpx.AsyncClient) -> None:
    made = await client.post("/_sim/actions/create-vendor", json={"name": "Pipe Supply"})
    assert made.json() == {"id": 7001}
    state = (await client.get("/_sim/state")).json()
    assert state["vendors"]["7001"]["name"] == "Pipe Supply"
