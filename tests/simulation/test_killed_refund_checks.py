"""`crossfoot refunds pay`, killed again and again: each refund is paid once, and its status says so.

The kills fall anywhere between the review, the checks and the changes of status (REF-17).
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from adapters.compose.simulation import simulation
from adapters.compose.trouble.people import DATE, People
from adapters.compose.trouble.refund_books import RefundBooks
from adapters.compose.trouble.set_up import CUSTOMERS
from adapters.compose.trouble.work import Pay, Refund
from adapters.demo.company import SET_UP
from tests.simulation.refund_desk import ADDRESS, BANK, set_up_refunds, without_segments
from tests.simulation.served_company import COMMIT_WINDOW, ServedCompany, served
from tests.simulation.test_killed_runs import killed_after

REFUNDS: Final = 24
KILLS: Final = 10
PAYING: Final = ("--all", "--bank-account", BANK, "--date", DATE)


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[ServedCompany]:
    """Each of these people has paid ahead several times, and gets all of it back by check."""
    sim = simulation(calls_per_second=None)
    sim.load(dict(SET_UP))
    async with served(folder, sim) as one:
        without_segments(one.config)
        set_up_refunds(one)
        people = People(one)
        for place in range(CUSTOMERS):
            given = {"name": f"Person {place}", "type": "Residential", "address": ADDRESS}
            people.customers.append(one.act("create-customer", **given)["id"])
        for place in range(REFUNDS):
            people.tell(Pay(customer=place % CUSTOMERS, cents=10_000 + place, pick=0, share=0))
            people.tell(Refund(pick=0, reason="unapplied", share=100, by_check=True))
        yield one


async def review(one: ServedCompany, config: Path) -> dict[str, Any]:
    found = await one.run(config, "refunds", "review", *PAYING)
    assert found.document is not None, found.err
    document: dict[str, Any] = found.document
    return document


async def pay_until_all_is_paid(one: ServedCompany, config: Path) -> None:
    for _ in range(6):
        await asyncio.sleep(COMMIT_WINDOW)
        await one.run_until_complete(config)
        reviewed = await review(one, config)
        if not reviewed["checks"]:
            return
        await one.run(config, "refunds", "pay", *PAYING, "--review", reviewed["review"])
    raise AssertionError(reviewed)


async def test_checks_whose_writing_is_killed_ten_times_pay_each_refund_once(
    tmp_path: Path,
) -> None:
    seed = random.randrange(1_000_000)
    print(f"kills drawn from seed {seed}")  # noqa: T201  the way to see the same kills again
    chance, killed = random.Random(seed), 0
    async with office(tmp_path) as one:
        config = one.configure()
        await one.run_until_complete(config)
        for _ in range(KILLS):
            reviewed = await review(one, config)
            if not reviewed["checks"]:
                break
            words = ("refunds", "pay", *PAYING, "--review", reviewed["review"])
            process = await one.start(config, *words)
            pause = chance.choice((0, 0.005, 0.02, 0.05))
            killed += await killed_after(one, process, chance.randint(1, 3), pause)
            RefundBooks.of(one).assert_sound()
        assert killed >= 1
        await pay_until_all_is_paid(one, config)
        books = RefundBooks.of(one)
        books.assert_sound()
        assert [books.paid(each) for each in books.records] == [
            each.cents for each in books.records
        ]
        assert {each.status for each in books.records} == {"Check Refunded"}
        assert len(books.records) == REFUNDS
