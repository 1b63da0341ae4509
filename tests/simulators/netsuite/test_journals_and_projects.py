"""Journals replaced as a whole, and projects (facts: netsuite §1.3, §4, §5.4)."""

from decimal import Decimal

from tests.simulators.netsuite.account import (
    CHECKING,
    LOPEZ,
    RECEIVABLE,
    ROOF,
    SALES,
    SUPPLY,
    Account,
    invoice,
    item_line,
    journal,
    ref,
)

PAYABLE = "5"


def test_a_journal_is_replaced_as_a_whole(account: Account) -> None:
    key = account.create("journalEntry", journal((CHECKING, "50", "0"), (SALES, "0", "50")))
    body = journal((RECEIVABLE, "80", "0"), (PAYABLE, "0", "30"), (SALES, "0", "50"))
    for line, entity in zip(body["line"]["items"], (LOPEZ, SUPPLY, ROOF), strict=True):
        line.update(entity=ref(entity), department=ref("10"), location=ref("30"))
    account.patch(f"journalEntry/{key}", {"line": body["line"]}, replace="line")
    assert account.balances() == {"1100": "80.00", "2000": "-30.00", "4000": "-50.00"}
    assert [row["entity"] for row in account.booked(key)["lines"]] == [LOPEZ, SUPPLY, ROOF]


def test_a_journal_in_a_closed_period_stays(account: Account) -> None:
    key = account.create("journalEntry", journal((CHECKING, "50", "0"), (SALES, "0", "50")))
    lines = {"line": journal((CHECKING, "60", "0"), (SALES, "0", "60"))["line"]}
    account.sim("POST", "periods/2026-03/close")
    closed = "not within the date range"
    assert closed in account.text("PATCH", f"journalEntry/{key}", lines, replace="line")
    assert closed in account.text("DELETE", f"journalEntry/{key}")
    account.sim("POST", "periods/2026-03/open")
    assert account.send("DELETE", f"journalEntry/{key}").status == 204
    assert account.balances() == {}


def test_a_project_is_made_changed_listed_and_used(account: Account) -> None:
    body = {"companyName": "Lopez hall", "parent": ref(LOPEZ), "externalId": "P-1"}
    key = account.create("job", {**body, "entityStatus": ref("2")})
    account.patch("job/eid:P-1", {"entityStatus": ref("17"), "isInactive": False})
    (row,) = account.query("SELECT id, customer, entitystatus FROM job WHERE externalid = 'P-1'")
    assert row == {"id": key, "customer": LOPEZ, "entitystatus": "17"}
    account.create("invoice", invoice("10.00", job=ref(key)))
    line = {**item_line("5"), "customer": ref(key), "quantity": Decimal(2)}
    ordered = account.create("purchaseOrder", {"entity": ref(SUPPLY), "item": {"items": [line]}})
    (kept,) = account.whole(f"purchaseOrder/{ordered}")["item"]["items"]
    assert kept["customer"]["id"] == key
