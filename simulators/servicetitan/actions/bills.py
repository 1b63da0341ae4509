"""Vendors' bills: one comes with each receipt, others stand alone. A pending one can be changed.

total = sum of quantity x cost, each line to the cent, + expense items + tax + shipping
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.goods import GOODS, charge, cost, goods, quantity
from simulators.servicetitan.actions.jobs import maybe_job
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import (
    AP_BILL,
    PROCUREMENT,
    ZERO,
    Bill,
    BillItem,
    ExpenseItem,
    Receipt,
    ReceiptItem,
)
from simulators.servicetitan.tenant import MistakeError, Tenant, known

HEADER: Final = ("vendorNumber", "date", "dueDate", "summary", "tax", "shipping")


def bill_of(tenant: Tenant, given: Given, receipt: Receipt, costs: Sequence[Decimal]) -> Bill:
    """The bill of a receipt, at these costs of one for each line; it is not yet kept."""
    given.only("id", "number", *HEADER)
    date = given.maybe_day("date") or receipt.date
    return Bill(
        id=tenant.new_id("bill", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("bill number")),
        date=date,
        due_date=given.maybe_day("dueDate") or date,
        vendor_id=receipt.vendor_id,
        business_unit_id=receipt.business_unit_id,
        bill_type=PROCUREMENT,
        source="Purchasing",
        items=[_of_receipt(tenant, *one) for one in zip(receipt.items, costs, strict=True)],
        purchase_order_id=receipt.purchase_order_id,
        job_id=receipt.job_id,
        vendor_number=given.maybe_text("vendorNumber") or receipt.vendor_invoice_number or None,
        summary=given.maybe_text("summary"),
        tax=charge(given, "tax", receipt.tax),
        shipping=charge(given, "shipping", receipt.shipping),
    )


def create_bill(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A bill of no order."""
    given.only(
        *("id", "number", "vendorId", "businessUnitId", "jobId", "items", "expenseItems"), *HEADER
    )
    vendor = known(tenant.vendors, "vendor", given.whole("vendorId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    job, date = maybe_job(tenant, given), given.day("date")
    bill = Bill(
        id=tenant.new_id("bill", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("bill number")),
        date=date,
        due_date=given.maybe_day("dueDate") or date,
        vendor_id=vendor.id,
        business_unit_id=unit.id,
        bill_type=AP_BILL,
        source="Standalone",
        items=[_item(tenant, one) for one in given.parts("items")],
        expense_items=_expense_items(tenant, given),
        job_id=job.id if job else None,
        vendor_number=given.maybe_text("vendorNumber"),
        summary=given.maybe_text("summary"),
        tax=charge(given, "tax", ZERO),
        shipping=charge(given, "shipping", ZERO),
    )
    _has_lines(bill)
    tenant.bills[bill.id] = bill
    return answer(bill)


def change_bill(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Of `items` those named, `expenseItems` as a whole; what is left out stays."""
    given.only("billId", "items", "expenseItems", *HEADER)
    bill = known(tenant.bills, "bill", given.whole("billId"))
    if bill.locked:
        raise MistakeError(f"Bill {bill.number} is {bill.sync_status} and locked.")
    changes = [_changed(bill, one) for one in given.parts("items")]
    by_id = {item.id: item for item in (*bill.items, *changes)}
    typed = "expenseItems" in given.body
    changed = replace(
        bill,
        date=given.maybe_day("date") or bill.date,
        due_date=given.maybe_day("dueDate") or bill.due_date,
        items=list(by_id.values()),
        expense_items=_expense_items(tenant, given) if typed else bill.expense_items,
        vendor_number=given.maybe_text("vendorNumber") or bill.vendor_number,
        summary=given.maybe_text("summary") or bill.summary,
        tax=charge(given, "tax", bill.tax),
        shipping=charge(given, "shipping", bill.shipping),
    )
    _has_lines(changed)
    tenant.bills[bill.id] = changed
    tenant.touch(changed)
    return answer(changed)


def answer(bill: Bill) -> dict[str, Any]:
    return {
        "id": bill.id,
        "number": bill.number,
        "total": str(bill.total),
        "itemIds": [item.id for item in bill.items],
    }


def _has_lines(bill: Bill) -> None:
    if not bill.items and not bill.expense_items:
        raise MistakeError("A bill has at least one item or expense item.")


def _of_receipt(tenant: Tenant, received: ReceiptItem, billed_cost: Decimal) -> BillItem:
    return BillItem(
        id=tenant.new_id("bill line"),
        goods=received.goods,
        quantity=received.quantity,
        cost=billed_cost,
        receipt_item_id=received.id,
    )


def _item(tenant: Tenant, given: Given) -> BillItem:
    given.only("quantity", "cost", *GOODS)
    billed = goods(tenant, given)
    return BillItem(
        id=tenant.new_id("bill line"), goods=billed, quantity=quantity(given), cost=cost(given)
    )


def _changed(bill: Bill, given: Given) -> BillItem:
    given.only("billItemId", "quantity", "cost")
    item_id = given.whole("billItemId")
    for item in bill.items:
        if item.id == item_id:
            much = quantity(given) if given.has("quantity") else item.quantity
            return replace(item, quantity=much, cost=cost(given, item.cost))
    raise MistakeError(f"Bill {bill.number} has no item {item_id}.")


def _expense_items(tenant: Tenant, given: Given) -> list[ExpenseItem]:
    return [_expense_item(tenant, one) for one in given.parts("expenseItems")]


def _expense_item(tenant: Tenant, given: Given) -> ExpenseItem:
    given.only("amount", "description", "glAccountNumber", "jobId", "businessUnitId")
    job, unit_id = maybe_job(tenant, given), given.maybe_whole("businessUnitId")
    if unit_id is not None:
        known(tenant.business_units, "business unit", unit_id)
    return ExpenseItem(
        id=tenant.new_id("bill line"),
        amount=given.money("amount"),
        description=given.text("description"),
        account_id=account_numbered(tenant, given.text("glAccountNumber")).id,
        job_id=job.id if job else None,
        business_unit_id=unit_id,
    )
