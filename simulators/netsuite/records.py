"""A record as NetSuite keeps it: frozen values, changed only by making a new one.

References hold the internal id as text; money is Decimal; dates are business dates; instants UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

Line = Mapping[str, Any]
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Record:
    kind: str
    """The record type's canonical name."""
    id: str
    created: datetime
    modified: datetime
    fields: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    sublists: Mapping[str, tuple[Line, ...]] = field(default_factory=lambda: NOTHING)
    last_line: int = 0
    """Line numbers are never given twice."""

    def holding(self, **fields: Any) -> "Record":
        """With these fields; None takes a field away."""
        merged = {**self.fields, **fields}
        return replace(self, fields={k: v for k, v in merged.items() if v is not None})

    def listing(self, **sublists: tuple[Line, ...]) -> "Record":
        return replace(self, sublists={**self.sublists, **sublists})

    def numbered_to(self, last_line: int) -> "Record":
        return replace(self, last_line=last_line)

    def default(self, **fields: Any) -> "Record":
        """With these fields where it has none yet."""
        return self.holding(**{k: v for k, v in fields.items() if k not in self.fields})

    def lines(self, sublist: str) -> tuple[Line, ...]:
        return self.sublists.get(sublist, ())

    def text(self, name: str) -> str | None:
        value = self.fields.get(name)
        return None if value is None else str(value)

    def ref(self, name: str) -> str:
        """The id a mandatory reference holds."""
        value = self.fields[name]
        assert isinstance(value, str), (self.kind, name, value)
        return value

    def amount(self, name: str) -> Decimal:
        """Dollars; zero where there is none."""
        value = self.fields.get(name, ZERO)
        assert isinstance(value, Decimal), (self.kind, name, value)
        return value

    def day(self, name: str) -> date:
        value = self.fields[name]
        assert isinstance(value, date), (self.kind, name, value)
        return value

    def is_on(self, name: str) -> bool:
        return self.fields.get(name) is True
