"""How values look on ServiceTitan's wire: money, instants, calendar dates, JSON numbers."""

import json
import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

CENT: Final = Decimal("0.01")
NOTHING: Final = Decimal("0.00")
_NUMBER: Final = re.compile(r'"\\u0000(-?[0-9]+(?:\.[0-9]+)?)\\u0000"')


def to_the_cent(amount: Decimal) -> Decimal:
    """Halves go away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def money(amount: Decimal) -> str:
    """Text with two decimals, as on invoices and payments; nothing has no sign."""
    return str(amount.quantize(CENT) + NOTHING)


def price(amount: Decimal) -> str:
    """Two decimals, or as many as a price in parts of a cent has."""
    exponent = amount.as_tuple().exponent
    return plain(amount) if isinstance(exponent, int) and exponent < -2 else money(amount)


def plain(number: Decimal) -> str:
    """Decimal text without an exponent."""
    return f"{number:f}"


def instant(moment: datetime) -> str:
    """UTC with seven fractional digits (facts §4.1)."""
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{in_utc.replace(tzinfo=None).isoformat(timespec='microseconds')}0Z"


def midnight(day: date) -> str:
    """A calendar date, which ServiceTitan writes as midnight UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def encoded(value: Any) -> bytes:
    """JSON in which a Decimal is a number, digit for digit: it never passes through a float."""
    text = json.dumps(value, default=_marked, separators=(",", ":"))
    return _NUMBER.sub(r"\1", text).encode()


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"\0{value:f}\0"
    raise TypeError(f"{value!r} has no place in a reply")
