"""A small town to give commands in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.cli import town as towns
from tests.adapters.cli.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with towns.town(tmp_path) as one:
        yield one
