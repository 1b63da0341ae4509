"""Inventory adjustments as documents: posted ones, line by line (AR-18)."""

from datetime import date
from decimal import Decimal

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import Batch
from core.money import Money
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.spoiling import setting, spoil
from tests.simulators.servicetitan.office import Office

ADJUSTMENTS = "inventory/adjustments"


@pytest.fixture
def adjustment(office: Office) -> int:
    """Three pipes missing and one part of a valve found, posted."""
    items = [
        {"description": "Pipe", "quantity": "-3", "cost": "4.80"},
        {"description": "Valve", "quantity": "0.5", "cost": "30.01"},
    ]
    made = office.count(items=items, businessUnitId=office.unit_id, memo="Broken")["id"]
    office.batch(adjustmentIds=[made])
    return int(made)


async def test_a_posted_adjustment_is_read_whole(
    office: Office, field_service: ServiceTitanFieldService, adjustment: int
) -> None:
    office.count()
    queue = await field_service.inventory_adjustments()
    (one,) = queue.inventory_adjustments
    (batch_id,) = office.st.tenant.batches
    assert (one.id, one.number, one.date) == (adjustment, "9501", date(2026, 10, 5))
    assert (one.business_unit, one.memo) == (office.unit_id, "Broken")
    assert one.batch == Batch(batch_id, "September")
    assert [(line.description, line.quantity, line.cost, line.said) for line in one.lines] == [
        ("Pipe", Decimal(-3), Decimal("4.80"), Decimal("-14.40")),
        ("Valve", Decimal("0.5"), Decimal("30.01"), Decimal("15.01")),
    ]
    assert (one.total, queue.unreadable) == (Money.of("0.61"), ())


async def test_a_total_in_parts_of_a_cent_can_be_read(
    st: ServiceTitan, field_service: ServiceTitanFieldService, adjustment: int
) -> None:
    spoil(st, ADJUSTMENTS, lambda rows: setting("items", 1, "totalCost", to="15.005")(rows[0]))
    (one,) = (await field_service.inventory_adjustments()).inventory_adjustments
    assert (one.id, one.lines[1].said) == (adjustment, Decimal("15.005"))


@pytest.mark.usefixtures("adjustment")
@pytest.mark.parametrize(
    ("member", "value"),
    [("dateCanceled", "2026-10-06T00:00:00Z"), ("active", False), ("syncStatus", "Pending")],
)
async def test_an_adjustment_that_does_not_count_stays_out(
    st: ServiceTitan, field_service: ServiceTitanFieldService, member: str, value: object
) -> None:
    spoil(st, ADJUSTMENTS, lambda rows: setting(member, to=value)(rows[0]))
    queue = await field_service.inventory_adjustments()
    assert (queue.inventory_adjustments, queue.unreadable) == ((), ())


@pytest.mark.usefixtures("adjustment")
async def test_a_line_that_cannot_be_read_is_told(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    spoil(st, ADJUSTMENTS, lambda rows: setting("items", 0, "quantity", to="some")(rows[0]))
    (one,) = (await field_service.inventory_adjustments()).unreadable
    assert (str(one.label), one.problem) == (
        "Inventory adjustment 9501",
        "line 1 (Pipe): quantity 'some' is not a number",
    )
