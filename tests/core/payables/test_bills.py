"""Vendors' bills: against what was received, or on their own (AP-03)."""

from typing import Any

import pytest

from core.documents import Bill, BillId, Kind, VendorId
from core.ledger import NOTHING_POSTED, Account, Entry, credit, debit
from core.money import Money
from core.plan import Step
from core.planner import make_plan
from core.records import BillRecord, BookVendor, NumberedBill, RemoteId
from core.refusals import Reason, Waiting
from core.settings import TenantSettings
from core.situation import Situation
from tests.core.builders import INVENTORY, SEGMENTS, TENANT, key
from tests.core.payables.builders import (
    ACCRUED,
    FUEL,
    ORDER,
    PAYABLE,
    PIPE,
    bill,
    booked,
    buying,
    expense,
    goods,
    order,
    out,
    receipt,
)

BILL = key(Kind.BILL, 1)
RECEIPT = key(Kind.ITEM_RECEIPT, 1)
OFF = TenantSettings(TENANT, sync_purchase_orders=False)
CHARGED = TenantSettings(TENANT, bill_tax_account="6000", bill_shipping_account="6000")
SOUTH_ONLY = {"Pipe Supply": BookVendor(RemoteId("v1"), "Pipe Supply", ("2",))}


def owed(amount: str, *debits: tuple[Account, str]) -> Entry:
    lines = (debit(account, Money.of(part), SEGMENTS) for account, part in debits)
    return Entry((*lines, credit(PAYABLE, Money.of(amount), SEGMENTS)))


def the_bill(given: Situation) -> Step:
    (step,) = [one for one in make_plan(given).steps if one.key == BILL]
    return step


def the_record(given: Situation) -> BillRecord:
    record = the_bill(given).record
    assert isinstance(record, BillRecord)
    return record


def test_a_bill_of_what_was_received_goes_after_the_receipt_and_clears_what_it_accrued() -> None:
    step = the_bill(buying(order(), receipt(), bill("80.00", goods(receipt=1))))
    assert step.needs == (RECEIPT,)
    assert step.entry.posting() == owed("80.00", (ACCRUED, "80.00")).posting()


def test_it_names_the_order_and_the_line_it_bills() -> None:
    record = the_record(buying(order(), receipt(), bill("80.00", goods(receipt=1))))
    assert record.order == key(Kind.PURCHASE_ORDER, ORDER)
    assert [one.order_line for one in record.lines] == [PIPE]


def test_a_bill_of_no_order_debits_the_accounts_of_its_lines() -> None:
    given = bill("100.00", goods(), expenses=(expense("20.00"),))
    step = the_bill(buying(given))
    assert step.needs == ()
    assert step.entry.posting() == owed("100.00", (INVENTORY, "80.00"), (FUEL, "20.00")).posting()


def test_a_bill_of_received_and_other_goods_clears_only_what_was_received() -> None:
    given = bill("88.00", goods(receipt=1), goods("1", "8.00"))
    entry = the_bill(buying(order(), receipt(), given)).entry
    assert entry.posting() == owed("88.00", (ACCRUED, "80.00"), (INVENTORY, "8.00")).posting()


def test_a_bill_whose_receipt_is_in_no_posted_batch_waits() -> None:
    hold = out(buying(bill("80.00", goods(receipt=1))))[BILL]
    assert (hold.code, hold.cause) == (Waiting.RECEIPT.value, None)
    assert "receipt R-1" in hold.explanation


def test_a_bill_whose_receipt_stays_out_waits_for_it() -> None:
    hold = out(buying(receipt(), bill("80.00", goods(receipt=1))))[BILL]
    assert hold.code == Waiting.DEPENDENCY.value
    assert hold.cause is not None
    assert hold.cause.code == Reason.ORDER_NOT_FOUND.value


def test_with_orders_switched_off_what_came_is_debited_by_the_bill() -> None:
    step = the_bill(buying(bill("80.00", goods(receipt=1)), settings=OFF))
    assert step.entry.posting() == owed("80.00", (INVENTORY, "80.00")).posting()


