"""Checks: what they post, their numbers, and approval (facts §4, §5.2, §5.4, §10)."""

from decimal import Decimal

import pytest

from tests.simulators.netsuite.account import (
    CHEN,
    EXPENSES,
    LOPEZ,
    NORTH,
    RECEIVABLE,
    ROOF,
    SUPPLY,
    Account,
    Json,
    ref,
)
from tests.simulators.netsuite.checks import act, check, header, line, prefer

NORTH_BANK = "41"
SECOND_BANK: Json = {
    "accounts": [{"id": "70", "acctNumber": "1010", "acctName": "Payroll", "acctType": ref("Bank")}]
}


# --- what it posts --------------------------------------------------------------------------------


def test_a_check_debits_each_line_and_credits_the_bank(account: Account) -> None:
    key = account.create("check", check(line("70.00"), line("30.00", account=ref(EXPENSES))))
    assert account.lines(key) == [
        ("1000", "0.00", "100.00"),
        ("2350", "70.00", "0.00"),
        ("6000", "30.00", "0.00"),
    ]
    assert account.balances() == {"1000": "-100.00", "2350": "70.00", "6000": "30.00"}
    shown = account.get(f"check/{key}")
    assert (shown["total"], shown["userTotal"]) == (Decimal("100.00"), Decimal("100.00"))


def test_a_negative_line_reduces_the_check(account: Account) -> None:
    account.create("check", check(line("100.00"), line("-40.00")))
    assert account.balances() == {"1000": "-60.00", "2350": "60.00"}
    assert "negative" in account.text("POST", "check", check(line("-0.01")))


def test_lines_carry_segments_memo_and_customer(account: Account) -> None:
    one = line("5.00", department=ref("10"), memo="refund 7", customer=ref(ROOF))
    key = account.create("check", check(one, location=ref("30"), memo="refunds"))
    bank, paid = account.booked(key)["lines"]
    assert (bank["entity"], bank["memo"], bank["location"]) == (LOPEZ, "refunds", "Depot")
    assert (paid["entity"], paid["memo"], paid["department"]) == (ROOF, "refund 7", "Service")
    assert paid["location"] == "Depot"


def test_a_query_finds_the_line_that_a_custom_column_marks(account: Account) -> None:
    lines = (line("5.00", custcol_note="refund 7"), line("6.00", custcol_note="refund 8"))
    key = account.create("check", check(*lines, custbody_batch="run 1"))
    found = account.query(
        "SELECT t.id, l.id AS line, l.netamount FROM transaction t"
        " JOIN transactionline l ON l.transaction = t.id"
        " WHERE t.custbody_batch = ? AND l.custcol_note = ?",
        "run 1",
        "refund 8",
    )
    assert found == [{"id": key, "line": "2", "netamount": "6"}]


def test_a_vendor_can_be_paid_too(account: Account) -> None:
    key = account.create("check", check(line("5.00", account=ref(EXPENSES)), entity=ref(SUPPLY)))
    assert account.booked(key)["entity"]["name"] == "Acme Supply"


@pytest.mark.parametrize("missing", ["entity", "account"])
def test_payee_and_bank_are_asked_for(account: Account, missing: str) -> None:
    body = {name: value for name, value in check().items() if name != missing}
    assert account.text("POST", "check", body).startswith("Please enter value(s) for:")


def test_money_leaves_a_bank_account_only(account: Account) -> None:
    found = account.refusal("POST", "check", check(account=ref(EXPENSES)))
    assert (found["o:errorCode"], found["o:errorPath"]) == ("INVALID_CONTENT", "account")


def test_a_bank_account_of_another_subsidiary_is_refused(account: Account) -> None:
    text = account.text("POST", "check", check(account=ref(NORTH_BANK)))
    assert "cannot be used with" in text
    account.sim("POST", "actions/assign-subsidiary", {"id": LOPEZ, "subsidiary": NORTH})
    account.create("check", check(account=ref(NORTH_BANK), subsidiary=ref(NORTH)))
    assert account.balances() == {"1050": "-100.00", "2350": "100.00"}


def test_a_payee_of_another_subsidiary_is_refused(account: Account) -> None:
    text = account.text("POST", "check", check(subsidiary=ref(NORTH)))
    assert text.startswith("Invalid subsidiary reference key")


def test_a_line_on_receivables_names_its_customer(account: Account) -> None:
    one = line("5.00", account=ref(RECEIVABLE))
    found = account.refusal("POST", "check", check(one))
    assert found["o:errorPath"] == "expense.items[0].customer"
    account.create("check", check({**one, "customer": ref(LOPEZ)}))
    assert account.get(f"customer/{LOPEZ}")["balance"] == Decimal("5.00")


def test_a_check_without_lines_or_with_items_is_not_taken(account: Account) -> None:
    assert "at least one line" in account.text("POST", "check", check(expense={"items": []}))
    items = {"items": [{"item": ref("50"), "amount": 5}]}
    assert account.refusal("POST", "check", check(item=items))["status"] == 501


def test_its_amount_can_be_changed_and_it_can_be_deleted(account: Account) -> None:
    key = account.create("check", check())
    account.patch(f"check/{key}", {"expense": {"items": [{"line": 1, "amount": 60}]}})
    assert account.balances() == {"1000": "-60.00", "2350": "60.00"}
    assert account.send("DELETE", f"check/{key}").status == 204
    assert account.balances() == {}


