"""The rows of every transaction in one table, made anew only where something has changed."""

from collections.abc import Callable
from typing import Any

from simulators.netsuite.company import Company
from simulators.netsuite.records import Record
from simulators.netsuite.sqltable import PartedRows, Row
from simulators.netsuite.state import Shelf

Maker = Callable[[Company, Record], list[Row]]


class KeptRows:
    """The rows of each transaction, made anew only when something that is kept of it has changed."""

    def __init__(self, company: Company, make: Maker) -> None:
        self._company = company
        self._make = make
        self._fields = -1
        self._seen: dict[Shelf[Any, Any], int] = {}
        self._kept: dict[str, list[Row]] = {}

    def all(self) -> PartedRows:
        fields = self._company.state.custom_fields.touched
        if self._fields != fields:
            self._fields, self._seen = fields, {}
        for key in sorted(self._changed(), key=int):
            record = self._company.state.of("transaction").get(key)
            if record is None:
                self._kept.pop(key, None)
            else:
                self._kept[key] = self._make(self._company, record)
        return PartedRows(dict(self._kept))

    def _changed(self) -> set[str]:
        found: set[str] = set()
        for shelf in kept_of_transactions(self._company):
            seen = self._seen.get(shelf, 0)
            found |= {key[0] if isinstance(key, tuple) else key for key in shelf.changed[seen:]}
            self._seen[shelf] = shelf.touched
        return found


def kept_of_transactions(company: Company) -> tuple[Shelf[Any, Any], ...]:
    """All that a transaction's rows are made from, by its id, or its id and a line."""
    state = company.state
    return (
        *(state.of("transaction"), state.entries, state.open_items, state.credits),
        state.order_progress,
    )
