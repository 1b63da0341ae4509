"""Whom NetSuite knows: linked customers, customers and projects by key, vendors by name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows, rows_listed
from core.documents import CustomerId
from core.ports import Balance
from core.records import BookCustomer, BookVendor, CustomerLink, Key, RemoteId
from core.together import together

ALL_LINKS: Final = Query(
    f"s.id, s.{objects.SOURCE} AS source, s.{objects.CUSTOMER} AS customer, c.id AS found,"
    f" c.entityid, s.{objects.NAME} AS name, s.{objects.ERROR} AS error,"
    f" s.{objects.MERGED_TO} AS mergedto",
    f"{objects.CUSTOMER_SYNC} s"
    f" LEFT JOIN customer c ON c.id = s.{objects.CUSTOMER}"
    f" WHERE s.isinactive = 'F' AND s.{objects.TENANT} = ?",
    "s.id",
)
LINKS: Final = replace(ALL_LINKS, source=f"{ALL_LINKS.source} AND s.{objects.SOURCE} IN (:list)")
CUSTOMERS: Final = Query(
    "id, entityid, isinactive", "customer WHERE id IN (:list)", "id", unique=True
)
SUBSIDIARIES: Final = Query(
    "entity, subsidiary, isprimarysub",
    "customersubsidiaryrelationship WHERE entity IN (:list)",
    "entity, subsidiary",
)
OWNERS: Final = Query(
    "id, externalid, entity", "transaction WHERE externalid IN (:list)", "id", unique=True
)
ENTITIES: Final = tuple(
    Query("id, externalid", f"{table} WHERE externalid IN (:list)", "id", unique=True)
    for table in ("customer", "job")
)
VENDORS: Final = Query(
    "id, entityid, companyname",
    "vendor WHERE isinactive = 'F' AND (entityid IN (:list) OR companyname IN (:list))",
    "id",
    unique=True,
)
VENDOR_SUBSIDIARIES: Final = replace(
    SUBSIDIARIES, source="vendorsubsidiaryrelationship WHERE entity IN (:list)"
)
BALANCES: Final = Query(
    "l.entity, a.account, SUM(a.amount) AS amount",
    "transactionaccountingline a"
    " JOIN transactionline l ON l.transaction = a.transaction AND l.id = a.transactionline"
    " JOIN account c ON c.id = a.account"
    " WHERE a.posting = 'T' AND a.accountingbook = 1 AND l.entity IN (:list)"
    " AND (c.accttype = 'AcctRec' OR c.sspecacct = 'CustDep') GROUP BY l.entity, a.account",
    "l.entity, a.account",
)


async def read_links(
    sender: Sender, tenant: str, ids: Collection[CustomerId]
) -> Mapping[CustomerId, CustomerLink]:
    """The Customer Sync Records of these customers; of several for one, the oldest."""
    query = replace(LINKS, params=(tenant,))
    return _oldest(await rows_listed(sender, query, [str(one) for one in ids]))


async def read_all_links(sender: Sender, tenant: str) -> Mapping[CustomerId, CustomerLink]:
    return _oldest(await rows(sender, replace(ALL_LINKS, params=(tenant,))))


def _oldest(found: Iterable[Row]) -> Mapping[CustomerId, CustomerLink]:
    links: dict[CustomerId, CustomerLink] = {}
    for link in map(_link, found):
        links.setdefault(link.source, link)
    return links


async def read_customers(
    sender: Sender, ids: Collection[RemoteId]
) -> Mapping[RemoteId, BookCustomer]:
    found, relations = await together(
        *(rows_listed(sender, query, ids) for query in (CUSTOMERS, SUBSIDIARIES))
    )
    held: dict[RemoteId, list[Row]] = defaultdict(list)
    for row in relations:
        held[row.id("entity")].append(row)
    return {row.id(): _customer(row, held[row.id()]) for row in found}


def _customer(row: Row, relations: Iterable[Row]) -> BookCustomer:
    name, active = row.get("entityid") or "", not row.on("isinactive")
    return BookCustomer(row.id(), name, _primary_first(relations), active)


def _primary_first(relations: Iterable[Row]) -> tuple[str, ...]:
    ordered = sorted(relations, key=lambda one: not one.on("isprimarysub"))
    return tuple(one.text("subsidiary") for one in ordered)


async def read_owners(sender: Sender, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
    """Those that belong to anybody."""
    asked = {key.lower(): key for key in keys}
    found = await rows_listed(sender, OWNERS, keys)
    return {
        asked[row.text("externalid").lower()]: row.id("entity")
        for row in found
        if row.get("entity") is not None
    }


async def read_entities(sender: Sender, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
    asked = {key.lower(): key for key in keys}
    answers = await together(*(rows_listed(sender, query, keys) for query in ENTITIES))
    return {asked[row.text("externalid").lower()]: row.id() for answer in answers for row in answer}


async def read_vendors(sender: Sender, names: Collection[str]) -> Mapping[str, BookVendor]:
    known = await _vendors_named(sender, names)
    relations = await rows_listed(sender, VENDOR_SUBSIDIARIES, set(known.values()))
    held = {one: [row for row in relations if row.id("entity") == one] for one in known.values()}
    return {name: BookVendor(one, name, _primary_first(held[one])) for name, one in known.items()}


async def _vendors_named(sender: Sender, names: Collection[str]) -> Mapping[str, RemoteId]:
    """By entity id, which is one vendor's only, else by a company name that only one has."""
    found = await rows_listed(sender, VENDORS, names)
    by_company: dict[str, set[RemoteId]] = defaultdict(set)
    for row in found:
        by_company[row.get("companyname") or ""].add(row.id())
    sole = {name: next(iter(ids)) for name, ids in by_company.items() if len(ids) == 1}
    by_entity_id = {row.get("entityid") or "": row.id() for row in found}
    known = sole | by_entity_id
    return {name: known[name] for name in names if name in known}


async def read_balances(sender: Sender, customers: Collection[RemoteId]) -> list[Balance]:
    found = await rows_listed(sender, BALANCES, customers)
    return [Balance(row.id("entity"), row.text("account"), row.money("amount")) for row in found]


def _link(row: Row) -> CustomerLink:
    named, there, merged_to = row.get("customer"), row.get("found"), row.get("mergedto")
    return CustomerLink(
        id=row.id(),
        source=CustomerId(int(row.text("source"))),
        customer=RemoteId(there) if there else None,
        customer_name=row.get("entityid") or "",
        name=row.get("name") or "",
        error=row.get("error") or "",
        merged_to=CustomerId(int(merged_to)) if merged_to else None,
        lost=RemoteId(named) if named and not there else None,
    )
