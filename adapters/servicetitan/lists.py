"""Reading ServiceTitan's lists page by page, and what its other answers mean to us.

Lists end when `hasMore` says so, not at a short page (facts 12.6). Unknown filters are silently
ignored (facts 2.3), so rows that were not asked for by id are dropped here. Everything we send may
be sent twice: reads change nothing, and export marks set what is set already.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Generic, TypeVar

import httpx

from adapters.http.calls import Call, Caller, CallFailedError, UnauthorizedError
from core.ports import CredentialsRefusedError, SystemUnavailableError
from core.together import together

SYSTEM: Final = "ServiceTitan"
MOST_AT_ONCE: Final = 5000
"""The most a list gives at once (facts 3.1)."""
PAGE_SIZE: Final = 2000
"""Rows that we ask for at once: a page of the most there is would take more memory than what is kept."""
IDS_AT_ONCE: Final = 50
"""The most ids a filter takes (facts 3.1)."""
ROWS_AT_ONCE: Final = 100
"""Rows made something of while others wait: some 20 milliseconds."""

Params = tuple[tuple[str, str], ...]
BY_ID: Final[Params] = (("sort", "+Id"),)
Row = object
"""What stands in a list: a JSON object, if all is well. Decimals are Decimal, never float."""

_T = TypeVar("_T")


class Api:
    """One tenant's API. `resource` is like `accounting/invoices`: the module, then the list."""

    def __init__(self, caller: Caller, tenant_id: int, page_size: int = PAGE_SIZE) -> None:
        assert 1 <= page_size <= MOST_AT_ONCE, page_size
        self.caller = caller
        self.tenant_id = tenant_id
        self.page_size = page_size

    async def rows(self, resource: str, params: Params = (), most: int = PAGE_SIZE) -> list[Row]:
        """Every row of a list that gives `most` at once; each id once, as last seen."""
        return await self.read(resource, _as_it_is, params, most)

    async def read(
        self,
        resource: str,
        read: Callable[[Row], _T | None],
        params: Params = (),
        most: int = PAGE_SIZE,
        keeps: Callable[[_T], bool] | None = None,
    ) -> list[_T]:
        """What `read` makes of every row, page by page: a row as sent takes much memory. What it
        makes nothing of takes none, and neither does what `keeps` no longer wants after a page.
        The next page is on its way meanwhile.

        Rows that moved from page to page while we read come once, as last seen (facts 12.5).
        """
        found = _Found(read, keeps)
        page, (rows, more) = 1, _page(resource, await self._ask(resource, params, most, 1))
        while more:
            page += 1
            coming = self._ask(resource, params, most, page)
            rows, more = _page(resource, (await together(coming, found.take_in(rows)))[0])
        await found.take_in(rows)
        return list(found.by_id.values())

    async def pages(
        self, resource: str, params: Params = (), most: int = PAGE_SIZE
    ) -> AsyncIterator[list[Row]]:
        """The rows of a list as they are sent; one that moved meanwhile may come twice."""
        page, more = 1, True
        while more:
            rows, more = _page(resource, await self._ask(resource, params, most, page))
            yield rows
            page += 1

    async def rows_by_id(
        self, resource: str, ids: Collection[int], params: Params = (), *, repeat_key: bool = False
    ) -> list[Row]:
        """The rows with these ids; `repeat_key` for lists that want `ids=1&ids=2` (facts 3.1)."""
        found = await self.rows_naming(resource, "ids", ids, params, repeat_key=repeat_key)
        asked = set(ids)
        return [row for row in found if id_of(row) in asked]

    async def rows_naming(
        self,
        resource: str,
        name: str,
        ids: Collection[int],
        params: Params = (),
        *,
        repeat_key: bool = False,
    ) -> list[Row]:
        """The rows of a list filtered by ids, asked for in chunks, the chunks at once."""
        filters = (_filter(name, chunk, repeat_key) for chunk in chunks(ids, IDS_AT_ONCE))
        found = await together(*(self.rows(resource, params + one) for one in filters))
        return [row for rows in found for row in rows]

    async def post(self, resource: str, body: object) -> httpx.Response:
        """Send a body that may be sent twice. A 400 or 404 is the caller's to read."""
        return await self._send("POST", resource, (), json.dumps(body).encode())

    async def patch(self, resource: str, body: object) -> httpx.Response:
        """Likewise; a 409 is the caller's to read too."""
        return await self._send("PATCH", resource, (), json.dumps(body).encode())

    async def get(self, resource: str) -> httpx.Response:
        """One record, by its path; a 404 is the caller's to read."""
        return await self._send("GET", resource, ())

    async def _ask(self, resource: str, params: Params, most: int, page: int) -> httpx.Response:
        size = min(self.page_size, most)
        paging = (("page", str(page)), ("pageSize", str(size)))
        return await self._send("GET", resource, params + paging)

    async def _send(
        self, method: str, resource: str, params: Params, body: bytes | None = None
    ) -> httpx.Response:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        call = Call(method, self._path(resource), params, body, headers, repeatable=True)
        try:
            reply = await self.caller.send(call)
        except UnauthorizedError as error:
            raise CredentialsRefusedError(
                SYSTEM, f"{resource}: does not accept our app key or token"
            ) from error
        except CallFailedError as error:
            raise SystemUnavailableError(SYSTEM, f"{resource}: {error}") from error
        if reply.status_code == httpx.codes.FORBIDDEN:
            raise self._forbidden(resource)
        return reply

    def _path(self, resource: str) -> str:
        module, name = resource.split("/", 1)
        return f"/{module}/v2/tenant/{self.tenant_id}/{name}"

    def _forbidden(self, resource: str) -> CredentialsRefusedError:
        return CredentialsRefusedError(
            SYSTEM,
            f"{resource}: our app may not use this in tenant {self.tenant_id}: it lacks the scope,"
            " the tenant has not accepted its newest version, or the tenant id is another's",
        )


