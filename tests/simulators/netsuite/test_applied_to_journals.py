"""Credits and deposits applied to the receivable line of a journal (facts §1.3, §5.2, §9.5)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.netsuite.account import (
    CHEN,
    LOPEZ,
    RECEIVABLE,
    ROOF,
    SALES,
    Account,
    Json,
    deposit,
    invoice,
    journal,
    payment,
    ref,
)

PAYABLE = "10"
SOURCES = ["creditMemo", "customerPayment", "depositApplication"]


def refund(amount: str, *, to: str = LOPEZ) -> Json:
    """The journal of a refund: what is owed again, and what is to be paid out."""
    body = journal((RECEIVABLE, amount, "0"), (PAYABLE, "0", amount))
    body["line"]["items"][0]["entity"] = ref(to)
    return body


def two_refunds(first: str, second: str, *, to: str = LOPEZ) -> Json:
    total = str(Decimal(first) + Decimal(second))
    body = journal((RECEIVABLE, first, "0"), (RECEIVABLE, second, "0"), (PAYABLE, "0", total))
    body["line"]["items"][0]["entity"] = ref(LOPEZ)
    body["line"]["items"][1]["entity"] = ref(to)
    return body


def to(entry: str, amount: str, line: int = 1, **more: Any) -> Json:
    one = {"doc": ref(entry), "line": line, "amount": Decimal(amount), **more}
    return {"apply": {"items": [one]}}


def credit(account: Account, source: str, amount: str, apply: Json) -> str:
    """A credit of that kind and amount, applied so; its path."""
    if source == "creditMemo":
        return f"{source}/{account.create(source, {**invoice(amount), **apply})}"
    if source == "customerPayment":
        body = payment(amount, tranDate="2026-03-11", **apply)
        return f"{source}/{account.create(source, body)}"
    held = account.create("customerDeposit", deposit(amount))
    path = f"customerDeposit/{held}/!transform/depositApplication"
    return f"{source}/{account.create(path, {'tranDate': '2026-03-12', **apply})}"


def unpaid(account: Account, entry: str, line: int = 1) -> tuple[str, str]:
    """What SuiteQL says of the journal's line: paid, unpaid."""
    rows = account.rows("transactionaccountingline")
    key = {"transaction": int(entry), "transactionline": line}
    row = next(one for one in rows if key.items() <= one.items())
    return str(row["amountpaid"]), str(row["amountunpaid"])


def links(account: Account, path: str) -> list[tuple[int, int, str, str]]:
    """What pays what: the journal's id and line, the payer's type, the amount."""
    key = int(path.rsplit("/", 1)[-1])
    return [
        (row["previousdoc"], row["previousline"], row["nexttype"], str(row["foreignamount"]))
        for row in account.rows("nexttransactionlinelink")
        if row["nextdoc"] == key and row["linktype"] == "Payment"
    ]


@pytest.mark.parametrize(
    ("source", "code", "books"),
    [
        ("creditMemo", "CustCred", {"4010": "100.00", "2350": "-100.00"}),
        ("customerPayment", "CustPymt", {"1499": "100.00", "2350": "-100.00"}),
        ("depositApplication", "DepAppl", {"1499": "100.00", "2350": "-100.00"}),
    ],
)
def test_a_credit_clears_the_receivable_of_a_journal(
    account: Account, source: str, code: str, books: dict[str, str]
) -> None:
    entry = account.create("journalEntry", refund("100.00"))
    assert account.balances() == {"1100": "100.00", "2350": "-100.00"}
    path = credit(account, source, "100.00", to(entry, "100.00"))
    assert account.balances() == books
    assert unpaid(account, entry) == ("100.00", "0.00")
    assert links(account, path) == [(int(entry), 1, code, "100.00")]
    line = account.whole(path)["apply"]["items"][0]
    assert (line["type"], line["due"], line["total"]) == ("Journal", 0, Decimal("100.00"))
    assert account.get(f"customer/{LOPEZ}")["balance"] == 0


@pytest.mark.parametrize("source", SOURCES)
def test_it_is_applied_in_part_in_steps_and_taken_off_again(account: Account, source: str) -> None:
    entry = account.create("journalEntry", refund("100.00"))
    path = credit(account, source, "80.00", to(entry, "30.00"))
    assert unpaid(account, entry) == ("30.00", "70.00")
    before = account.balances()["1100"]
    account.patch(path, to(entry, "50.00"))
    assert unpaid(account, entry) == ("50.00", "50.00")
    assert links(account, path) == [(int(entry), 1, links(account, path)[0][2], "50.00")]
    if source == "depositApplication":
        assert account.send("DELETE", path).status == 204
    else:
        assert account.balances()["1100"] == before
        account.patch(path, to(entry, "50.00", apply=False))
        assert links(account, path) == []
    assert unpaid(account, entry) == ("0.00", "100.00")


