"""What a payment pays, and what a refund takes back: where money may be applied, and how much.

A payment pays no more than it still holds, nor than the invoice still owes. A refund, which is a
negative payment, is applied with negative amounts: to a negative adjustment invoice, never past
what that is open with, or to a paid invoice, which then owes again, never past what was paid.
Both are one customer's. An application may be made or removed after both were exported (facts
§4.2).
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import ZERO, Application, Invoice, Payment
from simulators.servicetitan.tenant import MistakeError, Tenant, known

Split = tuple[Invoice, Decimal]
SIGNS: Final = {False: "more than nothing", True: "less than nothing, as the refund is"}


def splits_of(tenant: Tenant, given: Given, payment: Payment) -> list[Split]:
    """What is applied at once; MistakeError when it is more than is there or is owed."""
    splits: list[Split] = []
    for one in given.parts("applications"):
        one.only("invoiceId", "amount")
        invoice = known(tenant.invoices, "invoice", one.whole("invoiceId"))
        part = amount_of(one, payment)
        before = sum((earlier for other, earlier in splits if other is invoice), ZERO)
        may_apply(tenant, payment, invoice, part, before)
        splits.append((invoice, part))
    total = sum((part for _, part in splits), ZERO)
    if abs(total) > abs(payment.amount):
        raise MistakeError(f"The payment is {payment.amount}; {total} of it cannot be applied.")
    return splits


def amount_of(given: Given, payment: Payment) -> Decimal:
    """Money of the payment's sign."""
    amount, negative = given.money("amount"), payment.amount < 0
    if not amount or (amount < 0) != negative:
        raise MistakeError(f"{given.action}: amount is {SIGNS[negative]}, not {amount}.")
    return amount


def may_apply(
    tenant: Tenant, payment: Payment, invoice: Invoice, amount: Decimal, before: Decimal = ZERO
) -> None:
    """MistakeError when not; `before` is what the same hand applied to the invoice just now."""
    if not invoice.active:
        raise MistakeError(f"Invoice {invoice.number} was deleted.")
    if invoice.customer_id != payment.customer_id:
        raise MistakeError(f"Invoice {invoice.number} is another customer's.")
    if payment.amount > 0:
        _may_pay(invoice, amount, invoice.balance - before)
    elif invoice.total < 0:
        _may_settle(invoice, amount, invoice.balance - before)
    else:
        _may_reopen(tenant, payment, invoice, amount, before)


def _may_pay(invoice: Invoice, amount: Decimal, owed: Decimal) -> None:
    if amount > owed:
        raise MistakeError(f"Invoice {invoice.number} owes {owed}; {amount} is more.")


def _may_settle(invoice: Invoice, amount: Decimal, left: Decimal) -> None:
    if amount < left:
        raise MistakeError(f"Invoice {invoice.number} is open with {left}; {amount} is more.")


def _may_reopen(
    tenant: Tenant, refund: Payment, invoice: Invoice, amount: Decimal, before: Decimal
) -> None:
    refunded = tenant.payments.get(refund.refunded_payment_id or 0)
    payer = f"payment {refunded.number}" if refunded else "payments"
    paid = open_on(tenant, refunded, invoice) if refunded else invoice.applied
    left = min(paid, invoice.applied) + before
    if -amount > left:
        raise MistakeError(
            f"Invoice {invoice.number} has {left} of {payer} applied that is not refunded; "
            f"{-amount} is more."
        )


def apply(
    tenant: Tenant, payment: Payment, invoice: Invoice, amount: Decimal, applied_on: datetime
) -> int:
    application = Application(tenant.new_id("application"), invoice.id, amount, applied_on)
    payment.applications.append(application)
    _moved(tenant, payment, invoice, amount)
    return application.id


def unapply(tenant: Tenant, payment: Payment, application: Application) -> Invoice:
    """MistakeError when a refund of that money would be left without it."""
    invoice = tenant.invoices[application.invoice_id]
    _may_unapply(tenant, payment, application, invoice)
    payment.applications.remove(application)
    _moved(tenant, payment, invoice, -application.amount)
    return invoice


def _may_unapply(
    tenant: Tenant, payment: Payment, application: Application, invoice: Invoice
) -> None:
    if application.amount < 0:
        may_leave_unapplied(tenant, payment, application.amount)
        return
    left = min(_paid_on(tenant, payment, {invoice.id}), invoice.applied)
    if application.amount > left:
        raise MistakeError(
            f"A refund was applied to invoice {invoice.number}: only {left} of "
            f"{application.amount} can be unapplied. Unapply the refund first."
        )


def may_leave_unapplied(tenant: Tenant, refund: Payment, rest: Decimal) -> None:
    """What a refund leaves unapplied comes out of what its payment has unapplied."""
    refunded = tenant.payments.get(refund.refunded_payment_id or 0)
    if refunded and -rest > refunded.unapplied:
        raise MistakeError(
            f"Payment {refunded.number} has {refunded.unapplied} unapplied; {-rest} is more. "
            "Apply the refund to an invoice."
        )


def settle(tenant: Tenant, payment: Payment) -> None:
    """The refunded payment holds less by what its refunds leave unapplied."""
    refunded = tenant.payments.get(payment.refunded_payment_id or 0)
    if refunded is None:
        return
    given_back = -sum((one.unapplied for one in refunds_of(tenant, refunded)), ZERO)
    if given_back != refunded.given_back:
        refunded.given_back = given_back
        tenant.touch(refunded)


def _moved(tenant: Tenant, payment: Payment, invoice: Invoice, amount: Decimal) -> None:
    invoice.applied += amount
    tenant.touch(payment, invoice)
    settle(tenant, payment)


def refunds_of(tenant: Tenant, payment: Payment) -> list[Payment]:
    return [
        one
        for one in tenant.payments.values()
        if one.refunded_payment_id == payment.id and one.active
    ]


def open_on(tenant: Tenant, payment: Payment, invoice: Invoice) -> Decimal:
    """What it pays of the invoice, less its refunds there and on negative adjustments of it."""
    adjustments = {
        one.id
        for one in tenant.invoices.values()
        if one.adjustment_to_id == invoice.id and one.total < 0
    }
    return max(ZERO, _paid_on(tenant, payment, {invoice.id, *adjustments}))


def _paid_on(tenant: Tenant, payment: Payment, invoice_ids: set[int]) -> Decimal:
    together = [payment, *refunds_of(tenant, payment)]
    return sum((part.amount for part in _parts(together) if part.invoice_id in invoice_ids), ZERO)


def _parts(payments: list[Payment]) -> Iterator[Application]:
    return (part for one in payments for part in one.applications)
