"""Customer refunds: credits and deposits paid back from the bank (facts §4, §5.2)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.netsuite.account import (
    CHECKING,
    CHEN,
    EXPENSES,
    LOPEZ,
    ROOF,
    Account,
    Json,
    applied,
    deposit,
    invoice,
    payment,
    ref,
)

UNDEPOSITED = "4"


def refund(*pairs: tuple[str, str], **more: Any) -> Json:
    """Of these credits, with so much each."""
    header = {"customer": ref(LOPEZ), "account": ref(CHECKING), "tranDate": "2026-03-13"}
    return {**header, "apply": applied(*pairs), **more}


def deposit_refund(*pairs: tuple[str, str], **more: Any) -> Json:
    return refund(deposit=applied(*pairs), **more)


def credit_memo(account: Account, amount: str, **more: Any) -> str:
    return account.create("creditMemo", {**invoice(amount), **more})


def unapplied(account: Account, amount: str) -> str:
    return account.create("customerPayment", payment(amount, tranDate="2026-03-11"))


def left(account: Account, key: str) -> str:
    found = account.booked(key)["open"]
    assert isinstance(found, str)
    return found


def test_a_refund_of_a_credit_memo_debits_receivables_and_credits_the_bank(
    account: Account,
) -> None:
    memo = credit_memo(account, "100.00")
    key = account.create("customerRefund", refund((memo, "100.00")))
    assert account.lines(key) == [("1000", "0.00", "100.00"), ("1100", "100.00", "0.00")]
    assert account.balances() == {"4010": "100.00", "1000": "-100.00"}
    shown = account.get(f"creditMemo/{memo}")
    assert (shown["applied"], shown["unapplied"]) == (Decimal("100.00"), 0)
    assert shown["status"]["refName"] == "Fully Applied"
    refunded = account.get(f"customerRefund/{key}")
    assert (refunded["total"], refunded["status"]["id"]) == (Decimal("100.00"), "R")


def test_part_of_an_unapplied_payment_is_refunded(account: Account) -> None:
    paid = unapplied(account, "80.00")
    account.create("customerRefund", refund((paid, "30.00")))
    assert left(account, paid) == "50.00"
    assert account.balances() == {"1499": "80.00", "1100": "-50.00", "1000": "-30.00"}
    text = account.text("POST", "customerRefund", refund((paid, "50.01")))
    assert "more than the 50.00 that is left" in text


def test_money_of_a_card_goes_back_out_of_undeposited_funds(account: Account) -> None:
    paid = unapplied(account, "80.00")
    account.create("customerRefund", refund((paid, "80.00"), account=ref(UNDEPOSITED)))
    assert account.balances() == {}


def test_a_refunded_deposit_is_released_by_an_application_of_its_own(account: Account) -> None:
    held = account.create("customerDeposit", deposit("100.00"))
    key = account.create("customerRefund", deposit_refund((held, "60.00")))
    assert account.balances() == {"1499": "100.00", "2200": "-40.00", "1000": "-60.00"}
    assert left(account, held) == "40.00"
    shown = account.whole(f"customerRefund/{key}")
    assert shown["deposit"]["items"] == []
    (line,) = shown["apply"]["items"]
    assert (line["type"], line["amount"]) == ("Deposit Application", Decimal("60.00"))
    use = account.whole(f"depositApplication/{line['doc']['id']}")
    assert (use["deposit"]["id"], use["total"]) == (held, Decimal("60.00"))
    assert use["apply"]["items"][0]["type"] == "Customer Refund"
    assert account.lines(use["id"]) == [("2200", "60.00", "0.00"), ("1100", "0.00", "60.00")]


def test_a_line_without_an_amount_refunds_all_that_is_left(account: Account) -> None:
    held = account.create("customerDeposit", deposit("40.00"))
    memo = credit_memo(account, "60.00")
    lines = {"items": [{"doc": ref(held)}]}
    body = refund(apply={"items": [{"doc": ref(memo)}]}, deposit=lines)
    key = account.create("customerRefund", body)
    assert account.get(f"customerRefund/{key}")["total"] == Decimal("100.00")
    assert account.balances() == {"1499": "40.00", "4010": "60.00", "1000": "-100.00"}


@pytest.mark.parametrize("source", ["creditMemo", "customerPayment", "customerDeposit"])
def test_a_credit_becomes_its_refund(account: Account, source: str) -> None:
    key = {
        "creditMemo": lambda: credit_memo(account, "70.00"),
        "customerPayment": lambda: unapplied(account, "70.00"),
        "customerDeposit": lambda: account.create("customerDeposit", deposit("70.00")),
    }[source]()
    body = {"account": ref(CHECKING), "externalId": "RF-1"}
    made = account.create(f"{source}/{key}/!transform/customerRefund", body)
    assert account.get("customerRefund/eid:RF-1")["id"] == made
    assert (account.balances()["1000"], left(account, key)) == ("-70.00", "0.00")


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"customer": ref(CHEN)}, "items[0].doc"),
        ({"account": ref(EXPENSES)}, "account"),
        ({"arAcct": ref(CHECKING)}, "arAcct"),
    ],
)
def test_another_customer_or_a_wrong_account_is_refused(
    account: Account, more: Json, path: str
) -> None:
    memo = credit_memo(account, "100.00")
    held = account.create("customerDeposit", deposit("100.00"))
    for body in (refund((memo, "5")), deposit_refund((held, "5"))):
        found = account.refusal("POST", "customerRefund", {**body, **more})
        assert (found["status"], found["o:errorPath"].endswith(path)) == (400, True)


def test_a_refund_of_nothing_is_refused(account: Account) -> None:
    assert "at least one" in account.text("POST", "customerRefund", refund())


def test_invoices_and_used_credits_are_not_refunded(account: Account) -> None:
    bill = account.create("invoice", invoice("50.00"))
    assert account.refusal("POST", "customerRefund", refund((bill, "5")))["status"] == 400
    memo = credit_memo(account, "50.00", apply=applied((bill, "50.00")))
    body = refund(apply={"items": [{"doc": ref(memo)}]})
    assert "at least one" in account.text("POST", "customerRefund", body)
    held = account.create("customerDeposit", deposit("20.00"))
    body = deposit_refund((held, "20.01"))
    assert "still holds" in account.text("POST", "customerRefund", body)


def test_a_refund_can_be_changed_and_gives_back_what_it_lets_go(account: Account) -> None:
    memo, paid = credit_memo(account, "100.00"), unapplied(account, "50.00")
    key = account.create("customerRefund", refund((memo, "100.00")))
    account.patch(f"customerRefund/{key}", {"apply": applied((memo, "40.00"), (paid, "50.00"))})
    assert (left(account, memo), left(account, paid)) == ("60.00", "0.00")
    assert account.lines(key)[0] == ("1000", "0.00", "90.00")
    account.patch(f"customerRefund/{key}", {"apply": applied((paid, "0"))})
    assert (left(account, paid), account.lines(key)[0][2]) == ("50.00", "40.00")


def test_a_refunded_credit_cannot_go_and_a_deleted_refund_frees_it(account: Account) -> None:
    memo = credit_memo(account, "100.00")
    key = account.create("customerRefund", refund((memo, "100.00")))
    assert "linked to" in account.text("DELETE", f"creditMemo/{memo}")
    change = {"item": {"items": [{"line": 1, "rate": 99}]}}
    assert "more than the total" in account.text("PATCH", f"creditMemo/{memo}", change)
    assert account.send("DELETE", f"customerRefund/{key}").status == 204
    assert left(account, memo) == "100.00"


def test_a_refund_of_a_deposit_goes_after_its_application(account: Account) -> None:
    held = account.create("customerDeposit", deposit("60.00"))
    key = account.create("customerRefund", deposit_refund((held, "60.00")))
    line = account.whole(f"customerRefund/{key}")["apply"]["items"][0]
    assert "linked to" in account.text("DELETE", f"customerRefund/{key}")
    assert account.send("DELETE", f"depositApplication/{line['doc']['id']}").status == 204
    assert (left(account, held), left(account, key)) == ("60.00", "60.00")
    assert account.send("DELETE", f"customerRefund/{key}").status == 204
    assert account.balances() == {"1499": "60.00", "2200": "-60.00"}


def test_the_deposits_of_a_refund_are_final(account: Account) -> None:
    held = account.create("customerDeposit", deposit("60.00"))
    key = account.create("customerRefund", deposit_refund((held, "20.00")))
    change = {"deposit": applied((held, "30.00"))}
    assert "cannot be changed" in account.text("PATCH", f"customerRefund/{key}", change)
    account.patch(f"customerRefund/{key}", {"memo": "seen"})


def test_a_closed_period_takes_no_refund(account: Account) -> None:
    memo = credit_memo(account, "100.00")
    account.sim("POST", "periods/Mar 2026/lock", {"ar": True})
    assert "accounting period" in account.text("POST", "customerRefund", refund((memo, "5")))


def test_a_project_is_refunded_as_its_customer(account: Account) -> None:
    memo = credit_memo(account, "100.00", entity=ref(ROOF))
    account.create("customerRefund", refund((memo, "100.00")))
    assert account.get(f"customer/{LOPEZ}")["balance"] == 0


def test_a_refund_to_be_printed_has_no_number_yet(account: Account) -> None:
    memo = credit_memo(account, "100.00")
    key = account.create("customerRefund", refund((memo, "5"), toBePrinted=True))
    assert "tranId" not in account.get(f"customerRefund/{key}")


def test_suiteql_links_a_refund_to_what_it_refunds(account: Account) -> None:
    memo, held = credit_memo(account, "10.00"), account.create("customerDeposit", deposit("20.00"))
    key = account.create("customerRefund", refund((memo, "10"), deposit=applied((held, "20"))))
    found = account.query(
        "SELECT previoustype, nexttype, foreignamount FROM nexttransactionlinelink"
        " ORDER BY foreignamount, linktype"
    )
    assert found == [
        {"previoustype": "CustCred", "nexttype": "CustRfnd", "foreignamount": "10"},
        {"previoustype": "CustDep", "nexttype": "DepAppl", "foreignamount": "20"},
        {"previoustype": "CustRfnd", "nexttype": "DepAppl", "foreignamount": "20"},
    ]
    open_line = account.query(
        "SELECT amountpaid, amountunpaid FROM transactionaccountingline"
        " WHERE transaction = ? AND transactionline = 1",
        key,
    )
    assert open_line == [{"amountpaid": "30", "amountunpaid": "0"}]
