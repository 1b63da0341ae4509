"""Refunds, as the Automated Refund Workflow makes them (REF-06 to REF-12, REF-19).

A refund is a negative payment that names the payment it refunds. What else happens is up to the
effect of its reason:

unapplied      nothing; the payment has less unapplied
revenue        a negative adjustment of the paid invoice, to which the refund is applied
non-revenue    the refund is applied to the paid invoice, which owes again
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions import applying, invoices, payments
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import ZERO, Invoice, InvoiceItem, Payment, RefundReason
from simulators.servicetitan.tenant import MistakeError, Tenant, known
from simulators.servicetitan.values import plain, to_the_cent

UNAPPLIED: Final = "unapplied"
REVENUE: Final = "revenue"
NON_REVENUE: Final = "non-revenue"
EFFECTS: Final = (UNAPPLIED, REVENUE, NON_REVENUE)
MEMBERS: Final = (
    *("id", "paymentId", "amount", "reason", "date", "typeId", "type", "glAccountNumber"),
    *("referenceNumber", "checkNumber", "memo", "invoiceId", "items"),
)


def create_refund_reason(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name", "effect")
    name, effect = given.text("name"), given.one_of("effect", EFFECTS)
    if any(one.name == name for one in tenant.refund_reasons.values()):
        raise MistakeError(f"There is a refund reason {name} already.")
    reason = RefundReason(
        id=tenant.new_id("refund reason", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        name=name,
        effect=effect,
    )
    tenant.refund_reasons[reason.id] = reason
    return {"id": reason.id}


def automated_refund_workflow(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("enabled")
    tenant.automated_refund_workflow = given.flag("enabled")
    return {"enabled": tenant.automated_refund_workflow}


def refund(tenant: Tenant, given: Given) -> dict[str, Any]:
    """The documents of one refund, all pending and in no batch; all that is left unless said."""
    given.only(*MEMBERS)
    if not tenant.automated_refund_workflow:
        raise MistakeError(
            "The Automated Refund Workflow is switched off. Switch it on in Setup > "
            "Invoicing > Payment Collections, or take a negative payment."
        )
    payment = payments.refunded_payment(tenant, given.whole("paymentId"))
    plan = PLANS[_reason(tenant, given).effect](tenant, given, payment)
    made = payments.payment_of(
        tenant, given, payment.customer_id, payment.business_unit_id, -plan.amount
    )
    made.refunded_payment_id = payment.id
    splits = [(plan.applied_to, -plan.amount)] if plan.applied_to else []
    for invoice, amount in splits:
        applying.may_apply(tenant, made, invoice, amount)
    payments.may_refund(tenant, made, splits)
    return _book(tenant, made, splits, plan)


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """How much goes back, to which invoice it is applied, and the adjustment to make for it."""

    amount: Decimal
    applied_to: Invoice | None = None
    adjustment: Invoice | None = None


def _book(
    tenant: Tenant, made: Payment, splits: list[applying.Split], plan: _Plan
) -> dict[str, Any]:
    adjustment = invoices.keep(tenant, plan.adjustment) if plan.adjustment else None
    applied = payments.keep(tenant, made, splits)
    return {
        "id": made.id,
        "referenceNumber": made.number,
        "appliedIds": applied,
        "adjustment": adjustment,
    }


def _unapplied(tenant: Tenant, given: Given, payment: Payment) -> _Plan:
    _without(given, "invoiceId", "items")
    left = min(payment.unapplied, payments.left_to_refund(tenant, payment))
    return _Plan(amount=_amount(given, payment, left))


def _non_revenue(tenant: Tenant, given: Given, payment: Payment) -> _Plan:
    _without(given, "items")
    invoice = _paid_invoice(tenant, given, payment)
    return _Plan(amount=_applied_amount(tenant, given, payment, invoice), applied_to=invoice)


def _revenue(tenant: Tenant, given: Given, payment: Payment) -> _Plan:
    """The items given, or the invoice's own in proportion to what goes back."""
    invoice = _paid_invoice(tenant, given, payment)
    if given.has("items"):
        content: Mapping[str, Any] = {"items": given.needed("items")}
        adjustment = _adjustment(tenant, given, invoice, content)
        if adjustment.total >= 0:
            raise MistakeError(f"The items make {adjustment.total}; a refund's are less than 0.")
        amount = _amount(given, payment, -adjustment.total)
        _no_more(tenant, payment, invoice, amount)
    else:
        amount = _applied_amount(tenant, given, payment, invoice)
        adjustment = _adjustment(tenant, given, invoice, _share(tenant, invoice, amount))
    return _Plan(amount=amount, applied_to=adjustment, adjustment=adjustment)


