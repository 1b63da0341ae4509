"""Read what merges of customers need: who is linked to whom, what both owe, what is merged already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.customers.merging import OpenMerge, merge_key, open_merges
from core.documents import CustomerId, Kind
from core.money import ZERO, Money
from core.ports import Balance
from core.records import RemoteId
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


async def with_merges(s: Situation, tenant: ConnectedTenant) -> Situation:
    """`s` must have the sync records and entities of merged customers and survivors already.

    Asks nothing while no merge is open. Raises SystemUnavailableError, CredentialsRefusedError.
    """
    waiting = [one for one in open_merges(s) if one.duplicate is not None or one.vanished]
    if not waiting:
        return s
    both = _both(waiting, s)
    links, merges, customers, owned, balances = await together(
        tenant.books.all_customer_links(tenant.name),
        tenant.books.merged({merge_key(one.merged.id, s) for one in waiting}),
        tenant.books.customers(both),
        tenant.field_service.customers(_not_linked(waiting, s)),
        tenant.books.customer_balances(both),
    )
    return replace(
        s,
        links={**s.links, **links},
        merges=merges,
        book_customers={**s.book_customers, **customers},
        customers={**s.customers, **owned},
        balances=by_customer(balances),
    )


def by_customer(balances: Iterable[Balance]) -> Mapping[RemoteId, Mapping[str, Money]]:
    """Cents by account, for each customer of the books."""
    sums: dict[RemoteId, dict[str, Money]] = defaultdict(dict)
    for one in balances:
        of_customer = sums[one.customer]
        of_customer[one.account] = of_customer.get(one.account, ZERO) + one.amount
    return sums


def _both(waiting: Iterable[OpenMerge], s: Situation) -> set[RemoteId]:
    """The books' customers that take part."""
    known = s.known
    survivors = (known.get(s.key(Kind.CUSTOMER, one.survivor)) for one in waiting)
    duplicates = (one.duplicate for one in waiting)
    return {one for one in (*survivors, *duplicates) if one is not None}


def _not_linked(waiting: Iterable[OpenMerge], s: Situation) -> set[CustomerId]:
    """Survivors that may have to be created."""
    linked = {source for source, link in s.links.items() if link.customer is not None}
    return {one.survivor for one in waiting} - linked - s.customers.keys()
