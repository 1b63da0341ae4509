"""A store in memory and one in a file: what is promised holds for both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.store import SqlStore, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'crossfoot.db'}"


@pytest.fixture(params=["in memory", "in a file"])
async def store(request: pytest.FixtureRequest, url: str) -> AsyncIterator[SqlStore]:
    async with open_store(url if request.param == "in a file" else "sqlite://") as store:
        yield store
