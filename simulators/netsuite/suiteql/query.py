"""`POST /services/rest/query/v1/suiteql`: the call, its refusals and its answer."""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.netsuite.suiteql.database import Database
from simulators.netsuite.suiteql.paging import MOST_ROWS, Page
from simulators.netsuite.suiteql.refusals import QueryRefusedError, bad_search, not_simulated
from simulators.netsuite.suiteql.rewriting import rewritten
from simulators.netsuite.suiteql.tables import Table

ANSWER_TYPE: Final = "application/vnd.oracle.resource+json; type=collection; charset=UTF-8"
KEPT: Final = 64
"""Answers kept, for their next pages and for who asks again; of all together `MOST_ROWS`."""


@dataclass(frozen=True)
class Answer:
    """All rows of a query as SQLite gave them, and how each column is written out.

    It is good while the tables that it was read from are the same objects.
    """

    columns: Sequence[tuple[str, Callable[[Any], str | None]]]
    rows: Sequence[tuple[Any, ...]]
    tables: Mapping[str, Table | None]

    def items(self, page: Page) -> list[dict[str, Any]]:
        """One page; every value is a string and a null is absent."""
        return [self._item(row) for row in self.rows[page.offset : page.offset + page.limit]]

    def _item(self, row: tuple[Any, ...]) -> dict[str, Any]:
        item: dict[str, Any] = {"links": []}
        for (name, write), given in zip(self.columns, row, strict=True):
            if given is not None:
                item[name] = write(given)
        return item


class Query:
    """SuiteQL over tables that are asked for anew whenever `version` has changed."""

    def __init__(
        self, tables: Callable[[], Mapping[str, Table]], version: Callable[[], int]
    ) -> None:
        self._database = Database(tables, version)
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def run(self, request: Request) -> Reply:
        """200 with a page of rows, or NetSuite's error body."""
        try:
            return self._page(request)
        except QueryRefusedError as refusal:
            return refusal.reply()
        except RecursionError:
            return bad_search("The query is nested too deep.").reply()

    def _page(self, request: Request) -> Reply:
        _check_headers(request)
        page = Page.asked(request)
        text, params = _asked(request)
        answer = self._answer(text, params)
        url = request.origin + request.path
        body = page.envelope(url, answer.items(page), len(answer.rows))
        return Reply(200, json.dumps(body).encode(), {"content-type": ANSWER_TYPE})

    def _answer(self, text: str, params: Sequence[Any]) -> Answer:
        self._database.refresh()
        key = (text, repr(params))
        found = self._answers.pop(key, None)
        if found is None or not self._is_good(found):
            found = self._selected(text, params)
        self._answers[key] = found
        while len(self._answers) > 1 and self._are_many():
            self._answers.popitem(last=False)
        return found

    def _is_good(self, answer: Answer) -> bool:
        return all(self._database.table(name) is one for name, one in answer.tables.items())

    def _are_many(self) -> bool:
        rows = sum(len(answer.rows) for answer in self._answers.values())
        return len(self._answers) > KEPT or rows > MOST_ROWS

    def _selected(self, text: str, params: Sequence[Any]) -> Answer:
        asked = rewritten(text, params, self._database.table)
        try:
            rows = self._database.rows(asked.sql, asked.values, asked.named, MOST_ROWS)
        except sqlite3.OperationalError as error:
            raise not_simulated(f"{text[:200]} ({error})") from error
        tables = {name: self._database.table(name) for name in asked.named}
        return Answer(asked.columns, rows, tables)


def _check_headers(request: Request) -> None:
    if request.method != "POST":
        raise QueryRefusedError("SuiteQL is asked with POST.", "INVALID_REQUEST", status=405)
    preferences = request.headers.get("prefer", "").lower().split(",")
    if "transient" not in (preference.strip() for preference in preferences):
        raise QueryRefusedError(
            "The request header Prefer is missing or not valid. The value must be transient.",
            "INVALID_HEADER",
            ("o:errorHeader", "Prefer"),
        )


def _asked(request: Request) -> tuple[str, Sequence[Any]]:
    try:
        body = request.json()
    except ValueError as error:
        raise QueryRefusedError("The body is not JSON.", "INVALID_REQUEST") from error
    text = body.get("q") if isinstance(body, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise QueryRefusedError("The query parameter q is missing in the body.")
    params = body.get("params", [])
    if not isinstance(params, list) or any(isinstance(one, list | dict) for one in params):
        raise QueryRefusedError("params is a list of values.", "INVALID_PARAMETER")
    return text, params
