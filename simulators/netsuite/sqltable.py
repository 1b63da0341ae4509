"""The shape of a table that SuiteQL reads: typed columns, rows, and names to show for ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["id", "text", "money", "number", "date", "datetime", "bool"]
Columns = Mapping[str, Kind]
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """Column names in lower case; values are int, Decimal, str, date, datetime, bool or None."""

    columns: Columns
    rows: Sequence[Mapping[str, Any]]
    display: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    """Per column the name that BUILTIN.DF shows for a value."""
