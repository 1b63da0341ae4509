"""What is ordered of a vendor, received and billed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.documents.ids import BusinessUnitId, JobId, OrderLineId, PurchaseOrderId, VendorId
from core.documents.kinds import Batch, GlAccount, Kind, Label
from core.money import Money


@dataclass(frozen=True, slots=True)
class PurchaseOrderLine:
    id: OrderLineId
    description: str
    quantity: Decimal
    cost: Decimal
    total: Money
    account: GlAccount | None


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order that has been received at least in part, its receipt posted in a batch (AP-01)."""

    id: PurchaseOrderId
    number: str
    date: dt.date
    vendor: VendorId
    business_unit: BusinessUnitId | None
    job: JobId | None
    lines: tuple[PurchaseOrderLine, ...]
    total: Money
    batch: Batch | None = None

    @property
    def label(self) -> Label:
        return Label(Kind.PURCHASE_ORDER, self.id, self.number, None, self.total)
