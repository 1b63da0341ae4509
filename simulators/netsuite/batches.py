"""Batches: one call on a collection that stands for up to a hundred of one record type (facts §1.7).

A batch is taken apart into the calls it stands for, in the order of its records.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from simulators.control.vendor import Request
from simulators.netsuite import refusals
from simulators.netsuite.jsontext import dumps

MOST_RECORDS: Final = 100
CONTENT_TYPE: Final = "content-type"
Item = Mapping[str, Any]


def is_batch(request: Request) -> bool:
    """Told by the content type, or for deletions by `ids`."""
    if request.method == "DELETE":
        return request.param("ids") is not None
    collection = "type=collection" in request.headers.get(CONTENT_TYPE, "").replace(" ", "").lower()
    return collection and request.method in ("POST", "PUT", "PATCH")


def calls_of(request: Request) -> tuple[Request, ...]:
    """The calls a batch stands for. Raises RefusedError for what is no batch of 1 to 100."""
    if request.method == "DELETE":
        return _counted(tuple(_deletion(request, key) for key in _ids(request)))
    call = _CALLS[request.method]
    return _counted(tuple(call(request, item) for item in _items(request)))


def _counted(calls: tuple[Request, ...]) -> tuple[Request, ...]:
    if not calls:
        raise refusals.malformed("A batch has at least one record.")
    if len(calls) > MOST_RECORDS:
        raise refusals.malformed(f"A batch has at most {MOST_RECORDS} records.")
    return calls


def _ids(request: Request) -> list[str]:
    return [key.strip() for key in (request.param("ids") or "").split(",") if key.strip()]


def _deletion(request: Request, key: str) -> Request:
    return replace(request, path=f"{request.path.rstrip('/')}/{key}", query=())


def _items(request: Request) -> list[Item]:
    try:
        body = request.json()
    except ValueError:
        raise refusals.malformed("The body is not JSON.") from None
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise refusals.malformed("A batch is an object with its records in items.")
    return items


def _creation(request: Request, item: Item) -> Request:
    return replace(request, body=dumps(item).encode())


def _upsert(request: Request, item: Item) -> Request:
    key = _given(item, "externalid")
    if key is None:
        raise refusals.malformed("Every record of this batch needs its externalId.")
    return _at(request, f"eid:{key}", item, without=("externalid",))


def _change(request: Request, item: Item) -> Request:
    """The internal id wins; the external id then is a value like any other."""
    key, external = _given(item, "id"), _given(item, "externalid")
    if key is not None:
        return _at(request, key, item, without=("id",))
    if external is None:
        raise refusals.malformed("Every record of this batch needs its id or externalId.")
    return _at(request, f"eid:{external}", item, without=("externalid",))


def _given(item: Item, lower: str) -> str | None:
    return next((str(value) for name, value in item.items() if name.lower() == lower), None)


def _at(request: Request, key: str, item: Item, without: tuple[str, ...]) -> Request:
    body = {name: value for name, value in item.items() if name.lower() not in without}
    path = f"{request.path.rstrip('/')}/{key}"
    return replace(request, path=path, body=dumps(body).encode())


_CALLS: Final[dict[str, Callable[[Request, Item], Request]]] = {
    "POST": _creation,
    "PUT": _upsert,
    "PATCH": _change,
}
