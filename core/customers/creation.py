"""A customer comes into the books with the first document that names it (CUS-02).

Two records are made: the customer, and the Customer Sync Record that ties it to ServiceTitan's and
is the truth for every later document (CUS-03). Later edits do not flow (CUS-01).
"""

from typing import Final

from returns.result import Failure, Result, Success

from core.customers.names import Names, entity_id, names_of
from core.documents import Customer, CustomerId, Kind, Label
from core.plan import Step
from core.records import CustomerLinkRecord, CustomerRecord
from core.refusals import Problem, Reason
from core.situation import Situation

PHONE_LIMIT: Final = 32
"""Characters (facts/netsuite 4, customer)."""


def customer_steps(
    customer: CustomerId, subsidiary: str, s: Situation
) -> Result[tuple[Step, ...], Problem]:
    """The steps that must come before a document of this customer; none when it is linked."""
    link = s.links.get(customer)
    if link is not None and link.customer is not None:
        return Success(())
    found = s.customers.get(customer)
    if found is None:
        return Failure(_not_found(customer))
    return names_of(found).map(lambda names: _steps(found, names, subsidiary, s))


def _not_found(customer: CustomerId) -> Problem:
    fact = f"Customer {customer} cannot be found in ServiceTitan."
    remedy = "Check the document there."
    return Problem(Reason.CUSTOMER_NOT_FOUND, fact, remedy, f"customer {customer}")


def _steps(customer: Customer, names: Names, subsidiary: str, s: Situation) -> tuple[Step, ...]:
    link = _link_step(customer, s)
    if s.key(Kind.CUSTOMER, customer.id) in s.entities:
        return (link,)
    return (_customer_step(customer, names, subsidiary, s), link)


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


def _link_step(customer: Customer, s: Situation) -> Step:
    key = s.key(Kind.CUSTOMER, customer.id)
    needs = () if key in s.entities else (key,)
    label = Label(Kind.CUSTOMER_LINK, customer.id, customer.label.number)
    record = CustomerLinkRecord(s.settings.tenant, customer.id, customer.name.strip(), key)
    return Step(s.key(Kind.CUSTOMER_LINK, customer.id), record, label, needs=needs)


def _cut(names: Names) -> str:
    if not names.cut:
        return ""
    return f"The {' and '.join(names.cut)} was cut to what NetSuite can hold."


def _within(number: str | None, what: str) -> tuple[str | None, str]:
    if number is None or len(number) <= PHONE_LIMIT:
        return number, ""
    return None, f"The {what} number {number} is too long for NetSuite and was left out."
