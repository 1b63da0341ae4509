"""Lines of items, and the tax on them."""

from dataclasses import dataclass
from decimal import Decimal

from core.keys import Key
from core.ledger import Account, Segments
from core.money import Money


@dataclass(frozen=True, slots=True)
class TaxCode:
    """The tax code and tax type (ids in NetSuite) that ServiceTitan's tax is booked under."""

    code: str
    type: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """`amount` in cents posts to `account`, by its item; `tax` is the line's share of the tax.

    `order_line` is ServiceTitan's id of the line of a purchase order that this is, or is of.
    """

    item: Key
    account: Account
    description: str
    quantity: Decimal
    rate: Decimal
    amount: Money
    segments: Segments
    tax: Money | None = None
    order_line: int | None = None
