"""Payment types, tax zones and GL accounts (facts §4.3, §4.4)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.lists import NAMED, Listing
from simulators.servicetitan.records import GLAccount, PaymentType, TaxZone
from simulators.servicetitan.shown import Json, stamps
from simulators.servicetitan.tenant import Tenant

SOURCES: Final = ("Undefined", "AccountingSystem", "ManuallyCreated", "PublicApi")


def payment_type(_: Tenant, one: PaymentType) -> Json:
    return {"id": one.id, "name": one.name, **stamps(one.stamp)}


def tax_zone(_: Tenant, one: TaxZone) -> Json:
    rate = {
        "id": one.id,
        "taxName": one.name,
        "taxBaseType": ["Subtotal"],
        "taxRate": one.rate,
        "salesTaxItem": one.name,
    }
    return {
        "id": one.id,
        "name": one.name,
        "color": None,
        "isTaxRateSeparated": False,
        "isMultipleTaxZone": False,
        "rates": [rate],
        **stamps(one.stamp),
        "active": one.active,
    }


def gl_account(_: Tenant, one: GLAccount) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "number": one.number,
        "description": None,
        "type": one.type,
        "subtype": one.subtype,
        "active": one.active,
        "isIntacctGroup": False,
        "isIntacctBankAccount": False,
        "source": SOURCES[2],
        "defaultAccountType": None,
        **stamps(one.stamp),
    }


def _source(asked: filters.Asked) -> filters.Predicate[GLAccount]:
    wanted = filters.one_of(asked.name, asked.last, SOURCES)
    return lambda _: wanted == SOURCES[2]


PAYMENT_TYPES: Final = Listing[PaymentType](
    rows=lambda tenant: tenant.payment_types.values(),
    shown=payment_type,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        **filters.created(),
    },
    usual={"active": "True"},
)
TAX_ZONES: Final = Listing[TaxZone](
    rows=lambda tenant: tenant.tax_zones.values(),
    shown=tax_zone,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
    sorts=NAMED,
)
GL_ACCOUNTS: Final = Listing[GLAccount](
    rows=lambda tenant: tenant.gl_accounts.values(),
    shown=gl_account,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "names": filters.texts(lambda row: row.name),
        "numbers": filters.texts(lambda row: row.number),
        "types": filters.texts(lambda row: row.type),
        "subtypes": filters.texts(lambda row: row.subtype),
        "description": filters.containing(lambda _: None),
        "source": _source,
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
