"""A record as the record service shows it (facts §1.2).

References carry id and name; a sublist is a link unless it is expanded.
"""

from collections.abc import Mapping
from typing import Any, Final

from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, RecordType
from simulators.netsuite.records import Line, Record

BASE: Final = "/services/rest/record/v1"
Json = dict[str, Any]


def address(origin: str, record_type: RecordType, key: str) -> str:
    return f"{origin}{BASE}/{record_type.name}/{key}"


def self_link(href: str) -> list[dict[str, str]]:
    return [{"rel": "self", "href": href}]


def shown_record(
    company: Company, record: Record, origin: str, *, expand: bool, only: frozenset[str] | None
) -> Json:
    """`only` names the body fields wanted, in lower case; sublists cannot be selected."""
    record_type = company.type_of(record)
    href = address(origin, record_type, record.id)
    shape = company.shape(record_type)
    held = {**record.fields, **record_type.live(company, record)}
    body: Json = {"links": self_link(href), "id": record.id}
    for name, field in shape.fields.items():
        if name in held and (only is None or name.lower() in only):
            body[name] = shown_value(company, field, held[name], origin)
    if only is None:
        for name in shape.sublists:
            body[name] = _sublist(company, record, name, origin) if expand else _link(href, name)
    return body


def _link(href: str, sublist: str) -> Json:
    return {"links": self_link(f"{href}/{sublist}")}


def _sublist(company: Company, record: Record, name: str, origin: str) -> Json:
    href = f"{address(origin, company.type_of(record), record.id)}/{name}"
    return collection(shown_lines(company, record, name, origin), href)


def shown_lines(company: Company, record: Record, name: str, origin: str) -> list[Json]:
    record_type = company.type_of(record)
    sublist = company.shape(record_type).sublists[name]
    if sublist.is_choice:
        chosen = sublist.fields["id"]
        return [_reference(company, chosen, line["id"], origin) for line in record.lines(name)]
    live = record_type.live_line
    listed = record_type.listed(company, record, name)
    lines = ({**line, **live(company, record, name, line)} for line in listed)
    return [_line(company, sublist.fields, line, origin) for line in lines]


def _line(company: Company, fields: Mapping[str, Field], line: Line, origin: str) -> Json:
    return {
        name: shown_value(company, field, line[name], origin)
        for name, field in fields.items()
        if name in line
    }


def collection(items: list[Json], href: str, offset: int = 0, total: int | None = None) -> Json:
    """One page of many: `total` counts all of them."""
    total = len(items) if total is None else total
    return {
        "links": self_link(href),
        "count": len(items),
        "hasMore": offset + len(items) < total,
        "items": items,
        "offset": offset,
        "totalResults": total,
    }


def shown_value(company: Company, field: Field, value: Any, origin: str) -> Any:
    if field.kind == "ref":
        return _reference(company, field, value, origin)
    if field.kind == "refs":
        return {"items": [_reference(company, field, key, origin) for key in value]}
    if field.kind == "choice":
        return {"id": value, "refName": field.choices.get(value, value)}
    if field.kind == "subrecord":
        inside = ((name, field.inside[name], one) for name, one in value.items())
        return {name: shown_value(company, inner, one, origin) for name, inner, one in inside}
    return value


def _reference(company: Company, field: Field, key: str, origin: str) -> Json:
    found = company.find(field.to, key) if field.to else None
    if found is None:
        return {"id": key, "refName": key}
    record_type = company.type_of(found)
    return {
        "links": self_link(address(origin, record_type, key)),
        "id": key,
        "refName": record_type.display(found),
    }
