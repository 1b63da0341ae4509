"""Merging customers, at NetSuite's screens or by a task (facts §6).

The master's own values win; the duplicate's transactions and projects become the master's, and the
touched transactions count as modified. No amount moves between accounts, so periods do not matter.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulators.netsuite.applications import move_open
from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field
from simulators.netsuite.ledger import move_balances, restate
from simulators.netsuite.records import Record
from simulators.netsuite.saving import check_unreferenced, count_references, index_name, remove


def merge(
    company: Company, master: Record, duplicate: Record, *, custom_records_follow: bool = True
) -> None:
    """The duplicate is gone afterwards; ValueError for a customer and itself."""
    if master.id == duplicate.id:
        raise ValueError("a customer cannot be merged with itself")
    _join_subsidiaries(company, master, duplicate)
    for space in _spaces(company, custom_records_follow):
        for record in company.state.of(space).values():
            _repoint(company, record, duplicate.id, master.id)
    _stand_alone(company, master.id)
    move_open(company, duplicate.id, master.id)
    move_balances(company, duplicate.id, master.id)
    gone = company.get("customer", duplicate.id)
    if custom_records_follow:
        check_unreferenced(company, gone)
    remove(company, gone)


def _spaces(company: Company, custom_records_follow: bool) -> list[str]:
    custom = {name for name, _ in company.state.custom_records.items()}
    return [
        space for space in company.state.spaces() if custom_records_follow or space not in custom
    ]


def _join_subsidiaries(company: Company, master: Record, duplicate: Record) -> None:
    held = company.subsidiaries_of(master)
    more = [key for key in company.subsidiaries_of(duplicate) if key not in held]
    company.state.secondary_subsidiaries.put(master.id, (*held[1:], *more))


def _repoint(company: Company, record: Record, old: str, new: str) -> None:
    shape = company.shape(company.type_of(record))
    fields = _moved(shape.fields, record.fields, old, new)
    sublists = {
        name: tuple(_moved(shape.sublists[name].fields, line, old, new) for line in lines)
        for name, lines in record.sublists.items()
    }
    if fields != record.fields or sublists != record.sublists:
        _keep(company, record, replace(record, fields=fields, sublists=sublists))


def _stand_alone(company: Company, key: str) -> None:
    """A master that was below its duplicate is not below itself now."""
    master = company.get("customer", key)
    if master.text("parent") == key:
        _keep(company, master, master.holding(parent=None))


def _moved(
    known: Mapping[str, Field], held: Mapping[str, Any], old: str, new: str
) -> Mapping[str, Any]:
    return {
        name: new if value == old and _is_customer(known.get(name)) else value
        for name, value in held.items()
    }


def _is_customer(field: Field | None) -> bool:
    return field is not None and field.kind == "ref" and "customer" in field.to


def _keep(company: Company, before: Record, moved: Record) -> None:
    record_type = company.type_of(moved)
    if record_type.posts:
        moved = replace(moved, modified=company.now())
    index_name(company, record_type, moved, before)
    count_references(company, record_type, before, -1)
    count_references(company, record_type, moved, 1)
    company.state.of(record_type.space).put(moved.id, moved)
    if record_type.posts:
        restate(company, record_type, moved)
