"""JSON bodies as the API reads them: members it does not know are passed over in silence; a
missing or ill-typed one is named in the `errors` map (facts §2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulators.control.vendor import Request
from simulators.servicetitan.replies import BadRequestError, bad

UNREADABLE = "The JSON value could not be converted."


@dataclass(frozen=True)
class Body:
    """One JSON object; `path` leads to it in messages, like "[2]."."""

    members: dict[str, Any]
    path: str = ""

    def whole(self, member: str) -> int:
        value = self._needed(member)
        if not _is_whole(value):
            raise self._unreadable(member)
        number: int = value
        return number

    def wholes(self, member: str) -> list[int]:
        values = self._needed(member)
        if not isinstance(values, list) or not all(_is_whole(one) for one in values):
            raise self._unreadable(member)
        return values

    def maybe_text(self, member: str) -> str | None:
        value = self.members.get(member)
        if value is not None and not isinstance(value, str):
            raise self._unreadable(member)
        return value

    def one_of(self, member: str, allowed: Sequence[str]) -> str:
        value = self._needed(member)
        if value not in allowed:
            raise self._unreadable(member)
        word: str = value
        return word

    def _needed(self, member: str) -> Any:
        if self.members.get(member) is None:
            raise bad(self.path + member, f"The {member} field is required.")
        return self.members[member]

    def _unreadable(self, member: str) -> BadRequestError:
        return bad(self.path + member, UNREADABLE)


def read_object(request: Request) -> Body:
    value = _json(request)
    if not isinstance(value, dict):
        raise bad("$", UNREADABLE)
    return Body(value)


def read_objects(request: Request) -> list[Body]:
    """A body that is an array of objects."""
    values = _json(request)
    if not isinstance(values, list):
        raise bad("$", UNREADABLE)
    for place, value in enumerate(values):
        if not isinstance(value, dict):
            raise bad(f"[{place}]", UNREADABLE)
    return [Body(value, f"[{place}].") for place, value in enumerate(values)]


def _json(request: Request) -> Any:
    try:
        return request.json()
    except ValueError:
        raise bad("$", "The body is not JSON.") from None


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
