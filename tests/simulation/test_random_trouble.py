"""Random trouble at random calls, drawn from a seed: in the end it is as if nothing had happened."""

import random
from typing import Any, Final

import pytest

from adapters.compose.trouble.truth import assert_true
from core.reports import Status
from tests.simulation.company import company
from tests.simulation.story import CHAPTERS, assert_as_if_calm
from tests.simulation.strikes import REPEATABLE, WRITES, Strike, laid

COMPANY: Final = 5
DOCUMENTS: Final = 30
SEEDS: Final = 40
STRIKES: Final = (*WRITES.values(), *REPEATABLE.values())


def trouble(chance: random.Random) -> tuple[Strike, dict[str, Any]]:
    """One fault on one kind of call, after some have gone well."""
    strike = chance.choice(STRIKES)
    kinds = ["lost_reply", "timeout", "malformed", "status"]
    kind = chance.choice([*kinds, "late_commit"] if strike in WRITES.values() else kinds)
    fault: dict[str, Any] = {"kind": kind, "after": chance.randint(0, 6)}
    fault["count"] = chance.choice((1, 1, 2, 3, 8))
    if kind == "status":
        fault["status"] = chance.choice((429, 500, 502, 503))
    if kind == "late_commit":
        fault["delay_seconds"] = chance.choice((1, 30, 90, 400, 880))
    return strike, laid(strike, fault)


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_random_trouble_leaves_the_books_of_a_calm_run(seed: int) -> None:
    chance = random.Random(seed)
    told = [trouble(chance) for _ in range(chance.randint(2, 6))]
    chapters = chance.choice((1, 1, 2, 3))
    async with company(COMPANY, DOCUMENTS) as one:
        for chapter in CHAPTERS[:chapters]:
            chapter(one)
            for strike, fault in told:
                one.spoil(strike.system, fault)
            for _ in range(10):
                result = await one.run()
                await assert_true(one, result)
                if result.report.status is Status.COMPLETE:
                    break
                one.clock.advance(chance.choice((5, 61, 300, 960)))
            one.mend()
            one.clock.advance(960)
            await one.run()
            await one.run_until_complete()
        await assert_as_if_calm(one, chapters, COMPANY, DOCUMENTS)
