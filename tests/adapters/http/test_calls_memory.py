"""What was answered takes memory no longer than somebody reads it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from adapters.http.calls import Call
from tests.adapters.http.till import Till, caller, client


@pytest.fixture
def nothing_collected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("nothing_collected")
async def test_a_reply_that_was_read_is_gone_before_garbage_is_collected() -> None:
    till = Till()
    async with client(till) as http:
        reply = await caller(till, http).send(Call("GET", "/till", repeatable=True))
        body, there = reply.json(), weakref.ref(reply)
        del reply
    assert (body, there()) == ({"dollars": 0}, None)
