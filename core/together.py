"""Work done at the same time, none of which outlives the one that asked for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any


@asynccontextmanager
async def beside() -> AsyncIterator[asyncio.TaskGroup]:
    """Work begun on the way, which is done when the block ends; the first failure, the block's own
    too, ends the others, which are waited for, and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from failures


async def _together(*work: Awaitable[Any]) -> list[Any]:
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    finally:
        left = [task for task in tasks if not task.done()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)


if TYPE_CHECKING:
    together = asyncio.gather
else:
    together = _together
"""All answers in their order; the first failure ends the others, which are waited for, and is raised.

asyncio's own `gather` leaves the others running: they would go on asking the vendors after the run
has failed and its connections are closed.
"""
