"""Receipts, bills and vendors' credits as they are read, and the marks of those that have one."""

from decimal import Decimal

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import Kind, Label, Queue, Received
from core.money import Money
from core.ports import ExportMark
from core.records import RemoteId
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Json, Office


async def read(field_service: ServiceTitanFieldService, with_orders: bool = True) -> Queue:
    return await field_service.payables(with_orders)


@pytest.fixture
def receipt(office: Office) -> Json:
    """Ten pipes came, in no batch; billed as V-77."""
    charges = {"vendorNumber": "V-77", "tax": "2.00", "shipping": "3.00"}
    return office.receive(office.purchase_order(), number="R-1", bill=charges)


async def test_a_posted_receipt_says_what_of_which_ordered_line_came(
    office: Office, field_service: ServiceTitanFieldService, receipt: Json
) -> None:
    assert (await read(field_service)).item_receipts == ()
    batch = office.batch(receiptIds=[receipt["id"]])
    queue = await read(field_service)
    (order,), (one,) = queue.purchase_orders, queue.item_receipts
    assert (one.number, one.order, one.amount) == ("R-1", order.id, Money.of("48.00"))
    assert (one.date.isoformat(), one.batch and one.batch.id) == ("2026-10-03", batch)
    (line,) = one.lines
    assert (line.order_line, line.quantity, line.cost) == (
        order.lines[0].id,
        Decimal(10),
        Decimal("4.80"),
    )


async def test_a_bill_goes_by_the_vendors_number_and_knows_the_receipt_of_its_lines(
    office: Office, field_service: ServiceTitanFieldService, receipt: Json
) -> None:
    office.batch(billIds=[receipt["bill"]["id"]])
    queue = await read(field_service)
    (one,) = queue.bills
    assert (queue.purchase_orders, queue.item_receipts) == ((), ())
    assert (one.number, one.vendor_name, one.total) == ("V-77", "Pipe Supply", Money.of("53.00"))
    assert (one.tax, one.shipping) == (Money.of("2.00"), Money.of("3.00"))
    (line,) = one.lines
    assert isinstance(line.received, Received)
    assert (line.received.receipt, line.received.number) == (receipt["id"], "R-1")
    assert (line.quantity, line.cost) == (Decimal(10), Decimal("4.80"))


async def test_bills_of_no_order_are_read_too(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    office.batch(billIds=[office.bill()["id"]])
    (one,) = (await read(field_service)).bills
    ((expense,), lines) = one.expenses, one.lines
    assert (expense.description, expense.amount, lines) == ("Power", Money.of("50.00"), ())


async def test_without_orders_the_receipt_of_a_bill_is_known_all_the_same(
    office: Office, field_service: ServiceTitanFieldService, receipt: Json
) -> None:
    office.batch(receiptIds=[receipt["id"]], billIds=[receipt["bill"]["id"]])
    queue = await read(field_service, with_orders=False)
    assert (queue.purchase_orders, queue.item_receipts) == ((), ())
    assert queue.bills[0].lines[0].received is not None


async def test_a_credit_has_the_lines_of_its_return(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, receipt: Json
) -> None:
    gone = office.send_back(receipt, "2")
    credit = st.act("receive-credit", returnId=gone["id"], date="2026-10-06", number="C-1")
    assert (await read(field_service)).vendor_credits == ()
    office.batch(apCreditIds=[credit["id"]])
    (one,) = (await read(field_service)).vendor_credits
    assert (one.number, one.total) == ("C-1", Money.of("9.60"))
    assert [(line.quantity, line.cost) for line in one.lines] == [(Decimal(2), Decimal("4.80"))]


async def test_bills_and_credits_are_marked_and_leave_the_queue(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, receipt: Json
) -> None:
    alone = office.bill()["id"]
    gone = office.send_back(receipt)
    credit = st.act("receive-credit", returnId=gone["id"], date="2026-10-06")["id"]
    bills = [receipt["bill"]["id"], alone]
    office.batch(billIds=bills, apCreditIds=[credit])
    marks = [_mark(Kind.BILL, one) for one in bills]
    marks.append(_mark(Kind.VENDOR_CREDIT, credit))
    assert await field_service.mark_exported(marks) == []
    queue = await read(field_service)
    assert (queue.bills, queue.vendor_credits) == ((), ())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.BILL, "ServiceTitan does not show it: AP bill 5 was not found."),
        (Kind.VENDOR_CREDIT, "ServiceTitan does not show it: AP credit 5 was not found."),
    ],
)
async def test_what_cannot_be_marked_is_told_in_servicetitans_words(
    field_service: ServiceTitanFieldService, kind: Kind, words: str
) -> None:
    (failure,) = await field_service.mark_exported([_mark(kind, 5)])
    assert failure.why == words


def _mark(kind: Kind, document: int) -> ExportMark:
    return ExportMark(Label(kind, document, str(document)), RemoteId(f"ns-{document}"))
