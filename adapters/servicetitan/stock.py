"""Inventory adjustments: from ServiceTitan's rows to documents (facts 6, 10 D)."""

from collections.abc import Iterable

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import member, read_all, read_row
from adapters.servicetitan.wire import Day, Number, Wire, WireBatch
from core.documents import (
    BusinessUnitId,
    InventoryAdjustment,
    InventoryAdjustmentId,
    InventoryAdjustmentLine,
    Kind,
    Queue,
    Unreadable,
)


class WireAdjustmentItem(Wire):
    """Numbers, and a total that may have parts of a cent."""

    name: str | None = None
    description: str | None = None
    quantity: Number
    cost: Number
    total_cost: Number
    active: bool | None = None


class WireAdjustment(Wire):
    id: int
    number: str | None = None
    date: Day
    business_unit_id: int | None = None
    memo: str | None = None
    batch: WireBatch | None = None
    items: list[WireAdjustmentItem] | None = None


def adjustments_of(rows: Iterable[Row]) -> Queue:
    """A canceled adjustment is out."""
    read = read_all((row for row in rows if member(row, "dateCanceled") is None), _adjustment_of)
    return Queue(inventory_adjustments=read.documents, unreadable=read.unreadable)


def _adjustment_of(row: Row) -> InventoryAdjustment | Unreadable:
    return read_row(row, Kind.INVENTORY_ADJUSTMENT, WireAdjustment, _adjustment)


def _adjustment(wire: WireAdjustment) -> InventoryAdjustment:
    active = (item for item in wire.items or () if item.active is not False)
    return InventoryAdjustment(
        id=InventoryAdjustmentId(wire.id),
        number=wire.number or str(wire.id),
        date=wire.date,
        business_unit=BusinessUnitId(wire.business_unit_id) if wire.business_unit_id else None,
        lines=tuple(map(_line, active)),
        memo=wire.memo or "",
        batch=translate.batch(wire.batch),
    )


def _line(item: WireAdjustmentItem) -> InventoryAdjustmentLine:
    description = item.description or item.name or ""
    return InventoryAdjustmentLine(description, item.quantity, item.cost, item.total_cost)
