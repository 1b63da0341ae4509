"""Custom transactions: header only, journal and basic, as an account defines them (facts §4, §5.2)."""

from decimal import Decimal
from typing import Any

import pytest

from simulators.control.plane import control
from simulators.control.vendor import Request
from simulators.netsuite.jsontext import dumps
from tests.simulators.netsuite.account import (
    CHECKING,
    CHEN,
    EXPENSES,
    LOPEZ,
    NORTH,
    PARENT,
    REPAIRS,
    Account,
    Json,
    invoice,
    journal,
    ref,
)

PAYABLE = "10"
RECORD: Json = {
    "scriptId": "customtransaction_refund",
    "name": "Refund Record",
    "style": "header",
    "statuses": {"A": "Pending Refund", "B": "Check Refunded"},
    "fields": [
        {"scriptId": "custbody_refund_unapplied", "type": "currency"},
        {"scriptId": "custbody_refund_source", "type": "select", "recordType": "transaction"},
    ],
}
ACCRUAL: Json = {"scriptId": "customtransaction_accrual", "style": "journal"}
FEE: Json = {"scriptId": "customtransaction_fee", "style": "basic", "account": ref(CHECKING)}
REFUND = RECORD["scriptId"]


@pytest.fixture
def books(account: Account) -> Account:
    account.sim("POST", "install", {"customTransactions": [RECORD, ACCRUAL, FEE]})
    return account


def refund(total: str = "250.00", **more: Any) -> Json:
    header = {"subsidiary": ref(PARENT), "tranDate": "2026-03-12", "total": Decimal(total)}
    return {**header, **more}


def fee(*amounts: str) -> Json:
    lines = [{"account": ref(EXPENSES), "amount": Decimal(amount)} for amount in amounts]
    return {"subsidiary": ref(PARENT), "tranDate": "2026-03-12", "line": {"items": lines}}


def install(account: Account, given: Json) -> int:
    body = dumps({"customTransactions": [given]}).encode()
    return control(account.netsuite, Request("POST", "/_sim/install", (), {}, body)).status


def header(account: Account, key: str) -> Json:
    return next(row for row in account.rows("transaction") if row["id"] == int(key))


def test_one_that_was_never_installed_is_no_record_type(account: Account) -> None:
    found = account.refusal("POST", REFUND, refund())
    assert (found["status"], REFUND in found["detail"]) == (404, True)


def test_a_header_only_one_posts_nothing(books: Account) -> None:
    key = books.create(REFUND, refund())
    assert books.balances() == {}
    booked = books.booked(key)
    assert (booked["posting"], booked["total"], booked["lines"]) == (False, "250.00", [])


def test_it_has_a_number_a_period_and_the_first_status(books: Account) -> None:
    books.create(REFUND, refund())
    shown = books.get(f"{REFUND}/{books.create(REFUND, refund())}")
    assert shown["tranStatus"] == {"id": "A", "refName": "Pending Refund"}
    assert (shown["tranId"], shown["postingPeriod"]["refName"]) == ("2", "Mar 2026")


def test_its_type_name_is_taken_in_any_case(books: Account) -> None:
    key = books.create(REFUND.upper(), refund(externalId="R-1"))
    assert books.get("CustomTransaction_Refund/eid:R-1")["id"] == key


def test_its_status_fields_and_memo_can_be_changed(books: Account) -> None:
    key = books.create(REFUND, refund(custbody_refund_unapplied="250.00"))
    change = {"tranStatus": ref("B"), "custbody_refund_unapplied": 0, "memo": "paid"}
    books.patch(f"{REFUND}/{key}", change)
    shown = books.get(f"{REFUND}/{key}")
    assert (shown["tranStatus"]["id"], shown["memo"]) == ("B", "paid")
    assert (shown["custbody_refund_unapplied"], shown["total"]) == (0, Decimal("250.00"))


def test_a_status_it_does_not_have_is_refused(books: Account) -> None:
    found = books.refusal("POST", REFUND, refund(tranStatus=ref("Z")))
    assert found["o:errorPath"] == "tranStatus"


