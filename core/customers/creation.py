"""A customer comes into the books with the first document that names it (CUS-02).

Two records are made: the customer, and the Customer Sync Record that ties it to ServiceTitan's and
is the truth for every later document (CUS-03, CUS-10). Of a customer that the books have from before
only the second is made (CUS-11). Either way it must belong to the document's subsidiary. Later edits
do not flow (CUS-01).
"""

from typing import Final

from returns.result import Failure, Result, Success

from core.customers.legacy import matched
from core.customers.names import Names, entity_id, names_of
from core.customers.sync_record import cleared_step, linking_step
from core.documents import Customer, CustomerId, Kind
from core.plan import Step
from core.records import BookCustomer, CustomerLink, CustomerRecord, RemoteId
from core.refusals import Problem, Reason
from core.situation import Situation, require

PHONE_LIMIT: Final = 32
"""Characters (facts/netsuite 4, customer)."""


def customer_steps(
    customer: CustomerId, subsidiary: str, s: Situation
) -> Result[tuple[Step, ...], Problem]:
    """The steps that must come before a document of this customer; none when it is linked."""
    link = s.links.get(customer)
    if link is not None and link.customer is not None:
        return _linked(link, link.customer, subsidiary, s)
    found = s.customers.get(customer)
    if found is None:
        return Failure(_not_found(customer))
    if link is not None and link.lost is not None:
        return Failure(broken(found, link.lost, s))
    legacy_id = s.legacy_id(found)
    if legacy_id:
        return _matched(found, legacy_id, subsidiary, s)
    return names_of(found).map(lambda names: _steps(found, names, subsidiary, s))


def _linked(
    link: CustomerLink, linked_to: RemoteId, subsidiary: str, s: Situation
) -> Result[tuple[Step, ...], Problem]:
    """An error left from before it was linked by hand is cleared (CUS-03)."""
    steps = (cleared_step(link, s),) if link.error else ()
    there = s.book_customers.get(linked_to)
    if there is None:
        return Success(steps)
    source = f"Customer {link.name or 'of ServiceTitan'} ({link.source}) is linked to"
    return _belongs(there, subsidiary, source, s).map(lambda _: steps)


def _matched(
    customer: Customer, legacy_id: str, subsidiary: str, s: Situation
) -> Result[tuple[Step, ...], Problem]:
    source = f'Legacy ID "{legacy_id}" of {customer.called} is'
    return Result.do(
        (linking_step(customer, s),)
        for found in matched(customer, legacy_id, s)
        for _ in _belongs(found, subsidiary, source, s)
    )


def _belongs(
    there: BookCustomer, subsidiary: str, source: str, s: Situation
) -> Result[None, Problem]:
    """NetSuite takes a customer's documents in the customer's subsidiaries only (CUS-11)."""
    own = " and ".join(s.chart.subsidiary_name(one) for one in there.subsidiaries)
    wanted = s.chart.subsidiary_name(subsidiary)
    fact = f"{source} {there} of {own or 'no subsidiary'}, but the document belongs to {wanted}."
    remedy = f"Assign {there} to {wanted} in NetSuite."
    problem = Problem(Reason.CUSTOMER_SUBSIDIARY, fact, remedy, f"customer {there}")
    return require(subsidiary in there.subsidiaries, problem)


def broken(customer: Customer, lost: RemoteId, s: Situation) -> Problem:
    """The sync record names a customer that the books do not have any more (CUS-10)."""
    fact = f"NetSuite's customer {lost}, to which {customer.called} is linked, is not there."
    command = f"crossfoot customers link {customer.id} NETSUITE_ID --tenant {s.settings.tenant}"
    remedy = f"Link it to another one: {command}."
    return Problem(Reason.CUSTOMER_LINK_BROKEN, fact, remedy, customer.called)


def _not_found(customer: CustomerId) -> Problem:
    fact = f"Customer {customer} cannot be found in ServiceTitan."
    remedy = "Check the document there."
    return Problem(Reason.CUSTOMER_NOT_FOUND, fact, remedy, f"customer {customer}")


def _steps(customer: Customer, names: Names, subsidiary: str, s: Situation) -> tuple[Step, ...]:
    key = s.key(Kind.CUSTOMER, customer.id)
    if key in s.entities:
        return (linking_step(customer, s),)
    return (_customer_step(customer, names, subsidiary, s), linking_step(customer, s, key))


def _customer_step(customer: Customer, names: Names, subsidiary: str, s: Situation) -> Step:
    phone, dropped = _within(customer.phone, "phone")
    fax, fax_dropped = _within(customer.fax, "fax")
    return Step(
        key=s.key(Kind.CUSTOMER, customer.id),
        record=CustomerRecord(
            entity_id=entity_id(customer, s.settings.short_name),
            subsidiary=subsidiary,
            company_name=names.company,
            first_name=names.first,
            last_name=names.last,
            phone=phone,
            email=customer.email,
            fax=fax,
            address=customer.address,
        ),
        document=customer.label,
        notice=" ".join(filter(None, (_cut(names), dropped, fax_dropped))),
    )


def _cut(names: Names) -> str:
    if not names.cut:
        return ""
    return f"The {' and '.join(names.cut)} was cut to what NetSuite can hold."


def _within(number: str | None, what: str) -> tuple[str | None, str]:
    if number is None or len(number) <= PHONE_LIMIT:
        return number, ""
    return None, f"The {what} number {number} is too long for NetSuite and was left out."
