"""`/accounting/v2/tenant/{tenant}/invoices`: list, export feed, mark as exported (facts §4.1)."""

from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.actions.invoices import CONFIGURATIONS
from simulators.servicetitan.bodies import read_objects
from simulators.servicetitan.export_feeds import Feed
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import EXPORTED, STATUSES, Invoice, InvoiceItem
from simulators.servicetitan.replies import ok
from simulators.servicetitan.shown import (
    PERSON,
    PERSON_NAME,
    Json,
    account,
    address,
    batch,
    named,
    stamps,
)
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant, midnight, money, plain, price

REVIEW_STATUSES: Final = (
    "NeedsReview",
    "OnHold",
    "Reviewed",
    "PendingApproval",
    "Rejected",
    "ReadyForBilling",
    "Invoiced",
)
COMPARERS: Final = ("Equals", "NotEquals", "Greater", "Less")


INVOICE_REST: Final[Json] = {
    "budgetCodeId": None,
    "invoiceType": None,
    "termName": None,
    "depositedOn": None,
    "royalty": None,
    "employeeInfo": None,
    "commissionEligibilityDate": None,
    "sentStatus": "NotSent",
    "reviewStatus": "NeedsReview",
    "assignedTo": None,
    "customFields": None,
    "discountTotal": None,
    "importId": None,
    "materialSkuId": None,
    "membershipId": None,
}
"""What an invoice has besides; none of it is simulated."""


def invoice(tenant: Tenant, one: Invoice) -> Json:
    """Money as text; `items` is null, not empty, when there are none."""
    return {
        **INVOICE_REST,
        "id": one.id,
        "syncStatus": one.sync_status,
        "referenceNumber": one.number,
        "invoiceDate": midnight(one.date),
        "dueDate": midnight(one.due_date),
        **_amounts(tenant, one),
        **_parties(tenant, one),
        "createdBy": PERSON_NAME,
        "batch": batch(tenant, one.batch_id),
        **stamps(one.stamp),
        "adjustmentToId": one.adjustment_to_id,
        "projectId": one.project_id,
        "summary": one.summary,
        "items": [_item(tenant, one, item) for item in one.items] or None,
        "active": one.active,
        "exportId": one.export_id,
        "paidOn": _paid_on(one),
        "invoiceConfiguration": one.configuration,
    }


def _amounts(tenant: Tenant, one: Invoice) -> Json:
    zone = tenant.tax_zones.get(one.tax_zone_id) if one.tax_zone_id else None
    code = {"id": zone.id, "name": zone.name, "taxRate": zone.rate} if zone else None
    sub_total = one.sub_total
    total = sub_total + one.sales_tax
    return {
        "subTotal": money(sub_total),
        "salesTax": money(one.sales_tax),
        "salesTaxCode": code,
        "taxZoneId": one.tax_zone_id,
        "total": money(total),
        "balance": money(total - one.applied),
    }


def _parties(tenant: Tenant, one: Invoice) -> Json:
    location = tenant.locations.get(one.location_id) if one.location_id else None
    return {
        "customer": named(tenant.customers, one.customer_id),
        "customerAddress": address(tenant.customers[one.customer_id].address),
        "location": {"id": location.id, "name": location.name} if location else None,
        "locationAddress": address(location.address) if location else None,
        "businessUnit": named(tenant.business_units, one.business_unit_id),
        "job": _job(tenant, one.job_id),
    }


def _job(tenant: Tenant, job_id: int | None) -> Json | None:
    if job_id is None:
        return None
    job = tenant.jobs[job_id]
    return {"id": job.id, "number": job.number, "type": tenant.job_types[job.job_type_id].name}


def _paid_on(one: Invoice) -> str | None:
    paid = one.applied and one.balance == 0
    return instant(one.stamp.modified_on) if paid else None


ITEM_REST: Final[Json] = {
    "cost": "0.00",
    "totalCost": "0.00",
    "budgetCodeId": None,
    "inventoryLocationId": None,
    "inventoryLocation": None,
    "inventory": False,
    "isChargeable": True,
    "costOfSaleAccount": None,
    "assetAccount": None,
    "membershipTypeId": 0,
    "itemGroup": None,
    "soldHours": None,
    "displayInAmount": True,
    "importId": None,
    "exportId": None,
    "inventoryStatus": None,
    "addOn": False,
    "memberPrice": "0.00",
    "technicianId": None,
    "installedEquipmentId": None,
    "estimateItemId": None,
}
"""What a line has besides; none of it is simulated."""


