"""The shape of a table that SuiteQL reads, as those who fill one name it."""

from collections.abc import Mapping
from typing import Any

from simulators.netsuite.suiteql import Kind, PartedRows, Table

Columns = Mapping[str, Kind]
Row = dict[str, Any]

__all__ = ["Columns", "Kind", "PartedRows", "Row", "Table"]
