"""Look customers up while the queue is still read: who has invoices is known before the payments are.

ServiceTitan takes so many calls a second, and customers who are new, with their contacts, are most of
what a first run asks for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from core.documents import Customer, CustomerId
from core.records import CustomerLink
from core.usecases.connected import ConnectedTenant

FEWEST: Final = 50
"""Customers: so many go in one call, which may as well wait until all are known."""
MOST: Final = 900
"""Customers: with two calls for each 50, ServiceTitan's second has room left for the pages being read."""
_T = TypeVar("_T")


@dataclass
class ReadAhead:
    """What is known early. `asked` are those whose links were asked for, found or not; `customers`
    are those of them that are not linked."""

    tenant: ConnectedTenant
    asked: frozenset[CustomerId] = frozenset()
    links: Mapping[CustomerId, CustomerLink] = field(default_factory=dict)
    customers: Mapping[CustomerId, Customer] = field(default_factory=dict)

    async def look_up(self, named: Collection[CustomerId]) -> None:
        """Raises SystemUnavailableError, CredentialsRefusedError."""
        if len(named) <= FEWEST:
            return
        self.asked = frozenset(sorted(named)[:MOST])
        self.links = await self.tenant.books.customer_links(self.tenant.name, self.asked)
        linked = {source for source, one in self.links.items() if one.customer is not None}
        self.customers = await self.tenant.field_service.customers(self.asked - linked)


def only(wanted: Collection[CustomerId], of: Mapping[CustomerId, _T]) -> Mapping[CustomerId, _T]:
    """Some of those looked up early may go with a later run."""
    return {one: found for one, found in of.items() if one in wanted}
