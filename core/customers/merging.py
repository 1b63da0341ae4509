"""Customers that ServiceTitan merged: theirs in the books are merged as well (CUS-15, CUS-16).

Nothing is remembered of a merge. Every run looks at all merged customers of ServiceTitan, at their
Customer Sync Records and at those of the survivors, at the end of the chain (A into B, B into C: both
are C). So nothing is forgotten, whatever ended a run, and what is done once is never done again:

    the sync record says it was merged into the survivor       done
    both records name different customers of the books         merge them, keep the address, re-point
    they name the same one, or the books have merged already   keep the address, re-point
    the survivor is not in the books                           it is created first
    the merged one never was in the books                      its record is pointed to the survivor's
    neither is                                                 nothing, until a document names one

Whoever links a customer to another one by hand after that moves later documents only: a relink never
causes a merge (CUS-14). That is why the mark of a finished merge stands on the merged customer's own
sync record and outlives the link. Nor is a customer of the books ever merged that somebody else in
ServiceTitan is linked to as well: that one's documents would go along.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.documents import Customer, CustomerId, Kind
from core.records import CustomerLink, Key, RemoteId
from core.situation import Situation


@dataclass(frozen=True, slots=True)
class OpenMerge:
    """A merge of ServiceTitan that the books do not show whole yet.

    `duplicate` is the customer of the books to merge; None when there is nothing left to merge.
    `was_booked` tells that the books had the merged customer at some time, `vanished` that they have
    it no more and that it was not Crossfoot who merged it.
    """

    merged: Customer
    survivor: CustomerId
    duplicate: RemoteId | None = None
    was_booked: bool = True
    vanished: bool = False


def merge_key(customer: CustomerId, s: Situation) -> Key:
    return s.key(Kind.CUSTOMER_MERGE, customer)


def open_merges(s: Situation) -> tuple[OpenMerge, ...]:
    """Each after those that were merged into it; otherwise by ServiceTitan's id."""
    known = s.known
    in_order = sorted(s.merged_customers.values(), key=lambda one: (-_steps_to_end(one, s), one.id))
    found = (_open_merge(one, known, s) for one in in_order)
    return tuple(one for one in found if one is not None)


def leads_through(customer: CustomerId, other: CustomerId, s: Situation) -> bool:
    """Whether the chain of merges that begins with `customer` passes `other`."""
    return other in _chain(customer, s)


def _chain(customer: CustomerId, s: Situation) -> tuple[CustomerId, ...]:
    """Whom it was merged into, one after another."""
    chain = [customer]
    while chain[-1] in s.merged_customers:
        into = s.merged_customers[chain[-1]].merged_to
        if into is None or into in chain:
            break
        chain.append(into)
    return tuple(chain[1:])


def _steps_to_end(merged: Customer, s: Situation) -> int:
    return len(_chain(merged.id, s))


def _open_merge(merged: Customer, known: Mapping[Key, RemoteId], s: Situation) -> OpenMerge | None:
    survivor, link = s.survivor(merged.id), s.links.get(merged.id)
    if survivor == merged.id or (link is not None and _is_done(link, survivor, known, s)):
        return None
    own = known.get(s.key(Kind.CUSTOMER, merged.id))
    by_us = merge_key(merged.id, s) in s.merges or bool(link and link.merged_to)
    lost = link is not None and link.lost is not None
    return OpenMerge(
        merged,
        survivor,
        duplicate=None if by_us or own == known.get(s.key(Kind.CUSTOMER, survivor)) else own,
        was_booked=by_us or lost or own is not None,
        vanished=lost and own is None and not by_us,
    )


def _is_done(
    link: CustomerLink, survivor: CustomerId, known: Mapping[Key, RemoteId], s: Situation
) -> bool:
    """Merged to the end of the chain; or merged on the way there and linked elsewhere by hand since."""
    if link.merged_to is None or link.merged_to == survivor:
        return link.merged_to == survivor
    expected = {known.get(s.key(Kind.CUSTOMER, one)) for one in (link.merged_to, survivor)}
    return link.customer is not None and link.customer not in expected
