"""Queries in SQLite's words. The same is asked again and again, so what was rewritten is kept."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.netsuite.suiteql.parsing import parsed
from simulators.netsuite.suiteql.refusals import bad_search
from simulators.netsuite.suiteql.select import Selection
from simulators.netsuite.suiteql.tables import Kind, Stored, Table, written
from simulators.netsuite.suiteql.terms import Bindings

KEPT: Final = 256
Tables = Callable[[str], Table | None]


@dataclass(frozen=True)
class Rewritten:
    """`named` are the columns it reads, by table; `shapes` the tables' columns it was made for."""

    sql: str
    values: list[Stored]
    named: Mapping[str, set[str]]
    columns: Sequence[tuple[str, Callable[[Any], str | None]]]
    """By name, and how each is written out."""
    shapes: Mapping[str, Mapping[str, Kind]]

    def fits(self, table: Tables) -> bool:
        found = ((table(name), columns) for name, columns in self.shapes.items())
        return all(one is not None and one.columns == columns for one, columns in found)


def rewritten(text: str, params: Sequence[Any], table: Tables) -> Rewritten:
    """Refused when it is no query, or names what is not there."""
    key = (text, repr(params))
    found = _kept.get(key)
    if found is None or not found.fits(table):
        found = _kept[key] = _anew(text, params, table)
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


_kept: Final[OrderedDict[tuple[str, str], Rewritten]] = OrderedDict()


def _anew(text: str, params: Sequence[Any], table: Tables) -> Rewritten:
    tree, count = parsed(text)
    if count != len(params):
        raise bad_search(f"The query has {count} parameters, {len(params)} are bound.")
    selection = Selection(table, Bindings(params))
    selected = selection.select(tree)
    columns = [(name, written(term.kind, term.places)) for name, term in selected.columns]
    values = selection.bindings.values()
    tables = ((name, table(name)) for name in selection.named)
    shapes = {name: one.columns for name, one in tables if one is not None}
    return Rewritten(selected.sql, values, selection.named, columns, shapes)
