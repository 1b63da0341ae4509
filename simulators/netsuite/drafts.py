"""A request body read as what it asks to change, before anything is changed.

Field names are matched whatever their case. Names that no field has are dropped and mentioned, or
refused, as X-NetSuite-PropertyNameValidation says (facts §1.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, RecordType, Sublist
from simulators.netsuite.records import Line
from simulators.netsuite.values import read_value

Validation = Literal["Error", "Warning", "Ignore"]
ENVELOPE: Final = frozenset({"links", "id", "refname"})
"""What a reply adds to a record; sent back, it means nothing."""


@dataclass
class SublistChange:
    lines: list[Line]
    empty: bool = False


@dataclass
class Draft:
    fields: dict[str, Any] = field(default_factory=dict)
    """None clears a field."""
    sublists: dict[str, SublistChange] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    """Names nobody knows, as sent."""


def read_draft(
    company: Company, record_type: RecordType, body: Any, validation: Validation = "Warning"
) -> Draft:
    if not isinstance(body, Mapping):
        raise refusals.malformed("The body is not a JSON object.")
    shape = company.shape(record_type)
    draft = Draft()
    for sent, given in body.items():
        name = shape.names.get(sent.lower())
        if name in shape.sublists:
            change = _read_sublist(company, shape.sublists[name], name, given, draft)
            draft.sublists[name] = change
        elif name is not None:
            _read_field(company, draft.fields, shape.fields[name], (name, name), given)
        elif sent.lower() not in ENVELOPE:
            draft.ignored.append(sent)
    if draft.ignored and validation == "Error":
        raise refusals.unknown_field(draft.ignored[0])
    return draft


def _read_field(
    company: Company, into: dict[str, Any], field: Field, where: tuple[str, str], given: Any
) -> None:
    name, path = where
    if not field.simulated:
        if given not in (None, False, ""):
            raise refusals.not_simulated(f"The field {name}")
    elif not field.read_only:
        empty = given is None or given == ""
        into[name] = None if empty else read_value(company, field, name, given, path)


def _read_sublist(
    company: Company, sublist: Sublist, name: str, given: Any, draft: Draft
) -> SublistChange:
    items = given.get("items", given) if isinstance(given, Mapping) else given
    if items is None:
        return SublistChange([], empty=True)
    if items is given or not isinstance(items, list):
        raise refusals.malformed(f'A sublist is written {{"items": [...]}}; {name} is not.')
    if items and not sublist.simulated:
        raise refusals.not_simulated(f"The sublist {name}")
    return SublistChange(
        [
            _read_line(company, sublist, f"{name}.items[{at}]", line, draft)
            for at, line in enumerate(items)
        ]
    )


def _read_line(company: Company, sublist: Sublist, path: str, given: Any, draft: Draft) -> Line:
    if not isinstance(given, Mapping):
        raise refusals.malformed(f"{path} is not a JSON object.")
    if sublist.is_choice:
        return {"id": read_value(company, sublist.fields["id"], "id", given, path)}
    names = {name.lower(): name for name in sublist.fields}
    line: dict[str, Any] = {}
    for sent, value in given.items():
        name = names.get(sent.lower())
        if name is not None:
            where = (name, f"{path}.{name}")
            _read_field(company, line, sublist.fields[name], where, value)
        elif sent.lower() not in ENVELOPE:
            draft.ignored.append(f"{path}.{sent}")
    return sublist.prepare(company, line)
