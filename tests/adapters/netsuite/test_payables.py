"""Receipts, bills and vendor credits in NetSuite: what is written, and what it comes to there."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from returns.result import Failure

from core.documents import Kind
from core.ledger import Account, Entry, credit, debit
from core.money import Money, total
from core.plan import Step
from core.ports import OutcomeUnknownError
from core.records import (
    BillRecord,
    ExpenseItem,
    ItemLine,
    ItemReceiptRecord,
    NumberedBill,
    PurchaseOrderRecord,
    RemoteId,
    VendorCreditRecord,
)
from core.situation import item_key
from simulators.control.faults import Fault
from tests.adapters.netsuite.company import HEADER, PARTS, SALES, SUPPLIER, Company
from tests.adapters.netsuite.steps import BATCH, DAY, step

PAYABLE: Final = Account("5", "2000", "Accounts Payable")
ACCRUED: Final = Account("6", "2010", "Accrued Purchases")
VALVE, ELBOW = 71, 72
RECORDS = "/services/rest/record/"


def line(source: int | None, quantity: str, rate: str, account: Account = PARTS) -> ItemLine:
    amount = Money.of((Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01")))
    return ItemLine(
        item_key(account.id),
        account,
        f"Part {source}",
        Decimal(quantity),
        Decimal(rate),
        amount,
        HEADER,
        order_line=source,
    )


ORDER: Final = step(
    Kind.PURCHASE_ORDER,
    8,
    PurchaseOrderRecord(
        "PO-8",
        DAY,
        SUPPLIER,
        HEADER,
        (line(VALVE, "10", "4.80"), line(ELBOW, "4", "2.00")),
        Money.of("56.00"),
        BATCH,
    ),
)


def receipt(source: int, *lines: ItemLine) -> Step:
    missing = tuple({VALVE, ELBOW} - {one.order_line for one in lines if one.order_line})
    record = ItemReceiptRecord(f"R-{source}", DAY, ORDER.key, lines, missing, BATCH)
    debits = [debit(one.account, one.amount, HEADER) for one in lines]
    whole = total(one.amount for one in lines)
    entry = Entry((*debits, credit(ACCRUED, whole, HEADER)))
    return step(Kind.ITEM_RECEIPT, source, record, entry)


def bill(source: int, *lines: ItemLine, expenses: tuple[ExpenseItem, ...] = ()) -> Step:
    tied = any(one.order_line for one in lines)
    whole = total((*(one.amount for one in lines), *(one.amount for one in expenses)))
    record = BillRecord(
        f"INV-{source}",
        DAY,
        SUPPLIER,
        HEADER,
        lines,
        expenses,
        whole,
        "Valves",
        BATCH,
        due_date=DAY,
        order=ORDER.key if tied else None,
    )
    goods = [debit(ACCRUED if one.order_line else one.account, one.amount, HEADER) for one in lines]
    charged = [debit(one.account, one.amount, HEADER) for one in expenses]
    entry = Entry((*goods, *charged, credit(PAYABLE, whole, HEADER)))
    return step(Kind.BILL, source, record, entry)


def vendor_credit(source: int, *lines: ItemLine) -> Step:
    whole = total(one.amount for one in lines)
    record = VendorCreditRecord(f"CR-{source}", DAY, SUPPLIER, HEADER, lines, (), whole, "", BATCH)
    goods = [credit(one.account, one.amount, HEADER) for one in lines]
    return step(Kind.VENDOR_CREDIT, source, record, Entry((debit(PAYABLE, whole, HEADER), *goods)))


@pytest.fixture
def accruing(company: Company) -> Company:
    """Its items accrue what is received, as those that Crossfoot makes."""
    for item in ("714", "801"):
        changes = {"generateAccruals": True}
        act = {"type": "nonInventoryResaleItem", "id": item, "fields": changes}
        company.act("actions/edit", act)
    return company


async def posted_as_predicted(company: Company, one: Step) -> None:
    found = (await company.books.booked([one.key]))[one.key]
    assert found.posting == one.entry.posting()


async def test_a_receipt_of_part_of_an_order_posts_that_part(accruing: Company) -> None:
    one = receipt(1, line(VALVE, "4", "4.80"))
    await accruing.post(ORDER, one)
    await posted_as_predicted(accruing, one)
    kept = accruing.kept("transaction", accruing.known[one.key])
    assert [(line["orderLine"], line["quantity"]) for line in kept["sublists"]["item"]] == [
        (1, "4")
    ]


async def test_the_lines_of_an_order_are_told_apart_by_servicetitans_id(accruing: Company) -> None:
    """Also when they stand in another order there."""
    record = ORDER.record
    assert isinstance(record, PurchaseOrderRecord)
    turned = replace(ORDER, record=replace(record, lines=record.lines[::-1]))
    one = receipt(1, line(VALVE, "4", "4.80"))
    await accruing.post(turned, one)
    await posted_as_predicted(accruing, one)


async def test_the_rest_comes_with_another_receipt(accruing: Company) -> None:
    first = receipt(1, line(VALVE, "4", "4.80"))
    second = receipt(2, line(VALVE, "6", "4.80"), line(ELBOW, "4", "2.00"))
    await accruing.post(ORDER, first, second)
    await posted_as_predicted(accruing, second)


async def test_a_bill_of_what_was_received_clears_the_accrual(accruing: Company) -> None:
    one = bill(3, line(VALVE, "10", "8.00"))
    await accruing.post(ORDER, receipt(1, line(VALVE, "10", "4.80")), one)
    await posted_as_predicted(accruing, one)
    (found,) = (await accruing.books.booked([one.key])).values()
    assert (found.type, found.number, found.total) == ("vendorbill", "INV-3", Money.of("80.00"))


async def test_a_bill_may_have_other_lines_besides(accruing: Company) -> None:
    freight = ExpenseItem(SALES, Money.of("5.00"), "Shipping", HEADER)
    one = bill(3, line(VALVE, "10", "8.00"), line(None, "1", "2.50"), expenses=(freight,))
    await accruing.post(ORDER, receipt(1, line(VALVE, "10", "4.80")), one)
    await posted_as_predicted(accruing, one)


async def test_a_bill_of_no_order_debits_its_accounts(accruing: Company) -> None:
    one = bill(3, line(None, "2", "8.00"))
    await accruing.post(one)
    await posted_as_predicted(accruing, one)


async def test_a_credit_takes_it_back(accruing: Company) -> None:
    one = vendor_credit(4, line(None, "2", "8.00"))
    await accruing.post(one)
    await posted_as_predicted(accruing, one)


async def test_a_line_that_the_order_does_not_have_there_is_not_guessed(accruing: Company) -> None:
    await accruing.post(ORDER)
    outcome = await accruing.books.post(receipt(1, line(99, "4", "4.80")), accruing.known)
    assert isinstance(outcome, Failure)
    assert outcome.failure().text == (
        "The order in NetSuite has no line for Part 99. Look at the lines of the order in NetSuite."
    )


async def test_goods_of_another_account_than_the_order_has_are_not_received(
    accruing: Company,
) -> None:
    await accruing.post(ORDER)
    one = receipt(1, line(VALVE, "4", "4.80", SALES))
    outcome = await accruing.books.post(one, accruing.known)
    assert isinstance(outcome, Failure)
    assert "4000 Sales" in outcome.failure().text
    assert [found["type"] for found in accruing.transactions()] == ["purchaseOrder"]


async def test_a_line_that_somebody_added_there_is_not_received_unseen(accruing: Company) -> None:
    await accruing.post(ORDER)
    added = {"item": {"id": "801"}, "quantity": 1, "rate": "1.00"}
    changes = {"type": "purchaseOrder", "id": accruing.known[ORDER.key]}
    accruing.act("actions/edit", {**changes, "fields": {"item": {"items": [added]}}})
    outcome = await accruing.books.post(receipt(1, line(VALVE, "4", "4.80")), accruing.known)
    assert isinstance(outcome, Failure)
    assert "has other lines than in ServiceTitan" in outcome.failure().text


@pytest.mark.parametrize(
    "one",
    [
        receipt(2, line(ELBOW, "4", "2.00")),
        bill(3, line(VALVE, "10", "8.00")),
        vendor_credit(4, line(None, "2", "8.00")),
    ],
    ids=["receipt", "bill", "credit"],
)
async def test_what_is_booked_without_a_reply_is_found(accruing: Company, one: Step) -> None:
    await accruing.post(ORDER, receipt(1, line(VALVE, "10", "4.80")))
    before = len(accruing.transactions())
    accruing.spoil(Fault("lost_reply", RECORDS))
    with pytest.raises(OutcomeUnknownError):
        await accruing.books.post(one, accruing.known)
    newest = accruing.transactions()[before:]
    assert await accruing.books.located(one, accruing.known) == newest[0]["id"]


async def test_bills_are_found_by_their_numbers(accruing: Company) -> None:
    one = bill(3, line(None, "2", "8.00"))
    await accruing.post(one)
    found = await accruing.books.numbered_bills(["INV-3", "INV-4"])
    assert found == [NumberedBill(accruing.known[one.key], RemoteId("601"), "INV-3", one.key)]


async def test_a_preview_names_lines_that_are_not_there_yet(accruing: Company) -> None:
    body = accruing.books.preview(receipt(1, line(VALVE, "4", "4.80"))).body
    assert f'"eid:{ORDER.key}-line-{VALVE}"' in body
