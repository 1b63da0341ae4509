"""Check: are both systems reachable, and is the set-up complete? Every finding says what to fix."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass

from returns.result import Failure

from core.chart import Chart, Role
from core.customers.inconsistent import remarks_on_merges
from core.customers.legacy import no_such_field
from core.documents import BusinessUnit, BusinessUnitId, Kind
from core.items import not_accruing
from core.mapping import AccountMapping
from core.ports import CredentialsRefusedError, Store, SystemUnavailableError
from core.refunds.set_up import RefundSetUp
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `good`, and in words what is so and, if not good, what to do.

    A `warning` is good enough for a run, and yet somebody should look at it.
    """

    subject: str
    good: bool
    words: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """`unreachable`: a system did not answer or did not let us in."""

    tenant: str
    findings: tuple[Finding, ...]
    unreachable: bool = False

    @property
    def good(self) -> bool:
        return all(finding.good for finding in self.findings)


async def check_tenant(tenant: ConnectedTenant, store: Store) -> Check:
    """Ping both systems, then look at accounts, periods and mappings."""
    pings = await together(
        _ping("ServiceTitan", tenant.field_service.ping()),
        _ping("NetSuite", tenant.books.ping()),
    )
    if not all(ping.good for ping in pings):
        return Check(tenant.name, tuple(pings), unreachable=True)
    chart, units, chosen, legacy, refunds, idle = await together(
        tenant.books.chart(),
        tenant.field_service.business_units(),
        store.mapping(tenant.name),
        _legacy_ids(tenant),
        _refunds(tenant),
        _items_not_accruing(tenant),
    )
    choices = (*tenant.choices, *chosen)
    mapping = AccountMapping.of(choices, chart, tenant.settings.department)
    units_found = (_unit(unit, mapping, units) for unit in units.values())
    others = (*_tax(tenant), *_stock(tenant, chart), *legacy, *refunds)
    set_up = (*_roles(chart), *_available(chart), *units_found, *others)
    set_up = (*set_up, *_items(chart, idle))
    return Check(tenant.name, (*pings, *set_up, *await _merges(tenant, chart, mapping)))


async def _merges(tenant: ConnectedTenant, chart: Chart, mapping: AccountMapping) -> list[Finding]:
    """Where the two systems disagree on who is one customer (CUS-16)."""
    if not tenant.settings.names_customers:
        return []
    merged, links = await together(
        tenant.field_service.merged_customers(), tenant.books.all_customer_links(tenant.name)
    )
    by_id = {one.id: one for one in merged}
    s = Situation(tenant.settings, chart, mapping, merged_customers=by_id, links=links)
    return [Finding(what, True, words, warning=True) for what, words in remarks_on_merges(s)]


async def _ping(system: str, answer: Awaitable[str]) -> Finding:
    try:
        return Finding(system, True, await answer)
    except CredentialsRefusedError as error:
        return _no_answer(system, error, "Check its credentials in crossfoot.toml.")
    except SystemUnavailableError as error:
        return _no_answer(system, error, "Check its URL and the network.")


def _no_answer(system: str, error: SystemUnavailableError, remedy: str) -> Finding:
    """What a system said may end without a full stop."""
    return Finding(system, False, f"{error.why.rstrip('. ')}. {remedy}")


def _roles(chart: Chart) -> list[Finding]:
    return [_role(chart, role) for role in Role]


def _role(chart: Chart, role: Role) -> Finding:
    account = chart.role(role)
    words = str(account) if account else "NetSuite has no such account. Set one up there."
    return Finding(role.value.capitalize(), account is not None, words)


def _available(chart: Chart) -> list[Finding]:
    count = sum(1 for one in chart.accounts if one.available)
    words = f"{count} of {len(chart.accounts)} accounts"
    if not count:
        words = "No account is marked. Mark those that ServiceTitan posts to in NetSuite."
    return [Finding("Available to ServiceTitan", count > 0, words)]


async def _items_not_accruing(tenant: ConnectedTenant) -> frozenset[str]:
    """Asked only where receipts move."""
    if not tenant.settings.method.moves(Kind.ITEM_RECEIPT):
        return frozenset()
    return await tenant.books.items_not_accruing()


def _items(chart: Chart, not_accruing_: frozenset[str]) -> list[Finding]:
    """Of accounts that may be posted to; only what is received needs it, and most never are."""
    idle = (one for one in chart.accounts if one.available and one.account.id in not_accruing_)
    return [
        Finding(f"Item of {one.account}", True, not_accruing(one.account).words, warning=True)
        for one in idle
    ]


def _unit(
    unit: BusinessUnit, mapping: AccountMapping, units: Mapping[BusinessUnitId, BusinessUnit]
) -> Finding:
    segments = mapping.segments(unit.id, units)
    subject = f"Business unit {unit}"
    if isinstance(segments, Failure):
        return Finding(subject, False, segments.failure().words)
    name = mapping.chart.subsidiaries[segments.unwrap().subsidiary].name
    return Finding(subject, True, f"subsidiary {name}")


def _stock(tenant: ConnectedTenant, chart: Chart) -> list[Finding]:
    """Nothing to look at where no account is chosen for lost and found goods (AR-18)."""
    number = tenant.settings.inventory_adjustment_account
    if number is None:
        return []
    found = chart.numbered(number)
    words = str(found.account) if found else f"NetSuite has no account {number}. Choose another."
    return [Finding("Inventory adjustments", found is not None, words)]


async def _legacy_ids(tenant: ConnectedTenant) -> list[Finding]:
    """Nothing to look at where no field is chosen (CUS-09)."""
    field = tenant.settings.legacy_id_field
    if field is None:
        return []
    exists = field in await tenant.field_service.customer_fields()
    words = f'in the field "{field}"' if exists else no_such_field(field)
    return [Finding("Legacy IDs", exists, words)]


async def _refunds(tenant: ConnectedTenant) -> list[Finding]:
    """Nothing to look at where no refund is meant to go (REF-18)."""
    chosen = tenant.settings
    if not chosen.automated_refunds and not chosen.check_refund_payment_type:
        return []
    records = chosen.refund_style.has_records
    there = await tenant.books.has_refund_records() if records else False
    set_up = RefundSetUp(
        chosen.check_refund_payment_type, chosen.automated_refunds, there, chosen.refund_style
    )
    good = Finding("Refunds", True, chosen.refund_style.value.replace("_", " "))
    return [Finding("Refunds", False, gap.words) for gap in set_up.gaps] or [good]


def _tax(tenant: ConnectedTenant) -> list[Finding]:
    """Nothing to look at where no invoice moves: a journal entry has its tax in its lines."""
    if not tenant.settings.method.moves(Kind.INVOICE):
        return []
    code = tenant.settings.tax_code
    words = (
        f"code {code.code}, type {code.type}"
        if code
        else "Set the tenant's tax in the configuration: taxed invoices stay out."
    )
    return [Finding("Sales tax", code is not None, words)]
