"""The stories' figures, against the rule book's own."""

import json
from decimal import Decimal
from typing import Any

import pytest

from adapters.netsuite.objects import REFUND
from tests.adapters.demo.screen import Ended

Json = dict[str, Any]
AR, UF, CD, SALES = "1100", "1499", "2200", "4000"
INVENTORY, ACCRUED = "1300", "2010"
BANK, TAX, CRP = "1000", "2300", "2350"


def balances(step: Json) -> dict[str, Decimal]:
    """Net by account, debit positive; accounts at zero left out."""
    sides = (
        (one["account"], Decimal(one["debit"]), one["credit"]) for one in step["trial_balance"]
    )
    nets = {account: debit - Decimal(credit) for account, debit, credit in sides}
    return {account: net for account, net in nets.items() if net}


@pytest.mark.parametrize(
    ("story", "steps"),
    [
        (
            "deposit",
            [
                {AR: 1000, SALES: -1000},
                {AR: 1000, UF: 1000, CD: -1000, SALES: -1000},
                {AR: 1000, UF: 1000, CD: -1000, SALES: -1000},
                {INVENTORY: 48, UF: 1000, ACCRUED: -48, SALES: -1000},
            ],
        ),
        (
            "two-invoices",
            [
                {AR: 1000, SALES: -1000},
                {UF: 1000, SALES: -1000},
                {AR: Decimal("75.50"), UF: 1000, SALES: Decimal("-1075.50")},
            ],
        ),
        ("unmapped", [{AR: 320, SALES: -320}, {AR: 800, SALES: -800}]),
        ("dry-run", [{}, {AR: 150, UF: 100, SALES: -250}]),
        (
            "second-run",
            [{AR: Decimal("410.25"), UF: 60, CD: -60, SALES: Decimal("-410.25")}] * 2,
        ),
        ("lost-reply", [{AR: Decimal("735.10"), SALES: Decimal("-735.10")}]),
        (
            "errors",
            [
                {AR: 95, SALES: -95},
                {AR: Decimal("1152.90"), UF: Decimal("150.25"), SALES: Decimal("-1303.15")},
            ],
        ),
        (
            "merge",
            [{AR: 200, SALES: -200}, {AR: 200, SALES: -200}, {UF: 200, SALES: -200}],
        ),
        (
            "refund-check",
            [
                {UF: 1070, SALES: -1000, TAX: -70},
                {UF: 1070, CRP: -1070},
                {UF: 1070, BANK: -1070},
            ],
        ),
        (
            "refund-deposit",
            [
                {UF: 500, CD: -500},
                {UF: 500, CRP: -500},
                {UF: 500, CRP: -300, BANK: -200},
                {UF: 500, CRP: -300, BANK: -200},
                {UF: 500, BANK: -500},
            ],
        ),
    ],
)
def test_the_trial_balance_after_each_step_is_the_rules(
    stories: dict[str, Json], story: str, steps: list[dict[str, Decimal]]
) -> None:
    assert [balances(step) for step in stories[story]["steps"]] == steps


def test_the_demonstration_holds_and_both_systems_agree(whole: Ended) -> None:
    document = whole.document
    assert (whole.code, document["holds"], document["agrees"], whole.err) == (0, True, True, "")
    assert len(document["stories"]) == 10
    owed = {
        row["customer"]: (row["servicetitan"], row["netsuite"], row["difference"])
        for story in document["stories"]
        for row in story["tie"]["customers"]
    }
    assert owed["Maria Lopez"] == ("0.00", "0.00", "0.00")
    assert owed["Lena Fischer"] == ("350.25", "350.25", "0.00")
    assert {difference for _, _, difference in owed.values()} == {"0.00"}


def test_money_is_decimal_text_all_through(whole: Ended) -> None:
    def no_fraction(text: str) -> Decimal:
        raise AssertionError(f"{text} is a number")

    json.loads(whole.out, parse_float=no_fraction)


def test_the_deposit_is_applied_by_the_run_that_moves_a_purchase_order(
    stories: dict[str, Json],
) -> None:
    waiting, applied = stories["deposit"]["steps"][2:]
    assert (waiting["booked"], waiting["run"]["written"]) == ([], 0)
    assert [one["fate"] for one in waiting["run"]["documents"]] == ["held"]
    assert sorted(one["type"] for one in applied["booked"]) == [
        "depositApplication",
        "itemReceipt",
        "purchaseOrder",
    ]
    assert "4001 has $0.00 open" in [one["claim"] for one in applied["checks"]]


def test_the_unmapped_business_unit_is_refused_by_name(stories: dict[str, Json]) -> None:
    first, second = stories["unmapped"]["steps"]
    refused = [one for one in first["run"]["documents"] if one["fate"] == "refused"]
    assert [one["explanation"] for one in refused] == [
        'Business unit "HVAC North" (42) has no NetSuite subsidiary. '
        "Map it: crossfoot mapping set business-unit 42 --subsidiary ID"
    ]
    assert {one["fate"] for one in second["run"]["documents"]} == {"posted"}