def test_it_needs_a_subsidiary(books: Account) -> None:
    text = books.text("POST", REFUND, {"total": 1})
    assert text == "Please enter value(s) for: Subsidiary."


def test_it_can_be_deleted_and_is_listed_as_deleted(books: Account) -> None:
    key = books.create(REFUND, refund())
    assert books.send("DELETE", f"{REFUND}/{key}").status == 204
    assert books.refusal("GET", f"{REFUND}/{key}")["status"] == 404
    gone = books.rows("deletedrecord")[0]
    assert (gone["recordid"], gone["type"]) == (int(key), REFUND)


def test_what_it_links_to_cannot_be_deleted(books: Account) -> None:
    bill = books.create("invoice", invoice())
    books.create(REFUND, refund(custbody_refund_source=ref(bill)))
    assert "linked to" in books.text("DELETE", f"invoice/{bill}")


def test_it_shares_ids_and_external_ids_with_all_transactions(books: Account) -> None:
    bill = books.create("invoice", invoice(externalId="X-1"))
    assert "already exists" in books.text("POST", REFUND, refund(externalId="x-1"))
    assert "type specified is incorrect" in books.text("GET", f"{REFUND}/{bill}")


def test_suiteql_has_its_header_status_and_custom_columns(books: Account) -> None:
    bill = books.create("invoice", invoice())
    body = refund(custbody_refund_unapplied="250.00", custbody_refund_source=ref(bill))
    row = header(books, books.create(REFUND, body))
    told = (row["type"], row["recordtype"], row["status"], row["posting"], row["foreigntotal"])
    assert told == ("Custom", REFUND, "A", False, Decimal("250.00"))
    assert row["custbody_refund_unapplied"] == Decimal("250.00")
    assert row["custbody_refund_source"] == int(bill)


def test_suiteql_sees_a_changed_status(books: Account) -> None:
    key = books.create(REFUND, refund())
    assert header(books, key)["status"] == "A"
    books.patch(f"{REFUND}/{key}", {"tranStatus": ref("B")})
    assert header(books, key)["status"] == "B"


def test_a_query_finds_what_is_pending(books: Account) -> None:
    books.create(REFUND, refund(tranStatus=ref("B")))
    pending = books.create(REFUND, refund(custbody_refund_unapplied="250.00"))
    found = books.query(
        "SELECT id, custbody_refund_unapplied AS unapplied, foreigntotal FROM transaction"
        " WHERE recordtype = ? AND status = 'A'",
        REFUND,
    )
    assert found == [{"id": pending, "unapplied": "250", "foreigntotal": "250"}]


def test_a_closed_period_stops_only_what_posts(books: Account) -> None:
    posted = books.create(FEE["scriptId"], fee("5.00"))
    books.sim("POST", "periods/Mar 2026/close")
    key = books.create(REFUND, refund())
    books.patch(f"{REFUND}/{key}", {"total": 1, "tranStatus": ref("B")})
    assert "accounting period" in books.text("POST", FEE["scriptId"], fee("5.00"))
    assert "accounting period" in books.text("DELETE", f"{FEE['scriptId']}/{posted}")
    assert books.send("DELETE", f"{REFUND}/{key}").status == 204


def test_a_journal_style_posts_as_entered(books: Account) -> None:
    body = journal((EXPENSES, "29.00", "0"), (PAYABLE, "0", "29.00"))
    body["line"]["items"][0]["entity"] = ref(LOPEZ)
    key = books.create(ACCRUAL["scriptId"], body)
    assert books.balances() == {"6000": "29.00", "2350": "-29.00"}
    assert books.get(f"{ACCRUAL['scriptId']}/{key}")["total"] == Decimal("29.00")
    assert [row["entity"] for row in books.booked(key)["lines"]] == [LOPEZ, None]


def test_a_journal_style_must_balance(books: Account) -> None:
    body = journal((EXPENSES, "29.00", "0"), (PAYABLE, "0", "28.99"))
    assert "must balance" in books.text("POST", ACCRUAL["scriptId"], body)
    assert "at least one line" in books.text("POST", ACCRUAL["scriptId"], refund())


