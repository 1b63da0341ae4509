"""Refunds: negative payments that name the payment they refund, read with their signs."""

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import Batch, InvoiceId, Kind, Label, Payment, PaymentId
from core.money import Money
from core.ports import ExportMark
from core.records import RemoteId
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.changes import changed_payments
from tests.simulators.servicetitan.office import Office, line

pytestmark = pytest.mark.usefixtures("office")


def paid_payment(office: Office, amount: str) -> int:
    """A payment of a posted batch that pays a posted invoice in full."""
    maria = office.customer("Maria Lopez")
    invoice = office.invoice(maria, amount, number="4500")
    applied = [{"invoiceId": invoice, "amount": amount}]
    payment = office.payment(maria, amount, applications=applied)
    office.batch(invoiceIds=[invoice], paymentIds=[payment])
    return payment


Amounts = tuple[Money, Money, list[tuple[str, Money]]]


def money_of(payment: Payment) -> Amounts:
    """Amount, unapplied, and the applications by invoice number."""
    applied = [(one.invoice_number, one.amount) for one in payment.applications]
    return payment.amount, payment.unapplied, applied


def money(amount: str, unapplied: str, *applied: tuple[str, str]) -> Amounts:
    parts = [(number, Money.of(part)) for number, part in applied]
    return Money.of(amount), Money.of(unapplied), parts


async def queued(service: ServiceTitanFieldService, payment_id: int) -> Payment:
    queue = await service.queue()
    assert queue.unreadable == ()
    (found,) = [one for one in queue.payments if one.id == payment_id]
    return found


async def test_a_refund_that_reverses_revenue_is_queued_with_its_negative_invoice(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    payment = paid_payment(office, "100.00")
    made = office.refund(payment, "revenue", amount="40.00", memo="noisy", checkNumber="88")
    adjustment = made["adjustment"]["id"]
    batch = office.batch(invoiceIds=[adjustment], paymentIds=[made["id"]])
    refund = await queued(field_service, made["id"])
    assert money_of(refund) == money("-40.00", "0.00", ("4500-1", "-40.00"))
    assert (refund.refund_of, refund.applications[0].invoice) == (payment, adjustment)
    assert (refund.type, refund.memo, refund.check_number) == ("Check", "noisy", "88")
    assert refund.batch == Batch(batch, "September")
    (credit,) = [one for one in (await field_service.queue()).invoices if one.id == adjustment]
    assert (credit.total, credit.balance) == (Money.of("-40.00"), Money.of("0.00"))


async def test_a_refund_that_leaves_revenue_is_applied_to_the_invoice_that_it_reopens(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    payment = paid_payment(office, "100.00")
    made = office.refund(payment, "non-revenue", amount="30.00")
    office.batch(paymentIds=[made["id"]])
    refund = await queued(field_service, made["id"])
    assert money_of(refund) == money("-30.00", "0.00", ("4500", "-30.00"))
    (invoice,) = await field_service.invoices([InvoiceId(refund.applications[0].invoice)])
    assert invoice.balance == Money.of("30.00")


async def test_a_refund_of_unapplied_money_is_applied_to_nothing(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    payment = office.payment(office.customer(), "500.00")
    refund_id = office.refund(payment, "unapplied", amount="200.00")["id"]
    office.batch(paymentIds=[payment, refund_id])
    refund = await queued(field_service, refund_id)
    assert money_of(refund) == money("-200.00", "-200.00")
    assert refund.refund_of == payment
    refunded = await queued(field_service, payment)
    assert (money_of(refunded), refunded.refund_of) == (money("500.00", "300.00"), None)


async def test_a_refund_typed_by_hand_may_name_no_payment(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    refund_id = office.payment(office.customer(), "-12.34")
    office.batch(paymentIds=[refund_id])
    refund = await queued(field_service, refund_id)
    assert (money_of(refund), refund.refund_of) == (money("-12.34", "-12.34"), None)


async def test_a_refund_over_several_invoices_keeps_each_part(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    payment = paid_payment(office, "100.00")
    of = st.tenant.payments[payment]
    invoice = of.applications[0].invoice_id
    given = {"adjustmentToId": invoice, "date": "2026-10-06", "items": [line("-20.00")]}
    credit = st.act("create-adjustment", **given)["id"]
    parts = [{"invoiceId": credit, "amount": "-20.00"}, {"invoiceId": invoice, "amount": "-5.00"}]
    refund_id = office.payment(
        of.customer_id, "-25.00", refundedPaymentId=payment, applications=parts
    )
    office.batch(paymentIds=[refund_id])
    refund = await queued(field_service, refund_id)
    assert money_of(refund) == money("-25.00", "0.00", ("4500-1", "-20.00"), ("4500", "-5.00"))


async def test_a_refund_is_read_again_marked_and_seen_changed_like_any_payment(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    payment = office.payment(office.customer(), "500.00")
    refund_id = office.refund(payment, "unapplied")["id"]
    office.batch(paymentIds=[payment, refund_id])
    (read,) = await field_service.payments([PaymentId(refund_id)])
    assert (read.amount, read.refund_of) == (Money.of("-500.00"), payment)
    label = Label(Kind.PAYMENT, refund_id, read.number)
    assert await field_service.mark_exported([ExportMark(label, RemoteId("91"))]) == []
    (changed,) = await changed_payments(field_service, st.clock.now())
    assert (changed.id, changed.exported) == (refund_id, True)
