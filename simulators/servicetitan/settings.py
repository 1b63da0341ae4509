"""`/settings/v2`: business units (facts §6)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import BusinessUnit
from simulators.servicetitan.shown import Json, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant

UNIT_REST: Final[Json] = {
    "email": None,
    "phoneNumber": None,
    "invoiceHeader": None,
    "invoiceMessage": None,
    "defaultTaxRate": None,
    "authorizationParagraph": None,
    "acknowledgementParagraph": None,
    "address": None,
    "materialSku": None,
    "quickbooksClass": None,
    "accountCode": None,
    "franchiseId": None,
    "conceptCode": None,
    "corporateContractNumber": None,
    "trade": None,
    "division": None,
    "tagTypeIds": None,
    "externalData": None,
}
"""What a business unit has besides; none of it is simulated."""


def business_unit(tenant: Tenant, one: BusinessUnit) -> Json:
    return {
        **UNIT_REST,
        "id": one.id,
        "active": one.active,
        "name": one.name,
        "officialName": one.name,
        "currency": one.currency,
        "tenant": _tenant(tenant, one),
        **stamps(one.stamp),
    }


def _tenant(tenant: Tenant, one: BusinessUnit) -> Json:
    return {
        "id": tenant.id,
        "name": tenant.name,
        "accountCode": None,
        "franchiseId": None,
        "conceptCode": None,
        "modifiedOn": instant(one.stamp.created_on),
    }


BUSINESS_UNITS: Final = Listing[BusinessUnit](
    rows=lambda tenant: tenant.business_units.values(),
    shown=business_unit,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "name": filters.containing(lambda row: row.name),
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
