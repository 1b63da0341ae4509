"""JSON with amounts written exactly: a Decimal goes out with its own digits, never as a float."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def dumps(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(str(key))}:{dumps(one)}" for key, one in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(dumps(one) for one in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return json.dumps(instant(value))
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(value)


def instant(value: datetime) -> str:
    """An instant in UTC as NetSuite writes it: to the second, with Z."""
    return f"{value.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
