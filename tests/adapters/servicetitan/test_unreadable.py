"""Rows that do not fit: kept, labelled, explained; the others go."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from adapters.servicetitan.wire import calendar_date, cents, number
from core.documents import CustomerId, Kind, Label, Unreadable
from core.money import Money
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.changes import changed_payments
from tests.adapters.servicetitan.spoiling import Row, setting, spoil
from tests.simulators.servicetitan.office import Office, line


def two_invoices(office: Office) -> list[int]:
    maria = office.customer("Maria Lopez")
    lines = [line("7.00", description="Labor"), line("3.00", description="Filter")]
    ids = [office.invoice(maria, items=lines, number=n) for n in ("4001", "4002")]
    office.batch(invoiceIds=ids)
    return ids


WHOLE = Label(Kind.INVOICE, 30_000_001, "4001", "Maria Lopez", Money.of("10.00"))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            setting("items", 1, "total", to="3.005"),
            "line 2 (Filter): total '3.005' is not a whole number of cents",
        ),
        (
            setting("items", 1, "price", to="1,000.00"),
            "line 2 (Filter): price '1,000.00' is not a number",
        ),
        (setting("items", 0, "quantity", to=None), "line 1 (Labor): quantity is missing"),
        (setting("items", 0, to="Labor"), "line 1 'Labor' is not what it should be"),
        (setting("items", to="none"), "items 'none' is not a list"),
        (setting("balance", to=True), "balance True is not a number"),
        (setting("balance", to={}), "balance {} is not a number"),
        (setting("invoiceDate", to="soon"), "invoice date 'soon' is not a date"),
        (setting("invoiceDate", to=20260930), "invoice date 20260930 is not a date"),
        (setting("job", to={"id": "J7"}), "job id 'J7' is not a whole number"),
        (setting("syncStatus", to=None), "sync status is missing"),
        (setting("summary", to=["x" * 50]), f"summary ['{'x' * 35}... is not text"),
    ],
)
async def test_a_row_that_does_not_fit_is_kept_and_the_others_go(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    change: Callable[[Row], None],
    problem: str,
) -> None:
    first, second = two_invoices(office)
    spoil(st, "accounting/invoices", lambda rows: change(rows[0]))
    queue = await field_service.queue()
    assert [one.id for one in queue.invoices] == [second]
    assert queue.unreadable == (Unreadable(WHOLE, problem),)
    assert WHOLE.id == first


@pytest.mark.parametrize(
    ("change", "label", "problem"),
    [
        (
            setting("customer", to=None),
            Label(Kind.INVOICE, 30_000_001, "4001", None, Money.of("10.00")),
            "customer is missing",
        ),
        (
            setting("total", to="ten"),
            Label(Kind.INVOICE, 30_000_001, "4001", "Maria Lopez", None),
            "total 'ten' is not a number",
        ),
        (
            setting("id", to=None),
            Label(Kind.INVOICE, 0, "4001", "Maria Lopez", Money.of("10.00")),
            "id is missing",
        ),
        (
            lambda row: row.clear(),
            Label(Kind.INVOICE, 0, "(no number)", None, None),
            "id is missing; sync status is missing; invoice date is missing; and 5 more",
        ),
    ],
)
async def test_a_label_says_what_can_still_be_read(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    change: Callable[[Row], None],
    label: Label,
    problem: str,
) -> None:
    two_invoices(office)
    spoil(st, "accounting/invoices", lambda rows: change(rows[0]))
    assert (await field_service.queue()).unreadable == (Unreadable(label, problem),)


async def test_rows_that_are_no_records_are_each_kept(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    two_invoices(office)

    def change(rows: list[Any]) -> None:
        rows[:] = ["4001", None]

    spoil(st, "accounting/invoices", change)
    label = Label(Kind.INVOICE, 0, "(no number)")
    assert (await field_service.queue()).unreadable == (
        Unreadable(label, "the row '4001' is not what it should be"),
        Unreadable(label, "the row is missing"),
    )


@pytest.mark.parametrize(
    ("payment", "amount", "read"),
    [
        ("9.00", "5.00", True),
        ("9.00", "0.00", False),
        ("9.00", "-5.00", False),
        ("-9.00", "-5.00", True),
        ("-9.00", "5.00", False),
    ],
)
async def test_an_application_uses_money_of_its_payment(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    payment: str,
    amount: str,
    read: bool,
) -> None:
    maria = office.customer()
    given = {"invoiceId": office.invoice(maria, "9.00", number="4001"), "amount": "5.00"}
    office.batch(paymentIds=[office.payment(maria, "9.00", applications=[given])])

    def change(rows: list[Row]) -> None:
        rows[0]["total"], rows[0]["appliedTo"][0]["appliedAmount"] = payment, amount

    spoil(st, "accounting/payments", change)
    queue = await field_service.queue()
    assert [one.applications[0].amount for one in queue.payments] == [Money.of(amount)] * read
    words = f"its application to invoice 4001 is of {Money.of(amount)}, the payment of"
    assert [one.problem.startswith(words) for one in queue.unreadable] == [True] * (not read)


async def test_a_receipt_that_cannot_be_read_is_told_of(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    receipt = st.act(
        "receive-purchase-order", purchaseOrderId=office.purchase_order(), date="2026-10-03"
    )
    office.batch(receiptIds=[receipt["id"]])
    spoil(st, "inventory/receipts", lambda rows: setting("purchaseOrderId", to=None)(rows[0]))
    queue = await field_service.payables(with_orders=True)
    assert queue.purchase_orders == ()
    assert [(one.label.kind, one.label.number, one.problem) for one in queue.unreadable] == [
        (
            Kind.ITEM_RECEIPT,
            receipt["number"],
            "purchase order id is missing",
        )
    ]


@pytest.mark.parametrize("status", ["Pending", "Sent", "Exported", "Canceled"])
async def test_an_order_that_is_not_received_or_is_done_with_stays_out(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, status: str
) -> None:
    receipt = st.act(
        "receive-purchase-order", purchaseOrderId=office.purchase_order(), date="2026-10-03"
    )
    office.batch(receiptIds=[receipt["id"]])
    spoil(st, "inventory/purchase-orders", lambda rows: setting("status", to=status)(rows[0]))
    queue = await field_service.payables(with_orders=True)
    assert (queue.purchase_orders, queue.unreadable) == ((), ())


async def test_a_filter_that_servicetitan_ignores_lets_nothing_else_in(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    queued = two_invoices(office)
    office.invoice(office.customer("Pending"), "1.00")
    spoil(st, "accounting/invoices", lambda _: None)
    assert [one.id for one in (await field_service.queue()).invoices] == queued
    spoil(st, "crm/customers", lambda _: None)
    asked = CustomerId(st.tenant.invoices[queued[0]].customer_id)
    assert list(await field_service.customers([asked])) == [asked]


async def test_a_deleted_invoice_stays_out_even_when_servicetitan_sends_it(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    _, second = two_invoices(office)
    spoil(st, "accounting/invoices", lambda rows: setting("active", to=False)(rows[0]))
    queue = await field_service.queue()
    assert ([one.id for one in queue.invoices], queue.unreadable) == ([second], ())


async def test_payments_that_did_not_change_stay_out_even_when_servicetitan_sends_them(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    queued = office.payment(maria, "1.00")
    office.batch(paymentIds=[queued, office.payment(maria, "2.00")])
    st.tenant.payments[queued + 1].sync_status = "Exported"
    spoil(st, "accounting/payments", lambda _: None)
    assert await changed_payments(field_service, st.clock.now() + timedelta(seconds=1)) == []
    spoil(st, "accounting/payments", lambda _: None)
    changed = await changed_payments(field_service, st.clock.now())
    assert [one.id for one in changed] == [queued + 1]


async def test_a_customer_of_an_unknown_type_is_left_out(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    ids = [CustomerId(office.customer(name)) for name in ("A", "B")]
    spoil(st, "crm/customers", lambda rows: setting("type", to="Industrial")(rows[0]))
    assert list(await field_service.customers(ids)) == ids[1:]
    spoil(st, "crm/customers", lambda rows: setting("type", to="Industrial")(rows[0]))
    assert [one.id for one in await field_service.all_customers()] == ids[1:]


async def test_a_row_that_moved_between_pages_comes_once_as_last_seen(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    first, second = two_invoices(office)

    def change(rows: list[Row]) -> None:
        rows.append({**rows[0], "summary": "seen again"})

    spoil(st, "accounting/invoices", change)
    invoices = (await field_service.queue()).invoices
    assert [(one.id, one.summary) for one in invoices] == [(first, "seen again"), (second, "")]


@pytest.mark.parametrize(
    ("sent", "read"),
    [("2", "2"), (" 2.50 ", "2.50"), ("-0.005", "-0.005"), (7, "7"), (Decimal("1.10"), "1.10")],
)
def test_a_number_is_read_digit_by_digit(sent: object, read: str) -> None:
    assert str(number(sent)) == read


@pytest.mark.parametrize(
    "sent", ["", "1e5", "NaN", "1,000", "$5", "1.", ".5", True, None, 0.5, [], "1" * 16]
)
def test_what_is_no_plain_number_is_not_read(sent: object) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        number(sent)


@pytest.mark.parametrize(
    ("sent", "total"), [("10", 1000), ("-0.01", -1), ("999999999999999.99", 99999999999999999)]
)
def test_money_is_whole_cents(sent: str, total: int) -> None:
    assert cents(sent).cents == total


@pytest.mark.parametrize(
    "sent",
    ["2026-09-30T00:00:00Z", "2026-09-30T23:59:59-11:00", "2026-09-30", "2026-09-30T00:00:00"],
)
def test_a_date_is_the_day_as_sent_in_any_time_zone(sent: str) -> None:
    assert calendar_date(sent).isoformat() == "2026-09-30"
