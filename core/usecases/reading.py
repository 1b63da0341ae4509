"""Read: everything a plan is made from, from both systems and the store. Nothing is changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.customers.legacy import internal_id
from core.documents import (
    Customer,
    CustomerId,
    Invoice,
    InvoiceId,
    JournalEntry,
    Kind,
    Queue,
    Unreadable,
)
from core.errors import SyncError, rejected
from core.journals import customers_of, needs_detail
from core.mapping import AccountMapping
from core.portion import Identified, Portion
from core.ports import Intent, Store
from core.records import Key, RemoteId
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant
from core.usecases.reading_ahead import ReadAhead
from core.usecases.reading_jobs import projects_of
from core.usecases.reading_later import later_payments
from core.usecases.reading_merges import with_merges
from core.usecases.reading_payables import named_by_payables, transactions_of_payables
from core.usecases.reading_postings import transactions_of_postings, with_postings
from core.usecases.reading_refunds import transactions_of_refunds, with_refunds

Originals = Mapping[InvoiceId, Invoice]
Adjustments = Mapping[InvoiceId, tuple[InvoiceId, ...]]
"""By original, oldest first."""


async def read_situation(tenant: ConnectedTenant, store: Store, now: datetime) -> Situation:
    """What both systems say now (UTC). Raises SystemUnavailableError, CredentialsRefusedError."""
    errors = await store.errors(tenant.name)
    portion = Portion(tenant.settings.documents_per_run, frozenset(map(_identified, errors)))
    ahead = ReadAhead(tenant, portion)
    (queue, projects), later, merged, units, chart, fields = await together(
        together(_queue(tenant, ahead), projects_of(tenant)),
        later_payments(tenant, store),
        _merged_customers(tenant),
        tenant.field_service.business_units(),
        tenant.books.chart(),
        _customer_fields(tenant),
    )
    queue = await with_postings(queue, tenant)
    queue = replace(queue, unreadable=(*queue.unreadable, *projects.unreadable))
    chosen = await store.mapping(tenant.name)
    unsettled = await store.unsettled(tenant.name)
    unfinished = await store.unfinished(tenant.name)
    choices = (*tenant.choices, *chosen)
    start = Situation(
        settings=tenant.settings,
        chart=chart,
        mapping=AccountMapping.of(choices, chart, tenant.settings.department),
        queue=queue,
        later=tuple(later.payments.values()),
        money_left=frozenset(later.money_left),
        customer_fields=fields,
        merged_customers=merged,
        business_units=units,
        entities=projects.there,
        unsettled=_still_open(unsettled, now, tenant.commit_window),
        unfinished=unfinished,
        rejected=rejected(errors),
    )
    queue, jobs = portion.of(queue, projects.missing, start.survivor)
    start = replace(start, queue=queue, new_projects=jobs)
    return await _with_what_they_name(await with_refunds(start, tenant), tenant, ahead)


def _identified(error: SyncError) -> Identified:
    return error.document.kind, error.document.id


async def _queue(tenant: ConnectedTenant, ahead: ReadAhead) -> Queue:
    """What stands in ServiceTitan's queue, of the kinds that the tenant's method moves (TRG-01)."""
    queue, payables, entries = await together(
        _receivables(tenant, ahead), _payables(tenant), _journal_entries(tenant)
    )
    unreadable = (one for one in entries if isinstance(one, Unreadable))
    return replace(
        queue,
        purchase_orders=payables.purchase_orders,
        item_receipts=payables.item_receipts,
        bills=payables.bills,
        vendor_credits=payables.vendor_credits,
        journal_entries=tuple(one for one in entries if not isinstance(one, Unreadable)),
        unreadable=(*queue.unreadable, *payables.unreadable, *unreadable),
    )


async def _receivables(tenant: ConnectedTenant, ahead: ReadAhead) -> Queue:
    if not tenant.settings.method.moves(Kind.INVOICE):
        return Queue()
    return await ahead.queue()


async def _payables(tenant: ConnectedTenant) -> Queue:
    if not tenant.settings.method.moves(Kind.BILL):
        return Queue()
    return await tenant.field_service.payables(tenant.settings.sync_purchase_orders)


async def _journal_entries(tenant: ConnectedTenant) -> Sequence[JournalEntry | Unreadable]:
    if not tenant.settings.method.moves(Kind.JOURNAL_ENTRY):
        return ()
    return await tenant.field_service.journal_entries(needs_detail(tenant.settings))


async def _customer_fields(tenant: ConnectedTenant) -> frozenset[str]:
    """Asked for only where one of them holds legacy IDs (CUS-09)."""
    if tenant.settings.legacy_id_field is None:
        return frozenset()
    return await tenant.field_service.customer_fields()


async def _merged_customers(tenant: ConnectedTenant) -> Mapping[CustomerId, Customer]:
    """None where nothing that moves names customers: nobody is merged there (CUS-15)."""
    if not tenant.settings.names_customers:
        return {}
    return {one.id: one for one in await tenant.field_service.merged_customers()}


async def _with_what_they_name(
    s: Situation, tenant: ConnectedTenant, ahead: ReadAhead
) -> Situation:
    s, payables, booked, (originals, adjustments) = await together(
        _with_parties(s, tenant, ahead),
        named_by_payables(s, tenant),
        tenant.books.booked(_transactions_named(s) - s.booked.keys()),
        _adjusted(s.queue, tenant),
    )
    s = replace(s, booked={**s.booked, **booked}, originals=originals, adjustments=adjustments)
    s = payables.within(s)
    owners = {*_linked(s).values(), *(one.entity for one in booked.values() if one.entity)}
    s = replace(s, book_customers=await tenant.books.customers(owners))
    s = await with_merges(s, tenant)
    legacy = await tenant.books.customers(_legacy_ids(s) - s.book_customers.keys())
    return replace(s, book_customers={**s.book_customers, **legacy})


async def _with_parties(s: Situation, tenant: ConnectedTenant, ahead: ReadAhead) -> Situation:
    """The customers of all documents: which are linked, and who those are that are not."""
    s = replace(s, links=await ahead.links_of(_customers_named(s)))
    unlinked = {s.survivor(one) for one in _customers_in(s)} - _linked(s).keys()
    unlinked_entities = (unlinked | _merged_and_survivors(s)) - _linked(s).keys()
    customers, entities = await together(
        ahead.customers_of(unlinked),
        tenant.books.entities(_entities_named(s, unlinked_entities)),
    )
    return replace(s, customers=customers, entities={**s.entities, **entities})


def _linked(s: Situation) -> Mapping[CustomerId, RemoteId]:
    return {source: one.customer for source, one in s.links.items() if one.customer is not None}


def _legacy_ids(s: Situation) -> set[RemoteId]:
    """The customers of the books that unlinked ones name (CUS-11)."""
    named = (internal_id(s.legacy_id(one)) for one in s.customers.values())
    return {one for one in named if one is not None}


def _customers_in(s: Situation) -> set[CustomerId]:
    invoiced = {one.customer for one in s.queue.invoices}
    paying = {one.customer for one in s.queue.payments}
    on_lines = {who for entry in s.queue.journal_entries for who in customers_of(entry, s)}
    return invoiced | paying | on_lines | {one.customer for one in s.new_projects.values()}


def _customers_named(s: Situation) -> set[CustomerId]:
    named = _customers_in(s) | {one.customer for one in s.later}
    return named | {s.survivor(one) for one in named} | _merged_and_survivors(s)


def _merged_and_survivors(s: Situation) -> set[CustomerId]:
    return {*s.merged_customers, *map(s.survivor, s.merged_customers)}


async def _adjusted(queue: Queue, tenant: ConnectedTenant) -> tuple[Originals, Adjustments]:
    """What the queued adjustments adjust, and all the adjustments of that."""
    named = {one.adjustment_to for one in queue.invoices if one.adjustment_to is not None}
    originals, adjustments = await together(
        tenant.field_service.invoices(named), tenant.field_service.adjustments(named)
    )
    by_original: dict[InvoiceId, tuple[InvoiceId, ...]] = defaultdict(tuple)
    for one in adjustments:
        assert one.adjustment_to is not None, one
        by_original[one.adjustment_to] += (one.id,)
    return {one.id: one for one in originals}, by_original


def _transactions_named(s: Situation) -> set[Key]:
    payments = (*s.queue.payments, *s.later)
    applied = (one.invoice for payment in payments for one in payment.applications)
    invoices = (*(one.id for one in s.queue.invoices), *applied)
    return {
        *s.keys(Kind.INVOICE, invoices),
        *s.keys(Kind.PAYMENT, (one.id for one in payments)),
        *transactions_of_refunds(s),
        *transactions_of_postings(s),
        *transactions_of_payables(s),
        *s.keys(Kind.JOURNAL_ENTRY, (one.id for one in s.queue.journal_entries)),
    }


def _entities_named(s: Situation, unlinked: Collection[CustomerId]) -> set[Key]:
    jobs = (one.job for one in s.queue.invoices if one.job is not None)
    return {*s.keys(Kind.CUSTOMER, unlinked), *s.keys(Kind.PROJECT, jobs)}


def _still_open(
    unsettled: Mapping[Key, Intent], now: datetime, window: timedelta
) -> Mapping[Key, str]:
    """The writes whose absence proves nothing yet, in words."""
    fresh = {key: one.sent_at for key, one in unsettled.items() if one.sent_at + window > now}
    return {key: _unanswered(sent, sent + window) for key, sent in fresh.items()}


def _unanswered(sent: datetime, until: datetime) -> str:
    return (
        f"It was sent at {sent:%H:%M:%S} UTC and never answered; NetSuite may still book it until "
        f"{until:%H:%M:%S}. A run after that settles it."
    )
