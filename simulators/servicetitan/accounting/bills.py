"""`/accounting/v2/tenant/{tenant}/ap-bills` and `/inventory-bills`: two views of the same bills
(facts §4.6). Amounts are text. `dateFrom` and `dateTo` are about when a bill was created."""

from dataclasses import replace
from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.accounting.marking import mark
from simulators.servicetitan.bodies import read_object
from simulators.servicetitan.inventory.warehouse import DOCK, WAREHOUSE, WAREHOUSE_NAME
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import AP_BILL, PROCUREMENT, Bill, BillItem, ExpenseItem
from simulators.servicetitan.shown import (
    PERSON_NAME,
    Json,
    account,
    accounts,
    address,
    batch,
    named,
    stamps,
)
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight, money, plain, price

STATUSES: Final = ("Unreconciled", "Discrepancy", "Reconciled", "Canceled")
SOURCES: Final = ("Undefined", "Standalone", "Purchasing", "Recurring", "OCR", "API")
TYPES: Final = ("NotSet", PROCUREMENT, AP_BILL)
INVENTORY_TYPES: Final = (*TYPES, "RecurringBill")
UNRECONCILED: Final = STATUSES[0]

BILL_REST: Final[Json] = {
    "postDate": None,
    "termName": None,
    "taxZone": None,
    "budgetCodeId": None,
    "customFields": [],
}
AP_BILL_REST: Final[Json] = {
    "earlyDiscountDate": None,
    "vendorInvoiceTotal": None,
    "doNotPay": False,
    "dateCanceled": None,
    "canceledBy": None,
    "remittanceVendorInfo": None,
}
"""What a bill has besides; none of it is simulated."""


def inventory_bill(tenant: Tenant, one: Bill) -> Json:
    """The goods of a bill; its expense items do not show here."""
    items = [_item(tenant, order, item) for order, item in enumerate(one.items, start=1)]
    return {**_bill(tenant, one), "items": items or None}


def ap_bill(tenant: Tenant, one: Bill) -> Json:
    items = [_ap_item(tenant, order, item) for order, item in enumerate(one.items, start=1)]
    expenses = [_expense(tenant, item) for item in one.expense_items]
    return {
        **AP_BILL_REST,
        **_bill(tenant, one),
        "status": UNRECONCILED,
        "source": one.source,
        "billType": one.bill_type,
        "items": items or None,
        "expenseItems": expenses or None,
    }


def _bill(tenant: Tenant, one: Bill) -> Json:
    job = tenant.jobs[one.job_id] if one.job_id is not None else None
    return {
        **BILL_REST,
        "id": one.id,
        "purchaseOrderId": one.purchase_order_id,
        "syncStatus": one.sync_status,
        "referenceNumber": one.number,
        "vendorNumber": one.vendor_number,
        "summary": one.summary,
        "billDate": midnight(one.date),
        "dueDate": midnight(one.due_date),
        "billAmount": money(one.total),
        "taxAmount": money(one.tax),
        "shippingAmount": money(one.shipping),
        "createdBy": PERSON_NAME,
        **stamps(one.stamp),
        "shipToDescription": WAREHOUSE_NAME,
        "shipTo": address(DOCK),
        "batch": batch(tenant, one.batch_id),
        "businessUnit": named(tenant.business_units, one.business_unit_id),
        "vendor": named(tenant.vendors, one.vendor_id),
        "jobId": one.job_id,
        "jobNumber": job.number if job else None,
    }


def _item(tenant: Tenant, order: int, item: BillItem) -> Json:
    return {
        "id": item.id,
        "order": order,
        "skuId": item.goods.sku_id,
        "skuType": "Material",
        "skuCode": item.goods.sku_name,
        "name": item.goods.sku_name,
        "description": item.goods.description,
        "quantity": plain(item.quantity),
        "cost": price(item.cost),
        "inventoryLocation": WAREHOUSE_NAME,
        "serialNumber": None,
        **accounts(tenant, item.goods),
        "receiptItemId": item.receipt_item_id,
        "budgetCodeId": None,
    }


