"""`/inventory/v2/tenant/{tenant}/vendors` (facts §6)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import ZERO, Address, Vendor
from simulators.servicetitan.shown import Json, address, stamps
from simulators.servicetitan.tenant import Tenant

VENDOR_REST: Final[Json] = {
    "isTruckReplenishment": False,
    "isMobileCreationRestricted": False,
    "memo": "",
    "deliveryOption": "Email",
    "defaultTaxRate": ZERO,
    "externalData": [],
    "customFields": None,
}
"""What a vendor has besides; none of it is simulated."""


def vendor(_: Tenant, one: Vendor) -> Json:
    contact = {"firstName": "", "lastName": "", "phone": "", "email": "", "fax": ""}
    return {
        **VENDOR_REST,
        "id": one.id,
        "name": one.name,
        "active": one.active,
        "contactInfo": contact,
        "address": address(Address()),
        **stamps(one.stamp),
    }


VENDORS: Final = Listing[Vendor](
    rows=lambda tenant: tenant.vendors.values(),
    shown=vendor,
    filters={
        "ids": filters.repeated_ids(lambda row: row.id),
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
