"""What SuiteQL reads (facts: netsuite §1.5)."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from simulators.control.vendor import Request
from simulators.netsuite.netsuite import SUITEQL
from simulators.netsuite.suiteql import Query
from tests.simulators.netsuite.account import (
    CHEN,
    LOPEZ,
    SUPPLY,
    Account,
    applied,
    deposit,
    invoice,
    item_line,
    payment,
    ref,
    taxed_invoice,
)


def only(rows: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, rows
    return found[0]


def test_every_row_has_exactly_its_tables_columns(account: Account) -> None:
    bill = account.create("invoice", taxed_invoice("100.00", "7.00"))
    account.create("customerPayment", payment("5.00", (bill, "5.00")))
    account.create("customrecord_link", {"name": "x"})
    tables = account.netsuite.tables()
    assert len(tables) == len(list(tables))
    for name, table in tables.items():
        for row in table.rows:
            assert row.keys() == table.columns.keys(), name


def test_a_transaction_shows_its_header(account: Account) -> None:
    key = account.create("invoice", invoice("100.00", externalId="INV-1", custbody_batch="B7"))
    row = only(account.rows("transaction"), id=int(key))
    shown = {name: row[name] for name in ("type", "recordtype", "status", "externalid", "posting")}
    assert shown == {
        "type": "CustInvc",
        "recordtype": "invoice",
        "status": "A",
        "externalid": "INV-1",
        "posting": True,
    }
    assert (row["trandate"], row["foreigntotal"]) == (date(2026, 3, 10), Decimal("100.00"))
    assert (row["entity"], row["custbody_batch"]) == (int(LOPEZ), "B7")


def test_revenue_lines_are_negative(account: Account) -> None:
    body = taxed_invoice("100.00", "7.00")
    body["item"]["items"][0]["custcol_note"] = "n"
    account.create("invoice", body)
    rows = account.rows("transactionline")
    assert [(r["mainline"], r["taxline"], r["foreignamount"]) for r in rows] == [
        (True, False, Decimal("107.00")),
        (False, False, Decimal("-100.00")),
        (False, True, Decimal("-7.00")),
    ]
    assert [r["custcol_note"] for r in rows] == [None, "n", None]
    assert rows[1]["item"] == 50


def test_the_ledger_table_balances_and_shows_what_is_unpaid(account: Account) -> None:
    bill = account.create("invoice", invoice("100.00"))
    account.create("customerPayment", payment("30.00", (bill, "30.00")))
    rows = account.rows("transactionaccountingline")
    assert sum(row["amount"] for row in rows) == 0
    main = only(rows, transaction=int(bill), transactionline=0)
    assert (main["debit"], main["credit"]) == (Decimal("100.00"), None)
    assert (main["amountpaid"], main["amountunpaid"]) == (Decimal("30.00"), Decimal("70.00"))


def test_an_order_is_marked_as_not_posting(account: Account) -> None:
    account.create("purchaseOrder", {"entity": ref(SUPPLY), "item": {"items": [item_line("5")]}})
    assert [row["posting"] for row in account.rows("transactionaccountingline")] == [False, False]


def test_links_lead_from_what_is_paid_to_what_pays(account: Account) -> None:
    bill = account.create("invoice", invoice("100.00"))
    paid = account.create("customerPayment", payment("30.00", (bill, "30.00")))
    source = account.create("customerDeposit", deposit("50.00"))
    path = f"customerDeposit/{source}/!transform/depositApplication"
    use = account.create(path, {"apply": applied((bill, "20.00"))})
    links = [
        (r["previousdoc"], r["previoustype"], r["nextdoc"], r["linktype"], r["foreignamount"])
        for r in account.rows("nexttransactionlinelink")
    ]
    assert links == [
        (int(bill), "CustInvc", int(paid), "Payment", Decimal("30.00")),
        (int(bill), "CustInvc", int(use), "Payment", Decimal("20.00")),
        (int(source), "CustDep", int(use), "DepAppl", Decimal("20.00")),
    ]
    assert account.rows("previoustransactionlinelink") == account.rows("nexttransactionlinelink")


def test_a_table_stays_the_same_until_its_records_change(account: Account) -> None:
    tables, version = account.netsuite.tables(), account.netsuite.version
    transactions, customers = tables["transaction"], tables["customer"]
    account.get(f"customer/{LOPEZ}")
    account.send("POST", "invoice", {})
    assert account.netsuite.version == version
    account.create("invoice", invoice())
    assert account.netsuite.version == version + 1
    assert tables["customer"] is customers
    assert tables["transaction"] is not transactions


def test_a_payment_changes_the_invoices_row(account: Account) -> None:
    bill = account.create("invoice", invoice("100.00"))
    assert only(account.rows("transaction"), id=int(bill))["status"] == "A"
    account.create("customerPayment", payment("100.00", (bill, "100.00")))
    assert only(account.rows("transaction"), id=int(bill))["status"] == "B"


def test_periods_show_months_quarters_and_years(account: Account) -> None:
    account.sim("POST", "periods/Mar 2026/close")
    rows = account.rows("accountingperiod")
    assert len(rows) == 3 * (12 + 4 + 1)
    march = only(rows, periodname="Mar 2026")
    assert (march["enddate"], march["closed"], march["isposting"]) == (
        date(2026, 3, 31),
        True,
        True,
    )
    assert only(rows, periodname="Q1 2026")["isposting"] is False


def test_an_entitys_subsidiaries_are_listed_the_primary_one_first(account: Account) -> None:
    account.sim("POST", "actions/assign-subsidiary", {"id": LOPEZ, "subsidiary": "2"})
    rows = account.rows("customersubsidiaryrelationship")
    assert [(r["subsidiary"], r["isprimarysub"]) for r in rows if r["entity"] == int(LOPEZ)] == [
        (1, True),
        (2, False),
    ]


def test_an_address_book_shows_its_labels_and_leads_to_the_addresses(account: Account) -> None:
    home = {"addressee": "M. Lopez", "addr1": "1 High St", "city": "Austin", "zip": "78701"}
    lines = [
        {"label": "Home", "defaultBilling": True, "addressBookAddress": home},
        {"addressBookAddress": {"addr1": "2 Low St", "state": "TX", "country": {"id": "US"}}},
    ]
    for key in (LOPEZ, CHEN):
        account.patch(f"customer/{key}", {"addressBook": {"items": lines}})
    account.patch(f"vendor/{SUPPLY}", {"addressBook": {"items": lines}})
    book = account.rows("customeraddressbook")
    assert [(row["entity"], row["label"], row["defaultbilling"]) for row in book] == [
        (int(LOPEZ), "Home", True),
        (int(LOPEZ), None, False),
        (int(CHEN), "Home", True),
        (int(CHEN), None, False),
    ]
    addresses = {row["nkey"]: row for row in account.rows("customeraddressbookentityaddress")}
    assert len(addresses) == 4
    first, second = (addresses[row["addressbookaddress"]] for row in book[2:])
    assert (first["addressee"], first["city"], first["zip"]) == ("M. Lopez", "Austin", "78701")
    assert (second["addr1"], second["state"], second["country"]) == ("2 Low St", "TX", "US")


def test_an_address_keeps_its_key_when_another_one_comes(account: Account) -> None:
    line = {"label": "Home", "addressBookAddress": {"addr1": "1 High St"}}
    account.patch(f"customer/{CHEN}", {"addressBook": {"items": [line]}})
    (before,) = account.rows("customeraddressbook")
    account.patch(f"customer/{LOPEZ}", {"addressBook": {"items": [line]}})
    account.patch(f"customer/{CHEN}", {"addressBook": {"items": [{"label": "Shop"}]}})
    assert before in account.rows("customeraddressbook")


def test_an_address_book_is_asked_for_with_a_join(account: Account) -> None:
    line = {"label": "Home", "defaultBilling": True, "addressBookAddress": {"addr1": "1 High St"}}
    account.patch(f"customer/{LOPEZ}", {"addressBook": {"items": [line]}})
    netsuite = account.netsuite
    netsuite.query = Query(netsuite.tables, lambda: netsuite.version)
    text = (
        "SELECT b.label, b.defaultbilling, a.addr1, a.city FROM customeraddressbook b JOIN "
        "customeraddressbookentityaddress a ON a.nkey = b.addressbookaddress WHERE b.entity = ?"
    )
    body = json.dumps({"q": text, "params": [LOPEZ]}).encode()
    call = Request("POST", SUITEQL, (), {"prefer": "transient"}, body)
    (found,) = json.loads(netsuite.handle(call).body)["items"]
    found.pop("links")
    assert found == {"label": "Home", "defaultbilling": "T", "addr1": "1 High St"}


def test_ids_have_names_to_show(account: Account) -> None:
    account.create("invoice", invoice())
    display = account.netsuite.tables()["transaction"].display
    assert display["entity"].get(int(LOPEZ)) == "Lopez"
    assert display["entity"].get(999) is None


def test_a_reset_moves_the_version_on(account: Account) -> None:
    before = account.netsuite.version
    account.sim("POST", "reset")
    assert account.netsuite.version > before
    assert account.rows("transaction") == []