def _ap_item(tenant: Tenant, order: int, item: BillItem) -> Json:
    """The place is an object here, and text on inventory bills."""
    place = {"id": WAREHOUSE, "name": WAREHOUSE_NAME, "type": WAREHOUSE_NAME}
    return {**_item(tenant, order, item), "inventoryLocation": place, "vendorPartNumber": None}


def _expense(tenant: Tenant, item: ExpenseItem) -> Json:
    job = tenant.jobs[item.job_id] if item.job_id is not None else None
    unit_id = item.business_unit_id
    return {
        "id": item.id,
        "amount": money(item.amount),
        "description": item.description,
        "generalLedgerAccount": account(tenant, item.account_id),
        "job": {"id": job.id, "name": job.number} if job else None,
        "businessUnit": named(tenant.business_units, unit_id) if unit_id is not None else None,
        "budgetCodeId": None,
        "projectLabelIds": None,
    }


def mark_ap_bills(tenant: Tenant, request: Request) -> Reply:
    ids = read_object(request).wholes("billIds")
    return mark(tenant, "AP bill", tenant.bills, ids, "billId")


def mark_inventory_bills(tenant: Tenant, request: Request) -> Reply:
    ids = read_object(request).wholes("inventoryBillIds")
    return mark(tenant, "Inventory bill", tenant.bills, ids, "inventoryBillId")


def _job_number(asked: filters.Asked) -> filters.Predicate[Bill]:
    part, jobs = asked.last.lower(), asked.tenant.jobs.values()
    wanted = {job.id for job in jobs if part in job.number.lower()}
    return lambda row: row.job_id in wanted


def _order_number(asked: filters.Asked) -> filters.Predicate[Bill]:
    part, orders = asked.last.lower(), asked.tenant.purchase_orders.values()
    wanted = {order.id for order in orders if part in order.number.lower()}
    return lambda row: row.purchase_order_id in wanted


def _type(allowed: tuple[str, ...]) -> filters.Filter[Bill]:
    def chosen(asked: filters.Asked) -> filters.Predicate[Bill]:
        wanted = filters.one_of(asked.name, asked.last, allowed)
        return lambda row: row.bill_type == wanted

    return chosen


FILTERS: Final[dict[str, filters.Filter[Bill]]] = {
    "ids": filters.ids(lambda row: row.id),
    "batchId": filters.number(lambda row: row.batch_id),
    "batchNumber": filters.batch_number,
    "billNumber": filters.containing(lambda row: row.number),
    "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
    "dateFrom": filters.from_on(lambda row: row.stamp.created_on),
    "dateTo": filters.up_to(lambda row: row.stamp.created_on),
    "jobNumber": _job_number,
    "purchaseOrderNumber": _order_number,
    "syncStatuses": filters.bill_sync_statuses,
    "minCost": filters.at_least(lambda row: row.total),
    "maxCost": filters.at_most(lambda row: row.total),
    **filters.created_and_modified(),
}
AP_BILLS: Final = Listing[Bill](
    rows=lambda tenant: tenant.bills.values(),
    shown=ap_bill,
    filters={
        **FILTERS,
        "statuses": filters.repeated_words(lambda _: UNRECONCILED, STATUSES),
        "sources": filters.repeated_words(lambda row: row.source, SOURCES),
        "billType": _type(TYPES),
    },
    usual={"billType": PROCUREMENT},
    sorts={},
)
INVENTORY_BILLS: Final = Listing[Bill](
    rows=lambda tenant: tenant.bills.values(),
    shown=inventory_bill,
    filters={**FILTERS, "billType": _type(INVENTORY_TYPES)},
    sorts={},
)
BARE_INVENTORY_BILLS: Final = replace(INVENTORY_BILLS, bare=True)
