"""Saving and deleting records: rules first, then indexes, ledger and open balances.

Every function raises RefusedError where NetSuite says no; the caller's all-or-nothing takes back
what was begun.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from simulators.netsuite import refusals
from simulators.netsuite.applications import customer_of
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import Draft
from simulators.netsuite.fields import Field, RecordType
from simulators.netsuite.ledger import post, unpost
from simulators.netsuite.records import Line, Record
from simulators.netsuite.state import Deleted
from simulators.netsuite.sublists import merged
from simulators.netsuite.tasks import locked_customers
from simulators.netsuite.transactions import free_number, number_of

NONE: frozenset[str] = frozenset()


def create(
    company: Company, record_type: RecordType, draft: Draft, key: str | None = None
) -> Record:
    """A new record; `key` is an internal id given by a load."""
    key = key or company.state.next_id(record_type.space)
    now = company.now()
    return save(
        company, record_type, _changed(company, Record(record_type.name, key, now, now), draft)
    )


def update(company: Company, before: Record, draft: Draft, replaced: Set[str] = NONE) -> Record:
    record_type = company.type_of(before)
    changed = replace(_changed(company, before, draft, replaced), modified=company.now())
    return save(company, record_type, changed, before)


def _changed(company: Company, record: Record, draft: Draft, replaced: Set[str] = NONE) -> Record:
    shape = company.shape(company.type_of(record))
    record = record.holding(**draft.fields)
    for name, change in draft.sublists.items():
        record = merged(record, name, shape.sublists[name], change, replace=name in replaced)
    return record


def save(
    company: Company, record_type: RecordType, record: Record, before: Record | None = None
) -> Record:
    if "isInactive" in record_type.fields:
        record = record.default(isInactive=False)
    _check_required(company, record_type, record)
    _check_fixed(company, record_type, record, before)
    _index_external_id(company, record_type, record, before)
    record = record_type.complete(company, record, before)
    _check_unlocked(company, record_type, record, before)
    index_name(company, record_type, record, before)
    count_references(company, record_type, before, -1)
    count_references(company, record_type, record, 1)
    company.state.of(record_type.space).put(record.id, record)
    if before is not None and record_type.posts and number_of(before) != number_of(record):
        free_number(company, before)
    if record_type.posts:
        post(company, record_type, record)
    if record_type.settle:
        record_type.settle(company, record, before)
    return record


def delete(company: Company, record: Record) -> None:
    if record.kind == "customer" and record.id in locked_customers(company.state):
        raise refusals.being_merged(company.type_of(record).display(record))
    check_unreferenced(company, record)
    remove(company, record)


def remove(company: Company, record: Record) -> None:
    """The record is gone, whoever still refers to it."""
    record_type = company.type_of(record)
    if record_type.settle:
        record_type.settle(company, None, record)
    if record_type.posts:
        unpost(company, record_type, record)
        free_number(company, record)
    count_references(company, record_type, record, -1)
    _forget_names(company, record_type, record)
    company.state.of(record_type.space).drop(record.id)
    number = len(company.state.deleted) + 1
    name = record_type.display(record)
    company.state.deleted.put(number, Deleted(record.kind, record.id, name, company.now()))


def _check_required(company: Company, record_type: RecordType, record: Record) -> None:
    shape = company.shape(record_type)
    missing = _missing(shape.fields, record.fields)
    for name, sublist in shape.sublists.items():
        for line in record.lines(name):
            missing.extend(_missing(sublist.fields, line))
    if missing:
        raise refusals.values_missing(dict.fromkeys(missing))


def _missing(fields: Mapping[str, Field], held: Line) -> list[str]:
    return [
        field.label or name for name, field in fields.items() if field.required and name not in held
    ]


def _check_fixed(
    company: Company, record_type: RecordType, record: Record, before: Record | None
) -> None:
    if before is None:
        return
    for name, field in company.shape(record_type).fields.items():
        if field.fixed and record.fields.get(name) != before.fields.get(name):
            raise refusals.invalid_value(record.fields.get(name), name, name)


def _index_external_id(
    company: Company, record_type: RecordType, record: Record, before: Record | None
) -> None:
    old = before.text("externalId") if before else None
    new = record.text("externalId")
    if old is not None and old != new:
        company.state.external_ids.drop((record_type.space, old.lower()))
    if new is None or new == old:
        return
    key = (record_type.space, new.lower())
    if company.state.external_ids.get(key) not in (None, record.id):
        raise refusals.already_exists()
    company.state.external_ids.put(key, record.id)


def index_name(
    company: Company, record_type: RecordType, record: Record, before: Record | None
) -> None:
    old = record_type.unique(before) if before else None
    new = record_type.unique(record)
    if old is not None and old != new:
        company.state.names.drop(old)
    if new is None or new == old:
        return
    if new in company.state.names:
        raise refusals.already_exists()
    company.state.names.put(new, record.id)


def _forget_names(company: Company, record_type: RecordType, record: Record) -> None:
    external_id, name = record.text("externalId"), record_type.unique(record)
    if external_id is not None:
        company.state.external_ids.drop((record_type.space, external_id.lower()))
    if name is not None:
        company.state.names.drop(name)


def _check_unlocked(
    company: Company, record_type: RecordType, record: Record, before: Record | None
) -> None:
    """Duplicates of a merge that is under way: no edits, no new transactions (facts §6)."""
    locked = locked_customers(company.state)
    if not locked:
        return
    touched = {record.id} if record.kind == "customer" else set()
    new = set(_references(company, record_type, record))
    new -= set(_references(company, record_type, before)) if before else set()
    touched |= {customer_of(company, key) for space, key in new if space == "transaction entity"}
    for key in sorted(touched & locked):
        raise refusals.being_merged(company.name("customer", key))


# --- who refers to whom --------------------------------------------------------------------------


def count_references(
    company: Company, record_type: RecordType, record: Record | None, by: int
) -> None:
    if record is None:
        return
    counts = company.state.references
    for key in _references(company, record_type, record):
        counts.put(key, (counts.get(key) or 0) + by)


def _references(
    company: Company, record_type: RecordType, record: Record
) -> Iterator[tuple[str, str]]:
    shape = company.shape(record_type)
    fields: list[tuple[Mapping[str, Field], Line]] = [(shape.fields, record.fields)]
    fields += [
        (shape.sublists[name].fields, line)
        for name, lines in record.sublists.items()
        for line in lines
    ]
    for known, held in fields:
        for name, value in held.items():
            if name in known and known[name].kind in ("ref", "refs") and known[name].to:
                for key in value if isinstance(value, tuple) else (value,):
                    yield from _keys(company, record_type, known[name], key)


def _keys(
    company: Company, record_type: RecordType, field: Field, key: str
) -> Iterator[tuple[str, str]]:
    target = company.record_type(field.to[0])
    space = target.space if target else field.to[0]
    yield (space, key)
    if space == "entity" and record_type.space == "transaction":
        yield ("transaction entity", key)


def check_unreferenced(company: Company, record: Record) -> None:
    record_type = company.type_of(record)
    if not company.state.references.get((record_type.space, record.id)):
        return
    if record_type.space == "transaction":
        raise refusals.rule_broken(
            "This transaction cannot be deleted because it is linked to by "
            "one or more transactions."
        )
    raise refusals.rule_broken("This record cannot be deleted because it has dependent records.")
