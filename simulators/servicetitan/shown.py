"""Pieces that many replies show: named fields, addresses, accounts, batches, stamps."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from simulators.servicetitan.records import (
    Address,
    BusinessUnit,
    Customer,
    GLAccount,
    Goods,
    PaymentType,
    Project,
    Stamp,
    Vendor,
)
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant

Json = dict[str, Any]
N = TypeVar("N", BusinessUnit, Customer, PaymentType, Project, Vendor)

PERSON: Final = 900_001
"""The id of the person who works in ServiceTitan's screens."""
PERSON_NAME: Final = "Office"


def named(table: Mapping[int, N], record_id: int) -> Json:
    return {"id": record_id, "name": table[record_id].name}


def address(given: Address) -> Json:
    return {
        "street": given.street,
        "unit": given.unit,
        "city": given.city,
        "state": given.state,
        "zip": given.zip,
        "country": given.country,
    }


def place(given: Address) -> Json:
    """An address of CRM, which has coordinates."""
    return {**address(given), "latitude": None, "longitude": None}


def account(tenant: Tenant, account_id: int | None) -> Json | None:
    if account_id is None:
        return None
    found: GLAccount = tenant.gl_accounts[account_id]
    return {
        "id": found.id,
        "name": found.name,
        "number": found.number,
        "type": found.type,
        "detailType": found.subtype,
    }


def accounts(tenant: Tenant, goods: Goods) -> Json:
    """The three accounts of a line of goods."""
    return {
        "generalLedgerAccount": account(tenant, goods.account_id),
        "costOfSaleAccount": account(tenant, goods.cost_of_sale_account_id),
        "assetAccount": account(tenant, goods.asset_account_id),
    }


def batch(tenant: Tenant, batch_id: int | None) -> Json | None:
    if batch_id is None:
        return None
    found = tenant.batches[batch_id]
    return {"id": found.id, "number": str(found.number), "name": found.name}


def stamps(stamp: Stamp) -> Json:
    return {"createdOn": instant(stamp.created_on), "modifiedOn": instant(stamp.modified_on)}
