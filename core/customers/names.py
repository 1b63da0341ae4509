"""How ServiceTitan's one name becomes NetSuite's names (CUS-04 to CUS-08).

A commercial customer is a company with that very name. A residential one is a person:

    Lopez, Maria      left of the first comma is the last name, right of it the first
    Maria del Carmen Lopez      split at the last space
    Emily             first name Emily, last name NoLastName

White space is trimmed and collapsed first. What NetSuite cannot hold is cut at its limit, and said.
"""

from dataclasses import dataclass
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import Customer, CustomerKind
from core.refusals import Problem, Reason

NO_LAST_NAME: Final = "NoLastName"
PERSON_NAME_LIMIT: Final = 32
COMPANY_NAME_LIMIT: Final = 83
ENTITY_ID_LIMIT: Final = 83
"""Characters (facts/netsuite 4, customer: inferred)."""


@dataclass(frozen=True, slots=True)
class Names:
    """A company name, or a first and a last name; `cut` names the ones that were shortened."""

    company: str | None = None
    first: str | None = None
    last: str | None = None
    cut: tuple[str, ...] = ()


def names_of(customer: Customer) -> Result[Names, Problem]:
    """The names to create a customer with; the failure says why there are none."""
    name = " ".join(customer.name.split())
    if customer.kind is CustomerKind.COMMERCIAL:
        return Success(_company(name)) if name else Failure(_blank(customer))
    first, last = _person(name)
    return Success(_within_limits(first, last)) if first else Failure(_blank(customer))


def _person(name: str) -> tuple[str, str]:
    left, comma, right = (part.strip() for part in name.partition(","))
    if comma and left and right:
        return right, left
    if comma:
        return _person_without_comma(left or right)
    return _person_without_comma(name)


def _person_without_comma(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, NO_LAST_NAME)


def _company(name: str) -> Names:
    cut = ("company name",) if len(name) > COMPANY_NAME_LIMIT else ()
    return Names(company=name[:COMPANY_NAME_LIMIT].rstrip(), cut=cut)


def _within_limits(first: str, last: str) -> Names:
    given = {"first name": first, "last name": last}
    cut = tuple(what for what, name in given.items() if len(name) > PERSON_NAME_LIMIT)
    return Names(None, first[:PERSON_NAME_LIMIT].rstrip(), last[:PERSON_NAME_LIMIT].rstrip(), cut)


def entity_id(customer: Customer, short_name: str | None) -> str:
    """A name that is unique in NetSuite: name, ServiceTitan's id and the tenant's suffix (MAP-05)."""
    tail = f" {customer.id}" + (f"-{short_name}" if short_name else "")
    name = " ".join(customer.name.split())
    return name[: ENTITY_ID_LIMIT - len(tail)].rstrip() + tail


def _blank(customer: Customer) -> Problem:
    fact = f"Customer {customer.id} has a blank name."
    remedy = "Give it a name in ServiceTitan."
    return Problem(Reason.CUSTOMER_NAME_BLANK, fact, remedy, f"customer {customer.id}")
