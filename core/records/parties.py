"""Customers with their sync records and merges, and items."""

from dataclasses import dataclass

from core.documents import Address, CustomerId
from core.keys import Key, RemoteId
from core.ledger import Account
from core.money import Money


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer to create: a person with two names, or a company with its own (CUS-04)."""

    entity_id: str
    subsidiary: str
    company_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    fax: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class CustomerLinkRecord:
    """The Customer Sync Record: ties a ServiceTitan customer to one in NetSuite (CUS-03).

    `customer` is None while it is not linked; `error` then says why, for an accountant. `merged_to`
    is the ServiceTitan customer it was merged into, once NetSuite has merged theirs too (CUS-15).
    `existing` is the record to change; None makes a new one. A `lost` customer stays named (CUS-10).
    """

    tenant: str
    source: CustomerId
    name: str
    customer: Key | None
    error: str = ""
    merged_to: CustomerId | None = None
    existing: RemoteId | None = None
    lost: RemoteId | None = None


@dataclass(frozen=True, slots=True)
class CustomerMergeRecord:
    """A merge of two customers of the books (CUS-15): all that `duplicate` has moves to `survivor`.

    `owed` is what both have together in receivables and deposits before it, by account id, in cents.
    """

    survivor: Key
    duplicate: RemoteId
    owed: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class MergedAddressRecord:
    """The name and address of a customer merged away, kept on the survivor under `label` (CUS-15)."""

    customer: Key
    label: str
    name: str
    address: Address | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """The one non-inventory resale item whose lines post to `account` (MAP-04)."""

    name: str
    account: Account
    subsidiaries: tuple[str, ...]
