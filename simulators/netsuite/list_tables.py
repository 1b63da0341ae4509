"""SuiteQL tables of lists: accounts, segments, entities, items, custom records (facts §1.5)."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.netsuite.columns import (
    Source,
    columns_of,
    custom_targets,
    names,
    row_of,
)
from simulators.netsuite.company import Company
from simulators.netsuite.custom import CustomRecord
from simulators.netsuite.records import Line, Record
from simulators.netsuite.sqltable import Columns, Row, Table

SEGMENT: Final[tuple[Source, ...]] = (
    ("name", "text", "name"),
    ("externalid", "text", "externalId"),
    ("parent", "id", "parent"),
    ("isinactive", "bool", "isInactive"),
)
ENTITY: Final[tuple[Source, ...]] = (
    ("entityid", "text", "entityId"),
    ("altname", "text", "altName"),
    ("externalid", "text", "externalId"),
    ("companyname", "text", "companyName"),
    ("email", "text", "email"),
    ("phone", "text", "phone"),
    ("subsidiary", "id", "subsidiary"),
    ("isinactive", "bool", "isInactive"),
    ("lastmodifieddate", "datetime", "lastModifiedDate"),
)
PERSON: Final[tuple[Source, ...]] = (
    ("firstname", "text", "firstName"),
    ("lastname", "text", "lastName"),
    ("isperson", "bool", "isPerson"),
)
SOURCES: Final[Mapping[str, tuple[str, tuple[Source, ...]]]] = {
    "account": (
        "account",
        (
            ("acctnumber", "text", "acctNumber"),
            ("accountsearchdisplayname", "text", "display"),
            ("fullname", "text", "acctName"),
            ("accttype", "text", "acctType"),
            ("sspecacct", "text", "sSpecAcct"),
            ("externalid", "text", "externalId"),
            ("parent", "id", "parent"),
            ("isinactive", "bool", "isInactive"),
        ),
    ),
    "subsidiary": (
        "subsidiary",
        (*SEGMENT, ("fullname", "text", "name"), ("currency", "id", "currency")),
    ),
    "currency": ("currency", (("name", "text", "name"), ("symbol", "text", "symbol"))),
    "accountingperiod": (
        "accountingPeriod",
        (
            ("periodname", "text", "periodName"),
            ("startdate", "date", "startDate"),
            ("enddate", "date", "endDate"),
            ("closed", "bool", "closed"),
            ("alllocked", "bool", "allLocked"),
            ("arlocked", "bool", "arLocked"),
            ("aplocked", "bool", "apLocked"),
            ("isquarter", "bool", "isQuarter"),
            ("isyear", "bool", "isYear"),
            ("isadjust", "bool", "isAdjust"),
            ("isposting", "bool", "isPosting"),
        ),
    ),
    "department": ("department", SEGMENT),
    "classification": ("classification", SEGMENT),
    "location": ("location", SEGMENT),
    "paymentmethod": (
        "paymentMethod",
        (("name", "text", "name"), ("isinactive", "bool", "isInactive")),
    ),
    "customer": ("customer", (*ENTITY, *PERSON, ("parent", "id", "parent"))),
    "vendor": ("vendor", (*ENTITY, *PERSON)),
    "job": (
        "job",
        (
            *ENTITY,
            ("customer", "id", "parent"),
            ("entitystatus", "id", "entityStatus"),
            ("startdate", "date", "startDate"),
        ),
    ),
    "item": (
        "nonInventoryResaleItem",
        (
            ("itemid", "text", "itemId"),
            ("itemtype", "text", "itemType"),
            ("subtype", "text", "subtype"),
            ("displayname", "text", "displayName"),
            ("externalid", "text", "externalId"),
            ("incomeaccount", "id", "incomeAccount"),
            ("expenseaccount", "id", "expenseAccount"),
            ("generateaccruals", "bool", "generateAccruals"),
            ("isinactive", "bool", "isInactive"),
            ("lastmodifieddate", "datetime", "lastModifiedDate"),
        ),
    ),
}
POINTS_TO: Final[Mapping[str, tuple[str, ...]]] = {
    "currency": ("currency",),
    "subsidiary": ("subsidiary",),
    "customer": ("customer",),
    "incomeaccount": ("account",),
    "expenseaccount": ("account",),
}
ASSIGNED: Final[Columns] = {"entity": "id", "subsidiary": "id", "isprimarysub": "bool"}
ADDRESS_BOOK: Final[Columns] = {
    "entity": "id",
    "internalid": "id",
    "label": "text",
    "defaultbilling": "bool",
    "defaultshipping": "bool",
    "addressbookaddress": "id",
}
ADDRESS: Final[Columns] = {
    "nkey": "id",
    **dict.fromkeys(("addressee", "addr1", "addr2", "city", "state", "zip", "country"), "text"),
}
ADDRESSES_EACH: Final = 1_000_000
"""An address's key: its line in its customer's book, and so many keys for every customer."""
DELETED: Final[Columns] = {
    "recordid": "id",
    "type": "text",
    "name": "text",
    "deleteddate": "datetime",
}


def list_table(company: Company, name: str) -> Table:
    """The table of that name; a record's own fields and its custom ones."""
    kind, sources = SOURCES[name]
    record_type = company.record_type(kind)
    assert record_type is not None, kind
    custom = company.custom_fields(record_type.custom_prefix)
    records = company.state.of(record_type.space).values()
    rows = [row_of(_told(company, r), sources, custom) for r in records if r.kind == kind]
    columns = columns_of(sources, custom)
    targets = {c: to for c, to in POINTS_TO.items() if c in columns}
    return Table(columns, rows, names(company, {**targets, **custom_targets(custom)}))


