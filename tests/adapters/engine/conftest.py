"""Queues of runs: in memory, beside a file and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.engine.in_memory import QueueInMemory
from adapters.engine.queue import run_queue
from adapters.store import open_store
from core.engine import Engine
from tests.postgresql import schema


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'crossfoot.db'}"


@pytest.fixture
def server_url(postgresql_server: str) -> Iterator[str]:
    with schema(postgresql_server) as address:
        yield address


@pytest.fixture(params=["in memory", "file", "server"])
async def queue(request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    if request.param == "in memory":
        yield QueueInMemory(lambda: datetime.now(UTC))
        return
    url = request.getfixturevalue(f"{request.param}_url")
    async with open_store(url), run_queue(url) as opened:
        yield opened
