"""JSON text in which money and quantities are written exactly.

NetSuite takes amounts as JSON numbers. Written from decimal text they never pass through a binary
fraction, so `8.10` goes out as `8.10`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from core.money import Money

Json = Mapping[str, "JsonValue"]
JsonValue = (
    None | bool | int | str | Decimal | Money | date | Mapping[str, "JsonValue"]
    | Sequence["JsonValue"]
)  # fmt: skip


def written(value: JsonValue) -> str:
    """Money and Decimal as numbers with all their digits, dates as `YYYY-MM-DD`."""
    if isinstance(value, Money):
        return value.text
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Mapping):
        members = (f"{written(name)}: {written(one)}" for name, one in value.items())
        return f"{{{', '.join(members)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(written(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False)
