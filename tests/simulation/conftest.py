"""Calls are repeated as often as in earnest, and at once: no test waits."""

from collections.abc import Iterator

import pytest
import stamina

from adapters.http.calls import TRIES


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=TRIES):
        yield
