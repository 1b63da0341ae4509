"""Page endpoints: filters, order, and one page in ServiceTitan's envelope (facts §3.1)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from simulators.control.vendor import Reply, Request
from simulators.servicetitan.filters import Asked, Filter, flag, whole
from simulators.servicetitan.records import Record
from simulators.servicetitan.replies import JSON, bad
from simulators.servicetitan.tenant import Shown, Tenant
from simulators.servicetitan.values import encoded

R = TypeVar("R", bound=Record)
V = TypeVar("V")
Key = Callable[[Any], Any]

DEFAULT_SIZE: Final = 50
MOST: Final = 5000
SORTS: Final[Mapping[str, Key]] = {
    "id": lambda row: row.id,
    "modifiedon": lambda row: row.stamp.modified_on,
    "createdon": lambda row: row.stamp.created_on,
}
NAMED: Final[Mapping[str, Key]] = {
    "id": SORTS["id"],
    "createdon": SORTS["createdon"],
    "name": lambda row: row.name,
}


@dataclass(frozen=True)
class Listing(Generic[R]):
    """What one page endpoint lists. `usual` stands in for parameters that are not given."""

    rows: Callable[[Tenant], Iterable[R]]
    shown: Callable[[Tenant, R], dict[str, Any]]
    filters: Mapping[str, Filter[R]]
    usual: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, Key] = field(default_factory=lambda: SORTS)
    """Fields to sort by; where there are none, the list passes `sort` over."""
    ordered_by: bool = False
    """Takes `orderBy` and `orderByDirection` too."""
    remembered_as: str = ""
    """Documents of this kind are written once for each change of theirs."""
    check: Callable[[Request], None] | None = None
    """Refuses a combination of parameters."""
    bare: bool = False
    """The page is an array without an envelope."""
    most: int = MOST
    """Rows on one page."""


def page(listing: Listing[Any], tenant: Tenant, request: Request) -> Reply:
    if listing.check:
        listing.check(request)
    rows = _ordered(listing, request, _chosen(listing, tenant, request))
    return cut(
        rows, request, listing.most, lambda row: _text(listing, tenant, row), bare=listing.bare
    )


def cut(
    rows: Sequence[V],
    request: Request,
    most: int,
    text: Callable[[V], bytes],
    *,
    bare: bool = False,
) -> Reply:
    """The page of these rows that is asked for; `text` shows a row as JSON."""
    number, size = _paging(request, most)
    start = (number - 1) * size
    texts = [text(row) for row in rows[start : start + size]]
    if bare:
        return Reply(200, b"[" + b",".join(texts) + b"]", JSON)
    counted = flag("includeTotal", request.param("includeTotal"))
    envelope = {
        "page": number,
        "pageSize": size,
        "hasMore": start + size < len(rows),
        "totalCount": len(rows) if counted else None,
    }
    return Reply(200, encoded(envelope)[:-1] + b',"data":[' + b",".join(texts) + b"]}", JSON)


def _text(listing: Listing[Any], tenant: Tenant, row: Record) -> bytes:
    """The row as JSON, from memory if nothing that it shows has changed."""
    if not listing.remembered_as:
        return encoded(listing.shown(tenant, row))
    key, referred = (listing.remembered_as, row.id), tenant.referred_change
    last = tenant.shown.get(key)
    if last is None or (last.change, last.referred_change) != (row.stamp.change, referred):
        text = encoded(listing.shown(tenant, row))
        last = tenant.shown[key] = Shown(row.stamp.change, referred, text)
    return last.text


def _paging(request: Request, most: int) -> tuple[int, int]:
    """Page 0 is taken for page 1; a page size out of bounds is refused."""
    number = whole("page", request.param("page") or "1")
    size = whole("pageSize", request.param("pageSize") or str(DEFAULT_SIZE))
    if number < 0:
        raise bad("page", "The page must not be negative.")
    if not 1 <= size <= most:
        raise bad("pageSize", f"The page size must be between 1 and {most}.")
    return max(number, 1), size


def _chosen(listing: Listing[R], tenant: Tenant, request: Request) -> list[R]:
    """Parameters that the endpoint does not know are passed over in silence."""
    rows = list(listing.rows(tenant))
    for name, chosen_by in listing.filters.items():
        values = [value for value in request.params(name) if value] or _usual(listing, name)
        if values:
            rows = list(filter(chosen_by(Asked(tenant, request, name, values)), rows))
    return rows


def _usual(listing: Listing[R], name: str) -> list[str]:
    return [listing.usual[name]] if name in listing.usual else []


def _ordered(listing: Listing[R], request: Request, rows: list[R]) -> list[R]:
    sort = request.param("sort")
    if sort and listing.sorts:
        key = _sort_key(listing, "sort", sort.lstrip("+- "))
        return sorted(rows, key=key, reverse=sort.startswith("-"))
    order_by = request.param("orderBy") if listing.ordered_by else None
    if order_by:
        down = (request.param("orderByDirection") or "").lower() in ("desc", "descending")
        return sorted(rows, key=_sort_key(listing, "orderBy", order_by), reverse=down)
    return sorted(rows, key=SORTS["id"])


def _sort_key(listing: Listing[R], name: str, field_name: str) -> Key:
    key = listing.sorts.get(field_name.lower())
    if key is None:
        raise bad(name, f"The field '{field_name}' cannot be sorted by.")
    return key
