"""What the warehouse counts: inventory adjustments."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from core.documents.ids import BusinessUnitId, InventoryAdjustmentId
from core.documents.kinds import Batch, Kind, Label
from core.money import Money, total

CENT = Decimal("0.01")
ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class InventoryAdjustmentLine:
    """`quantity` is negative for what is missing; `cost` is of one, `said` ServiceTitan's total."""

    description: str
    quantity: Decimal
    cost: Decimal
    said: Decimal

    @property
    def value(self) -> Money:
        """Quantity times cost to the cent, halves away from zero; negative for what is missing."""
        return to_the_cent(ROUNDING.multiply(self.quantity, self.cost))


@dataclass(frozen=True, slots=True)
class InventoryAdjustment:
    """More or fewer goods than were thought to be there."""

    id: InventoryAdjustmentId
    number: str
    date: dt.date
    business_unit: BusinessUnitId | None
    lines: tuple[InventoryAdjustmentLine, ...]
    memo: str = ""
    batch: Batch | None = None

    @property
    def total(self) -> Money:
        """What the inventory gains, in cents; negative when it shrinks."""
        return total(line.value for line in self.lines)

    @property
    def label(self) -> Label:
        return Label(Kind.INVENTORY_ADJUSTMENT, self.id, self.number, None, self.total)


def to_the_cent(amount: Decimal) -> Money:
    """Halves away from zero."""
    return Money.of(amount.quantize(CENT, context=ROUNDING))
