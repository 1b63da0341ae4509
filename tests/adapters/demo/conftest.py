"""The demonstration told once, as a document."""

from typing import Any

import pytest

from tests.adapters.demo.screen import Ended, crossfoot_demo


@pytest.fixture(scope="session")
def whole() -> Ended:
    """`crossfoot demo --json`."""
    return crossfoot_demo("--json")


@pytest.fixture
def stories(whole: Ended) -> dict[str, Any]:
    """Each story's part of the document, by name."""
    return {one["name"]: one for one in whole.document["stories"]}
