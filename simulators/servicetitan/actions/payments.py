"""Payments: taken, applied to invoices, unapplied again, deleted.

A negative payment is a refund, typed by hand. It may name the payment that it refunds; refunds
of one payment are together never more than the payment (`refunds.py` has the workflow).
"""

from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions import applying
from simulators.servicetitan.actions.customers import open_customer, owes
from simulators.servicetitan.actions.given import Given, at_midnight
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import ZERO, Application, Payment, PaymentType
from simulators.servicetitan.tenant import MistakeError, Tenant, known

MEMBERS: Final = (
    *("id", "customerId", "businessUnitId", "amount", "date", "typeId", "type"),
    *("glAccountNumber", "applications", "referenceNumber", "checkNumber", "memo"),
    "refundedPaymentId",
)


def take_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A payment, or by a negative amount a refund, applied at once as the `applications` say."""
    given.only(*MEMBERS)
    customer = open_customer(tenant, given.whole("customerId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    payment = payment_of(tenant, given, customer.id, unit.id, _amount(given))
    payment.refunded_payment_id = given.maybe_whole("refundedPaymentId")
    splits = applying.splits_of(tenant, given, payment)
    may_refund(tenant, payment, splits)
    applied = keep(tenant, payment, splits)
    return {"id": payment.id, "referenceNumber": payment.number, "appliedIds": applied}


def apply_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """To an invoice; a refund with a negative amount."""
    given.only("paymentId", "invoiceId", "amount", "date")
    payment = known(tenant.payments, "payment", given.whole("paymentId"))
    invoice = known(tenant.invoices, "invoice", given.whole("invoiceId"))
    amount = applying.amount_of(given, payment)
    if not payment.active:
        raise MistakeError(f"Payment {payment.number} was deleted.")
    if abs(amount) > abs(payment.unapplied):
        raise MistakeError(
            f"Payment {payment.number} has {payment.unapplied} left; {amount} is more."
        )
    applying.may_apply(tenant, payment, invoice, amount)
    day = given.maybe_day("date")
    applied_on = at_midnight(day) if day else tenant.now()
    return {"appliedId": applying.apply(tenant, payment, invoice, amount, applied_on)}


def unapply_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("appliedId")
    payment, application = _application(tenant, given.whole("appliedId"))
    invoice = applying.unapply(tenant, payment, application)
    return {"paymentId": payment.id, "invoiceId": invoice.id, "amount": str(application.amount)}


def delete_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A pending, unapplied payment goes inactive; export feeds still show it."""
    given.only("paymentId")
    payment = known(tenant.payments, "payment", given.whole("paymentId"))
    if not payment.active:
        raise MistakeError(f"Payment {payment.number} was deleted already.")
    if payment.locked or payment.batch_id is not None or payment.applications:
        raise MistakeError(f"Payment {payment.number} is batched or applied and stays.")
    refunds = applying.refunds_of(tenant, payment)
    if refunds:
        raise MistakeError(f"Payment {payment.number} is refunded by {refunds[0].number}; stays.")
    payment.active = False
    owes(tenant, tenant.customers[payment.customer_id], payment.amount)
    tenant.touch(payment)
    applying.settle(tenant, payment)
    return {"id": payment.id}


def payment_of(
    tenant: Tenant, given: Given, customer_id: int, business_unit_id: int, amount: Decimal
) -> Payment:
    """The payment that is typed, not yet kept."""
    number, new_id = given.maybe_text("referenceNumber"), given.maybe_whole("id")
    return Payment(
        id=tenant.new_id("payment", new_id),
        stamp=tenant.stamp(),
        number=number or str(tenant.new_id("payment number")),
        date=given.day("date"),
        customer_id=customer_id,
        business_unit_id=business_unit_id,
        type_id=_type(tenant, given).id,
        amount=amount,
        account_id=_account_id(tenant, given),
        check_number=given.maybe_text("checkNumber"),
        memo=given.maybe_text("memo"),
    )


def may_refund(tenant: Tenant, refund: Payment, splits: list[applying.Split]) -> None:
    """MistakeError when it names a payment that it cannot refund, or not so much (REF-19)."""
    if refund.refunded_payment_id is None:
        return
    payment = refunded_payment(tenant, refund.refunded_payment_id)
    if refund.amount > 0:
        raise MistakeError(f"A refund is less than nothing, not {refund.amount}.")
    if payment.customer_id != refund.customer_id:
        raise MistakeError(f"Payment {payment.number} is another customer's.")
    left = left_to_refund(tenant, payment)
    if -refund.amount > left:
        raise MistakeError(
            f"Payment {payment.number} of {payment.amount} has {left} left to refund; "
            f"{-refund.amount} is more."
        )
    rest = refund.amount - sum((part for _, part in splits), ZERO)
    applying.may_leave_unapplied(tenant, refund, rest)


def refunded_payment(tenant: Tenant, payment_id: int) -> Payment:
    """A payment that can be refunded: not deleted, and no refund itself."""
    payment = known(tenant.payments, "payment", payment_id)
    if not payment.active:
        raise MistakeError(f"Payment {payment.number} was deleted.")
    if payment.amount < 0:
        raise MistakeError(f"Payment {payment.number} is a refund itself.")
    return payment


def left_to_refund(tenant: Tenant, payment: Payment) -> Decimal:
    refunded = sum((one.amount for one in applying.refunds_of(tenant, payment)), ZERO)
    return payment.amount + refunded


def keep(tenant: Tenant, payment: Payment, splits: list[applying.Split]) -> list[int]:
    """The payment is taken and applied; the ids of its applications."""
    tenant.payments[payment.id] = payment
    owes(tenant, tenant.customers[payment.customer_id], -payment.amount)
    applying.settle(tenant, payment)
    applied_on = at_midnight(payment.date)
    return [applying.apply(tenant, payment, *split, applied_on) for split in splits]


def _amount(given: Given) -> Decimal:
    amount = given.money("amount")
    if not amount:
        raise MistakeError(f"{given.action}: amount is more than nothing, or less, not {amount}.")
    return amount


def _application(tenant: Tenant, applied_id: int) -> tuple[Payment, Application]:
    for payment in tenant.payments.values():
        for application in payment.applications:
            if application.id == applied_id:
                return payment, application
    raise MistakeError(f"There is no application {applied_id}.")


def _type(tenant: Tenant, given: Given) -> PaymentType:
    if given.has("typeId"):
        return known(tenant.payment_types, "payment type", given.whole("typeId"))
    name = given.text("type")
    for kind in tenant.payment_types.values():
        if kind.name == name:
            return kind
    raise MistakeError(f"There is no payment type {name}.")


def _account_id(tenant: Tenant, given: Given) -> int | None:
    number = given.maybe_text("glAccountNumber")
    return account_numbered(tenant, number).id if number else None
