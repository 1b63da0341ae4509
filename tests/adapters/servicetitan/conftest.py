"""A simulated ServiceTitan with an office at work in it, and our adapter connected to it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import stamina

from adapters.http.calls import TRIES
from adapters.servicetitan.connection import ServiceTitanConnection, client, connect
from adapters.servicetitan.field_service import ServiceTitanFieldService
from simulators.control.clock import SimClock
from simulators.control.wire import InMemoryTransport, app
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Office


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats without waiting, by the retry library's own switch."""
    with stamina.set_testing(True, attempts=TRIES):
        yield


@pytest.fixture
def st() -> ServiceTitan:
    clock = SimClock(frozen_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    return ServiceTitan(clock=clock, calls_per_second=None)


@pytest.fixture
def office(st: ServiceTitan) -> Office:
    return Office(st)


@pytest.fixture
async def field_service(st: ServiceTitan) -> AsyncIterator[ServiceTitanFieldService]:
    async with connected(st) as service:
        yield service


@asynccontextmanager
async def connected(
    st: ServiceTitan, page_size: int = 5000, **changed: Any
) -> AsyncIterator[ServiceTitanFieldService]:
    """The adapter in front of this simulator; `changed` are members of the connection."""
    connection = ServiceTitanConnection.model_validate({**settings(st), **changed})
    async with client(connection, InMemoryTransport(app(st))) as http:
        yield connect(connection, http, st.clock.now, page_size)


def settings(st: ServiceTitan) -> dict[str, object]:
    return {
        "api_url": "http://api.st",
        "auth_url": "http://auth.st",
        "tenant_id": st.tenant.id,
        "app_key": st.credentials.app_key,
        "client_id": st.credentials.client_id,
        "client_secret": st.credentials.client_secret,
        "calls_per_second": 1000,
    }
