"""What came from vendors, what they bill for it, and the credits they give."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch
from core.keys import Key
from core.ledger import Account, Segments
from core.money import Money
from core.records.lines import ItemLine


@dataclass(frozen=True, slots=True)
class ExpenseItem:
    """Cents that go to an account without an item."""

    account: Account
    amount: Money
    memo: str
    segments: Segments


@dataclass(frozen=True, slots=True)
class ItemReceiptRecord:
    """Goods received of an order; made from it, and it alone says what they cost (AP-02).

    `missing` are ServiceTitan's ids of the order's lines of which nothing came.
    """

    number: str
    date: dt.date
    order: Key
    lines: tuple[ItemLine, ...]
    missing: tuple[int, ...] = ()
    batch: Batch | None = None


@dataclass(frozen=True, slots=True)
class PayableRecord:
    """What a bill and a vendor credit have in common; amounts positive, as their screens show them."""

    number: str
    date: dt.date
    vendor: Key
    segments: Segments
    lines: tuple[ItemLine, ...]
    expenses: tuple[ExpenseItem, ...]
    total: Money
    memo: str = ""
    batch: Batch | None = None


@dataclass(frozen=True, slots=True)
class BillRecord(PayableRecord):
    """A vendor's bill (AP-03). Lines with an `order_line` bill what was received of `order`."""

    due_date: dt.date | None = None
    order: Key | None = None


@dataclass(frozen=True, slots=True)
class VendorCreditRecord(PayableRecord):
    """A vendor's credit for a return (AP-04); it is applied to nothing."""
