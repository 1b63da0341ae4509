"""Linking by hand: an accountant says which NetSuite customer a ServiceTitan customer is (CUS-14).

Only documents to come follow; what is booked stays with the customer it is booked to. The tenant's
lease is held all the while, so that no run reads one link and writes by another.
"""

from dataclasses import dataclass
from typing import Final

from returns.result import Failure, Result, Success

from core.customers.legacy import internal_id
from core.documents import Customer, CustomerId, Kind, Label, Queue
from core.plan import Step
from core.ports import Clock, OutcomeUnknownError, Rejection, Store, SystemUnavailableError
from core.records import (
    BookCustomer,
    CustomerLink,
    CustomerLinkRecord,
    Key,
    RemoteId,
    key_of,
)
from core.usecases.connected import ConnectedTenant

_FIRST_LOOK: Final = 1
_LONGEST_PAUSE: Final = 30
"""Seconds between looks for a write that was not answered."""


@dataclass(frozen=True, slots=True)
class Linked:
    """`before` is the sync record as it was, None when there was none.

    `staying` are the exported documents that are booked to another customer, and stay there.
    `changed` is False when it was linked so already.
    """

    customer: Customer
    before: CustomerLink | None
    now: BookCustomer
    staying: tuple[Label, ...]
    changed: bool


async def link_customer(
    tenant: ConnectedTenant, store: Store, clock: Clock, source: CustomerId, target: str, who: str
) -> Result[Linked, str]:
    """Make or change the sync record; the failure says in words why not. It may be repeated.

    `target` is NetSuite's internal id. Raises TenantBusyError, SystemUnavailableError.
    """
    async with store.lease(tenant.name, who, clock.now()):
        waits = await _unanswered(tenant, store, clock, source)
        customer = (await tenant.field_service.customers([source])).get(source)
        before = (await tenant.books.customer_links(tenant.name, [source])).get(source)
        wanted = internal_id(target)
        found = (await tenant.books.customers([wanted])).get(wanted) if wanted else None
        trouble = _trouble(source, customer, before, target, found) or waits
        if trouble is not None:
            return Failure(trouble)
        assert customer is not None
        assert found is not None
        return await _link(tenant, clock, customer, before, found)


def _trouble(
    source: CustomerId,
    customer: Customer | None,
    before: CustomerLink | None,
    target: str,
    found: BookCustomer | None,
) -> str | None:
    """Why these two cannot be linked."""
    if customer is None:
        return f"Customer {source} cannot be found in ServiceTitan. Check the id there."
    merged_to = customer.merged_to or (before.merged_to if before else None)
    if merged_to is not None:
        merge = f"{customer.called} was merged into customer {merged_to}"
        return f"In ServiceTitan {merge}. Link that one instead."
    if found is None:
        return f'NetSuite has no customer with the internal id "{target}". Look it up there.'
    if not found.active:
        return f"{found} is inactive in NetSuite. Make it active there first."
    return None


async def _unanswered(
    tenant: ConnectedTenant, store: Store, clock: Clock, source: CustomerId
) -> str | None:
    """A write of this record that NetSuite may still commit would undo what is done now."""
    intent = (await store.unsettled(tenant.name)).get(_key(tenant, Kind.CUSTOMER_LINK, source))
    if intent is None or intent.sent_at + tenant.commit_window <= clock.now():
        return None
    until = intent.sent_at + tenant.commit_window
    return (
        "A run's write of this sync record was not answered; NetSuite may still make it until "
        f"{until:%H:%M:%S} UTC. Link the customer after that."
    )


async def _link(
    tenant: ConnectedTenant,
    clock: Clock,
    customer: Customer,
    before: CustomerLink | None,
    now: BookCustomer,
) -> Result[Linked, str]:
    staying = await _staying(tenant, customer.id, now.id)
    if before is not None and before.customer == now.id and not before.error:
        return Success(Linked(customer, before, now, staying, changed=False))
    trouble = await _posted(tenant, clock, _step(tenant, customer, before), now.id)
    if trouble is not None:
        return Failure(trouble)
    return Success(Linked(customer, before, now, staying, changed=True))


async def _staying(tenant: ConnectedTenant, source: CustomerId, now: RemoteId) -> tuple[Label, ...]:
    """The customer's documents that are booked to another one, invoices first."""
    documents = _documents(tenant, await tenant.field_service.documents_of(source))
    owners = await tenant.books.owners(documents)
    return tuple(label for key, label in documents.items() if owners.get(key, now) != now)


def _documents(tenant: ConnectedTenant, queue: Queue) -> dict[Key, Label]:
    invoices = {_key(tenant, Kind.INVOICE, one.id): one.label for one in queue.invoices}
    payments = {_key(tenant, Kind.PAYMENT, one.id): one.label for one in queue.payments}
    unreadable = {_key(tenant, one.label.kind, one.label.id): one.label for one in queue.unreadable}
    return invoices | payments | unreadable


def _step(tenant: ConnectedTenant, customer: Customer, before: CustomerLink | None) -> Step:
    record = CustomerLinkRecord(
        tenant=tenant.name,
        source=customer.id,
        name=customer.name.strip(),
        customer=_key(tenant, Kind.CUSTOMER, customer.id),
        existing=before.id if before else None,
    )
    label = Label(Kind.CUSTOMER_LINK, customer.id, customer.label.number)
    return Step(_key(tenant, Kind.CUSTOMER_LINK, customer.id), record, label)


def _key(tenant: ConnectedTenant, kind: Kind, source: int) -> Key:
    return key_of(tenant.name, kind, source)


async def _posted(
    tenant: ConnectedTenant, clock: Clock, step: Step, target: RemoteId
) -> str | None:
    """Write it; in words what came of it when it is not there now."""
    assert isinstance(step.record, CustomerLinkRecord), step
    assert step.record.customer is not None, step
    known = {step.record.customer: target}
    sent_at = clock.now()
    try:
        answer = await tenant.books.post(step, known)
    except OutcomeUnknownError:
        if await _appears(tenant, clock, step, known):
            return None
        until = sent_at + tenant.commit_window
        return (
            f"NetSuite did not answer and may still link it until {until:%H:%M:%S} UTC. "
            "Give the command again after that; it is safe to repeat."
        )
    if isinstance(answer, Failure):
        return f"NetSuite refused it: {answer.failure().text}"
    return None


async def _appears(
    tenant: ConnectedTenant, clock: Clock, step: Step, known: dict[Key, RemoteId]
) -> bool:
    """Look for a write that was not answered until it is there or patience ends."""
    pause, deadline = _FIRST_LOOK, clock.now() + tenant.settle_wait
    while True:
        try:
            found = await tenant.books.located(step, known)
        except SystemUnavailableError:
            found = None
        if found is not None:
            return not isinstance(found, Rejection)
        if clock.now() >= deadline:
            return False
        await clock.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
