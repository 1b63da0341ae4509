"""Item receipts: what of an order came, at the order's price (AP-02)."""

from dataclasses import replace
from decimal import Decimal

from core.chart import Role
from core.documents import Kind, ReceiptLine
from core.ledger import NOTHING_POSTED, Entry, credit, debit
from core.money import Money
from core.planner import make_plan
from core.records import ItemReceiptRecord
from core.refusals import Reason, Waiting
from core.settings import TenantSettings
from tests.core.builders import INVENTORY, SEGMENTS, TENANT, key
from tests.core.payables.builders import (
    ACCRUED,
    BUYING,
    ELBOW,
    ORDER,
    booked,
    buying,
    order,
    ordered,
    out,
    receipt,
)

RECEIPT = key(Kind.ITEM_RECEIPT, 1)
PO = key(Kind.PURCHASE_ORDER, ORDER)
WITHOUT_ORDERS = TenantSettings(TENANT, sync_purchase_orders=False)


def entry(amount: str) -> Entry:
    money = Money.of(amount)
    return Entry((debit(INVENTORY, money, SEGMENTS), credit(ACCRUED, money, SEGMENTS)))


def test_a_receipt_goes_after_its_order_and_accrues_what_came() -> None:
    first, second = make_plan(buying(order(), receipt())).steps
    assert (first.key, second.key, second.needs) == (PO, RECEIPT, (PO,))
    assert second.entry == entry("48.00")


def test_part_of_a_line_posts_its_part_and_names_the_lines_of_which_nothing_came() -> None:
    given = buying(order(ordered(), ordered(ELBOW)), receipt(quantity="4"))
    step = next(one for one in make_plan(given).steps if one.key == RECEIPT)
    assert isinstance(step.record, ItemReceiptRecord)
    assert step.entry == entry("19.20")
    assert [(one.order_line, one.quantity) for one in step.record.lines] == [(71, Decimal(4))]
    assert step.record.missing == (ELBOW,)


def test_a_receipt_at_another_price_posts_the_orders_and_says_so() -> None:
    plan = make_plan(buying(order(), receipt(cost="5.00")))
    (told,) = plan.notices
    assert plan.steps[1].entry == entry("48.00")
    assert told.explanation == (
        "ServiceTitan received Pipe at 5.00, ordered at 4.80: NetSuite books the order's price."
    )


def test_halves_of_a_cent_go_up() -> None:
    line = ordered(cost="1.335")
    step = make_plan(buying(order(line), receipt(quantity="1", cost="1.335"))).steps[1]
    assert step.entry == entry("1.34")


def test_a_receipt_of_a_refused_order_waits_for_it() -> None:
    assert out(buying(order(business_unit=None), receipt()))[RECEIPT].code == (
        Waiting.DEPENDENCY.value
    )


def test_a_receipt_whose_order_is_not_there_is_refused() -> None:
    assert out(buying(receipt()))[RECEIPT].code == Reason.ORDER_NOT_FOUND.value


def test_a_line_that_was_never_ordered_is_refused_by_its_name() -> None:
    came = replace(receipt(), lines=(ReceiptLine(ELBOW, "Elbow", Decimal(1), Decimal(1)),))
    refusal = out(buying(order(), came))[RECEIPT]
    assert refusal.code == Reason.ORDER_NOT_FOUND.value
    assert "Elbow" in refusal.explanation


def test_an_item_that_does_not_accrue_keeps_the_receipt_out() -> None:
    refusal = out(buying(order(), receipt(), not_accruing=frozenset({INVENTORY.id})))[RECEIPT]
    assert refusal.code == Reason.SET_UP_INCOMPLETE.value
    assert "1300 Inventory" in refusal.explanation


def test_without_accrued_purchases_nothing_is_received() -> None:
    chart = replace(
        BUYING, accounts=tuple(one for one in BUYING.accounts if one.role is not Role.ACCRUED)
    )
    assert out(buying(order(), receipt(), chart=chart))[RECEIPT].code == (
        Reason.SET_UP_INCOMPLETE.value
    )


def test_switched_off_orders_take_their_receipts_along() -> None:
    plan = make_plan(buying(order(), receipt(), settings=WITHOUT_ORDERS))
    assert (plan.steps, plan.refused, plan.held) == ((), (), ())


def test_a_receipt_that_is_booked_is_found_and_not_written_again() -> None:
    there = booked(Kind.PURCHASE_ORDER, ORDER, NOTHING_POSTED, "48.00")
    there |= booked(Kind.ITEM_RECEIPT, 1, entry("48.00"))
    plan = make_plan(buying(order(), receipt(), booked=there))
    assert (plan.writes, plan.refused, len(plan.steps)) == ((), (), 2)
