"""A row as SuiteQL gives it: every value is text, and a null is not there (facts/netsuite 1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.money import Money
from core.ports import SystemUnavailableError
from core.records import RemoteId

SYSTEM: Final = "NetSuite"


@dataclass(frozen=True, slots=True)
class Row:
    """What does not read as it must raises SystemUnavailableError: nothing may be guessed."""

    values: Mapping[str, str]

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            raise SystemUnavailableError(SYSTEM, f"a row has no {name}: {dict(self.values)}")
        return value

    def id(self, name: str = "id") -> RemoteId:
        return RemoteId(self.text(name))

    def on(self, name: str) -> bool:
        return self.values.get(name) == "T"

    def day(self, name: str) -> date:
        """A date selected as `YYYY-MM-DD`."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self._unreadable(name, "a date") from None

    def money(self, name: str) -> Money:
        """Exact cents."""
        try:
            return Money.of(self.text(name))
        except ValueError:
            raise self._unreadable(name, "whole cents") from None

    def _unreadable(self, name: str, what: str) -> SystemUnavailableError:
        return SystemUnavailableError(SYSTEM, f"{name} is not {what}: {dict(self.values)}")
