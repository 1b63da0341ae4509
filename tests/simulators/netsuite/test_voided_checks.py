"""Voiding checks, in place or by a reversing journal (facts §10: inferred)."""

from decimal import Decimal

from tests.simulators.netsuite.account import CHEN, LOPEZ, ROOF, Account, ref
from tests.simulators.netsuite.checks import act, check, header, line, prefer, void


def test_a_check_voided_in_place_is_worth_nothing(account: Account) -> None:
    key = account.create("check", check(line("70.00"), line("30.00")))
    void(account, key)
    assert account.balances() == {}
    shown = account.whole(f"check/{key}")
    assert (shown["status"]["refName"], shown["total"], shown["tranId"]) == ("Voided", 0, "1")
    assert [one["amount"] for one in shown["expense"]["items"]] == [0, 0]
    row = header(account, key)
    assert (row["status"], row["foreigntotal"], row["posting"]) == ("V", 0, True)
    assert len(account.rows("transaction")) == 1


def test_a_query_tells_voided_checks_from_others(account: Account) -> None:
    lost, sent = (account.create("check", check()) for _ in range(2))
    void(account, lost)
    found = account.query("SELECT id, tranid, status FROM transaction WHERE type = 'Check'")
    assert found == [
        {"id": lost, "tranid": "1", "status": "V"},
        {"id": sent, "tranid": "2", "status": "B"},
    ]


def test_a_voided_check_keeps_its_money_as_it_is(account: Account) -> None:
    key = account.create("check", check())
    void(account, key)
    change = {"expense": {"items": [{"line": 1, "amount": 60}]}}
    assert "voided" in account.text("PATCH", f"check/{key}", change)
    assert "voided" in account.text("PATCH", f"check/{key}", {"entity": ref(CHEN)})
    account.patch(f"check/{key}", {"memo": "lost in the mail"})
    assert act(account, "void", type="check", id=key) == 400
    assert account.send("DELETE", f"check/{key}").status == 204


def test_a_check_of_a_closed_period_is_not_voided_in_place(account: Account) -> None:
    key = account.create("check", check())
    account.sim("POST", "periods/Mar 2026/close")
    assert act(account, "void", type="check", id=key) == 400
    assert account.balances()["1000"] == "-100.00"


def test_a_reversing_journal_voids_a_check_of_a_closed_period(account: Account) -> None:
    prefer(account, voidUsingReversingJournals=True)
    one = line("100.00", customer=ref(ROOF), department=ref("10"), memo="refund 7")
    key = account.create("check", check(one))
    account.sim("POST", "periods/Mar 2026/close")
    assert act(account, "void", type="check", id=key) == 400
    void(account, key, date="2026-04-02")
    assert account.balances() == {}
    shown = account.get(f"check/{key}")
    assert (shown["status"]["id"], shown["total"]) == ("V", Decimal("100.00"))
    journal = shown["voidJournal"]["id"]
    assert account.lines(journal) == [("1000", "100.00", "0.00"), ("2350", "0.00", "100.00")]
    booked = account.booked(journal)
    assert (booked["date"], booked["memo"]) == ("2026-04-02", "Void of Check #1")
    back = booked["lines"][1]
    assert (back["entity"], back["department"], back["memo"]) == (ROOF, "Service", "refund 7")
    march = account.sim("GET", "ledger/trial-balance", asOf="2026-03-31")
    assert [row["credit"] for row in march if row["number"] == "1000"] == ["100.00"]


def test_a_check_and_the_journal_that_voids_it_stay(account: Account) -> None:
    prefer(account, voidUsingReversingJournals=True)
    key = account.create("check", check())
    void(account, key)
    journal = account.get(f"check/{key}")["voidJournal"]["id"]
    assert account.booked(journal)["date"] == "2026-03-15"
    assert "journal voids it" in account.text("DELETE", f"check/{key}")
    assert "linked to" in account.text("DELETE", f"journalEntry/{journal}")


def test_a_check_that_waits_is_voided_without_a_journal(account: Account) -> None:
    prefer(account, checkApproval=True, voidUsingReversingJournals=True)
    key = account.create("check", check())
    void(account, key)
    assert (header(account, key)["status"], len(account.rows("transaction"))) == ("V", 1)
    assert act(account, "approve-check", id=key) == 400


def test_nothing_else_is_voided_and_rest_voids_nothing(account: Account) -> None:
    key = account.create("customerDeposit", {"customer": ref(LOPEZ), "payment": 5})
    assert act(account, "void", type="customerDeposit", id=key) == 400
    assert account.refusal("POST", "journalEntry", {"void": True})["status"] == 501
