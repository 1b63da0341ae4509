"""Inventory adjustments: what was counted in the warehouse."""

from decimal import Decimal

import pytest

from simulators.servicetitan import MistakeError
from tests.simulators.servicetitan.office import Api, Json, Office

ADJUSTMENTS = "inventory/adjustments"


@pytest.mark.parametrize(
    ("quantity", "cost", "total"),
    [("-3", "4.80", "-14.40"), ("2.5", "1.005", "2.51"), ("-1", "1.005", "-1.01")],
)
def test_an_adjustment_counts_what_is_missing_as_negative(
    office: Office, api: Api, quantity: str, cost: str, total: str
) -> None:
    item = {"description": "Pipe", "quantity": quantity, "cost": cost}
    office.count(items=[item], memo="Broken", businessUnitId=office.unit_id)
    (one,) = api.rows(ADJUSTMENTS)
    assert (one["type"], one["memo"], one["businessUnitId"]) == (
        "InventoryQuantityAdjustment",
        "Broken",
        office.unit_id,
    )
    (line,) = one["items"]
    assert [line[name] for name in ("quantity", "cost", "totalCost")] == [
        Decimal(quantity),
        Decimal(cost),
        Decimal(total),
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"items": []}, "at least one item"),
        ({"items": [{"description": "A", "quantity": "0", "cost": "1"}]}, "more or less"),
        ({"items": [{"description": "A", "quantity": "1", "cost": "-1"}]}, "not less than"),
        ({"type": "Theft"}, "is one of"),
        ({"businessUnitId": 1}, "no business unit 1"),
        ({"invoiceId": 1}, "no invoice 1"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(
    office: Office, api: Api, changed: Json, why: str
) -> None:
    with pytest.raises(MistakeError, match=why):
        office.count(**changed)
    assert api.rows(ADJUSTMENTS) == []


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("adjustmentTypes=BeginningBalance,InventoryQuantityAdjustment", True),
        ("adjustmentTypes=BeginningBalance", False),
        ("adjustmentTypes=Unheard", False),
        ("referenceNumber=COUNT-1", True),
        ("invoiceIds=1", False),
        ("businessUnitIds=1", False),
        ("syncStatuses=Posted", False),
        ("dateOnOrAfter=2026-10-06", False),
        ("dateBefore=2026-10-06", True),
    ],
)
def test_adjustments_are_chosen_by(office: Office, api: Api, chosen: str, found: bool) -> None:
    made = office.count(referenceNumber="COUNT-1")["id"]
    assert api.ids(f"{ADJUSTMENTS}?{chosen}") == ([made] if found else [])
