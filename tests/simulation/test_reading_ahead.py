"""Customers of many invoices are looked up while payments are read, and nobody is asked for twice."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

import httpx

from core.usecases.reading_ahead import FEWEST
from tests.simulation.company import Company, company

SEED: Final = 31
MANY: Final = 400
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


async def asked(documents: int) -> tuple[int, bool]:
    """How many customers a first run asks for, each once; whether any before the queue was read."""
    async with company(SEED, documents) as one:
        heard = overhear(one)
        situation = (await one.run(dry=True)).situation
        assert situation is not None
        assert set(map(str, situation.customers)) == set(heard.customers)
        assert set(heard.customers.values()) == {1}
        links = next(at for at, call in enumerate(heard.calls) if LINKS in call)
        deposits = next(at for at, call in enumerate(heard.calls) if "bank-deposits" in call)
        return len(heard.customers), links < deposits


async def test_those_of_many_invoices_are_looked_up_while_payments_are_read() -> None:
    count, early = await asked(MANY)
    assert early
    assert count > FEWEST


async def test_a_few_wait_until_all_are_known() -> None:
    count, early = await asked(FEW)
    assert not early
    assert count < FEWEST