def chunks(ids: Collection[int], size: int) -> Iterator[list[int]]:
    """Each id once, in order, `size` at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def id_of(row: Row) -> int | None:
    """A row's id when it has one that can be read."""
    found = str(row.get("id")) if isinstance(row, Mapping) else ""
    return int(found) if found.isascii() and found.isdecimal() else None


def json_of(reply: httpx.Response) -> object:
    """The body; ValueError when it is not JSON. No number in it becomes a float."""
    return json.loads(reply.content, parse_float=Decimal, parse_constant=_no_constant)


def said_in(reply: httpx.Response) -> str:
    """What an error answer says: its messages, else its title (facts 2.3), else the status."""
    try:
        error = json_of(reply)
    except ValueError:
        error = None
    said = _messages(error) if isinstance(error, Mapping) else ""
    return said or f"it answered {reply.status_code}"


def _messages(error: Mapping[str, object]) -> str:
    by_member = error.get("errors")
    lists = by_member.values() if isinstance(by_member, Mapping) else ()
    messages = [str(one) for found in lists if isinstance(found, list) for one in found]
    return " ".join(messages) or str(error.get("title") or "")


@dataclass
class _Found(Generic[_T]):
    """What is made of rows, by their id."""

    read: Callable[[Row], _T | None]
    keeps: Callable[[_T], bool] | None
    by_id: dict[object, _T] = field(default_factory=dict)

    async def take_in(self, rows: list[Row]) -> None:
        """All of a page, which takes no memory any more when the next one is looked at; others
        have their turn in between."""
        for start in range(0, len(rows), ROWS_AT_ONCE):
            for row in rows[start : start + ROWS_AT_ONCE]:
                self._take_in(row)
            await asyncio.sleep(0)
        rows.clear()
        if self.keeps is not None:
            self.by_id = {key: one for key, one in self.by_id.items() if self.keeps(one)}

    def _take_in(self, row: Row) -> None:
        known = id_of(row)
        key = ("no id", len(self.by_id)) if known is None else known
        made = self.read(row)
        if made is not None:
            self.by_id[key] = made
        else:
            self.by_id.pop(key, None)


def _as_it_is(row: Row) -> Row:
    return row


def _page(resource: str, reply: httpx.Response) -> tuple[list[Row], bool]:
    if not reply.is_success:
        raise _unavailable(resource, f"answered {reply.status_code}: {said_in(reply)}")
    try:
        envelope = json_of(reply)
    except ValueError:
        raise _unavailable(resource, f"sent {_what_came(reply)} instead of JSON") from None
    if not isinstance(envelope, Mapping) or not isinstance(envelope.get("data"), list):
        raise _unavailable(resource, "sent JSON that is not a page of a list")
    rows, more = list(envelope["data"]), bool(envelope.get("hasMore"))
    if more and not rows:
        raise _unavailable(resource, "says there is more and sends an empty page")
    return rows, more


def _unavailable(resource: str, why: str) -> SystemUnavailableError:
    return SystemUnavailableError(SYSTEM, f"{resource}: {why}")


def _what_came(reply: httpx.Response) -> str:
    if not reply.content:
        return "nothing"
    is_html = reply.content.lstrip()[:1] == b"<"
    return "an HTML page" if is_html else "text"


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def _filter(name: str, ids: list[int], repeat_key: bool) -> Params:
    if repeat_key:
        return tuple((name, str(one)) for one in ids)
    return ((name, ",".join(str(one) for one in ids)),)
