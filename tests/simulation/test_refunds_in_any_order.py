"""Whatever people, systems and chance do to refunds, no money leaves twice (REF-05 to REF-19).

Random sequences of money in and back, credit memos, checks, voids and trouble, with the whole product
between both simulated systems. After every event the simulators' own books are looked at: no checks
exceed their refund, Customer Refunds Payable is what is left of the refunds that credit it, nothing is
there twice; and once a run ended well, what each customer owes is the same in both systems. A failure
names its seed and what was told.
"""

from typing import Final

import pytest

from tests.simulation.refund_desk import desk
from tests.simulation.refund_orders import Event, habits, sequence

SEEDS: Final = 400
QUICK: Final = 6
"""Seeds of `make test`; the others are `make proof`."""


async def tell(seed: int) -> None:
    told: list[Event] = []
    async with desk(habits(seed)) as at:
        try:
            for event in sequence(seed):
                told.append(event)
                await at.tell(event)
            await at.end()
        except Exception as error:
            story = "\n".join(map(str, told))
            raise AssertionError(f"seed {seed}, {habits(seed)}:\n{story}\n{error}") from error


@pytest.mark.parametrize(
    "seed",
    [*range(QUICK), *(pytest.param(one, marks=pytest.mark.long) for one in range(QUICK, SEEDS))],
)
async def test_no_order_of_events_pays_twice_or_leaves_the_books_apart(seed: int) -> None:
    await tell(seed)
