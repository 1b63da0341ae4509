"""Budgets hold whatever callers do."""

import asyncio
import time

from adapters.http.budget import SECOND_NS, Rate, Slots, Together


async def test_a_rate_lets_no_more_than_its_calls_go_in_any_second() -> None:
    rate, starts = Rate(5), list[int]()

    async def call() -> None:
        async with rate.slot():
            starts.append(time.monotonic_ns())

    await asyncio.gather(*(call() for _ in range(11)))
    assert all(later - first >= SECOND_NS for first, later in zip(starts, starts[5:], strict=False))
    assert starts[10] - starts[0] < 3 * SECOND_NS


async def test_slots_hold_that_many_calls_and_no_more() -> None:
    assert await _most_inside(Slots(3)) == 3


async def test_limits_together_all_hold() -> None:
    assert await _most_inside(Together(Slots(2), Rate(100))) == 2


async def test_a_slot_is_free_again_after_a_call_that_failed() -> None:
    slots = Together(Slots(1))
    for _ in range(3):
        try:
            async with asyncio.timeout(5), slots.slot():
                raise ConnectionError
        except ConnectionError:
            continue


async def _most_inside(limit: Slots | Together) -> int:
    inside, most = 0, 0

    async def call() -> None:
        nonlocal inside, most
        async with limit.slot():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(call() for _ in range(10)))
    return most
