"""SuiteQL columns in terms of record fields (facts §1.5)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, FieldKind
from simulators.netsuite.records import Record
from simulators.netsuite.sqltable import Columns, Kind, Row

KINDS: Final[Mapping[FieldKind, Kind]] = {
    "text": "text",
    "choice": "text",
    "money": "money",
    "number": "number",
    "integer": "number",
    "bool": "bool",
    "date": "date",
    "datetime": "datetime",
    "ref": "id",
    "refs": "text",
}
PLACES: Final = 8
"""Decimals a number has in SuiteQL here."""
Source = tuple[str, Kind, str]
"""A column, its kind, and the record field it shows."""


def columns_of(sources: tuple[Source, ...], custom: Mapping[str, Field]) -> Columns:
    plain: dict[str, Kind] = {name: kind for name, kind, _ in sources}
    return {"id": "id", **plain, **{name: KINDS[field.kind] for name, field in custom.items()}}


def row_of(record: Record, sources: tuple[Source, ...], custom: Mapping[str, Field]) -> Row:
    row: Row = {"id": int(record.id)}
    for name, kind, source in sources:
        row[name] = column_value(kind, record.fields.get(source))
    row.update(custom_values(custom, record.fields))
    return row


def custom_values(custom: Mapping[str, Field], held: Mapping[str, Any]) -> Row:
    return {name: column_value(KINDS[field.kind], held.get(name)) for name, field in custom.items()}


def column_value(kind: Kind, value: Any) -> Any:
    """A box never ticked is false; an id is a number where it is one."""
    if kind == "bool":
        return value in (True, "T")
    if kind == "id":
        return int(value) if isinstance(value, str) and value.isdecimal() else value
    if kind == "number" and isinstance(value, Decimal):
        return round(value, PLACES)
    return value


class Names(Mapping[Any, str]):
    """The names of the records a column points to, read when they are asked for."""

    def __init__(self, company: Company, to: tuple[str, ...]) -> None:
        self._company = company
        self._to = to

    def __getitem__(self, key: Any) -> str:
        found = self._company.find(self._to, str(key))
        if found is None:
            raise KeyError(key)
        return self._company.type_of(found).display(found)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


def names(company: Company, to: Mapping[str, tuple[str, ...]]) -> dict[str, Mapping[Any, str]]:
    return {column: Names(company, kinds) for column, kinds in to.items()}


def custom_targets(custom: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    return {name: field.to for name, field in custom.items() if field.kind == "ref" and field.to}
