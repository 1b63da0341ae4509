"""Work done at the same time ends at the same time."""

import asyncio

import pytest

from core.together import together


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
    assert await together(readers.read("invoices", 0), readers.read("payments", 0)) == (
        "invoices",
        "payments",
    )


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
