"""What both systems disagree on about who is one customer (CUS-15, CUS-16): worth knowing, no fault.

NetSuite's own merges do not flow back: ServiceTitan then has two customers where NetSuite has one.
A merge of ServiceTitan that NetSuite does not show yet goes with the next run.
"""

from collections import defaultdict
from collections.abc import Iterator

from core.customers.merge_steps import survivor_name
from core.customers.merging import open_merges
from core.documents import CustomerId
from core.records import RemoteId
from core.situation import Situation

Remark = tuple[str, str]
"""What it is about, and what is so with what to do."""


def remarks_on_merges(s: Situation) -> tuple[Remark, ...]:
    """`s` must have all sync records of the tenant, and ServiceTitan's merged customers."""
    return (*_one_in_the_books_only(s), *_still_to_merge(s))


def _one_in_the_books_only(s: Situation) -> Iterator[Remark]:
    for customer, sharing in sorted(_sharing(s).items()):
        if len(sharing) > 1:
            names = _listed([f"{survivor_name(one, s)} ({one})" for one in sorted(sharing)])
            there = _name_in_books(customer, s)
            words = (
                f"{names} are customers of their own in ServiceTitan, and one in NetSuite: {there}. "
                "Merge them in ServiceTitan too, or link one of them to another customer."
            )
            yield f"Customer {there}", words


def _sharing(s: Situation) -> dict[RemoteId, set[CustomerId]]:
    """Who is linked to each customer of the books, after ServiceTitan's own merges."""
    sharing: dict[RemoteId, set[CustomerId]] = defaultdict(set)
    for source, link in s.links.items():
        if link.customer is not None:
            sharing[link.customer].add(s.survivor(source))
    return sharing


def _name_in_books(customer: RemoteId, s: Situation) -> str:
    names = (link.customer_name for link in s.links.values() if link.customer == customer)
    return f"{next(filter(None, names), 'without a name')} ({customer})"


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"


def _still_to_merge(s: Situation) -> Iterator[Remark]:
    for one in open_merges(s):
        if one.was_booked:
            into = f"{one.merged.name.strip()} into {survivor_name(one.survivor, s)}"
            yield (
                f"Merge of {into}",
                "NetSuite does not show it whole yet. The next run sees to it.",
            )
