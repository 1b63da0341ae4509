"""Customers and their contacts: new, edited, deactivated, merged."""

from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import (
    Address,
    Contact,
    Customer,
    CustomField,
    CustomFieldType,
    Invoice,
    Job,
    Location,
    Payment,
    Project,
)
from simulators.servicetitan.tenant import MistakeError, Tenant, known

CUSTOMER_TYPES: Final = ("Residential", "Commercial")
FIELD_TYPES: Final = ("Text", "Numeric")
CONTACT_TYPES: Final = ("Phone", "Email", "Fax", "MobilePhone")
DETAILS: Final = ("name", "type", "address", "contacts", "customFields", "taxExempt")


def create_customer(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A customer, its contacts and the one location at its own address."""
    given.only("id", *DETAILS)
    contacts, customer = _contacts(given), _customer(tenant, given)
    tenant.customers[customer.id] = customer
    tenant.locations[customer.location_id] = Location(
        id=customer.location_id,
        stamp=tenant.stamp(),
        customer_id=customer.id,
        name=customer.name,
        address=customer.address,
    )
    contact_ids = _keep_contacts(tenant, customer.id, contacts)
    return {"id": customer.id, "locationId": customer.location_id, "contactIds": contact_ids}


def edit_customer(tenant: Tenant, given: Given) -> dict[str, Any]:
    """What is given replaces what was; new contacts do not touch the customer's modifiedOn."""
    given.only("customerId", *DETAILS)
    customer = known(tenant.customers, "customer", given.whole("customerId"))
    name = given.maybe_text("name") or customer.name
    kind = given.one_of("type", CUSTOMER_TYPES, customer.type)
    exempt = given.flag("taxExempt", customer.tax_exempt)
    address = _address(given.part("address")) if given.has("address") else customer.address
    contacts = _contacts(given)
    if given.has("customFields"):
        customer.custom_fields = _custom_fields(tenant, given)
    customer.name, customer.type = name, kind
    customer.tax_exempt, customer.address = exempt, address
    if given.has("contacts"):
        _drop_contacts(tenant, customer.id)
        _keep_contacts(tenant, customer.id, contacts)
    if set(given.body) - {"customerId", "contacts"}:
        _edited(tenant, customer)
    return {"id": customer.id}


def create_customer_field(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A field that customers can have from now on; none has a value yet."""
    given.only("id", "name", "dataType")
    name = given.text("name")
    if name in tenant.customer_fields:
        raise MistakeError(f"There is a customer field {name} already.")
    kind = given.one_of("dataType", FIELD_TYPES, FIELD_TYPES[0])
    return {"id": _new_field(tenant, name, kind, given.maybe_whole("id")).id}


def deactivate_customer(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("customerId")
    customer = known(tenant.customers, "customer", given.whole("customerId"))
    customer.active = False
    _edited(tenant, customer)
    return {"id": customer.id}


def merge_customers(tenant: Tenant, given: Given) -> dict[str, Any]:
    """The merged customer goes inactive; what was its own is now the survivor's."""
    given.only("survivorId", "mergedId")
    survivor = open_customer(tenant, given.whole("survivorId"))
    merged = open_customer(tenant, given.whole("mergedId"))
    if survivor is merged:
        raise MistakeError(f"Customer {merged.id} cannot be merged into itself.")
    _hand_over(tenant, merged.id, survivor.id)
    merged.active, merged.merged_to_id = False, survivor.id
    owed = merged.balance
    owes(tenant, survivor, owed)
    owes(tenant, merged, -owed)
    _edited(tenant, survivor, merged)
    return {"id": survivor.id, "mergedId": merged.id}


def _customer(tenant: Tenant, given: Given) -> Customer:
    stamp = tenant.stamp()
    return Customer(
        id=tenant.new_id("customer", given.maybe_whole("id")),
        stamp=stamp,
        name=given.any_text("name"),
        type=given.one_of("type", CUSTOMER_TYPES),
        address=_address(given.part("address")),
        custom_fields=_custom_fields(tenant, given),
        tax_exempt=given.flag("taxExempt"),
        edited_on=stamp.created_on,
        location_id=tenant.new_id("location"),
    )


def open_customer(tenant: Tenant, customer_id: int) -> Customer:
    """A customer that was not merged into another one."""
    customer = known(tenant.customers, "customer", customer_id)
    if customer.merged_to_id is not None:
        raise MistakeError(f"Customer {customer_id} was merged into {customer.merged_to_id}.")
    return customer


def owes(tenant: Tenant, customer: Customer, more: Decimal) -> None:
    """The balance moves by `more` dollars, and modifiedOn with it."""
    if more:
        customer.balance += more
        tenant.touch(customer)


def _edited(tenant: Tenant, *customers: Customer) -> None:
    tenant.touch(*customers)
    for customer in customers:
        customer.edited_on = customer.stamp.modified_on


def _hand_over(tenant: Tenant, merged_id: int, survivor_id: int) -> None:
    owned: list[Invoice | Payment | Job | Project | Location] = [
        *tenant.invoices.values(),
        *tenant.payments.values(),
        *tenant.jobs.values(),
        *tenant.projects.values(),
        *tenant.locations.values(),
    ]
    for record in owned:
        if record.customer_id == merged_id:
            record.customer_id = survivor_id
            tenant.touch(record)


def _address(given: Given) -> Address:
    given.only("street", "unit", "city", "state", "zip", "country")
    return Address(**{member: given.text(member) for member in given.body if given.body[member]})


def _contacts(given: Given) -> list[tuple[str, str, str | None]]:
    contacts = []
    for one in given.parts("contacts"):
        one.only("type", "value", "memo")
        kind = one.one_of("type", CONTACT_TYPES)
        contacts.append((kind, one.text("value"), one.maybe_text("memo")))
    return contacts


def _keep_contacts(
    tenant: Tenant, customer_id: int, contacts: list[tuple[str, str, str | None]]
) -> list[int]:
    ids = []
    for kind, value, memo in contacts:
        contact = Contact(
            id=tenant.new_id("contact"),
            stamp=tenant.stamp(),
            customer_id=customer_id,
            type=kind,
            value=value,
            memo=memo,
        )
        tenant.contacts[contact.id] = contact
        ids.append(contact.id)
    return ids


def _drop_contacts(tenant: Tenant, customer_id: int) -> None:
    tenant.contacts = {
        number: one for number, one in tenant.contacts.items() if one.customer_id != customer_id
    }


def _custom_fields(tenant: Tenant, given: Given) -> tuple[CustomField, ...]:
    fields = []
    for one in given.parts("customFields"):
        one.only("name", "value")
        name = one.text("name")
        value = one.any_text("value") if one.has("value") else None
        fields.append(CustomField(_field_named(tenant, name).id, name, value))
    return tuple(fields)


def _field_named(tenant: Tenant, name: str) -> CustomFieldType:
    """A field that is not there yet is made as soon as a customer has it."""
    return tenant.customer_fields.get(name) or _new_field(tenant, name, FIELD_TYPES[0])


def _new_field(
    tenant: Tenant, name: str, data_type: str, given_id: int | None = None
) -> CustomFieldType:
    field = CustomFieldType(
        id=tenant.new_id("custom field", given_id),
        stamp=tenant.stamp(),
        name=name,
        data_type=data_type,
    )
    tenant.customer_fields[name] = field
    return field
