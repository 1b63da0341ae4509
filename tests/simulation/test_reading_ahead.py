"""Many customers are looked up while the queue is still read, and nobody is asked for twice."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

import httpx

from core.documents import CustomerId, Queue
from core.situation import Situation
from core.usecases.reading_ahead import LOT
from tests.simulation.company import Company, company

SEED: Final = 31
MANY: Final = 1600
FEW: Final = 120
LINKS: Final = "custrecord_crossfoot_st_customer"
"""What only the query for sync records asks for while a run reads."""


@dataclass
class Overheard(httpx.AsyncBaseTransport):
    """`calls` are the paths in their order, and a query's text; `customers` those asked for by id."""

    inner: httpx.AsyncBaseTransport
    calls: list[str]
    customers: Counter[str] = field(default_factory=Counter)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.calls.append(path if "suiteql" not in path else request.content.decode())
        if path.endswith("/customers"):
            self.customers.update(filter(None, request.url.params.get("ids", "").split(",")))
        return await self.inner.handle_async_request(request)


def overhear(one: Company) -> Overheard:
    inner, calls = one.transports, list[str]()
    servicetitan, netsuite = inner.servicetitan, inner.netsuite
    assert servicetitan is not None
    assert netsuite is not None
    heard = Overheard(servicetitan, calls)
    one.transports = replace(inner, servicetitan=heard, netsuite=Overheard(netsuite, calls))
    return heard


def owners(queue: Queue) -> set[CustomerId]:
    return {one.customer for one in queue.invoices} | {one.customer for one in queue.payments}


async def asked(one: Company, heard: Overheard) -> tuple[Situation, bool]:
    """What a dry run reads; whether any customer was looked up before the queue was read."""
    heard.customers.clear()
    heard.calls.clear()
    situation = (await one.run(dry=True)).situation
    assert situation is not None
    assert set(heard.customers.values()) == {1}
    links = next(at for at, call in enumerate(heard.calls) if LINKS in call)
    deposits = next(at for at, call in enumerate(heard.calls) if "bank-deposits" in call)
    return situation, links < deposits


async def test_many_are_looked_up_while_the_queue_is_read() -> None:
    async with company(SEED, MANY) as one:
        heard = overhear(one)
        situation, early = await asked(one, heard)
        assert early
        assert len(situation.customers) > LOT
        assert set(map(str, situation.customers)) == set(heard.customers)
        one.tenant["documents_per_run"] = MANY * 3 // 4
        part, early = await asked(one, heard)
        assert early
        assert part.customers.keys() < situation.customers.keys()
        assert part.customers.keys() == owners(part.queue)
        assert len(part.customers) < len(heard.customers), "some go with a later run"


async def test_a_few_wait_until_all_are_known() -> None:
    async with company(SEED, FEW) as one:
        heard = overhear(one)
        situation, early = await asked(one, heard)
        assert not early
        assert len(situation.customers) < LOT
        assert set(map(str, situation.customers)) == set(heard.customers)
