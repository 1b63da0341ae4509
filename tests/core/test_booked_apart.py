"""Money and invoices of one customer that NetSuite has as two (CUS-14, AR-13)."""

from dataclasses import replace

import pytest

from core.documents import Kind
from core.planner import make_plan
from core.records import Booked, CustomerLink, RemoteId
from core.refusals import Reason
from tests.core.builders import (
    HOUSEHOLD,
    MARIA,
    application,
    booked_deposit,
    booked_invoice,
    booked_payment,
    found,
    invoice,
    payment,
    situation,
)
from tests.core.test_planner import EVERY_RUN

APPLIED = payment("100.00", exported=True, applications=(application("I-204", "60.00"),))
BY_HAND = {MARIA: CustomerLink(RemoteId("9"), MARIA, RemoteId("1107"))}
WORDS = (
    "In NetSuite P-17 is money of customer c7, but I-204 is an invoice of Lopez household (1107)."
)


@pytest.mark.parametrize(
    "payer", [booked_deposit("P-17", "100.00"), booked_payment("P-17", "100.00")]
)
def test_a_booked_payment_cannot_pay_an_invoice_to_be_booked_to_another(payer: Booked) -> None:
    s = situation(invoice(), later=(APPLIED,), booked=found(payer), links=BY_HAND)
    plan = make_plan(replace(s, settings=EVERY_RUN, book_customers={HOUSEHOLD.id: HOUSEHOLD}))
    (refusal,) = plan.refused
    assert (refusal.reason, refusal.fact) == (Reason.CUSTOMERS_DIFFER, WORDS)
    assert refusal.document.kind is Kind.APPLICATION


def test_a_payment_to_be_booked_cannot_pay_an_invoice_booked_to_another() -> None:
    paid = payment("60.00", applications=(application("I-204", "60.00"),))
    booked = found(booked_invoice("I-204", "100.00"))
    plan = make_plan(situation(paid, booked=booked, links=BY_HAND))
    assert [one.reason for one in plan.refused] == [Reason.CUSTOMERS_DIFFER]
    assert [one.document.kind for one in plan.steps] == []


def test_what_was_booked_to_one_customer_before_is_applied_still() -> None:
    booked = found(booked_deposit("P-17", "100.00"), booked_invoice("I-204", "100.00"))
    plan = make_plan(situation(settings=EVERY_RUN, later=(APPLIED,), booked=booked, links=BY_HAND))
    assert plan.refused == ()
    assert [one.document.number for one in plan.steps] == ["P-17 to I-204"]
