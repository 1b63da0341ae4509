"""Setting the tenant up: business units, GL accounts, payment types, tax zones, job types."""

from typing import Any

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import BusinessUnit, GLAccount, JobType, PaymentType, TaxZone
from simulators.servicetitan.tenant import MistakeError, Tenant


def create_business_unit(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name", "currency")
    unit = BusinessUnit(
        id=tenant.new_id("business unit", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        name=given.text("name"),
        currency=given.maybe_text("currency"),
    )
    tenant.business_units[unit.id] = unit
    return {"id": unit.id}


def create_gl_account(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "number", "name", "type", "subtype")
    number, name = given.text("number"), given.text("name")
    if any(one.number == number for one in tenant.gl_accounts.values()):
        raise MistakeError(f"There is a GL account {number} already.")
    kind = given.maybe_text("type") or "Income"
    account = GLAccount(
        id=tenant.new_id("GL account", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=number,
        name=name,
        type=kind,
        subtype=given.maybe_text("subtype") or kind,
    )
    tenant.gl_accounts[account.id] = account
    return {"id": account.id}


def create_payment_type(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name")
    name, new_id = given.text("name"), given.maybe_whole("id")
    kind = PaymentType(id=tenant.new_id("payment type", new_id), stamp=tenant.stamp(), name=name)
    tenant.payment_types[kind.id] = kind
    return {"id": kind.id}


def create_tax_zone(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name", "rate")
    name, rate = given.text("name"), given.number("rate")
    if not 0 <= rate < 1:
        raise MistakeError(f"{given.action}: rate is a fraction like 0.0825, not {rate}.")
    zone = TaxZone(
        id=tenant.new_id("tax zone", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        name=name,
        rate=rate,
    )
    tenant.tax_zones[zone.id] = zone
    return {"id": zone.id}


def create_job_type(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name")
    name, new_id = given.text("name"), given.maybe_whole("id")
    kind = JobType(id=tenant.new_id("job type", new_id), stamp=tenant.stamp(), name=name)
    tenant.job_types[kind.id] = kind
    return {"id": kind.id}


def account_numbered(tenant: Tenant, number: str) -> GLAccount:
    for account in tenant.gl_accounts.values():
        if account.number == number:
            return account
    raise MistakeError(f"There is no GL account {number}.")
