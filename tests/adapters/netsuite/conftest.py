"""Fixtures of the NetSuite adapter's tests."""

from collections.abc import AsyncIterator, Iterator

import pytest
import stamina

from tests.adapters.netsuite import company as companies
from tests.adapters.netsuite.company import Company


@pytest.fixture(autouse=True)
def without_waiting() -> Iterator[None]:
    """Repeats follow each other at once; their number stays what it is."""
    with stamina.set_testing(True, attempts=6, cap=True):
        yield


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with companies.company() as opened:
        yield opened
