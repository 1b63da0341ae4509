"""Receipts, and the bill that comes with each."""

from decimal import Decimal

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office

BILLS = "accounting/ap-bills"


@pytest.fixture
def order(office: Office) -> int:
    """Of ten pipes at 4.80."""
    return office.purchase_order(number="PO-7")


def ordered(st: ServiceTitan, order: int, quantity: str = "10", **changed: str) -> Json:
    item = st.tenant.purchase_orders[order].items[0].id
    return {"purchaseOrderItemId": item, "quantity": quantity, **changed}


def test_a_receipt_shows_its_costs_its_tax_and_its_bill(
    st: ServiceTitan, office: Office, api: Api, order: int
) -> None:
    items = [ordered(st, order, cost="4.875")]
    made = office.receive(
        order, items=items, tax="4.02", shipping="9.50", vendorInvoiceNumber="PS-1", memo="Dock 2"
    )
    (one,) = api.rows("inventory/receipts")
    assert (one["receiptAmount"], one["taxAmount"], one["shippingAmount"]) == (
        Decimal("62.27"),
        Decimal("4.02"),
        Decimal("9.50"),
    )
    assert (one["vendorInvoiceNumber"], one["memo"]) == ("PS-1", "Dock 2")
    assert one["billId"] == made["bill"]["id"]
    (line,) = one["items"]
    assert (line["quantity"], line["cost"]) == (Decimal(10), Decimal("4.875"))
    assert api.get(f"inventory/purchase-orders/{order}")["items"][0]["cost"] == Decimal("4.80")


def test_the_lines_of_an_order_carry_their_accounts_to_receipt_and_bill(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    item = {"description": "Pipe", "quantity": "1", "cost": "4.80", "glAccountNumber": "1200"}
    st.act("create-gl-account", number="5000", name="Cost of goods", type="Expense")
    office.receive(office.purchase_order(items=[{**item, "costOfSaleAccountNumber": "5000"}]))
    received = api.rows("inventory/receipts")[0]["items"][0]
    billed = api.rows(BILLS)[0]["items"][0]
    for line, has_ids in ((received, False), (billed, True)):
        assert line["generalLedgerAccount"]["number"] == "1200"
        assert line["costOfSaleAccount"]["number"] == "5000"
        assert line["assetAccount"] is None
        assert ("id" in line["generalLedgerAccount"]) is has_ids


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("vendorInvoiceNumber=PS-1", True),
        ("vendorInvoiceNumber=PS-2", False),
        ("billId={bill}", True),
        ("billId=1", False),
        ("inventoryLocationIds=71001", True),
        ("inventoryLocationIds=1", False),
        ("purchaseOrderIds={order}", True),
        ("receivedBefore=2026-10-03", False),
    ],
)
def test_receipts_are_chosen_by(
    office: Office, api: Api, order: int, chosen: str, found: bool
) -> None:
    made = office.receive(order, vendorInvoiceNumber="PS-1")
    query = chosen.format(bill=made["bill"]["id"], order=order)
    assert api.ids(f"inventory/receipts?{query}") == ([made["id"]] if found else [])


def test_a_bill_comes_with_each_receipt(
    st: ServiceTitan, office: Office, api: Api, order: int
) -> None:
    receipts = [
        office.receive(order, items=[ordered(st, order, quantity)], vendorInvoiceNumber=number)
        for quantity, number in (("4", "PS-1"), ("6", "PS-2"))
    ]
    bills = api.rows(BILLS)
    assert [one["id"] for one in bills] == [made["bill"]["id"] for made in receipts]
    assert [(one["purchaseOrderId"], one["vendorNumber"], one["billAmount"]) for one in bills] == [
        (order, "PS-1", "19.20"),
        (order, "PS-2", "28.80"),
    ]
    lines = [line["receiptItemId"] for one in bills for line in one["items"]]
    assert lines == [number for made in receipts for number in made["itemIds"]]


