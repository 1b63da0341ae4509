"""Inventory adjustments: every line to the cent, on the accounts of the books and of the tenant."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.chart import Role
from core.documents import InventoryAdjustment, InventoryAdjustmentLine, Kind
from core.money import Money, total
from core.planner import make_plan
from core.records import JournalRecord
from core.refusals import Reason
from core.settings import SyncMethod, TenantSettings
from tests.core.bank_builders import BANKED, CHOSEN, counted, warehouse
from tests.core.builders import TENANT, key


def lines(adjustment: InventoryAdjustment) -> list[tuple[str, Money]]:
    (step,) = make_plan(warehouse(adjustment)).steps
    assert step.key == key(Kind.INVENTORY_ADJUSTMENT, 67)
    assert isinstance(step.record, JournalRecord)
    assert step.entry == step.record.entry
    return [(one.account.number, one.amount) for one in step.record.lines]


@pytest.mark.parametrize(
    ("quantity", "cost", "said", "cents"),
    [
        ("-3", "4.80", "-14.40", -1440),
        ("2.5", "4.80", "12.00", 1200),
        ("-1", "1.005", "-1.01", -101),
        ("1", "1.005", "1.005", 101),
        ("1", "1.0049", "1.00", 100),
        ("-7", "0.005", "-0.035", -4),
    ],
)
def test_a_line_moves_quantity_times_cost_to_the_cent(
    quantity: str, cost: str, said: str, cents: int
) -> None:
    assert lines(counted((quantity, cost, said))) == [
        ("5900", Money(-cents)),
        ("1300", Money(cents)),
    ]


def test_each_line_is_booked_by_itself_and_the_total_is_told() -> None:
    adjustment = counted(("-3", "4.80", "-14.40"), ("1", "30.00", "30.00"), ("5", "0", "0"))
    assert lines(adjustment) == [
        ("5900", Money.of("14.40")),
        ("1300", Money.of("-14.40")),
        ("5900", Money.of("-30.00")),
        ("1300", Money.of("30.00")),
    ]
    assert adjustment.label.amount == Money.of("15.60")
    assert adjustment.total == total(one.value for one in adjustment.lines)


def test_a_total_that_is_a_cent_off_is_refused_with_both_figures() -> None:
    (refusal,) = make_plan(warehouse(counted(("-3", "4.80", "-14.41")))).refused
    assert refusal.reason is Reason.TOTALS_DISAGREE
    assert refusal.fact == "Line 1 (Pipe): -3 x 4.80 makes -$14.40, its total says -$14.41."


@pytest.mark.parametrize("number", [None, "5999"])
def test_the_account_must_be_chosen_and_be_there(number: str | None) -> None:
    settings = TenantSettings(TENANT, inventory_adjustment_account=number)
    given = warehouse(counted(("-3", "4.80", "-14.40")), settings=settings)
    (refusal,) = make_plan(given).refused
    assert refusal.reason is Reason.SET_UP_INCOMPLETE
    assert refusal.cause.subject == "inventory_adjustment_account"
    assert (number or "names no account") in refusal.fact


def test_the_books_must_have_an_inventory() -> None:
    accounts = tuple(one for one in BANKED.accounts if one.role is not Role.INVENTORY)
    chart = replace(BANKED, accounts=accounts)
    (refusal,) = make_plan(warehouse(counted(("-3", "4.80", "-14.40")), chart=chart)).refused
    assert refusal.explanation == "NetSuite has no account for inventory asset. Set one up there."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"business_unit": None}, Reason.BUSINESS_UNIT_UNMAPPED),
        ({"date": date(2026, 10, 31)}, Reason.CLOSED_PERIOD),
    ],
)
def test_an_adjustment_is_refused_as_any_document(changes: dict[str, Any], reason: Reason) -> None:
    plan = make_plan(warehouse(counted(("-3", "4.80", "-14.40"), **changes)))
    assert [one.reason for one in plan.refused] == [reason]


@pytest.mark.parametrize("nothing", [(), (("-3", "0", "0"),), (("0", "4.80", "0.00"),)])
def test_what_is_worth_nothing_is_passed_over(nothing: tuple[tuple[str, str, str], ...]) -> None:
    plan = make_plan(warehouse(counted(*nothing)))
    assert (plan.steps, plan.refused, plan.held) == ((), (), ())


def test_a_value_that_only_servicetitan_states_is_not_passed_over() -> None:
    plan = make_plan(warehouse(counted(("-3", "0", "-14.40"))))
    assert [one.reason for one in plan.refused] == [Reason.TOTALS_DISAGREE]


def test_an_adjustment_is_never_marked_exported() -> None:
    (step,) = make_plan(warehouse(counted(("-3", "4.80", "-14.40")))).steps
    assert not step.marks_exported


@pytest.mark.parametrize(
    ("method", "moves"),
    [(SyncMethod.JOURNAL_AR_DOCUMENT_AP, True), (SyncMethod.JOURNAL_ENTRIES, False)],
)
def test_adjustments_are_payables_of_the_method(method: SyncMethod, moves: bool) -> None:
    given = warehouse(counted(("-3", "4.80", "-14.40")), settings=replace(CHOSEN, method=method))
    assert bool(make_plan(given).steps) == moves


def test_a_very_long_figure_is_rounded_once() -> None:
    line = InventoryAdjustmentLine(
        "Wire", Decimal("0.33333333333"), Decimal("0.015"), Decimal("0.01")
    )
    assert line.value == Money(0)