PLANS: Final = {UNAPPLIED: _unapplied, REVENUE: _revenue, NON_REVENUE: _non_revenue}


def _reason(tenant: Tenant, given: Given) -> RefundReason:
    name = given.text("reason")
    for one in tenant.refund_reasons.values():
        if one.name == name:
            return one
    raise MistakeError(f"There is no refund reason {name}.")


def _without(given: Given, *members: str) -> None:
    for member in members:
        if given.has(member):
            raise MistakeError(f"{given.action}: a refund for that reason has no {member}.")


def _amount(given: Given, payment: Payment, most: Decimal) -> Decimal:
    """What is to go back; all that can, unless said."""
    amount = given.money("amount") if given.has("amount") else most
    if most <= 0:
        raise MistakeError(f"Payment {payment.number} has nothing that can be refunded so.")
    if amount <= 0:
        raise MistakeError(f"{given.action}: amount is more than nothing, not {amount}.")
    return amount


def _applied_amount(tenant: Tenant, given: Given, payment: Payment, invoice: Invoice) -> Decimal:
    open_there = applying.open_on(tenant, payment, invoice)
    left = min(open_there, payments.left_to_refund(tenant, payment))
    amount = _amount(given, payment, left)
    _no_more(tenant, payment, invoice, amount)
    return amount


def _no_more(tenant: Tenant, payment: Payment, invoice: Invoice, amount: Decimal) -> None:
    left = applying.open_on(tenant, payment, invoice)
    if amount > left:
        raise MistakeError(
            f"Payment {payment.number} has {left} on invoice {invoice.number} that can be "
            f"refunded so; {amount} is more."
        )


def _paid_invoice(tenant: Tenant, given: Given, payment: Payment) -> Invoice:
    """The invoice named, or the only one that the payment pays."""
    paid = {part.invoice_id for part in payment.applications}
    if not paid:
        raise MistakeError(f"Payment {payment.number} is not applied to an invoice.")
    if not given.has("invoiceId") and len(paid) > 1:
        raise MistakeError(f"Payment {payment.number} pays {len(paid)} invoices: say invoiceId.")
    invoice_id = given.maybe_whole("invoiceId") or min(paid)
    invoice = known(tenant.invoices, "invoice", invoice_id)
    if invoice_id not in paid:
        raise MistakeError(f"Payment {payment.number} is not applied to {invoice.number}.")
    return invoice


def _adjustment(
    tenant: Tenant, given: Given, invoice: Invoice, content: Mapping[str, Any]
) -> Invoice:
    body = {"adjustmentToId": invoice.id, "date": given.text("date"), **content}
    if invoice.tax_zone_id is not None:
        body["taxZoneId"] = invoice.tax_zone_id
    return invoices.adjustment_of(tenant, Given(given.action, body))


def _share(tenant: Tenant, invoice: Invoice, amount: Decimal) -> dict[str, Any]:
    """The invoice's lines and tax, negative, to the cent so that they make the amount."""
    shares = _shares([*(item.total for item in invoice.items), invoice.sales_tax], amount)
    whole = amount == invoice.total
    lines = zip(invoice.items, shares[:-1], strict=True)
    return {
        "items": [_line(tenant, item, None if whole else share) for item, share in lines],
        "salesTax": plain(-shares[-1]),
    }


def _shares(parts: list[Decimal], amount: Decimal) -> list[Decimal]:
    """The amount over the parts in proportion; what is rounded off is made up for by the next."""
    total, shares = sum(parts, ZERO), list[Decimal]()
    for place in range(1, len(parts) + 1):
        so_far = to_the_cent(sum(parts[:place], ZERO) * amount / total)
        shares.append(so_far - sum(shares, ZERO))
    return shares


def _line(tenant: Tenant, item: InvoiceItem, share: Decimal | None) -> dict[str, Any]:
    """The item at its negative price; a part of it is one piece at the negative share."""
    return {
        "description": item.description,
        "quantity": "1" if share is not None else plain(item.quantity),
        "price": plain(-item.price if share is None else -share),
        "type": item.type,
        "glAccountNumber": tenant.gl_accounts[item.account_id].number,
        "taxable": item.taxable,
        "skuName": item.sku_name,
    }
