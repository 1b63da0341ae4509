"""Whatever is paid, refunded, applied and taken back in whatever order: the amounts agree.

An action that is refused leaves everything as it was.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from simulators.control.clock import SimClock
from simulators.servicetitan import MistakeError
from simulators.servicetitan.records import Invoice, Payment
from simulators.servicetitan.snapshot import snapshot
from tests.simulators.servicetitan.office import Office, line, simulator

amounts = st.sampled_from(["0.01", "20.00", "33.33", "50.00", "66.67", "100.00", "150.00"])
effects = st.sampled_from(["revenue", "non-revenue", "unapplied"])
picks = st.integers(0, 1000)


class Till(RuleBasedStateMachine):
    """Two customers' money, moved at random, often wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office(simulator(SimClock()))
        self.tenant = self.office.st.tenant
        self.office.st.act("automated-refund-workflow", enabled=True)
        for effect in ("revenue", "non-revenue", "unapplied"):
            self.office.st.act("create-refund-reason", name=effect, effect=effect)
        for name in ("Ann", "Bob"):
            customer = self.office.customer(name)
            invoice = self.office.invoice(customer, "66.67", "33.33", salesTax="7.77")
            self.office.batch(invoiceIds=[invoice])
            self.office.payment(customer, "150.00")

    def attempt(self, action: str, **body: Any) -> None:
        before = json.dumps(snapshot(self.tenant))
        try:
            self.office.st.act(action, **body)
        except MistakeError:
            assert json.dumps(snapshot(self.tenant)) == before

    def one(self, ids: Sequence[int], pick: int) -> int:
        return ids[pick % len(ids)] if ids else 0

    def payment(self, pick: int) -> int:
        return self.one(list(self.tenant.payments), pick)

    def invoice(self, pick: int) -> int:
        return self.one(list(self.tenant.invoices), pick)

    @rule(invoice=picks, amount=amounts)
    def adjust(self, invoice: int, amount: str) -> None:
        given = {"adjustmentToId": self.invoice(invoice), "date": "2026-10-04"}
        self.attempt("create-adjustment", **given, items=[line(f"-{amount}")])

    @rule(pick=picks, sign=st.sampled_from(["", "-"]), amount=amounts, part=amounts, of=picks)
    def take(self, pick: int, sign: str, amount: str, part: str, of: int) -> None:
        invoice = self.invoice(pick)
        given = {"businessUnitId": self.office.unit_id, "date": "2026-10-05", "type": "Check"}
        given |= {"customerId": self.tenant.invoices[invoice].customer_id}
        named = self.payment(of) if sign and of % 2 else None
        applied = [{"invoiceId": invoice, "amount": sign + part}]
        body = {"amount": sign + amount, "applications": applied, "refundedPaymentId": named}
        self.attempt("take-payment", **given, **body)

    @rule(payment=picks, effect=effects, amount=st.none() | amounts)
    def refund(self, payment: int, effect: str, amount: str | None) -> None:
        given = {"paymentId": self.payment(payment), "reason": effect, "amount": amount}
        self.attempt("refund", **given, date="2026-10-06", type="Check")

    @rule(payment=picks, invoice=picks, sign=st.sampled_from(["", "-"]), amount=amounts)
    def apply(self, payment: int, invoice: int, sign: str, amount: str) -> None:
        given = {"paymentId": self.payment(payment), "invoiceId": self.invoice(invoice)}
        self.attempt("apply-payment", **given, amount=sign + amount)

    @rule(pick=picks)
    def unapply(self, pick: int) -> None:
        made = [part.id for one in self.tenant.payments.values() for part in one.applications]
        self.attempt("unapply-payment", appliedId=self.one(made, pick))

    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        self.attempt("delete-payment", paymentId=self.payment(pick))
        self.attempt("delete-invoice", invoiceId=self.invoice(pick))

    @invariant()
    def a_customer_owes_invoices_less_payments(self) -> None:
        for customer in self.tenant.customers.values():
            invoices = [one for one in self.invoices() if one.customer_id == customer.id]
            taken = [one for one in self.payments() if one.customer_id == customer.id]
            owed = sum(one.total for one in invoices) - sum(one.amount for one in taken)
            left = sum(one.unapplied + one.given_back for one in taken)
            assert customer.balance == owed == sum(one.balance for one in invoices) - left

    @invariant()
    def an_invoice_is_paid_between_nothing_and_its_total(self) -> None:
        for invoice in self.invoices():
            parts = [part for one in self.payments() for part in one.applications]
            applied = sum(part.amount for part in parts if part.invoice_id == invoice.id)
            assert invoice.applied == applied
            assert min(invoice.total, Decimal(0)) <= applied <= max(invoice.total, Decimal(0))

    @invariant()
    def a_payment_is_applied_refunded_or_left_and_never_twice(self) -> None:
        for payment in self.payments():
            refunds = [one for one in self.payments() if one.refunded_payment_id == payment.id]
            assert -sum(one.amount for one in refunds) <= max(payment.amount, Decimal(0))
            assert payment.given_back == -sum(one.unapplied for one in refunds)
            assert payment.unapplied * payment.amount >= 0
            assert abs(payment.unapplied) <= abs(payment.amount)

    def invoices(self) -> list[Invoice]:
        return [one for one in self.tenant.invoices.values() if one.active]

    def payments(self) -> list[Payment]:
        return [one for one in self.tenant.payments.values() if one.active]


TestTill = Till.TestCase
TestTill.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