def _told(company: Company, record: Record) -> Record:
    """The record with what SuiteQL tells besides its fields."""
    if record.kind == "account":
        return record.holding(display=company.type_of(record).display(record))
    if record.kind == "nonInventoryResaleItem":
        record = record.holding(itemType="NonInvtPart", subtype="Resale")
    if record.kind == "accountingPeriod":
        span = record.is_on("isQuarter") or record.is_on("isYear")
        return record.holding(isPosting=not span)
    return record.holding(lastModifiedDate=record.modified)


def custom_record_table(company: Company, custom: CustomRecord) -> Table:
    fields = {field.script_id: field.field() for field in custom.fields}
    sources: tuple[Source, ...] = (
        ("name", "text", "name"),
        ("externalid", "text", "externalId"),
        ("isinactive", "bool", "isInactive"),
        ("created", "datetime", "created"),
        ("lastmodified", "datetime", "lastModified"),
    )
    rows: list[Row] = [
        row_of(
            record.holding(created=record.created, lastModified=record.modified), sources, fields
        )
        for record in company.state.of(custom.script_id).values()
    ]
    return Table(columns_of(sources, fields), rows, names(company, custom_targets(fields)))


def subsidiary_table(company: Company, kind: str) -> Table:
    """Which subsidiaries an entity is assigned to; the first is its primary one."""
    rows: list[Row] = [
        {"entity": int(record.id), "subsidiary": int(key), "isprimarysub": at == 0}
        for record in company.state.of("entity").values()
        if record.kind == kind
        for at, key in enumerate(company.subsidiaries_of(record))
    ]
    display = names(company, {"entity": (kind,), "subsidiary": ("subsidiary",)})
    return Table(ASSIGNED, rows, display)


def address_book_table(company: Company) -> Table:
    """The lines of all customers' address books; the addresses themselves are another table."""
    rows: list[Row] = [
        {
            "entity": int(customer.id),
            "internalid": line["id"],
            "label": line.get("label"),
            "defaultbilling": line.get("defaultBilling") is True,
            "defaultshipping": line.get("defaultShipping") is True,
            "addressbookaddress": _address_key(customer, line),
        }
        for customer, line in _address_lines(company)
    ]
    return Table(ADDRESS_BOOK, rows, names(company, {"entity": ("customer",)}))


def address_table(company: Company) -> Table:
    texts = [name for name in ADDRESS if name != "nkey"]
    rows: list[Row] = [
        {
            "nkey": _address_key(customer, line),
            **{name: line.get("addressBookAddress", {}).get(name) for name in texts},
        }
        for customer, line in _address_lines(company)
    ]
    return Table(ADDRESS, rows)


def _address_lines(company: Company) -> Iterator[tuple[Record, Line]]:
    for entity in company.state.of("entity").values():
        if entity.kind == "customer":
            yield from ((entity, line) for line in entity.lines("addressBook"))


def _address_key(customer: Record, line: Line) -> int:
    return int(customer.id) * ADDRESSES_EACH + int(line["id"])


def deleted_table(company: Company) -> Table:
    rows: list[Row] = [
        {"recordid": int(d.id), "type": d.kind.lower(), "name": d.name, "deleteddate": d.at}
        for d in company.state.deleted.values()
    ]
    return Table(DELETED, rows)