def test_its_receivable_lines_are_not_offered_to_credits(books: Account) -> None:
    body = journal(("2", "29.00", "0"), (PAYABLE, "0", "29.00"))
    body["line"]["items"][0]["entity"] = ref(LOPEZ)
    key = books.create(ACCRUAL["scriptId"], body)
    apply = {"items": [{"doc": ref(key), "line": 1, "amount": 1}]}
    found = books.refusal("POST", "creditMemo", {**invoice("5.00"), "apply": apply})
    assert found["o:errorPath"] == "apply.items[0].doc"


def test_a_basic_one_credits_its_header_account(books: Account) -> None:
    key = books.create(FEE["scriptId"], fee("5.00", "2.50"))
    assert books.lines(key) == [
        ("1000", "0.00", "7.50"),
        ("6000", "5.00", "0.00"),
        ("6000", "2.50", "0.00"),
    ]
    row = header(books, key)
    assert (row["posting"], row["status"], row["foreigntotal"]) == (True, None, Decimal("-7.50"))


def test_a_basic_one_debits_its_header_account_where_its_type_says_so(books: Account) -> None:
    income = {**FEE, "scriptId": "customtransaction_income", "credit": False}
    books.sim("POST", "install", {"customTransactions": [income]})
    lines = [{"account": ref(REPAIRS), "amount": 5}]
    books.create("customtransaction_income", {**fee(), "line": {"items": lines}})
    assert books.balances() == {"1000": "5.00", "4010": "-5.00"}


def test_a_header_account_of_another_subsidiary_is_refused(books: Account) -> None:
    local = {**FEE, "scriptId": "customtransaction_local", "account": ref("41")}
    books.sim("POST", "install", {"customTransactions": [local]})
    text = books.text("POST", "customtransaction_local", fee("5.00"))
    assert "cannot be used with" in text
    books.create("customtransaction_local", {**fee("5.00"), "subsidiary": ref(NORTH)})


def test_while_the_feature_is_off_there_are_none(books: Account) -> None:
    key = books.create(REFUND, refund())
    books.sim("PUT", "features", {"customTransactions": False})
    for method, path in (("POST", REFUND), ("GET", f"{REFUND}/{key}"), ("GET", REFUND)):
        found = books.refusal(method, path, refund())
        assert (found["status"], found["o:errorCode"]) == (404, "NOT_FOUND")
    assert books.sim("PUT", "features", {"customTransactions": True}) == {
        "customTransactions": True
    }
    assert books.get(f"{REFUND}/{key}")["total"] == Decimal("250.00")


def test_a_feature_nobody_knows_is_an_error(account: Account) -> None:
    body = dumps({"teleportation": True}).encode()
    request = Request("PUT", "/_sim/features", (), {}, body)
    assert control(account.netsuite, request).status == 400


@pytest.mark.parametrize(
    "more",
    [
        {"scriptId": "customrecord_refund"},
        {"style": "sales"},
        {"style": "basic"},
        {"account": ref(CHECKING)},
        {"style": "basic", "account": ref("999")},
        {"statuses": {"A": "Another name"}},
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(books: Account, more: Json) -> None:
    before = books.state()
    assert install(books, {**RECORD, **more}) == 400
    assert books.state() == before


def test_installing_again_changes_nothing(books: Account) -> None:
    books.create(REFUND, refund())
    before = books.state()
    assert install(books, RECORD) == 200
    assert books.state() == before


def test_a_merged_customer_is_followed(books: Account) -> None:
    field = {"scriptId": "custbody_payee", "type": "select", "recordType": "customer"}
    books.sim("POST", "install", {"customFields": [field]})
    key = books.create(REFUND, refund(custbody_payee=ref(CHEN)))
    books.sim("POST", "actions/merge-customers", {"master": LOPEZ, "duplicates": [CHEN]})
    assert books.get(f"{REFUND}/{key}")["custbody_payee"]["id"] == LOPEZ