def test_what_was_received_before_orders_were_switched_off_is_cleared_all_the_same() -> None:
    there = booked(Kind.ITEM_RECEIPT, 1, NOTHING_POSTED)
    there |= booked(Kind.PURCHASE_ORDER, ORDER, NOTHING_POSTED)
    step = the_bill(buying(bill("80.00", goods(receipt=1)), settings=OFF, booked=there))
    assert step.entry.posting() == owed("80.00", (ACCRUED, "80.00")).posting()


def test_tax_and_shipping_go_to_the_accounts_named_for_them() -> None:
    given = bill("92.00", goods(), tax=Money.of("7.00"), shipping=Money.of("5.00"))
    entry = the_bill(buying(given, settings=CHARGED)).entry
    assert entry.posting() == owed("92.00", (INVENTORY, "80.00"), (FUEL, "12.00")).posting()


@pytest.mark.parametrize("charge", ["tax", "shipping"])
def test_a_charge_without_an_account_for_it_is_refused_by_its_setting(charge: str) -> None:
    changes: dict[str, Any] = {charge: Money.of("7.00")}
    given = bill("87.00", goods(), **changes)
    refusal = out(buying(given))[BILL]
    assert refusal.code == Reason.SET_UP_INCOMPLETE.value
    assert f"bill_{charge}_account" in refusal.explanation


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (bill("80.01", goods()), Reason.TOTALS_DISAGREE),
        (bill("-5.00", expenses=(expense("-5.00"),)), Reason.NEGATIVE_TOTAL),
        (bill("80.00", goods(account=None)), Reason.ACCOUNT_UNMAPPED),
        (bill("80.00", goods(), vendor=VendorId(9)), Reason.VENDOR_UNMAPPED),
        (bill("80.00", goods(), business_unit=None), Reason.BUSINESS_UNIT_UNMAPPED),
    ],
)
def test_a_bill_that_cannot_be_booked_is_refused(given: Bill, reason: Reason) -> None:
    assert out(buying(given))[BILL].code == reason.value


def test_a_vendor_of_another_subsidiary_is_named_with_both() -> None:
    refusal = out(buying(bill("80.00", goods()), book_vendors=SOUTH_ONLY))[BILL]
    assert refusal.code == Reason.VENDOR_SUBSIDIARY.value
    assert "subsidiary South" in refusal.explanation
    assert "subsidiary Parent Company" in refusal.explanation


@pytest.mark.parametrize(
    ("vendor", "number", "taken"),
    [("v1", "inv-1", True), ("v1", "INV-2", False), ("v2", "INV-1", False)],
)
def test_a_number_is_taken_only_by_another_bill_of_the_vendor(
    vendor: str, number: str, taken: bool
) -> None:
    there = NumberedBill(RemoteId("5"), RemoteId(vendor), number)
    found = out(buying(bill("80.00", goods()), numbered_bills=(there,)))
    assert (BILL in found) == taken


def test_its_own_number_in_the_books_is_no_other_bills() -> None:
    own = NumberedBill(RemoteId("5"), RemoteId("v1"), "INV-1", BILL.upper())
    assert out(buying(bill("80.00", goods()), numbered_bills=(own,))) == {}


def test_of_two_queued_bills_with_one_number_the_older_goes() -> None:
    second = bill("80.00", goods(), id=BillId(2))
    refusal = out(buying(second, bill("80.00", goods())))
    assert list(refusal) == [key(Kind.BILL, 2)]
    assert refusal[key(Kind.BILL, 2)].code == Reason.BILL_NUMBER_TAKEN.value


def test_a_booked_bill_is_marked_though_its_receipt_is_gone_from_the_queue() -> None:
    there = booked(Kind.BILL, 1, owed("80.00", (ACCRUED, "80.00")), "80.00")
    step = the_bill(buying(bill("80.00", goods(receipt=1)), booked=there))
    assert (step.booked is not None, step.marks_exported) == (True, True)