@pytest.mark.parametrize("source", SOURCES)
def test_never_more_is_applied_than_is_open(account: Account, source: str) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    path = credit(account, source, "80.00", to(entry, "49.99"))
    found = account.refusal("PATCH", path, to(entry, "50.01"))
    assert found["o:errorPath"] == "apply.items[0].amount"
    account.patch(path, to(entry, "50.00"))
    other = {**invoice("5.00"), **to(entry, "0.01")}
    assert "more than the 0.00 that is due" in account.text("POST", "creditMemo", other)


@pytest.mark.parametrize("source", ["creditMemo", "customerPayment"])
def test_never_more_is_applied_than_the_credit_holds(account: Account, source: str) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    path = credit(account, source, "20.00", {})
    assert "more than the total" in account.text("PATCH", path, to(entry, "20.01"))


def test_a_deposit_gives_no_more_than_it_holds(account: Account) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    held = account.create("customerDeposit", deposit("20.00"))
    path = f"customerDeposit/{held}/!transform/depositApplication"
    account.create(path, to(entry, "15.00"))
    assert "still holds" in account.text("POST", path, to(entry, "5.01"))
    account.create(path, to(entry, "5.00"))
    assert unpaid(account, entry) == ("20.00", "30.00")
    assert account.balances() == {"1499": "20.00", "1100": "30.00", "2350": "-50.00"}


def test_a_query_finds_what_is_still_open(account: Account) -> None:
    entry = account.create("journalEntry", refund("100.00"))
    credit(account, "creditMemo", "80.00", to(entry, "30.00"))
    found = account.query(
        "SELECT l.transactionline AS line, l.amountunpaid AS unpaid, SUM(k.foreignamount) AS paid"
        " FROM transactionaccountingline l JOIN nexttransactionlinelink k"
        " ON k.previousdoc = l.transaction AND k.previousline = l.transactionline"
        " WHERE l.transaction = ? GROUP BY l.transactionline, l.amountunpaid",
        entry,
    )
    assert found == [{"line": "1", "unpaid": "70", "paid": "30"}]


def test_several_credits_share_one_line_and_one_credit_pays_several(account: Account) -> None:
    first = account.create("journalEntry", refund("60.00"))
    second = account.create("journalEntry", refund("60.00"))
    both = {"apply": {"items": [*to(first, "40.00")["apply"]["items"]]}}
    both["apply"]["items"] += to(second, "10.00")["apply"]["items"]
    path = credit(account, "creditMemo", "50.00", both)
    credit(account, "customerPayment", "20.00", to(first, "20.00"))
    assert (unpaid(account, first), unpaid(account, second)) == (
        ("60.00", "0.00"),
        ("10.00", "50.00"),
    )
    assert len(links(account, path)) == 2
    assert account.get(path)["unapplied"] == 0


def test_a_journal_and_an_invoice_can_be_paid_together(account: Account) -> None:
    entry = account.create("journalEntry", refund("25.00"))
    bill = account.create("invoice", invoice("75.00"))
    items = [*to(entry, "25.00")["apply"]["items"], {"doc": ref(bill), "amount": 75}]
    account.create("customerPayment", payment("100.00", apply={"items": items}))
    assert (account.booked(entry)["open"], account.booked(bill)["open"]) == ("0.00", "0.00")


def test_two_lines_of_one_journal_are_told_apart_by_their_number(account: Account) -> None:
    entry = account.create("journalEntry", two_refunds("30.00", "40.00"))
    path = credit(account, "creditMemo", "70.00", to(entry, "40.00", line=2))
    assert (unpaid(account, entry), unpaid(account, entry, 2)) == (
        ("0.00", "30.00"),
        ("40.00", "0.00"),
    )
    account.patch(path, to(entry, "5.00", line=1))
    assert {link[1] for link in links(account, path)} == {1, 2}
    assert unpaid(account, entry) == ("5.00", "25.00")


def test_a_journal_with_two_open_lines_needs_the_number(account: Account) -> None:
    entry = account.create("journalEntry", two_refunds("30.00", "40.00"))
    apply = {"apply": {"items": [{"doc": ref(entry), "amount": 5}]}}
    found = account.refusal("POST", "creditMemo", {**invoice("5.00"), **apply})
    assert found["o:errorPath"] == "apply.items[0].doc"
    single = account.create("journalEntry", refund("30.00"))
    apply["apply"]["items"][0]["doc"] = ref(single)
    credit(account, "creditMemo", "5.00", apply)
    assert unpaid(account, single) == ("5.00", "25.00")


