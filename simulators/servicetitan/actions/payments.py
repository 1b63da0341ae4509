"""Payments: taken, applied to invoices, unapplied again.

An application is never more than the payment still holds, nor than the invoice still owes, and
both are one customer's. It may be made or removed after both were exported (facts §4.2).
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.customers import open_customer, owes
from simulators.servicetitan.actions.given import Given, at_midnight
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import ZERO, Application, Invoice, Payment, PaymentType
from simulators.servicetitan.tenant import MistakeError, Tenant, known

MEMBERS: Final = (
    *("id", "customerId", "businessUnitId", "amount", "date", "typeId", "type"),
    *("glAccountNumber", "applications", "referenceNumber", "checkNumber", "memo"),
)


def take_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A payment of more than nothing, applied at once as the `applications` say."""
    given.only(*MEMBERS)
    customer = open_customer(tenant, given.whole("customerId"))
    amount = _positive(given, "amount")
    splits = _splits(tenant, given, customer.id, amount)
    payment = _payment(tenant, given, customer.id, amount)
    tenant.payments[payment.id] = payment
    owes(tenant, customer, -amount)
    applied_on = at_midnight(payment.date)
    applied = [_apply(tenant, payment, *split, applied_on) for split in splits]
    return {"id": payment.id, "referenceNumber": payment.number, "appliedIds": applied}


def apply_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("paymentId", "invoiceId", "amount", "date")
    payment = known(tenant.payments, "payment", given.whole("paymentId"))
    invoice = known(tenant.invoices, "invoice", given.whole("invoiceId"))
    amount = _positive(given, "amount")
    if not payment.active:
        raise MistakeError(f"Payment {payment.number} was deleted.")
    if amount > payment.unapplied:
        raise MistakeError(
            f"Payment {payment.number} has {payment.unapplied} left; {amount} is more."
        )
    _may_pay(invoice, payment.customer_id, amount, invoice.balance)
    day = given.maybe_day("date")
    applied_on = at_midnight(day) if day else tenant.now()
    return {"appliedId": _apply(tenant, payment, invoice, amount, applied_on)}


def unapply_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("appliedId")
    applied_id = given.whole("appliedId")
    payment, application = _application(tenant, applied_id)
    invoice = tenant.invoices[application.invoice_id]
    payment.applications.remove(application)
    invoice.applied -= application.amount
    tenant.touch(payment, invoice)
    return {"paymentId": payment.id, "invoiceId": invoice.id, "amount": str(application.amount)}


def delete_payment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A pending, unapplied payment goes inactive; export feeds still show it."""
    given.only("paymentId")
    payment = known(tenant.payments, "payment", given.whole("paymentId"))
    if payment.locked or payment.batch_id is not None or payment.applications:
        raise MistakeError(f"Payment {payment.number} is batched or applied and stays.")
    payment.active = False
    owes(tenant, tenant.customers[payment.customer_id], payment.amount)
    tenant.touch(payment)
    return {"id": payment.id}


def _payment(tenant: Tenant, given: Given, customer_id: int, amount: Decimal) -> Payment:
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    number, new_id = given.maybe_text("referenceNumber"), given.maybe_whole("id")
    return Payment(
        id=tenant.new_id("payment", new_id),
        stamp=tenant.stamp(),
        number=number or str(tenant.new_id("payment number")),
        date=given.day("date"),
        customer_id=customer_id,
        business_unit_id=unit.id,
        type_id=_type(tenant, given).id,
        amount=amount,
        account_id=_account_id(tenant, given),
        check_number=given.maybe_text("checkNumber"),
        memo=given.maybe_text("memo"),
    )


def _apply(
    tenant: Tenant, payment: Payment, invoice: Invoice, amount: Decimal, applied_on: datetime
) -> int:
    application = Application(tenant.new_id("application"), invoice.id, amount, applied_on)
    payment.applications.append(application)
    invoice.applied += amount
    tenant.touch(payment, invoice)
    return application.id


def _application(tenant: Tenant, applied_id: int) -> tuple[Payment, Application]:
    for payment in tenant.payments.values():
        for application in payment.applications:
            if application.id == applied_id:
                return payment, application
    raise MistakeError(f"There is no application {applied_id}.")


def _splits(
    tenant: Tenant, given: Given, customer_id: int, amount: Decimal
) -> list[tuple[Invoice, Decimal]]:
    """What is applied at once; MistakeError when it is more than is there or is owed."""
    splits: list[tuple[Invoice, Decimal]] = []
    owed: dict[int, Decimal] = {}
    for one in given.parts("applications"):
        one.only("invoiceId", "amount")
        invoice = known(tenant.invoices, "invoice", one.whole("invoiceId"))
        part = _positive(one, "amount")
        _may_pay(invoice, customer_id, part, owed.setdefault(invoice.id, invoice.balance))
        owed[invoice.id] -= part
        splits.append((invoice, part))
    total = sum((part for _, part in splits), ZERO)
    if total > amount:
        raise MistakeError(f"The payment is {amount}; {total} of it cannot be applied.")
    return splits


def _may_pay(invoice: Invoice, customer_id: int, amount: Decimal, owed: Decimal) -> None:
    if not invoice.active:
        raise MistakeError(f"Invoice {invoice.number} was deleted.")
    if invoice.customer_id != customer_id:
        raise MistakeError(f"Invoice {invoice.number} is another customer's.")
    if amount > owed:
        raise MistakeError(f"Invoice {invoice.number} owes {owed}; {amount} is more.")


def _positive(given: Given, member: str) -> Decimal:
    amount = given.money(member)
    if amount <= 0:
        raise MistakeError(f"{given.action}: {member} is more than nothing, not {amount}.")
    return amount


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
