"""The whole state as JSON: rows by id, money as decimal text, so that two looks can be compared."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Final

from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant, plain

SETTINGS: Final = ("auto_batching", "automated_refund_workflow")
OTHERS: Final = ("id", "name", "clock", *SETTINGS, "next_ids", "changes", "shown", "in_batch")
TABLES: Final = tuple(
    one.name for one in fields(Tenant) if one.name not in (*OTHERS, "referred_change")
)
_AS_IT_IS: Final = frozenset({str, int, bool, NoneType})
"""Most values by far."""


def snapshot(tenant: Tenant) -> dict[str, Any]:
    tables = {name: _table(getattr(tenant, name)) for name in TABLES}
    return {
        "tenant": {"id": tenant.id, "name": tenant.name},
        **tables,
        **{name: _plain(getattr(tenant, name)) for name in SETTINGS},
        "next_ids": tenant.next_ids,
        "changes": tenant.changes,
    }


def _table(table: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): _plain(table[key]) for key in sorted(table)}


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
