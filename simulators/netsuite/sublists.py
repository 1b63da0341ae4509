"""How sent lines and kept lines become one sublist (facts §1.3).

Without `replace`, a keyed sublist updates the lines whose key is sent and adds the others; one
without a key appends every sent line. With `replace`, lines that were not sent are gone.
"""

from collections.abc import Iterable
from typing import Any

from simulators.netsuite.drafts import SublistChange
from simulators.netsuite.fields import Sublist
from simulators.netsuite.records import Line, Record

Key = tuple[Any, ...]


def merged(
    record: Record, name: str, sublist: Sublist, change: SublistChange, *, replace: bool
) -> Record:
    """The record with the change made to its sublist."""
    kept = () if change.empty else record.lines(name)
    if not sublist.key:
        lines = [*(() if replace else kept), *(_filled(line) for line in change.lines)]
    else:
        lines = merged_by_key(kept, change.lines, sublist, replace=replace)
    return _numbered(record, name, sublist, lines)


def merged_by_key(
    kept: Iterable[Line], sent: Iterable[Line], sublist: Sublist, *, replace: bool
) -> list[Line]:
    """Lines whose key is sent are updated; the others are added."""
    before = {_key(line, sublist.key): line for line in kept}
    after: dict[Key | int, Line] = {}
    if not replace:
        after.update(before)
    for at, line in enumerate(sent):
        key = _key(line, sublist.key)
        at_key: Key | int = key if key in before or None not in key else at
        after[at_key] = _filled({**_still_true(before.get(key, {}), line, sublist), **line})
    return list(after.values())


def _still_true(before: Line, sent: Line, sublist: Sublist) -> Line:
    """The kept line without what follows from a field that is sent anew."""
    outdated = {
        name
        for name, sources in sublist.follows.items()
        if name not in sent and not sources.isdisjoint(sent)
    }
    return {name: value for name, value in before.items() if name not in outdated}


def _key(line: Line, fields: tuple[str, ...]) -> Key:
    return tuple(line.get(field) for field in fields)


def _filled(line: Line) -> Line:
    return {name: value for name, value in line.items() if value is not None}


def _numbered(record: Record, name: str, sublist: Sublist, lines: list[Line]) -> Record:
    if not sublist.numbered:
        return record.listing(**{name: tuple(lines)})
    last = record.last_line
    numbers = {line["line"] for line in record.lines(name)}
    numbered = []
    for line in lines:
        if line.get("line") not in numbers:
            last += 1
            line = {**line, "line": last}
        numbered.append(line)
    return record.listing(**{name: tuple(numbered)}).numbered_to(last)
