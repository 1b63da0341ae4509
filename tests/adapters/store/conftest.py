"""A store in memory, one in a file and one on PostgreSQL: what is promised holds for all."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters.store import SqlStore, open_store
from tests.postgresql import schema


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'crossfoot.db'}"


@pytest.fixture
def server_url(postgresql_server: str) -> Iterator[str]:
    with schema(postgresql_server) as address:
        yield address


@pytest.fixture(params=["file", "server"])
def url(request: pytest.FixtureRequest) -> str:
    """Where several stores, in several processes, meet."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(params=["in memory", "file", "server"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[SqlStore]:
    in_memory = request.param == "in memory"
    url = "sqlite://" if in_memory else request.getfixturevalue(f"{request.param}_url")
    async with open_store(url) as store:
        yield store
