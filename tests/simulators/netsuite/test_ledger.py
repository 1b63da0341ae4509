"""What each transaction posts (facts: netsuite §5.2) and what stays open."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.netsuite.account import (
    CHECKING,
    CHEN,
    EXPENSES,
    LOPEZ,
    RECEIVABLE,
    ROOF,
    SALES,
    SUPPLY,
    Account,
    applied,
    deposit,
    invoice,
    item_line,
    journal,
    payment,
    ref,
    taxed_invoice,
)


def remaining(account: Account, key: str) -> Decimal:
    amount = account.get(f"invoice/{key}")["amountRemaining"]
    assert isinstance(amount, Decimal)
    return amount


def use_deposit(account: Account, source: str, *pairs: tuple[str, str]) -> str:
    path = f"customerDeposit/{source}/!transform/depositApplication"
    return account.create(path, {"tranDate": "2026-03-12", "apply": applied(*pairs)})


def test_an_invoice_debits_receivables_and_credits_income_and_tax(account: Account) -> None:
    key = account.create("invoice", taxed_invoice("1000.00", "70.00"))
    assert account.lines(key) == [
        ("1100", "1070.00", "0.00"),
        ("4010", "0.00", "1000.00"),
        ("2300", "0.00", "70.00"),
    ]
    shown = account.get(f"invoice/{key}")
    assert (shown["subTotal"], shown["taxTotal"], shown["total"]) == (
        Decimal("1000.00"),
        Decimal("70.00"),
        Decimal("1070.00"),
    )


def test_a_negative_line_debits_its_income_account(account: Account) -> None:
    key = account.create("invoice", invoice("100.00", "-30.00"))
    assert account.lines(key) == [
        ("1100", "70.00", "0.00"),
        ("4010", "0.00", "100.00"),
        ("4010", "30.00", "0.00"),
    ]


def test_an_invoice_for_nothing_is_paid_in_full_with_zero_rows(account: Account) -> None:
    key = account.create("invoice", invoice("0.00"))
    assert account.lines(key) == [("1100", "0.00", "0.00"), ("4010", "0.00", "0.00")]
    assert account.get(f"invoice/{key}")["status"] == {"id": "B", "refName": "Paid In Full"}


def test_quantity_times_rate_is_rounded_to_cents_and_an_amount_wins(account: Account) -> None:
    lines = [item_line("0.333", quantity=5), item_line("9", quantity=3, amount="26.99")]
    key = account.create("invoice", {**invoice(), "item": {"items": lines}})
    shown = account.whole(f"invoice/{key}")["item"]["items"]
    assert [line["amount"] for line in shown] == [Decimal("1.67"), Decimal("26.99")]


def test_an_amount_alone_gives_the_rate(account: Account) -> None:
    lines = [{"item": ref("50"), "quantity": 3, "amount": 10}]
    key = account.create("invoice", {**invoice(), "item": {"items": lines}})
    line = account.whole(f"invoice/{key}")["item"]["items"][0]
    assert (line["rate"], line["amount"]) == (Decimal("3.33333333"), Decimal("10.00"))


def test_lines_carry_their_own_segments_or_the_headers(account: Account) -> None:
    body = invoice("1.00", "2.00", department=ref("10"), location=ref("30"))
    body["item"]["items"][0]["class"] = ref("20")
    key = account.create("invoice", body)
    segments = [
        (row["department"], row["class"], row["location"]) for row in account.booked(key)["lines"]
    ]
    assert segments == [
        ("Service", None, "Depot"),
        ("Service", "Residential", "Depot"),
        ("Service", None, "Depot"),
    ]


def test_a_payment_credits_receivables_in_full_the_unapplied_part_too(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00"))
    key = account.create("customerPayment", payment("100.00", (bill, "60.00")))
    assert account.lines(key) == [("1499", "100.00", "0.00"), ("1100", "0.00", "100.00")]
    shown = account.get(f"customerPayment/{key}")
    assert (shown["applied"], shown["unapplied"]) == (Decimal("60.00"), Decimal("40.00"))
    assert account.balances() == {"1499": "100.00", "1100": "-40.00", "4010": "-60.00"}


@pytest.mark.parametrize("kind", ["customerPayment", "customerDeposit"])
def test_money_goes_to_the_bank_account_that_is_named(account: Account, kind: str) -> None:
    body = {"customer": ref(LOPEZ), "payment": 5, "account": ref(CHECKING)}
    key = account.create(kind, body)
    assert account.lines(key)[0] == ("1000", "5.00", "0.00")


def test_a_payment_method_may_name_the_account(account: Account) -> None:
    method = {"id": "9", "name": "Wire", "account": ref(CHECKING)}
    account.sim("POST", "load", {"paymentMethods": [method]})
    body = {"customer": ref(LOPEZ), "payment": 5, "paymentOption": ref("9")}
    assert account.lines(account.create("customerPayment", body))[0][0] == "1000"


def test_money_that_names_no_account_waits_in_undeposited_funds(account: Account) -> None:
    key = account.create("customerDeposit", {"customer": ref(LOPEZ), "payment": 5})
    assert account.lines(key)[0][0] == "1499"
    account.patch(f"customerDeposit/{key}", {"account": ref(CHECKING)})
    assert account.lines(key)[0][0] == "1000"


def test_a_deposit_is_a_liability_until_it_is_applied(account: Account) -> None:
    source = account.create("customerDeposit", deposit("100.00"))
    assert account.lines(source) == [("1499", "100.00", "0.00"), ("2200", "0.00", "100.00")]
    bill = account.create("invoice", invoice("60.00"))
    use = use_deposit(account, source, (bill, "60.00"))
    assert account.lines(use) == [("2200", "60.00", "0.00"), ("1100", "0.00", "60.00")]
    assert remaining(account, bill) == 0
    assert account.booked(source)["open"] == "40.00"
    assert account.booked(use)["deposit"] == source
    assert account.get(f"customer/{LOPEZ}")["depositBalance"] == Decimal("40.00")


def test_deleting_a_deposit_application_gives_both_sides_back(account: Account) -> None:
    source = account.create("customerDeposit", deposit("100.00"))
    bill = account.create("invoice", invoice("60.00"))
    before = account.balances()
    use = use_deposit(account, source, (bill, "60.00"))
    assert account.send("DELETE", f"depositApplication/{use}").status == 204
    assert (remaining(account, bill), account.booked(source)["open"]) == (Decimal(60), "100.00")
    assert account.balances() == before


def test_a_changed_deposit_application_takes_what_it_says_now(account: Account) -> None:
    source = account.create("customerDeposit", deposit("100.00"))
    bill = account.create("invoice", invoice("60.00"))
    use = use_deposit(account, source, (bill, "60.00"))
    account.patch(f"depositApplication/{use}", {"apply": applied((bill, "25.00"))})
    assert (remaining(account, bill), account.booked(source)["open"]) == (Decimal(35), "75.00")
    assert account.lines(use) == [("2200", "25.00", "0.00"), ("1100", "0.00", "25.00")]


def test_the_worked_example_ends_with_nothing_owed(account: Account) -> None:
    bill = account.create("invoice", invoice("1000.00"))
    assert account.balances() == {"1100": "1000.00", "4010": "-1000.00"}
    source = account.create("customerDeposit", deposit("1000.00"))
    assert account.balances()["2200"] == "-1000.00"
    use_deposit(account, source, (bill, "1000.00"))
    assert account.balances() == {"1499": "1000.00", "4010": "-1000.00"}


def test_a_credit_memo_debits_income_and_tax_and_pays_an_invoice(account: Account) -> None:
    bill = account.create("invoice", taxed_invoice("100.00", "7.00"))
    body = {**taxed_invoice("50.00", "3.50"), "apply": applied((bill, "20.00"))}
    memo = account.create("creditMemo", body)
    assert account.lines(memo) == [
        ("1100", "0.00", "53.50"),
        ("4010", "50.00", "0.00"),
        ("2300", "3.50", "0.00"),
    ]
    shown = account.get(f"creditMemo/{memo}")
    assert (shown["applied"], shown["unapplied"]) == (Decimal("20.00"), Decimal("33.50"))
    assert remaining(account, bill) == 87


def test_a_journal_posts_as_entered(account: Account) -> None:
    key = account.create("journalEntry", journal((EXPENSES, "29.00", "0"), (CHECKING, "0", "29")))
    assert account.lines(key) == [("6000", "29.00", "0.00"), ("1000", "0.00", "29.00")]


def test_a_journal_that_does_not_balance_is_refused(account: Account) -> None:
    body = journal((EXPENSES, "29.00", "0"), (CHECKING, "0", "28.99"))
    assert "must balance" in account.text("POST", "journalEntry", body)


def test_a_journals_lines_can_be_replaced(account: Account) -> None:
    key = account.create("journalEntry", journal((EXPENSES, "29.00", "0"), (CHECKING, "0", "29")))
    lines = journal((SALES, "5.00", "0"), (CHECKING, "0", "5"))["line"]
    account.patch(f"journalEntry/{key}", {"line": lines}, replace="line")
    assert account.balances() == {"4000": "5.00", "1000": "-5.00"}


def test_credits_can_pay_a_customers_receivable_line_of_a_journal(account: Account) -> None:
    body = journal((RECEIVABLE, "25.00", "0"), (EXPENSES, "0", "25.00"))
    body["line"]["items"][0]["entity"] = ref(LOPEZ)
    entry = account.create("journalEntry", body)
    source = account.create("customerDeposit", deposit("25.00"))
    use_deposit(account, source, (entry, "25.00"))
    assert account.booked(entry)["open"] == "0.00"
    lines = {"items": [{"line": 1, "debit": 24}, {"line": 2, "credit": 24}]}
    assert "paid by others" in account.text("PATCH", f"journalEntry/{entry}", {"line": lines})


def test_a_purchase_order_posts_nothing(account: Account) -> None:
    expense = {"account": ref(EXPENSES), "amount": "7.50", "memo": "freight"}
    body = {
        "entity": ref(SUPPLY),
        "item": {"items": [item_line("48.00", customer=ref(ROOF))]},
        "expense": {"items": [expense]},
    }
    key = account.create("purchaseOrder", body)
    assert account.balances() == {}
    booked = account.booked(key)
    assert (booked["posting"], booked["total"]) == (False, "55.50")
    assert account.lines(key) == [
        ("9010", "0.00", "55.50"),
        ("6000", "48.00", "0.00"),
        ("6000", "7.50", "0.00"),
    ]


# --- applying -------------------------------------------------------------------------------------


def test_an_application_is_refused_a_cent_past_what_is_due(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00"))
    found = account.refusal("POST", "customerPayment", payment("100.00", (bill, "60.01")))
    assert found["o:errorPath"] == "apply.items[0].amount"
    assert "60.01 is more than the 60.00 that is due" in found["detail"]


def test_applications_are_refused_a_cent_past_the_payment(account: Account) -> None:
    bills = [account.create("invoice", invoice("60.00")) for _ in range(2)]
    body = payment("100.00", (bills[0], "60.00"), (bills[1], "40.01"))
    assert "cannot be more than the total" in account.text("POST", "customerPayment", body)


def test_an_application_is_refused_a_cent_past_the_deposit(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00"))
    source = account.create("customerDeposit", deposit("50.00"))
    path = f"customerDeposit/{source}/!transform/depositApplication"
    text = account.text("POST", path, {"apply": applied((bill, "50.01"))})
    assert "50.01 is more than the 50.00 that the deposit still holds" in text


def test_a_payment_pays_only_its_own_customers_invoices(account: Account) -> None:
    bill = account.create("invoice", {**invoice("60.00"), "entity": ref(CHEN)})
    found = account.refusal("POST", "customerPayment", payment("60.00", (bill, "60.00")))
    assert found["o:errorPath"] == "apply.items[0].doc"


def test_a_project_is_its_customer_when_money_is_applied(account: Account) -> None:
    bill = account.create("invoice", {**invoice("60.00"), "entity": ref(ROOF)})
    account.create("customerPayment", payment("60.00", (bill, "60.00")))
    assert remaining(account, bill) == 0


@pytest.mark.parametrize("off", [{"apply": False}, {"amount": 0}])
def test_an_apply_line_switched_off_gives_the_amount_back(
    account: Account, off: dict[str, Any]
) -> None:
    bills = [account.create("invoice", invoice("60.00")) for _ in range(2)]
    body = payment("100.00", (bills[0], "60.00"), (bills[1], "40.00"))
    key = account.create("customerPayment", body)
    before = account.balances()
    line = {"doc": ref(bills[0]), **off}
    account.patch(f"customerPayment/{key}", {"apply": {"items": [line]}})
    assert [remaining(account, bill) for bill in bills] == [60, 20]
    assert account.balances() == before


def test_an_apply_line_can_be_changed_and_added_later(account: Account) -> None:
    bills = [account.create("invoice", invoice("60.00")) for _ in range(2)]
    key = account.create("customerPayment", payment("100.00", (bills[0], "60.00")))
    lines = applied((bills[0], "30.00"), (bills[1], "60.00"))
    account.patch(f"customerPayment/{key}", {"apply": lines})
    assert [remaining(account, bill) for bill in bills] == [30, 0]
    assert account.get(f"customerPayment/{key}")["unapplied"] == Decimal("10.00")
    account.patch(f"customerPayment/{key}", {"apply": applied((bills[0], "1.00"))}, replace="apply")
    assert [remaining(account, bill) for bill in bills] == [59, 60]


def test_an_apply_line_shows_what_it_pays(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00", tranId="4500"))
    key = account.create("customerPayment", payment("100.00", (bill, "25.00")))
    line = account.get(f"customerPayment/{key}/apply")["items"][0]
    assert line["doc"]["id"] == bill
    assert (line["refNum"], line["due"], line["total"]) == ("4500", Decimal("35.00"), 60)


def test_a_paid_invoice_cannot_fall_below_what_was_paid(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00"))
    account.create("customerPayment", payment("60.00", (bill, "50.00")))
    lines = {"items": [{"line": 1, "rate": "49.99"}]}
    assert "paid by others" in account.text("PATCH", f"invoice/{bill}", {"item": lines})
    account.patch(f"invoice/{bill}", {"item": {"items": [{"line": 1, "rate": "50.00"}]}})
    assert remaining(account, bill) == 0


def test_a_payment_cannot_fall_below_what_it_pays(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00"))
    key = account.create("customerPayment", payment("60.00", (bill, "50.00")))
    account.patch(f"customerPayment/{key}", {"payment": "50.00"})
    text = account.text("PATCH", f"customerPayment/{key}", {"payment": "49.99"})
    assert "cannot be more than the total" in text


def test_a_customer_owes_what_receivables_say(account: Account) -> None:
    account.create("invoice", invoice("60.00"))
    account.create("customerPayment", payment("10.00"))
    assert account.get(f"customer/{LOPEZ}")["balance"] == Decimal("50.00")
    assert account.get(f"customer/{CHEN}")["balance"] == 0


def test_a_customer_owes_for_its_projects_too(account: Account) -> None:
    account.create("invoice", {**invoice("60.00"), "entity": ref(ROOF)})
    assert account.get(f"customer/{LOPEZ}")["balance"] == Decimal("60.00")


def test_a_customers_own_receivables_account_is_used(account: Account) -> None:
    other = {"id": "70", "acctNumber": "1110", "acctName": "Other", "acctType": {"id": "AcctRec"}}
    account.sim("POST", "load", {"accounts": [other]})
    first = account.create("invoice", invoice("60.00"))
    account.patch(f"customer/{LOPEZ}", {"receivablesAccount": ref("70")})
    second = account.create("invoice", {**invoice("60.00"), "entity": ref(ROOF)})
    assert account.lines(second)[0][0] == "1110"
    account.create("customerPayment", payment("60.00", (second, "60.00")))
    found = account.refusal("POST", "customerPayment", payment("60.00", (first, "60.00")))
    assert found["o:errorPath"] == "apply.items[0].doc"
