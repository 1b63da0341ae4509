"""Tie out: compare what customers owe, or accounts hold, in both systems. Reads only."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from core.documents import CustomerId, Kind, Queue, Unreadable
from core.journals import needs_detail
from core.mapping import AccountMapping
from core.records import Key, RemoteId, key_of
from core.settings import MappingChoice
from core.tieout import Tie, tie
from core.tieout_entries import tie_entries
from core.usecases.connected import ConnectedTenant


async def tie_out(tenant: ConnectedTenant, chosen: Sequence[MappingChoice] = ()) -> Tie:
    """Every customer with exported documents, or every account of synced journal entries (TRG-01).

    `chosen` are the choices of mapping that are stored. Raises SystemUnavailableError.
    """
    if tenant.settings.method.moves(Kind.JOURNAL_ENTRY):
        return await _tie_entries(tenant, chosen)
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


async def _tie_entries(tenant: ConnectedTenant, chosen: Sequence[MappingChoice]) -> Tie:
    found = await tenant.field_service.synced_journal_entries(needs_detail(tenant.settings))
    synced = [one for one in found if not isinstance(one, Unreadable)]
    keys = [key_of(tenant.name, Kind.JOURNAL_ENTRY, one.id) for one in synced]
    booked, chart = await asyncio.gather(tenant.books.booked(keys), tenant.books.chart())
    mapping = AccountMapping.of((*tenant.choices, *chosen), chart, tenant.settings.department)
    return tie_entries(synced, booked.values(), mapping, tenant.settings.method)


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
