"""Query parameters that choose rows. A value that does not fit is a BadRequestError."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from simulators.control.vendor import Request
from simulators.servicetitan.records import EXPORTED, POSTED, STATUSES, Document, Record
from simulators.servicetitan.replies import bad
from simulators.servicetitan.tenant import Tenant

MOST_IDS: Final = 50
POSTED_AND_EXPORTED: Final = "PostedAndExported"

R = TypeVar("R", bound=Record)
Predicate = Callable[[R], bool]


@dataclass(frozen=True)
class Asked:
    """A parameter with its values in order, and the call that it is part of."""

    tenant: Tenant
    request: Request
    name: str
    values: list[str]

    @property
    def last(self) -> str:
        return self.values[-1]

    def parts(self) -> list[str]:
        return comma_list(self.name, self.values)


Filter = Callable[[Asked], Predicate[R]]
"""Answers which rows stay."""


def whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise bad(name, f"The value '{text}' is not valid.") from None


def decimal(name: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise bad(name, f"The value '{text}' is not valid.") from None


def flag(name: str, text: str | None) -> bool:
    if text is None or text.lower() in ("true", "false"):
        return text is not None and text.lower() == "true"
    raise bad(name, f"The value '{text}' is not valid.")


def moment(name: str, text: str) -> datetime:
    """An instant; without a zone it is UTC, a date alone is its midnight."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise bad(name, f"The value '{text}' is not valid.") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def one_of(name: str, text: str, allowed: Sequence[str]) -> str:
    for word in allowed:
        if word.lower() == text.lower():
            return word
    raise bad(name, f"The value '{text}' is not valid.")


def comma_list(name: str, values: list[str]) -> list[str]:
    """At most 50, separated by commas."""
    parts = [part.strip() for part in ",".join(values).split(",") if part.strip()]
    if len(parts) > MOST_IDS:
        raise bad(name, f"No more than {MOST_IDS} values are allowed.")
    return parts


def ids(value: Callable[[R], int | None]) -> Filter[R]:
    """A comma list of ids."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = {whole(asked.name, part) for part in asked.parts()}
        return lambda row: value(row) in wanted

    return chosen


def any_id(members: Callable[[R], set[int]]) -> Filter[R]:
    """A comma list of ids, of which a row has at least one."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = {whole(asked.name, part) for part in asked.parts()}
        return lambda row: not wanted.isdisjoint(members(row))

    return chosen


def repeated_ids(value: Callable[[R], int]) -> Filter[R]:
    """`ids=1&ids=2`, as vendors take it."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = {whole(asked.name, text) for text in asked.values}
        return lambda row: value(row) in wanted

    return chosen


def number(value: Callable[[R], int | None]) -> Filter[R]:
    def chosen(asked: Asked) -> Predicate[R]:
        wanted = whole(asked.name, asked.last)
        return lambda row: value(row) == wanted

    return chosen


def batch_number(asked: Asked) -> Predicate[Document]:
    """Documents in the batches that people know by this number."""
    wanted = whole(asked.name, asked.last)
    batches = {one.id for one in asked.tenant.batches.values() if one.number == wanted}
    return lambda row: row.batch_id in batches


def texts(value: Callable[[R], str | None]) -> Filter[R]:
    """A comma list of words."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = set(asked.parts())
        return lambda row: value(row) in wanted

    return chosen


def text(value: Callable[[R], str | None]) -> Filter[R]:
    def chosen(asked: Asked) -> Predicate[R]:
        return lambda row: value(row) == asked.last

    return chosen


def containing(value: Callable[[R], str | None]) -> Filter[R]:
    """Text that the row has somewhere, upper or lower case."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = asked.last.lower()
        return lambda row: wanted in (value(row) or "").lower()

    return chosen


def repeated_words(value: Callable[[R], str], allowed: Sequence[str]) -> Filter[R]:
    """`statuses=Pending&statuses=Posted`."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = {one_of(asked.name, text, allowed) for text in asked.values}
        return lambda row: value(row) in wanted

    return chosen


def comma_words(value: Callable[[R], str], allowed: Sequence[str]) -> Filter[R]:
    """`statuses=Pending,Posted`."""

    def chosen(asked: Asked) -> Predicate[R]:
        wanted = {one_of(asked.name, part, allowed) for part in asked.parts()}
        return lambda row: value(row) in wanted

    return chosen


def bill_sync_statuses(asked: Asked) -> Predicate[Document]:
    """`syncStatuses` of bills and AP credits, repeated; one word stands for two."""
    words = {one_of(asked.name, text, (*STATUSES, POSTED_AND_EXPORTED)) for text in asked.values}
    wanted = words | ({POSTED, EXPORTED} if POSTED_AND_EXPORTED in words else set())
    return lambda row: row.sync_status in wanted


def from_on(value: Callable[[R], datetime | date | None]) -> Filter[R]:
    """`…OnOrAfter`: the instant itself is in."""

    def chosen(asked: Asked) -> Predicate[R]:
        limit = moment(asked.name, asked.last)
        return lambda row: (at := _instant(value(row))) is not None and at >= limit

    return chosen


def before(value: Callable[[R], datetime | date | None]) -> Filter[R]:
    """`…Before`: the instant itself is out."""

    def chosen(asked: Asked) -> Predicate[R]:
        limit = moment(asked.name, asked.last)
        return lambda row: (at := _instant(value(row))) is not None and at < limit

    return chosen


def up_to(value: Callable[[R], datetime | date | None]) -> Filter[R]:
    """`…To`: the instant itself is in."""

    def chosen(asked: Asked) -> Predicate[R]:
        limit = moment(asked.name, asked.last)
        return lambda row: (at := _instant(value(row))) is not None and at <= limit

    return chosen


def at_least(value: Callable[[R], Decimal]) -> Filter[R]:
    def chosen(asked: Asked) -> Predicate[R]:
        limit = decimal(asked.name, asked.last)
        return lambda row: value(row) >= limit

    return chosen


def at_most(value: Callable[[R], Decimal]) -> Filter[R]:
    def chosen(asked: Asked) -> Predicate[R]:
        limit = decimal(asked.name, asked.last)
        return lambda row: value(row) <= limit

    return chosen


def _activity(only_active: str, only_inactive: str, both: str) -> Filter[Any]:
    keeps: dict[str, Predicate[Any]] = {
        only_active: lambda row: row.active,
        only_inactive: lambda row: not row.active,
        both: lambda _: True,
    }
    return lambda asked: keeps[one_of(asked.name, asked.last, tuple(keeps))]


active: Final = _activity("True", "False", "Any")
active_state: Final = _activity("ActiveOnly", "InactiveOnly", "All")


def created() -> dict[str, Filter[Any]]:
    return {
        "createdOnOrAfter": from_on(lambda row: row.stamp.created_on),
        "createdBefore": before(lambda row: row.stamp.created_on),
    }


def created_and_modified() -> dict[str, Filter[Any]]:
    return {
        **created(),
        "modifiedOnOrAfter": from_on(lambda row: row.stamp.modified_on),
        "modifiedBefore": before(lambda row: row.stamp.modified_on),
    }


def _instant(value: datetime | date | None) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
