"""Receipts, vendor bills and credits over REST and in SuiteQL (facts: netsuite §1.4, §4, §5.2)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.netsuite.account import REPAIR, SUPPLY, Account, Json, item_line, ref

PART = "51"
CLOSED = "not within the date range"


@pytest.fixture(autouse=True)
def part(account: Account) -> None:
    """An item whose receipts accrue, on Inventory Asset."""
    item = {
        "id": PART,
        "itemId": "Part",
        "subsidiary": {"items": [{"id": "1"}]},
        "incomeAccount": ref("40"),
        "expenseAccount": ref("3"),
        "generateAccruals": True,
    }
    account.sim("POST", "load", {"items": [item]})


def order(account: Account, rate: str = "4.80", quantity: int = 10, item: str = PART) -> str:
    line = {"item": ref(item), "quantity": quantity, "rate": Decimal(rate)}
    body = {"entity": ref(SUPPLY), "tranDate": "2026-03-10", "item": {"items": [line]}}
    return account.create("purchaseOrder", body)


def receive(account: Account, purchase: str, *lines: Json, **more: Any) -> str:
    body = {"tranDate": "2026-03-11", "item": {"items": list(lines)}, **more}
    return account.create(f"purchaseOrder/{purchase}/!transform/itemReceipt", body)


def bill(purchase: str, rate: str, quantity: int = 10, **more: Any) -> Json:
    line = {
        "item": ref(PART),
        "quantity": quantity,
        "rate": Decimal(rate),
        "orderDoc": ref(purchase),
        "orderLine": 1,
        **more,
    }
    header = {"entity": ref(SUPPLY), "tranDate": "2026-03-12", "tranId": "V-9"}
    return {**header, "item": {"items": [line]}}


def status(account: Account, purchase: str) -> str:
    return str(account.get(f"purchaseOrder/{purchase}")["status"]["id"])


def test_a_price_difference_stays_in_accrued_purchases(account: Account) -> None:
    purchase = order(account)
    receipt = receive(account, purchase)
    assert account.balances() == {"1300": "48.00", "2010": "-48.00"}
    receipts = {"items": [ref(receipt)]}
    account.create("vendorBill", bill(purchase, "8.00", billReceipts=receipts))
    assert account.balances() == {"1300": "48.00", "2010": "32.00", "2000": "-80.00"}
    assert "linked to" in account.text("DELETE", f"itemReceipt/{receipt}")
    assert "linked to" in account.text("DELETE", f"purchaseOrder/{purchase}")


def test_an_item_without_accruals_posts_when_it_is_billed(account: Account) -> None:
    purchase = order(account, item=REPAIR)
    receive(account, purchase)
    assert account.balances() == {}
    account.create(f"purchaseOrder/{purchase}/!transform/vendorBill", {})
    assert account.balances() == {"6000": "48.00", "2000": "-48.00"}


def test_the_status_of_an_order_follows_its_receipts_and_bills(account: Account) -> None:
    purchase = order(account)
    seen = [status(account, purchase)]
    first = receive(account, purchase, {"orderLine": 1, "quantity": 4})
    seen.append(status(account, purchase))
    account.create("vendorBill", bill(purchase, "4.80", 4))
    seen.append(status(account, purchase))
    rest = receive(account, purchase)
    seen.append(status(account, purchase))
    account.create(f"purchaseOrder/{purchase}/!transform/vendorBill", {})
    seen.append(status(account, purchase))
    assert seen == ["B", "E", "D", "F", "G"]
    (line,) = account.whole(f"purchaseOrder/{purchase}")["item"]["items"]
    assert (line["quantityReceived"], line["quantityBilled"]) == (10, 10)
    for receipt in (first, rest):
        assert "is billed" in account.text("DELETE", f"itemReceipt/{receipt}")


def test_a_receipt_takes_what_is_left_and_no_more(account: Account) -> None:
    purchase = order(account)
    path = f"purchaseOrder/{purchase}/!transform/itemReceipt"
    body = {"item": {"items": [{"orderLine": 1, "quantity": 11}]}}
    assert "more than the 10 that is ordered" in account.text("POST", path, body)
    none = {"item": {"items": [{"orderLine": 1, "itemReceive": False}]}}
    assert "at least one line" in account.text("POST", path, none)
    assert "transform another record" in account.text("POST", "itemReceipt", {})
    receipt = receive(account, purchase, {"orderLine": 1, "quantity": 6})
    less = {"item": {"items": [{"line": 1, "quantity": 5}]}}
    assert "less than the 6" in account.text("PATCH", f"purchaseOrder/{purchase}", less)
    account.send("DELETE", f"itemReceipt/{receipt}")
    assert (account.balances(), status(account, purchase)) == ({}, "B")
    assert account.send("DELETE", f"purchaseOrder/{purchase}").status == 204


def test_each_line_of_a_receipt_is_rounded_half_up(account: Account) -> None:
    receive(account, order(account, rate="0.335", quantity=3))
    assert account.balances() == {"1300": "1.01", "2010": "-1.01"}


def test_a_credit_pays_its_bill_and_gives_the_cost_back(account: Account) -> None:
    expense = {"account": ref("16"), "amount": Decimal("7.50")}
    header = {"entity": ref(SUPPLY), "tranDate": "2026-03-12", "tranId": "V-1"}
    lines = {"item": {"items": [item_line("40.00")]}, "expense": {"items": [expense]}}
    owed = account.create("vendorBill", {**header, **lines})
    assert account.balances() == {"6000": "47.50", "2000": "-47.50"}
    back = {"tranDate": "2026-03-13", "expense": {"items": []}}
    path = f"vendorBill/{owed}/!transform/vendorCredit"
    account.create(path, {**back, "item": {"items": [{"line": 1, "rate": 15}]}})
    assert account.get(f"vendorBill/{owed}")["amountRemaining"] == 25
    assert account.balances() == {"6000": "25.00", "2000": "-25.00"}


def test_a_bill_that_waits_posts_nothing_until_it_is_approved(account: Account) -> None:
    account.sim("POST", "load", {"preferences": {"billApproval": True}})
    key = account.create("vendorBill", bill(order(account), "8.00"))
    assert account.balances() == {}
    assert account.get(f"vendorBill/{key}")["status"]["id"] == "D"
    account.sim("POST", "actions/approve-bill", {"id": key})
    assert account.balances() == {"2010": "80.00", "2000": "-80.00"}
    assert account.get(f"vendorBill/{key}")["status"]["id"] == "A"


def test_a_bill_in_a_closed_period_is_refused(account: Account) -> None:
    purchase = order(account)
    account.sim("POST", "periods/2026-03/close")
    assert CLOSED in account.text("POST", "vendorBill", bill(purchase, "8.00"))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"orderLine": 2}, "orderLine"), ({"item": ref(REPAIR)}, "item")],
)
def test_a_bill_of_another_line_is_refused(account: Account, change: Json, field: str) -> None:
    found = account.refusal("POST", "vendorBill", bill(order(account), "8.00", **change))
    assert found["o:errorPath"] == f"item.items[0].{field}"


def test_they_show_in_the_tables_of_transactions(account: Account) -> None:
    purchase = order(account)
    receipt = receive(account, purchase)
    owed = account.create("vendorBill", bill(purchase, "8.00"))
    types = {row["id"]: (row["type"], row["status"]) for row in account.rows("transaction")}
    assert types[int(receipt)][0] == "ItemRcpt"
    assert types[int(owed)] == ("VendBill", "A")
    lines = {
        (row["transaction"], row["id"]): (row["createdfrom"], row["quantityshiprecv"])
        for row in account.rows("transactionline")
    }
    assert lines[int(owed), 1] == (int(purchase), None)
    assert lines[int(purchase), 1] == (None, Decimal(10))
    unpaid = [row["amountunpaid"] for row in account.rows("transactionaccountingline")]
    assert [one for one in unpaid if one is not None] == [Decimal("80.00")]
    links = [(r["linktype"], r["nextdoc"]) for r in account.rows("nexttransactionlinelink")]
    assert links == [("ShipRcpt", int(receipt)), ("OrdBill", int(owed))]
