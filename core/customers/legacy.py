"""Legacy IDs: a customer NetSuite has from before is found, not created a second time.

The tenant names a field of ServiceTitan's customers, exactly, that holds NetSuite's internal id of
the same customer (CUS-09). Of a customer without a link in NetSuite this field says who it is:

    blank                               a new customer is created the ordinary way (CUS-12)
    an active customer's id             it is linked, provided it belongs to the document's
                                        subsidiary (CUS-11)
    anything else                       the document stays out (CUS-13)

An internal id is digits alone, without a zero in front: nothing is trimmed or guessed, since a wrong
guess books one customer's money to another. A field that ServiceTitan does not have matches nobody,
and the run says so.
"""

import re
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import Customer
from core.records import BookCustomer, RemoteId
from core.refusals import Notice, Problem, Reason
from core.situation import Situation

_INTERNAL_ID: Final = re.compile("[1-9][0-9]{0,17}")
"""NetSuite numbers its records from 1; no number of its own is longer."""


def internal_id(text: str) -> RemoteId | None:
    """The text as NetSuite's internal id, if it is exactly one."""
    return RemoteId(text) if _INTERNAL_ID.fullmatch(text) else None


def matched(customer: Customer, value: str, s: Situation) -> Result[BookCustomer, Problem]:
    """The active customer of the books that this legacy ID names (CUS-11, CUS-13)."""
    wanted = internal_id(value)
    if wanted is None:
        return Failure(_invalid(customer, value, "it is not a NetSuite internal id.", s))
    found = s.book_customers.get(wanted)
    if found is None:
        return Failure(_invalid(customer, value, "NetSuite has no customer with that id.", s))
    if not found.active:
        return Failure(_invalid(customer, value, f"{found} is inactive in NetSuite.", s))
    return Success(found)


def matching_is_off(s: Situation) -> tuple[Notice, ...]:
    """The run's warning that the chosen field does not exist (CUS-09)."""
    field = s.settings.legacy_id_field
    if field is None or field in s.customer_fields:
        return ()
    return (Notice(None, no_such_field(field)),)


def no_such_field(field: str) -> str:
    """For an accountant: what is so, what to do."""
    return (
        f'ServiceTitan\'s customers have no field "{field}", so no customer is matched by legacy ID. '
        "Correct legacy_id_field in the configuration; it must be the field's exact name."
    )


def _invalid(customer: Customer, value: str, why: str, s: Situation) -> Problem:
    fact = f'Legacy ID "{value}" of {customer.called} is invalid: {why}'
    field = s.settings.legacy_id_field
    remedy = f'Correct "{field}" in ServiceTitan, or blank it to have the customer created.'
    return Problem(Reason.LEGACY_ID_INVALID, fact, remedy, customer.called)
