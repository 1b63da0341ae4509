"""Check legacy IDs in bulk, before go-live: what would become of every customer. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from returns.result import Success

from core.chart import Chart
from core.customers.legacy import internal_id, no_such_field
from core.customers.legacy_check import Forecast, Shared, Standing, forecast, shared
from core.documents import Customer
from core.mapping import AccountMapping
from core.ports import Store
from core.records import RemoteId
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


@dataclass(frozen=True, slots=True)
class LegacyCheck:
    """Forecasts in the order of trouble, then by customer's id. `off` says why nobody is matched."""

    tenant: str
    field: str | None
    off: str
    forecasts: tuple[Forecast, ...]
    shared: tuple[Shared, ...]
    chart: Chart

    def count(self, standing: Standing) -> int:
        return sum(1 for one in self.forecasts if one.standing is standing)

    @property
    def good(self) -> bool:
        """Whether nothing needs attention."""
        trouble = any(one.standing.is_trouble for one in self.forecasts)
        wrong_field = self.field is not None and bool(self.off)
        return not (trouble or self.shared or wrong_field)


async def check_legacy(tenant: ConnectedTenant, store: Store) -> LegacyCheck:
    """Every customer of ServiceTitan. Raises SystemUnavailableError."""
    customers, s = await together(tenant.field_service.all_customers(), _situation(tenant, store))
    s = replace(s, book_customers=await tenant.books.customers(_named(customers, s)))
    mapped = _mapped(s)
    forecasts = tuple(sorted((forecast(one, mapped, s) for one in customers), key=_order))
    field = tenant.settings.legacy_id_field
    return LegacyCheck(tenant.name, field, _off(s), forecasts, shared(forecasts), s.chart)


async def _situation(tenant: ConnectedTenant, store: Store) -> Situation:
    chart, units, chosen, fields, links = await together(
        tenant.books.chart(),
        tenant.field_service.business_units(),
        store.mapping(tenant.name),
        tenant.field_service.customer_fields(),
        tenant.books.all_customer_links(tenant.name),
    )
    return Situation(
        settings=tenant.settings,
        chart=chart,
        mapping=AccountMapping.of((*tenant.choices, *chosen), chart),
        business_units=units,
        customer_fields=fields,
        links=links,
    )


def _named(customers: Sequence[Customer], s: Situation) -> set[RemoteId]:
    """The customers of the books that legacy IDs and links name."""
    by_legacy_id = (internal_id(s.legacy_id(one)) for one in customers)
    by_link = (link.customer for link in s.links.values())
    return {one for one in (*by_legacy_id, *by_link) if one is not None}


def _order(one: Forecast) -> tuple[int, int]:
    return list(Standing).index(one.standing), one.customer.id


def _mapped(s: Situation) -> frozenset[str]:
    """The subsidiaries that the tenant's business units map to."""
    found = (s.segments(unit) for unit in s.business_units)
    return frozenset(one.unwrap().subsidiary for one in found if isinstance(one, Success))


def _off(s: Situation) -> str:
    field = s.settings.legacy_id_field
    if field is None:
        return "No legacy_id_field is set in the configuration, so no customer is matched."
    return "" if field in s.customer_fields else no_such_field(field)