def test_a_bill_shows_amounts_as_text_and_dates_at_midnight(
    office: Office, api: Api, order: int
) -> None:
    bill = {"number": "B-1", "date": "2026-10-06", "dueDate": "2026-11-05", "summary": "Pipe"}
    made = office.receive(order, tax="4.00", shipping="1.00", bill=bill)
    one = api.get(f"{BILLS}/{made['bill']['id']}")
    assert (one["billAmount"], one["taxAmount"], one["shippingAmount"]) == ("53.00", "4.00", "1.00")
    assert (one["billDate"], one["dueDate"]) == ("2026-10-06T00:00:00Z", "2026-11-05T00:00:00Z")
    assert (one["referenceNumber"], one["summary"]) == ("B-1", "Pipe")
    assert (one["billType"], one["source"], one["status"]) == (
        "Procurement",
        "Purchasing",
        "Unreconciled",
    )
    assert (one["items"][0]["quantity"], one["items"][0]["cost"]) == ("10", "4.80")
    assert one["expenseItems"] is None


def test_the_vendor_may_bill_at_another_price_than_was_received(
    st: ServiceTitan, office: Office, api: Api, order: int
) -> None:
    items = [ordered(st, order, cost="4.80", billedCost="8.00")]
    office.receive(order, items=items)
    assert api.rows("inventory/receipts")[0]["receiptAmount"] == Decimal("48.00")
    assert api.rows(BILLS)[0]["billAmount"] == "80.00"


def test_a_person_changes_the_price_before_the_bill_is_posted(
    st: ServiceTitan, office: Office, api: Api, clock: SimClock, order: int
) -> None:
    made = office.receive(order)
    clock.advance(60)
    change = {"billItemId": made["bill"]["itemIds"][0], "cost": "8.00"}
    st.act("change-bill", billId=made["bill"]["id"], items=[change], vendorNumber="PS-9")
    (one,) = api.rows(f"{BILLS}?modifiedOnOrAfter=2026-10-05T09:01:00Z")
    assert (one["billAmount"], one["vendorNumber"]) == ("80.00", "PS-9")
    assert one["items"][0]["receiptItemId"] == made["itemIds"][0]
    assert api.rows("inventory/receipts")[0]["receiptAmount"] == Decimal("48.00")


def test_a_posted_bill_is_locked(st: ServiceTitan, office: Office, order: int) -> None:
    bill = office.receive(order)["bill"]["id"]
    office.batch(billIds=[bill])
    with pytest.raises(MistakeError, match="is Posted and locked"):
        st.act("change-bill", billId=bill, tax="1.00")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"items": [{"billItemId": 1, "cost": "1"}]}, "has no item 1"),
        ({"tax": "-0.01"}, "tax is not less than nothing"),
        ({"number": "B-2"}, "does not know number"),
    ],
)
def test_a_refused_change_leaves_the_bill_as_it_was(
    st: ServiceTitan, office: Office, api: Api, order: int, change: Json, why: str
) -> None:
    bill = office.receive(order)["bill"]["id"]
    before = api.get(f"{BILLS}/{bill}")
    with pytest.raises(MistakeError, match=why):
        st.act("change-bill", billId=bill, summary="New", **change)
    assert api.get(f"{BILLS}/{bill}") == before


@pytest.mark.parametrize(
    "changed",
    [{"bill": {"total": "1.00"}}, {"bill": {"tax": "-1.00"}}, {"shipping": "-0.01"}],
)
def test_a_refused_receipt_leaves_no_trace(
    st: ServiceTitan, office: Office, api: Api, order: int, changed: Json
) -> None:
    with pytest.raises(MistakeError):
        office.receive(order, **changed)
    assert api.rows("inventory/receipts") == api.rows(BILLS) == []
    assert api.get(f"inventory/purchase-orders/{order}")["status"] == "Pending"
    assert st.tenant.purchase_orders[order].received_on is None
