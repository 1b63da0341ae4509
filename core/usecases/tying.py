"""Tie out: compare what customers owe, or accounts hold, in both systems. Reads only.

A refund is given back in ServiceTitan at once. Where Customer Refunds are yet to pay it, NetSuite still
has what it gives back; it counts as given back there, too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from core.documents import CustomerId, Kind, Queue, Unreadable
from core.journals import needs_detail
from core.mapping import AccountMapping
from core.ports import Balance
from core.records import Key, RemoteId, key_of
from core.refunds.booked import CheckState
from core.settings import MappingChoice
from core.tieout import Tie, tie
from core.tieout_entries import tie_entries
from core.together import together
from core.usecases.connected import ConnectedTenant
from core.usecases.keeping_refunds import has_refund_records


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
    to_be_paid = await _to_be_paid(tenant)
    balances = [*await tenant.books.customer_balances(customers), *_of(customers, to_be_paid)]
    by_link = tie(exported, links, balances)
    if by_link.agrees:
        return by_link
    differing = {one for row in by_link.rows if row.difference for one in row.members}
    owners = await _owners(tenant, exported, differing)
    others = {one for owned in owners.values() for one in owned} - customers
    more = [*await tenant.books.customer_balances(others), *_of(others, to_be_paid)]
    return tie(exported, links, (*balances, *more), owners)


async def _tie_entries(tenant: ConnectedTenant, chosen: Sequence[MappingChoice]) -> Tie:
    found = await tenant.field_service.synced_journal_entries(needs_detail(tenant.settings))
    synced = [one for one in found if not isinstance(one, Unreadable)]
    keys = [key_of(tenant.name, Kind.JOURNAL_ENTRY, one.id) for one in synced]
    booked, chart = await together(tenant.books.booked(keys), tenant.books.chart())
    mapping = AccountMapping.of((*tenant.choices, *chosen), chart, tenant.settings.department)
    return tie_entries(synced, booked.values(), mapping, tenant.settings.method)


async def _to_be_paid(tenant: ConnectedTenant) -> list[Balance]:
    """What Customer Refunds are yet to pay; of bypassed refunds, what they would."""
    if not has_refund_records(tenant):
        return []
    found = await tenant.books.refunds(tenant.name, with_ended=True)
    return [
        Balance(
            one.journal.customer,
            one.journal.clearing.id,
            one.amount - one.paid_by(CheckState.APPROVED),
        )
        for one in found
        if one.credits is not None and one.journal is not None
    ]


def _of(customers: Collection[RemoteId], balances: Iterable[Balance]) -> Iterable[Balance]:
    return (one for one in balances if one.customer in customers)


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