def test_the_dry_run_predicts_what_the_live_run_books(stories: dict[str, Json]) -> None:
    dry, live = stories["dry-run"]["steps"]
    predicted = [one["entry"] for one in dry["planned"] if one["entry"]]
    booked = [one["entry"] for one in live["booked"]]
    assert predicted == booked
    assert dry["run"]["plan"] == live["run"]["plan"]
    assert (dry["booked"], dry["trial_balance"]) == ([], [])


def test_the_second_run_writes_nothing(stories: dict[str, Json]) -> None:
    again = stories["second-run"]["steps"][1]
    assert (again["run"]["written"], again["booked"]) == (0, [])


def test_the_invoice_whose_reply_was_lost_is_booked_once(stories: dict[str, Json]) -> None:
    (step,) = stories["lost-reply"]["steps"]
    assert [one["type"] for one in step["booked"]] == ["invoice"]
    assert "1 reply was lost" in [one["claim"] for one in step["checks"]]


def test_the_list_of_errors_has_one_entry_for_one_cause(stories: dict[str, Json]) -> None:
    first, second = stories["errors"]["steps"]
    (cause,) = first["errors"]
    assert (cause["documents"], cause["money"]) == (5, "1358.40")
    assert second["errors"] == []


def test_a_merge_moves_the_survivor_to_owe_what_both_owed(stories: dict[str, Json]) -> None:
    merged = stories["merge"]["steps"][1]
    assert merged["booked"] == []
    assert "NetSuite's customers owe: Rosa Diaz $200.00" in [c["claim"] for c in merged["checks"]]


def claims(step: Json) -> list[str]:
    return [one["claim"] for one in step["checks"]]


def test_work_taken_back_makes_a_credit_memo_a_journal_and_a_record(
    stories: dict[str, Json],
) -> None:
    taken_back = stories["refund-check"]["steps"][1]
    amounts = {one["type"]: one["amount"] for one in taken_back["booked"]}
    assert amounts == {"creditMemo": "1070.00", "journalEntry": "1070.00", REFUND: "1070.00"}
    assert [one["type"] for one in taken_back["booked"] if not one["entry"]] == [REFUND]
    assert {
        "4001-1 has $0.00 open",
        "7002-J has $0.00 open",
        "refund 7002 is Pending Refund, $0.00 paid",
    } <= set(claims(taken_back))


def test_the_check_that_was_reviewed_is_the_check_that_is_written(
    stories: dict[str, Json],
) -> None:
    paid = stories["refund-check"]["steps"][2]
    (listed,), (reviewed,), (check,) = paid["refunds"], paid["review"]["checks"], paid["booked"]
    assert (listed["number"], listed["status"], listed["remaining"]) == (
        "7002",
        "Pending Refund",
        "1070.00",
    )
    assert (check["type"], check["amount"]) == ("check", reviewed["amount"])
    assert check["entry"] == [
        {"account": BANK, "name": "Checking", "debit": "0.00", "credit": "1070.00"},
        {"account": CRP, "name": "Customer Refunds Payable", "debit": "1070.00", "credit": "0.00"},
    ]
    assert paid["run"]["plan"] == paid["review"]["hash"]
    assert "refund 7002 is Check Refunded, $1,070.00 paid" in claims(paid)


def test_a_deposit_goes_back_in_two_checks(stories: dict[str, Json]) -> None:
    _, refunded, *paid = stories["refund-deposit"]["steps"]
    steps = (refunded, *paid)
    assert [claim for step in steps for claim in claims(step) if "refund 7002" in claim] == [
        "refund 7002 is Pending Refund, $0.00 paid",
        "refund 7002 is Pending Refund, $200.00 paid",
        "refund 7002 is Pending Refund, $200.00 paid",
        "refund 7002 is Check Refunded, $500.00 paid",
    ]
    assert [step["refunds"][0]["remaining"] for step in paid] == ["500.00", "300.00", "300.00"]
    assert [[one["amount"] for one in step["booked"]] for step in paid] == [
        ["200.00"],
        [],
        ["300.00"],
    ]


def test_a_cent_more_than_is_left_is_refused_in_words(stories: dict[str, Json]) -> None:
    tried = stories["refund-deposit"]["steps"][3]
    words = "It has $300.00 left to pay; $300.01 would overpay it. Pay at most $300.00."
    assert (tried["review"]["checks"], tried["run"]["written"]) == ([], 0)
    assert [one["explanation"] for one in tried["review"]["refused"]] == [words]
    rows = tried["run"]["documents"]
    assert [(one["fate"], one["explanation"]) for one in rows] == [("refused", words)]
