"""What all records of a tenant share: ids, stamps, batches, whether they are locked."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

ZERO: Final = Decimal("0.00")
PENDING: Final = "Pending"
POSTED: Final = "Posted"
EXPORTED: Final = "Exported"
STATUSES: Final = (PENDING, POSTED, EXPORTED)


@dataclass(frozen=True)
class Stamp:
    """When a record was made and last changed; `change` numbers all changes of a tenant."""

    created_on: datetime
    modified_on: datetime
    change: int


@dataclass(kw_only=True)
class Record:
    id: int
    stamp: Stamp
    active: bool = True


@dataclass(frozen=True)
class Address:
    street: str = ""
    unit: str | None = None
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = "USA"


@dataclass(kw_only=True)
class Batch(Record):
    number: int
    name: str
    posted: bool = False


@dataclass(kw_only=True)
class Document(Record):
    """What can be put in a batch. The sync status of an order is not shown by the API."""

    number: str
    date: date
    batch_id: int | None = None
    sync_status: str = PENDING
    export_id: str | None = None

    @property
    def locked(self) -> bool:
        return self.sync_status != PENDING

    @property
    def canceled(self) -> bool:
        return False
