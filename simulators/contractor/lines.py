"""Lines of an invoice, and what they come to."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

Row = dict[str, Any]

CENT: Final = Decimal("0.01")
DISCOUNTS: Final = "4900"


def line(description: str, quantity: str, price: Decimal, account: str) -> Row:
    return {
        "description": description,
        "quantity": quantity,
        "price": str(price),
        "type": "Service",
        "glAccountNumber": account,
        "taxable": False,
    }


def discount(amount: Decimal) -> Row:
    return {**line("Discount", "1", -amount, DISCOUNTS), "type": "PriceModifier"}


def charged(items: list[Row]) -> Decimal:
    amounts = (Decimal(item["quantity"]) * Decimal(item["price"]) for item in items)
    return sum((one.quantize(CENT, ROUND_HALF_UP) for one in amounts), Decimal(0))


def total(items: list[Row], rate: Decimal) -> Decimal:
    taxable = charged([item for item in items if item["taxable"]])
    return charged(items) + (taxable * rate).quantize(CENT, ROUND_HALF_UP)
