"""What would become of every customer, before the first document goes: legacy IDs in bulk (CUS-09).

The same rules as in a run, but for no document in particular: a customer is well if NetSuite's
belongs to any subsidiary that the tenant's business units map to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from returns.result import Failure

from core.customers.creation import broken
from core.customers.legacy import internal_id, matched
from core.customers.names import names_of
from core.documents import Customer
from core.records import BookCustomer, RemoteId
from core.situation import Situation


class Standing(Enum):
    """What a customer is, or would become; in the order in which an accountant asks."""

    LINK_BROKEN = "linked to a customer that is gone"
    INVALID = "legacy ID invalid"
    INACTIVE = "NetSuite's customer is inactive"
    OTHER_SUBSIDIARY = "in no subsidiary of this tenant"
    NAME_BLANK = "no name"
    WOULD_LINK = "would be linked"
    WOULD_CREATE = "would be created"
    LINKED = "linked already"
    MERGED = "merged into another"

    @property
    def is_trouble(self) -> bool:
        return self in _TROUBLE


_TROUBLE: Final = frozenset(
    {
        Standing.LINK_BROKEN,
        Standing.INVALID,
        Standing.INACTIVE,
        Standing.OTHER_SUBSIDIARY,
        Standing.NAME_BLANK,
    }
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`there` is the customer of the books it is or names; `words` say what is wrong, what to do."""

    customer: Customer
    standing: Standing
    legacy_id: str = ""
    there: BookCustomer | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Several customers of ServiceTitan that are, or would be, one and the same in the books."""

    there: RemoteId
    forecasts: tuple[Forecast, ...]


def forecast(customer: Customer, mapped: Collection[str], s: Situation) -> Forecast:
    """`mapped` are the subsidiaries that the tenant's business units map to."""
    link, legacy_id = s.links.get(customer.id), s.legacy_id(customer)
    if customer.merged_to is not None or (link is not None and link.merged_to is not None):
        return Forecast(customer, Standing.MERGED, legacy_id)
    if link is not None and link.customer is not None:
        there = s.book_customers.get(link.customer)
        return Forecast(customer, Standing.LINKED, legacy_id, there)
    if link is not None and link.lost is not None:
        words = broken(customer, link.lost, s).words
        return Forecast(customer, Standing.LINK_BROKEN, legacy_id, words=words)
    if legacy_id:
        return _by_legacy_id(customer, legacy_id, mapped, s)
    return _created(customer)


def _created(customer: Customer) -> Forecast:
    names = names_of(customer)
    if isinstance(names, Failure):
        return Forecast(customer, Standing.NAME_BLANK, words=names.failure().words)
    return Forecast(customer, Standing.WOULD_CREATE)


def _by_legacy_id(
    customer: Customer, legacy_id: str, mapped: Collection[str], s: Situation
) -> Forecast:
    there = s.book_customers.get(internal_id(legacy_id) or RemoteId(""))
    outcome = matched(customer, legacy_id, s)
    if isinstance(outcome, Failure):
        standing = Standing.INACTIVE if there else Standing.INVALID
        return Forecast(customer, standing, legacy_id, there, outcome.failure().words)
    found = outcome.unwrap()
    if not set(found.subsidiaries) & set(mapped):
        words = (
            f"{found} belongs to {_names(found.subsidiaries, s)}, to which no business unit maps."
        )
        words += " Assign it to one of the tenant's subsidiaries in NetSuite."
        return Forecast(customer, Standing.OTHER_SUBSIDIARY, legacy_id, found, words)
    return Forecast(customer, Standing.WOULD_LINK, legacy_id, found)


def _names(subsidiaries: Iterable[str], s: Situation) -> str:
    return " and ".join(map(s.chart.subsidiary_name, subsidiaries)) or "no subsidiary"


def shared(forecasts: Iterable[Forecast]) -> tuple[Shared, ...]:
    """Customers that would become one in the books, though ServiceTitan has several of them.

    Where all of them are linked already nothing is to be decided any more.
    """
    together: Mapping[RemoteId, list[Forecast]] = defaultdict(list)
    for one in forecasts:
        named = _names_customer(one)
        if named is not None:
            together[named].append(one)
    several = {there: ones for there, ones in together.items() if len(ones) > 1}
    return tuple(
        Shared(there, tuple(ones))
        for there, ones in several.items()
        if any(one.standing is not Standing.LINKED for one in ones)
    )


def _names_customer(one: Forecast) -> RemoteId | None:
    if one.standing is Standing.MERGED:
        return None
    if one.standing is Standing.LINKED:
        return one.there.id if one.there else None
    return internal_id(one.legacy_id)
