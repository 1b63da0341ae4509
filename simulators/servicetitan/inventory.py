"""`/inventory/v2`: purchase orders, receipts, vendors (facts §6). Amounts are numbers here."""

from decimal import Decimal
from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import (
    STATUSES,
    ZERO,
    Address,
    PurchaseOrder,
    PurchaseOrderItem,
    Receipt,
    ReceiptItem,
    Vendor,
)
from simulators.servicetitan.shown import Json, account, address, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight, to_the_cent

ORDER_TYPE: Final = 70_001
WAREHOUSE: Final = 71_001
"""Ids of the one order type and the one warehouse that a tenant has; neither can be read."""
ORDER_STATUSES: Final = (
    "Pending",
    "Sent",
    "PartiallyReceived",
    "Received",
    "Exported",
    "Canceled",
)
DOCK: Final = Address("1 Dock Street", None, "Reno", "NV", "89501")


def purchase_order(_: Tenant, one: PurchaseOrder) -> Json:
    """An order in a batch has its `batchId`; the API shows no sync status of it."""
    return {
        "id": one.id,
        "number": one.number,
        "invoiceId": None,
        "jobId": one.job_id,
        "projectId": one.project_id,
        "status": one.status,
        "typeId": ORDER_TYPE,
        "vendorId": one.vendor_id,
        "technicianId": None,
        "shipTo": address(DOCK),
        "businessUnitId": one.business_unit_id,
        "inventoryLocationId": WAREHOUSE,
        "batchId": one.batch_id,
        "budgetCodeId": None,
        "vendorDocumentNumber": "",
        "date": midnight(one.date),
        "requiredOn": midnight(one.date),
        "sentOn": None,
        "receivedOn": midnight(one.received_on) if one.received_on else None,
        **stamps(one.stamp),
        "total": sum((_cost(item, item.quantity) for item in one.items), ZERO),
        "tax": ZERO,
        "shipping": ZERO,
        "summary": "",
        "items": [_order_item(item) for item in one.items],
        "customFields": [],
    }


def _cost(item: PurchaseOrderItem, quantity: Decimal) -> Decimal:
    return to_the_cent(quantity * item.cost)


def _order_item(item: PurchaseOrderItem) -> Json:
    return {
        "id": item.id,
        "skuId": item.sku_id,
        "description": item.description,
        **stamps(item.stamp),
        "skuName": item.sku_name,
        "skuCode": item.sku_name,
        "skuType": "Material",
        "vendorPartNumber": "",
        "quantity": item.quantity,
        "quantityReceived": item.received,
        "cost": item.cost,
        "total": _cost(item, item.quantity),
        "serialNumbers": [],
        "status": "Pending" if item.missing else "Received",
        "chargeable": False,
        "budgetCodeId": None,
    }


def receipt(tenant: Tenant, one: Receipt) -> Json:
    lines = {item.id: item for item in tenant.purchase_orders[one.purchase_order_id].items}
    total = sum((_cost(lines[item.order_item_id], item.quantity) for item in one.items), ZERO)
    return {
        "id": one.id,
        "active": one.active,
        "number": one.number,
        "vendorInvoiceNumber": "",
        "createdById": None,
        "memo": "",
        "purchaseOrderId": one.purchase_order_id,
        "billId": None,
        "jobId": one.job_id,
        "businessUnitId": one.business_unit_id,
        "vendorId": one.vendor_id,
        "technicianId": None,
        "inventoryLocationId": WAREHOUSE,
        "shipTo": address(DOCK),
        "shipToDescription": "Warehouse",
        "receiptAmount": total,
        "taxAmount": ZERO,
        "shippingAmount": ZERO,
        "receivedOn": midnight(one.date),
        **stamps(one.stamp),
        "batchId": one.batch_id,
        "syncStatus": one.sync_status,
        "budgetCodeId": None,
        "items": [_receipt_item(tenant, item, lines[item.order_item_id]) for item in one.items],
        "customFields": [],
    }


def _receipt_item(tenant: Tenant, item: ReceiptItem, ordered: PurchaseOrderItem) -> Json:
    return {
        "id": item.id,
        "skuId": ordered.sku_id,
        "name": ordered.sku_name,
        "code": ordered.sku_name,
        "description": ordered.description,
        "quantity": item.quantity,
        "cost": ordered.cost,
        "generalLedgerAccount": _account(tenant, ordered),
        "costOfSaleAccount": None,
        "assetAccount": None,
        "purchaseOrderItemId": ordered.id,
        "budgetCodeId": None,
    }


def _account(tenant: Tenant, ordered: PurchaseOrderItem) -> Json:
    """Without the id that accounting shows."""
    shown = account(tenant, ordered.account_id) or {}
    return {member: value for member, value in shown.items() if member != "id"}


def vendor(_: Tenant, one: Vendor) -> Json:
    contact = {"firstName": "", "lastName": "", "phone": "", "email": "", "fax": ""}
    return {
        "id": one.id,
        "name": one.name,
        "active": one.active,
        "isTruckReplenishment": False,
        "isMobileCreationRestricted": False,
        "memo": "",
        "deliveryOption": "Email",
        "defaultTaxRate": ZERO,
        "contactInfo": contact,
        "address": address(Address()),
        **stamps(one.stamp),
        "externalData": [],
        "customFields": None,
    }


def _order_status(asked: filters.Asked) -> filters.Predicate[PurchaseOrder]:
    wanted = filters.one_of(asked.name, asked.last, ORDER_STATUSES)
    return lambda row: row.status == wanted


PURCHASE_ORDERS: Final = Listing[PurchaseOrder](
    rows=lambda tenant: tenant.purchase_orders.values(),
    shown=purchase_order,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "status": _order_status,
        "number": filters.text(lambda row: row.number),
        "jobId": filters.number(lambda row: row.job_id),
        "jobIds": filters.ids(lambda row: row.job_id),
        "projectId": filters.number(lambda row: row.project_id),
        "dateOnOrAfter": filters.from_on(lambda row: row.date),
        "dateBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
)
RECEIPTS: Final = Listing[Receipt](
    rows=lambda tenant: tenant.receipts.values(),
    shown=receipt,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "active": filters.active,
        "number": filters.text(lambda row: row.number),
        "batchId": filters.number(lambda row: row.batch_id),
        "vendorIds": filters.ids(lambda row: row.vendor_id),
        "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
        "purchaseOrderIds": filters.ids(lambda row: row.purchase_order_id),
        "syncStatuses": filters.comma_words(lambda row: row.sync_status, STATUSES),
        "receivedOnOrAfter": filters.from_on(lambda row: row.date),
        "receivedBefore": filters.before(lambda row: row.date),
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
)
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
