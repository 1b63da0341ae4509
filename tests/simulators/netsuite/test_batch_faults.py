"""Faults of the wire on asynchronous calls: at their submission and at every look at their jobs."""

from typing import Any

import httpx
import pytest

from simulators.control.faults import Fault
from simulators.control.wire import InMemoryTransport, app
from tests.simulators.netsuite.account import ORIGIN, ROOT
from tests.simulators.netsuite.batching import BATCH, JOBS, KEY, Bench, customers

HEADERS = {**BATCH, "x-netsuite-idempotency-key": KEY}
SUBMISSION = f"^{ROOT}"
LOOK = "/async/v1/job"


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def client(bench: Bench) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=InMemoryTransport(app(bench.netsuite)), base_url=ORIGIN)


async def submit(client: httpx.AsyncClient) -> httpx.Response:
    content: Any = {"items": customers(2)}
    request = client.build_request("POST", f"{ROOT}customer", json=content)
    request.headers.update(HEADERS)
    return await client.send(request)


def saved(bench: Bench) -> int:
    total: int = bench.get("customer")["totalResults"]
    return total - 2


async def test_a_job_whose_reply_was_lost_is_found_by_its_key(
    bench: Bench, client: httpx.AsyncClient
) -> None:
    bench.netsuite.faults.lay(Fault("lost_reply", SUBMISSION))
    with pytest.raises(httpx.RemoteProtocolError):
        await submit(client)
    bench.wait(10)
    again = await submit(client)
    assert (again.status_code, again.headers["location"]) == (400, f"{ORIGIN}{JOBS}/1")
    assert (await client.get(f"{JOBS}/1")).json()["progress"] == "succeeded"
    bench.wait(10)
    assert saved(bench) == 2


async def test_a_job_that_comes_late_is_the_only_one_of_its_key(
    bench: Bench, client: httpx.AsyncClient
) -> None:
    """The second submission comes first; the first then finds its key used."""
    bench.netsuite.faults.lay(Fault("late_commit", SUBMISSION, delay_seconds=60))
    with pytest.raises(httpx.RemoteProtocolError):
        await submit(client)
    assert (await submit(client)).status_code == 202
    bench.wait(120)
    assert (await client.get(f"{JOBS}/1")).json()["progress"] == "succeeded"
    assert (await client.get(f"{JOBS}/2")).status_code == 404
    assert saved(bench) == 2


@pytest.mark.parametrize("kind", ["status", "timeout"])
async def test_a_submission_that_was_never_taken_leaves_its_key_free(
    bench: Bench, client: httpx.AsyncClient, kind: Any
) -> None:
    bench.netsuite.faults.lay(Fault(kind, SUBMISSION, status=503))
    if kind == "status":
        assert (await submit(client)).status_code == 503
    else:
        with pytest.raises(httpx.RemoteProtocolError):
            await submit(client)
    bench.wait(10)
    assert saved(bench) == 0
    assert (await submit(client)).status_code == 202


@pytest.mark.parametrize("path", ["", "/task", "/task/2", "/task/2/result"])
@pytest.mark.parametrize("kind", ["status", "lost_reply", "malformed"])
async def test_a_look_that_fails_can_be_repeated(
    bench: Bench, client: httpx.AsyncClient, path: str, kind: Any
) -> None:
    await submit(client)
    bench.wait(2)
    bench.netsuite.faults.lay(Fault(kind, LOOK, status=503))
    whole = f"{JOBS}/1{path}"
    if kind == "lost_reply":
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(whole)
    else:
        spoiled = await client.get(whole)
        assert spoiled.status_code == 503 or spoiled.headers["content-type"] == "text/html"
    again = await client.get(whole)
    assert again.status_code == (204 if path.endswith("result") else 200)
    assert saved(bench) == 2


@pytest.mark.parametrize("path", [f"{ROOT}customer", f"{JOBS}/1", f"{JOBS}/1/task/1/result"])
async def test_too_many_calls_at_once_are_turned_away(
    bench: Bench, client: httpx.AsyncClient, path: str
) -> None:
    await submit(client)
    bench.sim("PUT", "limits", {"concurrency": 0})
    reply = await client.get(path)
    assert reply.status_code == 429
    assert reply.json()["o:errorDetails"][0]["o:errorCode"] == "CONCURRENCY_LIMIT_EXCEEDED"