def _item(tenant: Tenant, one: Invoice, item: InvoiceItem) -> Json:
    return {
        **ITEM_REST,
        "id": item.id,
        "description": item.description,
        "quantity": plain(item.quantity),
        "price": price(item.price),
        "type": item.type,
        "skuName": item.sku_name,
        "skuId": item.sku_id,
        "total": money(item.total),
        "taxable": item.taxable,
        "generalLedgerAccount": account(tenant, item.account_id),
        "displayName": item.description,
        **stamps(item.stamp),
        "serviceDate": midnight(one.date),
        "order": item.order,
        "businessUnit": named(tenant.business_units, one.business_unit_id),
        "createdById": PERSON,
    }


def _by_balance(asked: filters.Asked) -> filters.Predicate[Invoice]:
    """`balanceFilter.Balance` compared as `balanceFilter.Comparer` says."""
    amount = filters.decimal(asked.name, asked.last)
    comparer = asked.request.param("balanceFilter.Comparer") or COMPARERS[0]
    kept: dict[str, filters.Predicate[Invoice]] = {
        "Equals": lambda row: row.balance == amount,
        "NotEquals": lambda row: row.balance != amount,
        "Greater": lambda row: row.balance > amount,
        "Less": lambda row: row.balance < amount,
    }
    return kept[filters.one_of("balanceFilter.Comparer", comparer, COMPARERS)]


def _job_number(asked: filters.Asked) -> filters.Predicate[Invoice]:
    jobs = {job.id for job in asked.tenant.jobs.values() if job.number == asked.last}
    return lambda row: row.job_id in jobs


def mark_as_exported(tenant: Tenant, request: Request) -> Reply:
    """Each row has its own outcome; the call itself succeeds (facts §4.8)."""
    rows = [
        (row.whole("invoiceId"), row.maybe_text("externalId"), row.maybe_text("externalMessage"))
        for row in read_objects(request)
    ]
    return ok([_marked(tenant, invoice_id, external) for invoice_id, external, _ in rows])


def _marked(tenant: Tenant, invoice_id: int, external_id: str | None) -> Json:
    one = tenant.invoices.get(invoice_id)
    if one is None:
        return _row(invoice_id, f"Invoice {invoice_id} was not found.")
    if not one.locked:
        return _row(invoice_id, f"Invoice {one.number} is not posted.")
    if (one.sync_status, one.export_id) != (EXPORTED, external_id or one.export_id):
        one.sync_status, one.export_id = EXPORTED, external_id or one.export_id
        tenant.touch(one)
    return _row(invoice_id, None)


def _row(invoice_id: int, problem: str | None) -> Json:
    return {"invoiceId": invoice_id, "success": problem is None, "errorMessage": problem}


FILTERS: Final[dict[str, filters.Filter[Invoice]]] = {
    "ids": filters.ids(lambda row: row.id),
    "activeState": filters.active_state,
    "statuses": filters.repeated_words(lambda row: row.sync_status, STATUSES),
    "batchId": filters.number(lambda row: row.batch_id),
    "batchNumber": filters.batch_number,
    "jobId": filters.number(lambda row: row.job_id),
    "jobNumber": _job_number,
    "businessUnitId": filters.number(lambda row: row.business_unit_id),
    "customerId": filters.number(lambda row: row.customer_id),
    "invoicedOnOrAfter": filters.from_on(lambda row: row.date),
    "invoicedOnBefore": filters.before(lambda row: row.date),
    "adjustmentToId": filters.number(lambda row: row.adjustment_to_id),
    "number": filters.text(lambda row: row.number),
    "totalGreater": filters.at_least(lambda row: row.total),
    "totalLess": filters.at_most(lambda row: row.total),
    "balanceFilter.Balance": _by_balance,
    "dueDateOnOrAfter": filters.from_on(lambda row: row.due_date),
    "dueDateBefore": filters.before(lambda row: row.due_date),
    "reviewStatuses": filters.repeated_words(lambda _: "NeedsReview", REVIEW_STATUSES),
    "invoiceConfigurations": filters.repeated_words(lambda row: row.configuration, CONFIGURATIONS),
    **filters.created_and_modified(),
}
INVOICES: Final = Listing[Invoice](
    rows=lambda tenant: tenant.invoices.values(),
    shown=invoice,
    filters=FILTERS,
    usual={"activeState": "ActiveOnly"},
    remembered_as="invoices",
    ordered_by=True,
)
EXPORTED_INVOICES: Final = Feed(lambda tenant: tenant.invoices.values(), invoice)
