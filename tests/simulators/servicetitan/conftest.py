"""A simulator at nine o'clock on 5 October 2026, an office that works in it, an API client."""

from datetime import UTC, datetime

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Api, Office, simulator


@pytest.fixture
def clock() -> SimClock:
    return SimClock(frozen_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def st(clock: SimClock) -> ServiceTitan:
    return simulator(clock)


@pytest.fixture
def office(st: ServiceTitan) -> Office:
    return Office(st)


@pytest.fixture
def api(st: ServiceTitan) -> Api:
    return Api(st)