def test_a_closed_period_takes_no_check_and_keeps_what_it_has(account: Account) -> None:
    key = account.create("check", check())
    account.sim("POST", "periods/Mar 2026/close")
    assert "accounting period" in account.text("POST", "check", check())
    assert "accounting period" in account.text("DELETE", f"check/{key}")
    account.patch(f"check/{key}", {"memo": "seen"})
    assert account.balances() == {"1000": "-100.00", "2350": "100.00"}


def test_a_receivables_lock_stops_only_checks_on_receivables(account: Account) -> None:
    account.sim("POST", "periods/Mar 2026/lock", {"ar": True})
    account.create("check", check())
    one = line("5.00", account=ref(RECEIVABLE), customer=ref(LOPEZ))
    assert "accounting period" in account.text("POST", "check", check(one))


def test_a_payee_is_not_deleted_and_is_followed_when_merged(account: Account) -> None:
    key = account.create("check", check(entity=ref(CHEN)))
    assert "dependent" in account.text("DELETE", f"customer/{CHEN}")
    account.sim("POST", "actions/merge-customers", {"master": LOPEZ, "duplicates": [CHEN]})
    assert account.get(f"check/{key}")["entity"]["id"] == LOPEZ
    assert account.balances() == {"1000": "-100.00", "2350": "100.00"}


# --- numbers --------------------------------------------------------------------------------------


def number(account: Account, body: Json) -> str | None:
    found: str | None = account.get(f"check/{account.create('check', body)}").get("tranId")
    return found


def test_each_bank_account_counts_its_own_checks(account: Account) -> None:
    account.sim("POST", "load", SECOND_BANK)
    first, other = check(), check(account=ref("70"))
    assert [number(account, body) for body in (first, other, first, other)] == ["1", "1", "2", "2"]


def test_a_number_that_is_sent_is_kept(account: Account) -> None:
    assert number(account, check(tranId="5001")) == "5001"


def test_a_check_to_be_printed_has_no_number_until_it_is(account: Account) -> None:
    key = account.create("check", check(toBePrinted=True, tranId="7"))
    assert "tranId" not in account.get(f"check/{key}")
    assert (header(account, key)["tranid"], account.balances()["1000"]) == (None, "-100.00")
    account.patch(f"check/{key}", {"toBePrinted": False})
    assert account.get(f"check/{key}")["tranId"] == "1"
    assert header(account, key)["tranid"] == "1"


def test_numbers_repeat_across_banks_only_where_they_may_not_repeat(account: Account) -> None:
    account.sim("POST", "load", {**SECOND_BANK, "preferences": {"allowDuplicateTranIds": False}})
    key = account.create("check", check(tranId="9"))
    account.create("check", check(tranId="9", account=ref("70")))
    for _ in range(2):
        account.create("check", check(toBePrinted=True))
    assert "already exists" in account.text("POST", "check", check(tranId="9"))
    account.send("DELETE", f"check/{key}")
    account.create("check", check(tranId="9"))


# --- approval -------------------------------------------------------------------------------------


def test_without_approval_a_check_is_approved_at_once(account: Account) -> None:
    key = account.create("check", check(approvalStatus=ref("1")))
    assert account.get(f"check/{key}")["approvalStatus"]["refName"] == "Approved"
    row = header(account, key)
    assert (row["approvalstatus"], row["status"], row["posting"]) == (2, "B", True)


def test_a_check_that_waits_posts_nothing_until_it_is_approved(account: Account) -> None:
    prefer(account, checkApproval=True)
    key = account.create("check", check(approvalStatus=ref("2")))
    row = header(account, key)
    assert (row["approvalstatus"], row["status"], row["posting"]) == (1, "A", False)
    assert account.balances() == {}
    assert account.booked(key)["posting"] is False
    assert {one["posting"] for one in account.rows("transactionaccountingline")} == {False}
    assert act(account, "approve-check", id=key) == 200
    assert account.balances() == {"1000": "-100.00", "2350": "100.00"}
    row = header(account, key)
    assert (row["approvalstatus"], row["status"], row["posting"]) == (2, "B", True)
    assert {one["posting"] for one in account.rows("transactionaccountingline")} == {True}


def test_a_rejected_check_never_posts(account: Account) -> None:
    prefer(account, checkApproval=True)
    key = account.create("check", check())
    assert act(account, "reject-check", id=key) == 200
    assert (account.balances(), header(account, key)["status"]) == ({}, "R")
    assert act(account, "approve-check", id=key) == 400


def test_only_what_waits_is_approved(account: Account) -> None:
    key = account.create("check", check())
    assert act(account, "approve-check", id=key) == 400
    assert act(account, "reject-check", id="999") == 400


def test_a_check_cannot_be_approved_into_a_closed_period(account: Account) -> None:
    prefer(account, checkApproval=True)
    key = account.create("check", check())
    account.sim("POST", "periods/Mar 2026/close")
    account.patch(f"check/{key}", {"expense": {"items": [{"line": 1, "amount": 60}]}})
    assert act(account, "approve-check", id=key) == 400
    assert account.balances() == {}
