"""`/accounting/v2/tenant/{tenant}/ap-credits`: what vendors owe for returns (facts §4.6).

Amounts are numbers here.
"""

from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.accounting.marking import mark
from simulators.servicetitan.bodies import read_objects
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import ZERO, APCredit
from simulators.servicetitan.shown import Json, batch, named, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

CREDIT_REST: Final[Json] = {
    "canceledOn": None,
    "appliedAmount": ZERO,
    "status": "Unreconciled",
    "remittanceVendor": None,
    "paymentStatus": "Unpaid",
    "splits": [],
    "budgetCodeId": None,
    "customFields": [],
}
"""What an AP credit has besides; none of it is simulated: it is never applied to a bill."""


def ap_credit(tenant: Tenant, one: APCredit) -> Json:
    return {
        **CREDIT_REST,
        "id": one.id,
        "inventoryReturnId": one.inventory_return_id,
        "jobId": one.job_id,
        "active": one.active,
        **stamps(one.stamp),
        "date": midnight(one.date),
        "number": one.number,
        "referenceNumber": one.reference_number,
        "memo": one.memo,
        "amount": one.amount,
        "syncStatus": one.sync_status,
        "batch": batch(tenant, one.batch_id),
        "businessUnit": named(tenant.business_units, one.business_unit_id),
        "vendor": named(tenant.vendors, one.vendor_id),
    }


def mark_as_exported(tenant: Tenant, request: Request) -> Reply:
    ids = [row.whole("apCreditId") for row in read_objects(request)]
    return mark(tenant, "AP credit", tenant.ap_credits, ids, "apCreditId")


AP_CREDITS: Final = Listing[APCredit](
    rows=lambda tenant: tenant.ap_credits.values(),
    shown=ap_credit,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "syncStatuses": filters.bill_sync_statuses,
        **filters.created_and_modified(),
    },
)
