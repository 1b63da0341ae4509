"""What the warehouse counts: inventory adjustments."""

from dataclasses import dataclass

from simulators.servicetitan.records.base import Document, Stamp
from simulators.servicetitan.records.purchasing import GoodsLine


@dataclass(kw_only=True)
class AdjustmentItem(GoodsLine):
    """Fewer when the quantity is negative."""

    stamp: Stamp


@dataclass(kw_only=True)
class InventoryAdjustment(Document):
    type: str
    items: list[AdjustmentItem]
    business_unit_id: int | None = None
    project_id: int | None = None
    invoice_id: int | None = None
    reference_number: str = ""
    memo: str = ""
