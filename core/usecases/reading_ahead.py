"""Customers looked up while the queue is still read.

A first run asks ServiceTitan for a thousand customers and their contacts, fifty at a time, and it takes
so many calls in a second (facts/servicetitan 2.1, 3.1). A queue with few customers loses nothing by
waiting until all are known.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from core.documents import Customer, CustomerId, Queue
from core.portion import Identified, Selection
from core.records import CustomerLink
from core.together import beside
from core.usecases.connected import ConnectedTenant

LOT: Final = 250
"""Customers: whole calls of fifty."""
_T = TypeVar("_T")


@dataclass
class ReadAhead(Selection):
    """Chooses as `selection` does, and looks up whom that takes, a lot at a time.

    What is known stays as it was found; some of it may be of customers who go with a later run.
    """

    tenant: ConnectedTenant
    selection: Selection
    _links: dict[CustomerId, CustomerLink] = field(default_factory=dict)
    _customers: dict[CustomerId, Customer] = field(default_factory=dict)
    _next: set[CustomerId] = field(default_factory=set)
    _asked: set[CustomerId] = field(default_factory=set)
    """Whose links were asked for."""
    _unlinked: set[CustomerId] = field(default_factory=set)
    """Who were asked for in ServiceTitan."""
    _lots: asyncio.TaskGroup | None = None

    async def queue(self) -> Queue:
        """Once its lots are there too. Raises SystemUnavailableError, CredentialsRefusedError."""
        async with beside() as self._lots:
            return await self.tenant.field_service.queue(self)

    def takes(self, document: Identified, customer: CustomerId) -> bool:
        takes = self.selection.takes(document, customer)
        if takes and customer not in self._asked:
            self._next.add(customer)
            if len(self._next) == LOT:
                self._begin_lot()
        return takes

    def keeps(self, customer: CustomerId) -> bool:
        return self.selection.keeps(customer)

    async def links_of(self, named: Collection[CustomerId]) -> Mapping[CustomerId, CustomerLink]:
        """As `Books.customer_links`."""
        books, name = self.tenant.books, self.tenant.name
        found = await books.customer_links(name, {*named} - self._asked)
        return {**_of(named, self._links), **found}

    async def customers_of(self, unlinked: Collection[CustomerId]) -> Mapping[CustomerId, Customer]:
        """As `FieldService.customers`."""
        found = await self.tenant.field_service.customers({*unlinked} - self._unlinked)
        return {**_of(unlinked, self._customers), **found}

    def _begin_lot(self) -> None:
        assert self._lots is not None, "customers are taken while the queue is read"
        lot, self._next = self._next, set()
        self._asked |= lot
        self._lots.create_task(self._look_up(lot))

    async def _look_up(self, lot: set[CustomerId]) -> None:
        links = await self.tenant.books.customer_links(self.tenant.name, lot)
        unlinked = lot - {one for one, link in links.items() if link.customer is not None}
        self._unlinked |= unlinked
        self._links.update(links)
        self._customers.update(await self.tenant.field_service.customers(unlinked))


def _of(wanted: Collection[CustomerId], known: Mapping[CustomerId, _T]) -> Mapping[CustomerId, _T]:
    return {one: found for one, found in known.items() if one in wanted}
