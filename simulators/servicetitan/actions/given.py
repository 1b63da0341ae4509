"""What a person typed: the body of an action, read member by member.

A member of the wrong kind, a missing one and one that the action does not know are mistakes, and
the message names the member. Money and quantities come as text, whole numbers or Decimal; a float
is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from simulators.servicetitan.tenant import MistakeError
from simulators.servicetitan.values import CENT


@dataclass(frozen=True)
class Given:
    action: str
    body: Mapping[str, Any]

    def only(self, *members: str) -> None:
        """MistakeError when there is a member that the action does not know."""
        unknown = sorted(set(self.body) - set(members))
        if unknown:
            raise MistakeError(f"{self.action} does not know {', '.join(unknown)}.")

    def has(self, member: str) -> bool:
        return self.body.get(member) is not None

    def needed(self, member: str) -> Any:
        if not self.has(member):
            raise MistakeError(f"{self.action} needs {member}.")
        return self.body[member]

    def text(self, member: str) -> str:
        value = self.needed(member)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(member, "text")
        return value

    def any_text(self, member: str) -> str:
        """Text that may be blank."""
        value = self.needed(member)
        if not isinstance(value, str):
            raise self.wrong(member, "text")
        return value

    def maybe_text(self, member: str) -> str | None:
        return self.text(member) if self.has(member) else None

    def whole(self, member: str) -> int:
        value = self.needed(member)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(member, "a whole number")
        return value

    def maybe_whole(self, member: str) -> int | None:
        return self.whole(member) if self.has(member) else None

    def number(self, member: str) -> Decimal:
        value = self.needed(member)
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise self.wrong(member, "a number, as decimal text")
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.wrong(member, "a number, as decimal text") from None
        if not number.is_finite():
            raise self.wrong(member, "a number, as decimal text")
        return number

    def money(self, member: str) -> Decimal:
        """Dollars; no smaller part than a cent."""
        amount = self.number(member)
        if amount != amount.quantize(CENT):
            raise self.wrong(member, "money in whole cents")
        return amount.quantize(CENT)

    def day(self, member: str) -> date:
        try:
            return date.fromisoformat(self.text(member))
        except ValueError:
            raise self.wrong(member, "a date like 2026-09-30") from None

    def maybe_day(self, member: str) -> date | None:
        return self.day(member) if self.has(member) else None

    def flag(self, member: str, default: bool = False) -> bool:
        value = self.body.get(member, default)
        if not isinstance(value, bool):
            raise self.wrong(member, "true or false")
        return value

    def one_of(self, member: str, allowed: Sequence[str], default: str | None = None) -> str:
        value = self.text(member) if default is None or self.has(member) else default
        if value not in allowed:
            raise self.wrong(member, f"one of {', '.join(allowed)}")
        return value

    def wholes(self, member: str) -> list[int]:
        """Ids; none when the member is missing."""
        values = self.body.get(member) or []
        if not isinstance(values, list) or not all(type(one) is int for one in values):
            raise self.wrong(member, "a list of ids")
        return values

    def texts(self, member: str) -> list[str]:
        """Words; none when the member is missing."""
        values = self.body.get(member) or []
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise self.wrong(member, "a list of text")
        return values

    def part(self, member: str) -> "Given":
        value = self.body.get(member) or {}
        if not isinstance(value, Mapping):
            raise self.wrong(member, "an object")
        return Given(f"{self.action}: {member}", value)

    def parts(self, member: str) -> list["Given"]:
        values = self.body.get(member) or []
        if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
            raise self.wrong(member, "a list of objects")
        return [Given(f"{self.action}: {member}[{place}]", one) for place, one in enumerate(values)]

    def wrong(self, member: str, expected: str) -> MistakeError:
        return MistakeError(f"{self.action}: {member} is {expected}, not {self.body[member]!r}.")


def at_midnight(day: date) -> datetime:
    """The instant ServiceTitan writes for a calendar date."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
