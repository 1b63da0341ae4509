"""The people and places that documents name."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from core.documents.ids import BusinessUnitId, CustomerId, JobId, VendorId
from core.documents.kinds import Kind, Label


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    unit: str
    city: str
    state: str
    zip: str
    country: str


class CustomerKind(Enum):
    RESIDENTIAL = "Residential"
    COMMERCIAL = "Commercial"


@dataclass(frozen=True, slots=True)
class Customer:
    """`phone`, `email` and `fax` are the first active contact of each kind (CUS-17)."""

    id: CustomerId
    name: str
    kind: CustomerKind
    address: Address | None = None
    phone: str | None = None
    email: str | None = None
    fax: str | None = None
    merged_to: CustomerId | None = None
    custom_fields: tuple[tuple[str, str], ...] = ()
    """Name and value as ServiceTitan has them; a field without a name or a value is left out."""
    active: bool = True

    @property
    def label(self) -> Label:
        return Label(Kind.CUSTOMER, self.id, self.name.strip() or f"{self.id} (no name)")

    @property
    def called(self) -> str:
        """In a sentence: customer Maria Lopez (501)."""
        name = self.name.strip()
        return f"customer {name} ({self.id})" if name else f"customer {self.id} (no name)"

    def field(self, name: str) -> str:
        """The value of the custom field of exactly this name; empty where there is none."""
        return dict(self.custom_fields).get(name, "")


@dataclass(frozen=True, slots=True)
class Vendor:
    id: VendorId
    name: str


@dataclass(frozen=True, slots=True)
class BusinessUnit:
    id: BusinessUnitId
    name: str
    currency: str | None = None
    """ISO code; None when ServiceTitan says none."""

    def __str__(self) -> str:
        return f'"{self.name}" ({self.id})'


@dataclass(frozen=True, slots=True)
class Job:
    id: JobId
    number: str
    customer: CustomerId
    business_unit: BusinessUnitId | None = None


OPEN_JOB_STATUSES: Final = ("Scheduled", "Dispatched", "InProgress", "Hold")
"""Of a job whose work is still to be done; others are Completed and Canceled (AR-17)."""
