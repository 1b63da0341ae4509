"""`/crm/v2`: customers, the fields they can have, their contacts, locations (facts §5)."""

from typing import Any, Final

from simulators.control.vendor import Request
from simulators.servicetitan import filters
from simulators.servicetitan.export_feeds import Feed
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import Contact, Customer, CustomFieldType, Location
from simulators.servicetitan.replies import bad
from simulators.servicetitan.shown import PERSON, Json, place, stamps
from simulators.servicetitan.tenant import Tenant

PHONES: Final = ("Phone", "MobilePhone", "Fax")
ADDRESS: Final = ("street", "unit", "city", "state", "zip", "country")


CUSTOMER_REST: Final[Json] = {
    "tagTypeIds": [],
    "doNotMail": False,
    "doNotService": False,
    "nationalAccount": False,
    "paymentTermId": None,
    "creditLimit": None,
    "creditLimitBalance": None,
    "externalData": [],
}
"""What a customer has besides; none of it is simulated."""


def customer(_: Tenant, one: Customer) -> Json:
    """Phones and e-mails are not here; `customers/contacts` has them."""
    return {
        **CUSTOMER_REST,
        "id": one.id,
        "active": one.active,
        "name": one.name,
        "type": one.type,
        "address": place(one.address),
        "customFields": [
            {"typeId": field.type_id, "name": field.name, "value": field.value}
            for field in one.custom_fields
        ],
        "balance": one.balance,
        "taxExempt": one.tax_exempt,
        **stamps(one.stamp),
        "createdById": PERSON,
        "mergedToId": one.merged_to_id,
    }


def custom_field_type(_: Tenant, one: CustomFieldType) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "dataType": one.data_type,
        "dataTypeOptions": None,
        **stamps(one.stamp),
    }


def contact(_: Tenant, one: Contact) -> Json:
    digits = "".join(sign for sign in one.value if sign.isdecimal())
    return {
        "id": one.id,
        "type": one.type,
        "value": one.value,
        "memo": one.memo,
        "phoneSettings": {
            "phoneNumber": digits if one.type in PHONES else "",
            "doNotText": False,
        },
        "preferences": None,
        **stamps(one.stamp),
        "customerId": one.customer_id,
    }


def location(_: Tenant, one: Location) -> Json:
    return {
        "id": one.id,
        "customerId": one.customer_id,
        "active": one.active,
        "name": one.name,
        "address": place(one.address),
        "customFields": [],
        **stamps(one.stamp),
        "createdById": PERSON,
        "mergedToId": None,
        "zoneId": None,
        "taxExempt": False,
        "tagTypeIds": [],
        "externalData": [],
        "taxZoneId": None,
    }


def _by_address(part: str) -> filters.Filter[Any]:
    return filters.containing(lambda row: getattr(row.address, part))


def _by_phone(asked: filters.Asked) -> filters.Predicate[Customer]:
    contacts = asked.tenant.contacts.values()
    owners = {one.customer_id for one in contacts if one.value == asked.last}
    return lambda row: row.id in owners


def _modified(limit: filters.Filter[Customer], edited: filters.Filter[Customer]) -> Any:
    """One of two limits: with or without changes of the balance."""

    def chosen(asked: filters.Asked) -> filters.Predicate[Customer]:
        name = "excludeAccountingChangesFromModifiedDateRange"
        return (edited if filters.flag(name, asked.request.param(name)) else limit)(asked)

    return chosen


def _contacts_of_whom(request: Request) -> None:
    names = ("customerIds", "modifiedOnOrAfter", "modifiedBefore")
    if not any(request.param(name) for name in names):
        raise bad("customerIds", f"One of {', '.join(names)} must be specified.")


CUSTOMERS: Final = Listing[Customer](
    rows=lambda tenant: tenant.customers.values(),
    shown=customer,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "name": filters.containing(lambda row: row.name),
        **{part: _by_address(part) for part in ADDRESS},
        "phone": _by_phone,
        "active": filters.active,
        **filters.created(),
        "modifiedOnOrAfter": _modified(
            filters.from_on(lambda row: row.stamp.modified_on),
            filters.from_on(lambda row: row.edited_on),
        ),
        "modifiedBefore": _modified(
            filters.before(lambda row: row.stamp.modified_on),
            filters.before(lambda row: row.edited_on),
        ),
    },
    usual={"active": "True"},
)
CUSTOMER_FIELDS: Final = Listing[CustomFieldType](
    rows=lambda tenant: tenant.customer_fields.values(),
    shown=custom_field_type,
    filters=filters.created_and_modified(),
)
CONTACTS: Final = Listing[Contact](
    rows=lambda tenant: tenant.contacts.values(),
    shown=contact,
    filters={
        "customerIds": filters.ids(lambda row: row.customer_id),
        **filters.created_and_modified(),
    },
    check=_contacts_of_whom,
)
LOCATIONS: Final = Listing[Location](
    rows=lambda tenant: tenant.locations.values(),
    shown=location,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "name": filters.containing(lambda row: row.name),
        "customerId": filters.number(lambda row: row.customer_id),
        **{part: _by_address(part) for part in ADDRESS},
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
EXPORTED_CUSTOMERS: Final = Feed(lambda tenant: tenant.customers.values(), customer)
