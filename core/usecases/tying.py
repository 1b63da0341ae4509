"""Tie out: compare what customers owe in both systems. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from core.documents import CustomerId, Kind, Queue
from core.records import Key, RemoteId, key_of
from core.tieout import Tie, tie
from core.usecases.connected import ConnectedTenant


async def tie_out(tenant: ConnectedTenant) -> Tie:
    """Every customer with exported documents. Raises SystemUnavailableError."""
    exported = await tenant.field_service.exported()
    named = {one.customer for one in exported.invoices}
    named |= {one.customer for one in exported.payments}
    links = await tenant.books.customer_links(tenant.name, named)
    customers = {link.customer for link in links.values() if link.customer is not None}
    balances = await tenant.books.customer_balances(customers)
    by_link = tie(exported, links, balances)
    if by_link.agrees:
        return by_link
    differing = {one for row in by_link.rows if row.difference for one in row.members}
    owners = await _owners(tenant, exported, differing)
    others = {one for owned in owners.values() for one in owned} - customers
    more = await tenant.books.customer_balances(others)
    return tie(exported, links, (*balances, *more), owners)


async def _owners(
    tenant: ConnectedTenant, exported: Queue, customers: Collection[CustomerId]
) -> Mapping[CustomerId, set[RemoteId]]:
    """Whose the documents of these customers are in the books."""
    documents: dict[Key, CustomerId] = {
        key_of(tenant.name, kind, one.id): one.customer
        for kind, found in ((Kind.INVOICE, exported.invoices), (Kind.PAYMENT, exported.payments))
        for one in found
        if one.customer in customers
    }
    owners: dict[CustomerId, set[RemoteId]] = defaultdict(set)
    for key, owner in (await tenant.books.owners(documents)).items():
        owners[documents[key]].add(owner)
    return owners