@pytest.mark.parametrize("line", [2, 3, 9])
def test_credit_lines_other_customers_lines_and_unknown_lines_are_not_offered(
    account: Account, line: int
) -> None:
    entry = account.create("journalEntry", two_refunds("30.00", "40.00", to=CHEN))
    body = {**invoice("5.00"), **to(entry, "5.00", line=line)}
    assert account.refusal("POST", "creditMemo", body)["o:errorPath"] == "apply.items[0].doc"


def test_a_journal_of_the_customers_project_is_the_customers(account: Account) -> None:
    entry = account.create("journalEntry", refund("30.00", to=ROOF))
    credit(account, "creditMemo", "30.00", to(entry, "30.00"))
    assert unpaid(account, entry) == ("30.00", "0.00")


def test_only_receivable_debits_of_a_customer_are_open(account: Account) -> None:
    nobody = account.create("journalEntry", journal((RECEIVABLE, "9", "0"), (SALES, "0", "9")))
    body = {**invoice("5.00"), **to(nobody, "5.00")}
    assert account.refusal("POST", "creditMemo", body)["o:errorPath"] == "apply.items[0].doc"
    assert unpaid(account, nobody) == ("None", "None")


@pytest.mark.parametrize("source", SOURCES)
def test_a_journal_that_is_paid_cannot_be_deleted_until_it_is_free(
    account: Account, source: str
) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    path = credit(account, source, "50.00", to(entry, "10.00"))
    assert "linked to" in account.text("DELETE", f"journalEntry/{entry}")
    assert account.send("DELETE", path).status == 204
    assert account.send("DELETE", f"journalEntry/{entry}").status == 204
    assert "2350" not in account.balances()


def test_taken_off_it_no_longer_holds_the_journal(account: Account) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    path = credit(account, "creditMemo", "50.00", to(entry, "10.00"))
    account.patch(path, to(entry, "0.00"))
    assert account.send("DELETE", f"journalEntry/{entry}").status == 204


@pytest.mark.parametrize(
    "change",
    [
        {"debit": Decimal("9.99")},
        {"debit": None, "credit": Decimal("50.00")},
        {"entity": ref(CHEN)},
        {"entity": None},
        {"account": ref(SALES)},
    ],
)
def test_a_paid_line_does_not_change_under_its_payment(account: Account, change: Json) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    credit(account, "creditMemo", "50.00", to(entry, "10.00"))
    amount = change.get("debit") or Decimal(50)
    other = {"line": 2, "credit": amount}
    if "credit" in change:
        other = {"line": 2, "credit": None, "debit": Decimal(50)}
    body = {"line": {"items": [{"line": 1, **change}, other]}}
    assert "paid by others" in account.text("PATCH", f"journalEntry/{entry}", body)


def test_a_paid_line_may_grow_and_others_may_change(account: Account) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    credit(account, "creditMemo", "50.00", to(entry, "10.00"))
    lines = [{"line": 1, "debit": 60}, {"line": 2, "credit": 60, "memo": "refund"}]
    account.patch(f"journalEntry/{entry}", {"line": {"items": lines}})
    assert unpaid(account, entry) == ("10.00", "50.00")


def test_in_a_closed_period_credits_are_applied_and_journals_kept(account: Account) -> None:
    entry = account.create("journalEntry", refund("50.00"))
    path = credit(account, "creditMemo", "50.00", {})
    account.sim("POST", "periods/Mar 2026/close")
    account.patch(path, to(entry, "50.00"))
    assert unpaid(account, entry) == ("50.00", "0.00")
    held = account.create("customerDeposit", deposit("20.00", tranDate="2026-04-01"))
    use = f"customerDeposit/{held}/!transform/depositApplication"
    body = {"tranDate": "2026-03-12", **to(entry, "20.00")}
    assert "accounting period" in account.text("POST", use, body)
    assert "accounting period" in account.text("POST", "journalEntry", refund("5.00"))


def test_a_merged_customer_takes_what_is_open_along(account: Account) -> None:
    entry = account.create("journalEntry", refund("50.00", to=CHEN))
    account.sim("POST", "actions/merge-customers", {"master": LOPEZ, "duplicates": [CHEN]})
    credit(account, "creditMemo", "50.00", to(entry, "50.00"))
    assert unpaid(account, entry) == ("50.00", "0.00")
