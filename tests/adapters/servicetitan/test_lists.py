"""Lists are read page by page."""

from typing import Final

from adapters.servicetitan.lists import BY_ID, ROWS_AT_ONCE, Row
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.simulators.servicetitan.office import Office

CUSTOMERS: Final = ROWS_AT_ONCE + 1


async def test_the_next_page_is_on_its_way_while_one_is_looked_at(
    st: ServiceTitan, office: Office
) -> None:
    for number in range(CUSTOMERS):
        office.customer(f"Customer {number}")
    pages_asked_for = []
    async with connected(st, page_size=CUSTOMERS - 1) as field_service:
        api = field_service.api

        def noted(row: Row) -> Row:
            pages_asked_for.append(api.caller.sent)
            return row

        assert len(await api.read("crm/customers", noted, BY_ID)) == CUSTOMERS
    assert pages_asked_for == [2] * CUSTOMERS
