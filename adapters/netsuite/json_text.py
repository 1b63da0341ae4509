"""JSON text in which money and quantities are written exactly.

NetSuite takes amounts as JSON numbers. Written from decimal text they never pass through a binary
fraction, so `8.10` goes out as `8.10`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from core.money import Money

Json = Mapping[str, "JsonValue"]
JsonValue = (
    None | bool | int | str | Decimal | Money | date | Mapping[str, "JsonValue"]
    | Sequence["JsonValue"]
)  # fmt: skip


def written(value: JsonValue) -> str:
    """Money and Decimal as numbers with all their digits, dates as `YYYY-MM-DD`."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Money):
        return value.text
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if value is None or isinstance(value, int):
        return json.dumps(value)
    if isinstance(value, Mapping):
        members = [f"{_quoted(name)}: {written(one)}" for name, one in value.items()]
        return f"{{{', '.join(members)}}}"
    return f"[{', '.join([written(one) for one in value])}]"


_quoted: Final = json.JSONEncoder(ensure_ascii=False).encode
"""One encoder for all text; `json.dumps` would make a new one each time."""
