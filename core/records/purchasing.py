"""What is ordered of vendors."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch
from core.keys import Key
from core.ledger import Segments
from core.money import Money
from core.records.lines import ItemLine


@dataclass(frozen=True, slots=True)
class PurchaseOrderRecord:
    """A purchase order; it posts nothing (AP-01)."""

    number: str
    date: dt.date
    vendor: Key
    segments: Segments
    lines: tuple[ItemLine, ...]
    total: Money
    batch: Batch | None
