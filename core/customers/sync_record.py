"""The Customer Sync Record: which customer of the books is ServiceTitan's, or why there is none yet.

It stands in the books, where accounting sees and corrects it (CUS-03). There is one for each
customer: what stands there already is changed, never doubled. Who a customer was merged into stays.
"""

from dataclasses import replace
from typing import Final

from core.documents import Customer, CustomerId, Kind, Label
from core.plan import Step
from core.records import CustomerLink, CustomerLinkRecord, Key
from core.refusals import Problem, Reason
from core.situation import Situation

_KEPT: Final = frozenset(
    {
        Reason.CUSTOMER_LINK_BROKEN,
        Reason.CUSTOMER_NAME_BLANK,
        Reason.CUSTOMER_SUBSIDIARY,
        Reason.LEGACY_ID_INVALID,
    }
)
"""What is wrong with a customer, so that its sync record says it."""


def linking_step(customer: Customer, s: Situation, *needs: Key) -> Step:
    """Ties the customer to its own in the books; an error of before is gone."""
    key = s.key(Kind.CUSTOMER, customer.id)
    return _step(customer.id, customer.name, s, key, needs=needs)


def repointing_step(
    merged: Customer, survivor: CustomerId, s: Situation, needs: tuple[Key, ...], notice: str
) -> Step:
    """Points a merged customer's record to the survivor's customer, and marks the merge (CUS-15)."""
    key = s.key(Kind.CUSTOMER, survivor)
    step = _step(merged.id, merged.name, s, key, needs=needs, merged_to=survivor)
    return replace(step, notice=notice)


def cleared_step(link: CustomerLink, s: Situation) -> Step:
    """A customer that was linked by hand has no error any more."""
    return _step(link.source, link.name, s, s.key(Kind.CUSTOMER, link.source))


def error_step(customer: CustomerId, problem: Problem, s: Situation) -> Step | None:
    """Keeps why an unlinked customer's documents stay out; None when the record says it already."""
    link = s.links.get(customer)
    is_linked = link is not None and link.customer is not None
    says_so = link is not None and link.error == problem.words
    if problem.reason not in _KEPT or is_linked or says_so:
        return None
    return _step(customer, s.customers[customer].name, s, None, problem.words)


def _step(
    customer: CustomerId,
    name: str,
    s: Situation,
    linked_to: Key | None,
    error: str = "",
    needs: tuple[Key, ...] = (),
    merged_to: CustomerId | None = None,
) -> Step:
    link = s.links.get(customer)
    record = CustomerLinkRecord(
        tenant=s.settings.tenant,
        source=customer,
        name=name.strip(),
        customer=linked_to,
        error=error,
        merged_to=merged_to or (link.merged_to if link else None),
        existing=link.id if link else None,
        lost=link.lost if link and linked_to is None else None,
    )
    label = Label(Kind.CUSTOMER_LINK, customer, record.name or f"{customer} (no name)")
    return Step(s.key(Kind.CUSTOMER_LINK, customer), record, label, needs=needs)
