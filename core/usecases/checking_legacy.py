"""Check legacy IDs in bulk, before go-live: what would become of every customer. Reads only."""

import asyncio
from dataclasses import dataclass, replace

from returns.result import Success

from core.chart import Chart
from core.customers.legacy import internal_id, no_such_field
from core.customers.legacy_check import Forecast, Shared, Standing, forecast, shared
from core.mapping import AccountMapping
from core.ports import Store
from core.situation import Situation
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
    chart, units, chosen, customers, fields, links = await asyncio.gather(
        tenant.books.chart(),
        tenant.field_service.business_units(),
        store.mapping(tenant.name),
        tenant.field_service.all_customers(),
        tenant.field_service.customer_fields(),
        tenant.books.all_customer_links(tenant.name),
    )
    department = tenant.settings.department
    s = Situation(
        settings=tenant.settings,
        chart=chart,
        mapping=AccountMapping.of((*tenant.choices, *chosen), chart, department),
        business_units=units,
        customer_fields=fields,
        links=links,
    )
    named = {internal_id(s.legacy_id(one)) for one in customers}
    asked = {one for one in (*named, *(link.customer for link in links.values())) if one}
    s = replace(s, book_customers=await tenant.books.customers(asked))
    mapped = _mapped(s)
    forecasts = sorted((forecast(one, mapped, s) for one in customers), key=_order)
    return LegacyCheck(
        tenant=tenant.name,
        field=tenant.settings.legacy_id_field,
        off=_off(s),
        forecasts=tuple(forecasts),
        shared=shared(forecasts),
        chart=chart,
    )


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
