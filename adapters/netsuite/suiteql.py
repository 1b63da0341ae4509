"""Questions to NetSuite in SuiteQL, read in pages to the last row (facts/netsuite 1.5).

One query answers at most 100,000 rows by offset; beyond them it is asked again from the last key on.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import httpx
from pydantic import BaseModel, Field, ValidationError

from adapters.http.calls import Call
from adapters.netsuite.json_text import written
from adapters.netsuite.refusals import why
from adapters.netsuite.rows import SYSTEM, Row
from adapters.netsuite.sender import Sender
from core.ports import SystemUnavailableError
from core.together import together

PATH: Final = "/services/rest/query/v1/suiteql"
HEADERS: Final = {"Prefer": "transient", "Content-Type": "application/json"}
PAGE: Final = 1_000
MOST_ROWS: Final = 100_000
LIST_LENGTH: Final = 1_000
"""Values of one IN list, the most that Oracle takes; their rows are one page, where each has one."""


@dataclass(frozen=True, slots=True)
class Query:
    """SELECT `columns` FROM `source` ORDER BY `order`, which leaves no two rows equal.

    `unique`: `order` is one column, all values different. Each `?` stands for one of `params`;
    `:list` is for `rows_listed`, `list_length` values at a time.
    """

    columns: str
    source: str
    order: str
    params: tuple[str, ...] = ()
    unique: bool = False
    list_length: int = LIST_LENGTH

    @property
    def select(self) -> str:
        return f"SELECT {self.columns} FROM {self.source}"  # noqa: S608  our own words only

    @property
    def text(self) -> str:
        return f"{self.select} ORDER BY {self.order}"

    def beyond(self, last: Row) -> "Query":
        """The same query from the row after `last` on."""
        if not self.unique:
            raise SystemUnavailableError(SYSTEM, f"more than {MOST_ROWS} rows: {self.text}")
        source = f"({self.select}) WHERE {self.order} > ?"
        params = (*self.params, last.text(self.order))
        return replace(self, columns="*", source=source, params=params)

    def listing(self, values: Sequence[str]) -> "Query":
        """Every `:list` becomes as many `?` as there are values."""
        marks = ", ".join("?" * len(values))
        params = (*self.params, *(tuple(values) * self.source.count(":list")))
        return replace(self, source=self.source.replace(":list", marks), params=params)


class _Page(BaseModel):
    more: bool = Field(alias="hasMore")
    items: list[dict[str, Any]]


async def rows(sender: Sender, query: Query) -> list[Row]:
    """All rows, in order.

    Raises SystemUnavailableError, also when NetSuite does not take the query.
    """
    part = await _rows_by_offset(sender, query)
    found = [*part]
    while len(part) == MOST_ROWS:
        part = await _rows_by_offset(sender, query.beyond(part[-1]))
        found += part
    return found


async def rows_listed(sender: Sender, query: Query, values: Collection[str]) -> list[Row]:
    """All rows for these values, which stand where the query says `IN (:list)`."""
    chunks = [query.listing(chunk) for chunk in _chunks(query, values)]
    answers = await together(*(rows(sender, chunk) for chunk in chunks))
    return [row for answer in answers for row in answer]


def _chunks(query: Query, values: Collection[str]) -> Iterator[Sequence[str]]:
    once = sorted(set(values))
    for start in range(0, len(once), query.list_length):
        yield once[start : start + query.list_length]


async def _rows_by_offset(sender: Sender, query: Query) -> list[Row]:
    found: list[Row] = []
    more = True
    while more and len(found) < MOST_ROWS:
        page = _page(await sender.send(_call(query, offset=len(found))))
        found += map(_row, page.items)
        more = page.more
        if more and len(page.items) < PAGE:
            raise SystemUnavailableError(SYSTEM, "it left rows out of a page")
    return found


def _call(query: Query, offset: int) -> Call:
    where = (("limit", str(PAGE)), ("offset", str(offset)))
    body = written({"q": query.text, "params": query.params} if query.params else {"q": query.text})
    return Call("POST", PATH, where, body.encode(), HEADERS, repeatable=True)


def _page(reply: httpx.Response) -> _Page:
    if reply.is_error:
        raise SystemUnavailableError(SYSTEM, f"it does not take a query: {why(reply)}")
    try:
        return _Page.model_validate(json.loads(reply.content, parse_float=str, parse_int=str))
    except (ValueError, ValidationError) as error:
        raise SystemUnavailableError(SYSTEM, "its answer to a query cannot be read") from error


def _row(item: dict[str, Any]) -> Row:
    return Row({name: value for name, value in item.items() if isinstance(value, str)})
