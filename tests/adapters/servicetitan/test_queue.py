"""The queue: documents of posted batches, whole and once; what is silent stays out."""

from datetime import date
from decimal import Decimal

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import Batch, GlAccount
from core.money import Money
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.simulators.servicetitan.office import Office, line

pytestmark = pytest.mark.usefixtures("office")


async def test_an_invoice_of_a_posted_batch_is_read_whole(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    zone = st.act("create-tax-zone", name="Reno", rate="0.0825")["id"]
    maria = office.customer("Maria Lopez")
    invoice_id = office.invoice(
        maria,
        taxZoneId=zone,
        dueDate="2026-10-30",
        summary="Water heater",
        items=[
            line("19.995", quantity="2", description="Valve", taxable=True),
            line("-5.00", description="Discount", type="PriceModifier"),
        ],
    )
    batch_id = office.batch(invoiceIds=[invoice_id])
    (invoice,) = (await field_service.queue()).invoices
    assert (invoice.id, invoice.customer, invoice.customer_name) == (
        invoice_id,
        maria,
        "Maria Lopez",
    )
    assert (invoice.date, invoice.due_date) == (date(2026, 9, 30), date(2026, 10, 30))
    assert (invoice.subtotal, invoice.tax, invoice.total, invoice.balance) == tuple(
        map(Money.of, ("34.99", "3.30", "38.29", "38.29"))
    )
    assert (invoice.tax_name, invoice.tax_rate) == ("Reno", Decimal("0.0825"))
    assert (invoice.batch, invoice.summary) == (Batch(batch_id, "September"), "Water heater")
    assert (invoice.exported, invoice.business_unit, invoice.job) == (False, office.unit_id, None)
    valve, discount = invoice.lines
    assert (valve.description, valve.quantity, valve.price) == (
        "Valve",
        Decimal(2),
        Decimal("19.995"),
    )
    assert (valve.total, valve.taxable) == (Money.of("39.99"), True)
    assert valve.account == GlAccount("4000", "Service revenue")
    assert (valve.business_unit, discount.total) == (office.unit_id, Money.of("-5.00"))


async def test_a_payment_of_a_posted_batch_is_read_whole(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer("Maria Lopez")
    invoice_id = office.invoice(maria, "60.00")
    payment_id = office.payment(
        maria,
        "100.00",
        applications=[{"invoiceId": invoice_id, "amount": "60.00"}],
        checkNumber="1017",
        memo="at the door",
    )
    batch_id = office.batch(paymentIds=[payment_id])
    (payment,) = (await field_service.queue()).payments
    assert (payment.id, payment.customer, payment.date) == (payment_id, maria, date(2026, 10, 1))
    assert (payment.amount, payment.unapplied) == (Money.of("100.00"), Money.of("40.00"))
    assert (payment.type, payment.check_number, payment.memo) == ("Check", "1017", "at the door")
    assert payment.account == GlAccount("1200", "Undeposited funds")
    assert (payment.batch, payment.modified) == (Batch(batch_id, "September"), st.clock.now())
    (application,) = payment.applications
    assert (application.invoice, application.amount) == (invoice_id, Money.of("60.00"))
    assert (application.invoice_number, application.date) == (
        st.tenant.invoices[invoice_id].number,
        date(2026, 10, 1),
    )


async def test_an_adjustment_names_its_original(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    original = office.invoice(office.customer(), "100.00")
    office.batch(invoiceIds=[original])
    given = {"adjustmentToId": original, "date": "2026-10-02", "items": [line("-20.00")]}
    adjustment = st.act("create-adjustment", **given)
    office.batch(invoiceIds=[adjustment["id"]])
    invoices = {one.id: one for one in (await field_service.queue()).invoices}
    assert invoices[adjustment["id"]].adjustment_to == original
    assert invoices[adjustment["id"]].total == Money.of("-20.00")


async def test_an_invoice_without_lines_is_normal(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    office.batch(invoiceIds=[office.invoice(office.customer())])
    (invoice,) = (await field_service.queue()).invoices
    assert (invoice.lines, invoice.total) == ((), Money(0))


async def test_an_order_goes_once_a_receipt_of_it_is_posted(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    order_id = office.purchase_order()
    assert (await field_service.payables(with_orders=True)).purchase_orders == ()
    receipt = st.act("receive-purchase-order", purchaseOrderId=order_id, date="2026-10-03")
    assert (await field_service.payables(with_orders=True)).purchase_orders == ()
    batch_id = office.batch(receiptIds=[receipt["id"]])
    (order,) = (await field_service.payables(with_orders=True)).purchase_orders
    assert (order.id, order.date, order.total) == (order_id, date(2026, 10, 2), Money.of("48.00"))
    assert (order.batch, order.business_unit) == (Batch(batch_id, ""), office.unit_id)
    (pipe,) = order.lines
    assert (pipe.description, pipe.quantity, pipe.cost) == ("Pipe", Decimal(10), Decimal("4.80"))
    assert (pipe.total, pipe.account) == (Money.of("48.00"), GlAccount("1200", "Undeposited funds"))


async def test_a_line_that_was_not_received_yet_has_no_account(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    items = [
        {"description": what, "quantity": "2", "cost": "3.00", "glAccountNumber": "1200"}
        for what in ("Pipe", "Elbow")
    ]
    order_id = office.purchase_order(items=items)
    pipe = st.tenant.purchase_orders[order_id].items[0].id
    receipt = st.act(
        "receive-purchase-order",
        purchaseOrderId=order_id,
        date="2026-10-03",
        items=[{"purchaseOrderItemId": pipe, "quantity": "1"}],
    )
    office.batch(receiptIds=[receipt["id"]])
    (order,) = (await field_service.payables(with_orders=True)).purchase_orders
    assert [(one.description, one.account is None) for one in order.lines] == [
        ("Pipe", False),
        ("Elbow", True),
    ]


async def test_what_an_unposted_receipt_received_has_its_account_too(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    items = [
        {"description": what, "quantity": "1", "cost": "3.00", "glAccountNumber": "1200"}
        for what in ("Pipe", "Elbow")
    ]
    order_id = office.purchase_order(items=items)
    receipts = [
        st.act(
            "receive-purchase-order",
            purchaseOrderId=order_id,
            date="2026-10-03",
            items=[{"purchaseOrderItemId": item.id, "quantity": "1"}],
        )["id"]
        for item in st.tenant.purchase_orders[order_id].items
    ]
    office.batch(post=False, receiptIds=receipts[:1])
    posted = office.batch(receiptIds=receipts[1:])
    (order,) = (await field_service.payables(with_orders=True)).purchase_orders
    assert all(one.account == GlAccount("1200", "Undeposited funds") for one in order.lines)
    assert order.batch == Batch(posted, "")


async def test_silent_documents_never_show(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    office.invoice(maria, "1.00")
    office.payment(maria, "1.00")
    st.act("delete-invoice", invoiceId=office.invoice(maria, "2.00"))
    st.act("delete-payment", paymentId=office.payment(maria, "2.00"))
    invoice_id, payment_id = office.invoice(maria, "3.00"), office.payment(maria, "3.00")
    office.batch(post=False, invoiceIds=[invoice_id], paymentIds=[payment_id])
    unposted = office.batch(invoiceIds=[office.invoice(maria, "4.00")])
    st.act("unpost-batch", batchId=unposted)
    queue = await field_service.queue()
    assert (queue.invoices, queue.payments, queue.unreadable) == ((), (), ())


@pytest.mark.parametrize("page_size", [1, 3, 7, 8])
async def test_every_document_comes_once_however_many_pages_there_are(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    maria = office.customer()
    invoices = [office.invoice(maria, "1.00") for _ in range(7)]
    payments = [office.payment(maria, "1.00") for _ in range(6)]
    office.batch(invoiceIds=invoices, paymentIds=payments)
    async with connected(st, page_size) as field_service:
        queue = await field_service.queue()
    assert [one.id for one in queue.invoices] == invoices
    assert [one.id for one in queue.payments] == payments


async def test_reading_the_queue_changes_nothing(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    office.batch(invoiceIds=[office.invoice(office.customer(), "1.00")])
    before = st.tenant.changes
    assert await field_service.queue() == await field_service.queue()
    assert st.tenant.changes == before
