"""Work done at the same time ends at the same time."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from core.together import beside, together


class Readers:
    def __init__(self) -> None:
        self.ended: list[str] = []

    async def read(self, name: str, seconds: int) -> str:
        try:
            await asyncio.sleep(seconds)
            return name
        finally:
            self.ended.append(name)

    async def fail(self) -> str:
        await asyncio.sleep(0)
        raise LookupError("the vendor does not answer")


async def test_answers_come_in_the_order_of_the_questions() -> None:
    readers = Readers()
    first, second = await together(readers.read("invoices", 0), readers.read("payments", 0))
    assert (first, second) == ("invoices", "payments")


async def test_the_first_failure_ends_the_others_before_it_is_raised() -> None:
    readers = Readers()
    with pytest.raises(LookupError, match="does not answer"):
        await together(readers.read("invoices", 3600), readers.fail())
    assert readers.ended == ["invoices"]
    assert len(asyncio.all_tasks()) == 1


async def test_one_who_is_called_off_ends_them_all() -> None:
    readers = Readers()
    asked = asyncio.ensure_future(
        together(readers.read("invoices", 3600), readers.read("payments", 3600))
    )
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert sorted(readers.ended) == ["invoices", "payments"]


async def test_what_is_begun_on_the_way_is_done_when_the_block_ends() -> None:
    readers = Readers()
    async with beside() as group:
        group.create_task(readers.read("invoices", 0))
        group.create_task(readers.read("payments", 0))
        assert not readers.ended
    assert readers.ended == ["invoices", "payments"]


async def _failing_block(readers: Readers) -> None:
    async with beside() as group:
        group.create_task(readers.read("invoices", 3600))
        await asyncio.sleep(0)
        await readers.fail()


async def _failing_beside(readers: Readers) -> None:
    async with beside() as group:
        group.create_task(readers.fail())
        await readers.read("invoices", 3600)


@pytest.mark.parametrize("work", [_failing_block, _failing_beside])
async def test_a_failure_of_the_block_or_beside_it_ends_the_rest_and_is_raised_as_it_is(
    work: Callable[[Readers], Awaitable[None]],
) -> None:
    readers = Readers()
    with pytest.raises(LookupError, match="does not answer"):
        await work(readers)
    assert readers.ended == ["invoices"]
    assert len(asyncio.all_tasks()) == 1
