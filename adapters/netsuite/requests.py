"""The write a record comes to: verb, path, query and body, before anything is sent.

Only fields that are named here and in the modules of each kind of record go out. A reference is an
internal id; in a preview, where an id is not known yet, it is `eid:` and the key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.json_text import Json, JsonValue
from core.documents import Batch
from core.ledger import Segments
from core.records import Key, RemoteId

RECORDS: Final = "/services/rest/record/v1"
Ids = Callable[[Key], str]
"""The reference to use for a key in a body or a path."""


@dataclass(frozen=True, slots=True)
class Write:
    """`known_id` is set where the reply names no new record: the id is known beforehand."""

    verb: str
    path: str
    body: Json | None = None
    params: tuple[tuple[str, str], ...] = ()
    known_id: RemoteId | None = None


def creation(type_: str, body: Json) -> Write:
    return Write("POST", f"{RECORDS}/{type_}", without_nothing(body))


def ids_of(known: Mapping[Key, RemoteId]) -> Ids:
    """Only ids that are known: a plan never writes a record before those it names."""
    return lambda key: known[key]


def preview_ids(key: Key) -> str:
    return f"eid:{key}"


def id_(value: str) -> Json:
    return {"id": value}


def without_nothing(body: Json) -> Json:
    """Fields that have a value; what we do not know is not sent."""
    return {name: value for name, value in body.items() if value is not None}


def segments(given: Segments) -> Json:
    """The header's subsidiary and segments."""
    return {"subsidiary": id_(given.subsidiary), **line_segments(given)}


def line_segments(given: Segments) -> Json:
    named: dict[str, str | None] = {
        "department": given.department,
        "class": given.class_,
        "location": given.location,
    }
    return {name: id_(value) for name, value in named.items() if value is not None}


def batch(given: Batch | None) -> Json:
    """ServiceTitan's batch on the transaction (MAP-07)."""
    if given is None:
        return {}
    stamps: dict[str, JsonValue] = {
        objects.BATCH_ID: str(given.id),
        objects.BATCH_NAME: given.name,
    }
    return stamps
