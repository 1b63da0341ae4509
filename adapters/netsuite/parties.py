"""Customers, their sync records, and the items that lines post through, as NetSuite takes them."""

from collections.abc import Iterator
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.json_text import Json, JsonValue
from adapters.netsuite.requests import RECORDS, Ids, Write, creation, id_, without_nothing
from core.documents import Address
from core.records import (
    CustomerLinkRecord,
    CustomerRecord,
    ItemRecord,
    Key,
    MergedAddressRecord,
    RemoteId,
)

COUNTRIES: Final = {
    "usa": "US",
    "united states": "US",
    "united states of america": "US",
    "canada": "CA",
}
"""ServiceTitan's words for countries, as ISO codes."""


def customer(key: Key, record: CustomerRecord) -> Write:
    """A person has two names, a company has one (CUS-04)."""
    names: Json = (
        {"isPerson": False, "companyName": record.company_name}
        if record.company_name is not None
        else {"isPerson": True, "firstName": record.first_name, "lastName": record.last_name}
    )
    body: Json = {
        "externalId": key,
        "entityId": record.entity_id,
        **names,
        "subsidiary": id_(record.subsidiary),
        "phone": record.phone,
        "email": record.email,
        "fax": record.fax,
        "addressBook": _address_book(record.address) if record.address else None,
    }
    return creation("customer", body)


def customer_link(key: Key, record: CustomerLinkRecord, ids: Ids) -> Write:
    """The Customer Sync Record, made or changed (CUS-03)."""
    if record.existing is not None:
        path = f"{RECORDS}/{objects.CUSTOMER_SYNC}/{record.existing}"
        return Write("PATCH", path, _link(record, ids), known_id=record.existing)
    whose: Json = {
        "externalId": key,
        "name": record.name or str(record.source),
        objects.TENANT: record.tenant,
        objects.SOURCE: str(record.source),
    }
    return creation(objects.CUSTOMER_SYNC, {**whose, **_link(record, ids)})


def _link(record: CustomerLinkRecord, ids: Ids) -> Json:
    """A customer that is not there any more stays named: the field is left as it is."""
    customer = id_(ids(record.customer)) if record.customer else None
    return {
        objects.NAME: record.name,
        **({} if record.lost else {objects.CUSTOMER: customer}),
        objects.STATUS: _status(record),
        objects.ERROR: record.error or None,
        objects.MERGED_TO: str(record.merged_to) if record.merged_to else None,
    }


def _status(record: CustomerLinkRecord) -> str:
    if record.customer is None:
        return objects.NOT_LINKED
    return objects.MERGED if record.merged_to else objects.LINKED


def merged_address(record: MergedAddressRecord, ids: Ids) -> Write:
    """One more line in the address book: lines without a key are added (facts/netsuite 1.3)."""
    customer = ids(record.customer)
    address = dict(_address(record.address)) if record.address else {}
    line: Json = {
        "label": record.label,
        "addressBookAddress": without_nothing({"addressee": record.name, **address}),
    }
    book: Json = {"addressBook": {"items": [line]}}
    return Write("PATCH", f"{RECORDS}/customer/{customer}", book, known_id=RemoteId(customer))


def item(key: Key, record: ItemRecord) -> Write:
    """Bought, received and sold, its lines post to the one account (MAP-04).

    Without accruals a receipt of it would post nothing (facts/netsuite 5.2).
    """
    account: Json = id_(record.account.id)
    body: Json = {
        "externalId": key,
        "itemId": record.name,
        "incomeAccount": account,
        "expenseAccount": account,
        "generateAccruals": True,
        "subsidiary": {"items": [id_(one) for one in record.subsidiaries]},
    }
    return creation("nonInventoryResaleItem", body)


def _address_book(address: Address) -> Json:
    line: Json = {
        "defaultBilling": True,
        "defaultShipping": True,
        "addressBookAddress": without_nothing(dict(_address(address))),
    }
    return {"items": [line]}


def _address(address: Address) -> Iterator[tuple[str, JsonValue]]:
    yield "addr1", address.street or None
    yield "addr2", address.unit or None
    yield "city", address.city or None
    yield "state", address.state or None
    yield "zip", address.zip or None
    country = _country(address.country)
    yield "country", id_(country) if country else None


def _country(name: str) -> str | None:
    """The ISO code; None, so NetSuite takes the account's own country, when we cannot tell."""
    plain = name.strip()
    return plain.upper() if len(plain) == len("US") else COUNTRIES.get(plain.lower())
