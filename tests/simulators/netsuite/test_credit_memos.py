"""Credit memos over REST and in SuiteQL (facts: netsuite §4, §5.2, §9.9)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.netsuite.account import (
    CHEN,
    LOPEZ,
    ROOF,
    Account,
    Json,
    applied,
    invoice,
    item_line,
    ref,
    taxed_invoice,
)


def credit_memo(**more: Any) -> Json:
    """100.00 and 7.00 tax, less a fee of 15.00 by rate and one of 5.00 by amount: 87.00."""
    body = taxed_invoice("100.00", "7.00", externalId="CM-1", job=ref(ROOF), custbody_batch="B7")
    by_amount = {"item": ref("50"), "quantity": 1, "amount": Decimal("-5.00")}
    lines = [*body["item"]["items"], item_line("-15.00", custcol_note="fee"), by_amount]
    return {**body, "item": {"items": lines}, **more}


def test_a_credit_memo_takes_everything_an_invoice_takes(account: Account) -> None:
    key = account.create("creditMemo", credit_memo())
    shown = account.whole("creditMemo/eid:cm-1")
    assert (shown["id"], shown["job"]["id"], shown["custbody_batch"]) == (key, ROOF, "B7")
    assert (shown["subTotal"], shown["taxTotal"], shown["total"]) == (80, 7, 87)
    assert [line["amount"] for line in shown["item"]["items"]] == [100, -15, -5]
    assert [line["taxAmount"] for line in shown["taxDetails"]["items"]] == [7]
    assert (shown["unapplied"], shown["status"]["id"]) == (87, "A")


def test_its_negative_lines_credit_income(account: Account) -> None:
    key = account.create("creditMemo", credit_memo())
    assert account.lines(key) == [
        ("1100", "0.00", "87.00"),
        ("4010", "100.00", "0.00"),
        ("4010", "0.00", "15.00"),
        ("4010", "0.00", "5.00"),
        ("2300", "7.00", "0.00"),
    ]
    assert account.get(f"customer/{LOPEZ}")["balance"] == -87


def test_it_shows_in_the_tables_of_transactions(account: Account) -> None:
    key = int(account.create("creditMemo", credit_memo()))
    (header,) = account.rows("transaction")
    names = ("id", "type", "recordtype", "status", "externalid", "custbody_batch", "foreigntotal")
    assert [header[name] for name in names] == [
        *(key, "CustCred", "creditmemo", "A", "CM-1", "B7"),
        Decimal("-87.00"),
    ]
    lines = account.rows("transactionline")
    assert [(row["mainline"], row["taxline"], row["foreignamount"]) for row in lines] == [
        (True, False, Decimal("-87.00")),
        (False, False, Decimal("100.00")),
        (False, False, Decimal("-15.00")),
        (False, False, Decimal("-5.00")),
        (False, True, Decimal("7.00")),
    ]
    assert [row["custcol_note"] for row in lines] == [None, None, "fee", None, None]


def test_only_what_it_pays_has_an_unpaid_amount(account: Account) -> None:
    bill = account.create("invoice", invoice("100.00"))
    memo = account.create("creditMemo", credit_memo(apply=applied((bill, "87.00"))))
    rows = account.rows("transactionaccountingline")
    assert sum(row["amount"] for row in rows) == 0
    unpaid = {
        (row["transaction"], row["transactionline"]): (row["amountpaid"], row["amountunpaid"])
        for row in rows
        if row["amountunpaid"] is not None
    }
    assert unpaid == {(int(bill), 0): (Decimal("87.00"), Decimal("13.00"))}
    assert account.get(f"creditMemo/{memo}")["status"]["id"] == "B"
    (link,) = account.rows("nexttransactionlinelink")
    assert (link["previousdoc"], link["nextdoc"], link["nexttype"]) == (
        int(bill),
        int(memo),
        "CustCred",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"item": {"items": [item_line("-5.00")]}}, "cannot be negative"),
        ({"item": {"items": [item_line("5.00", quantity=-1)]}}, "cannot be negative"),
        ({"entity": ref(CHEN)}, "Invalid Field Value 62"),
        ({"taxDetailsOverride": False}, "need Tax Details Override"),
        ({"item": {"items": []}}, "at least one line item"),
    ],
)
def test_a_credit_memo_that_cannot_be_is_refused(
    account: Account, change: Json, words: str
) -> None:
    body = credit_memo(**change)
    if "item" in change:
        body.pop("taxDetails")
    assert words in account.text("POST", "creditMemo", body)


def test_the_external_id_of_an_invoice_is_taken(account: Account) -> None:
    account.create("invoice", invoice(externalId="cm-1"))
    assert "already exists" in account.text("POST", "creditMemo", credit_memo())
