"""Repeats without waiting, by the retry library's own switch."""

from collections.abc import Iterator

import pytest
import stamina

from adapters.http.calls import TRIES


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=TRIES):
        yield
