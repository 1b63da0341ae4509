"""Pages of an answer: which rows are asked for, and their envelope (facts: netsuite 1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from simulators.control.vendor import Request
from simulators.netsuite.suiteql.refusals import bad_parameter

LARGEST_PAGE: Final = 1000
MOST_PAGES: Final = 1000
MOST_ROWS: Final = 100_000
"""No query answers more, however it is paged; past it one asks by key."""


@dataclass(frozen=True)
class Page:
    limit: int
    offset: int

    @classmethod
    def asked(cls, request: Request) -> Self:
        """From the query string; refused when it is not a page."""
        limit = _number(request, "limit", LARGEST_PAGE)
        offset = _number(request, "offset", 0)
        if not 1 <= limit <= LARGEST_PAGE:
            raise bad_parameter("limit", f"it is between 1 and {LARGEST_PAGE}.")
        if offset % limit:
            raise bad_parameter("offset", f"it must be divisible by the limit {limit}.")
        if offset // limit >= MOST_PAGES:
            raise bad_parameter("offset", f"a query has at most {MOST_PAGES} pages.")
        if offset >= MOST_ROWS:
            raise bad_parameter("offset", f"a query has at most {MOST_ROWS} rows.")
        return cls(limit, offset)

    def envelope(self, url: str, items: Sequence[Any], total: int) -> dict[str, Any]:
        """The rows of this page with the links to its neighbours."""
        return {
            "links": [
                {"rel": rel, "href": f"{url}?limit={self.limit}&offset={offset}"}
                for rel, offset in self._links(total)
            ],
            "count": len(items),
            "hasMore": self.offset + self.limit < total,
            "items": items,
            "offset": self.offset,
            "totalResults": total,
        }

    def _links(self, total: int) -> list[tuple[str, int]]:
        links = [("self", self.offset)]
        if self.offset:
            links += [("first", 0), ("prev", self.offset - self.limit)]
        if self.offset + self.limit < total:
            last = (total - 1) // self.limit * self.limit
            links += [("next", self.offset + self.limit), ("last", last)]
        return links


def _number(request: Request, name: str, default: int) -> int:
    given = request.param(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdecimal()):
        raise bad_parameter(name, f"{given!r} is not a whole number.")
    return int(given)
