from dataclasses import replace
from datetime import date

import pytest
from returns.result import Failure

from core.documents import Application, Invoice, InvoiceId, Kind, Payment, PaymentId
from core.money import Money
from core.records import AppliedAmount
from core.refunds.kinds import Scenario
from core.refunds.recognition import (
    Covered,
    Recognized,
    beyond_payment,
    is_refund,
    recognized,
)
from core.refunds.status import Status
from core.refusals import Hold, Reason, Waiting
from tests.core.builders import invoice, key, payment
from tests.core.refunds.builders import (
    CARD,
    REFUNDS_PAYABLE,
    by_id,
    credit_memo,
    of,
    record,
    refund,
)

ORIGINAL = invoice("300.00", "I-204")
ADDED = invoice("50.00", "I-206", adjustment_to=InvoiceId(204))
MEMO = credit_memo("100.00", "I-205")
MEMO_ID, ORIGINAL_ID = MEMO.id, ORIGINAL.id


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        ((), Recognized(Scenario.UNAPPLIED)),
        (
            (of("I-205", "100.00"),),
            Recognized(Scenario.REVENUE, (Covered(MEMO_ID, Money.of("100.00")),), (ORIGINAL_ID,)),
        ),
        ((of("I-204", "100.00"),), Recognized(Scenario.NON_REVENUE, (), (ORIGINAL_ID,))),
        ((of("I-206", "50.00"),), Recognized(Scenario.NON_REVENUE, (), (ORIGINAL_ID,))),
        ((of("I-204", "60.00"),), Recognized(Scenario.NON_REVENUE, (), (ORIGINAL_ID,))),
        (
            (of("I-204", "40.00", 901), of("I-205", "60.00", 902)),
            Recognized(Scenario.REVENUE, (Covered(MEMO_ID, Money.of("60.00")),), (ORIGINAL_ID,)),
        ),
        (
            (of("I-205", "60.00", 901), of("I-205", "40.01", 902)),
            Recognized(Scenario.REVENUE, (Covered(MEMO_ID, Money.of("100.00")),), (ORIGINAL_ID,)),
        ),
    ],
    ids=[
        "nothing",
        "a credit memo",
        "an invoice",
        "an invoice that adjusts another",
        "an invoice in part",
        "an invoice and a credit memo",
        "a cent more than the credit memo",
    ],
)
def test_what_it_is_applied_to_says_what_a_refund_is(
    applied: tuple[Application, ...], expected: Recognized
) -> None:
    given = refund("100.01", *applied)
    assert recognized(given, by_id(ORIGINAL, ADDED, MEMO)).unwrap() == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (refund("5.00", unapplied=Money.of("-4.99")), "$0.00 applied and -$4.99 unapplied"),
        (payment("5.00", refund_of=PaymentId(17)), "over $5.00; a refund is below zero"),
        (payment("0.00", refund_of=PaymentId(17)), "over $0.00; a refund is below zero"),
        (
            refund("5.00", replace(of("I-204", "1.00"), amount=Money(1))),
            "part of it is applied above zero",
        ),
    ],
)
def test_a_refund_whose_figures_are_wrong_is_refused(given: Payment, words: str) -> None:
    refusal = recognized(given, by_id(ORIGINAL)).failure()
    assert not isinstance(refusal, Hold)
    assert refusal.reason is Reason.TOTALS_DISAGREE
    assert words in refusal.fact


def test_a_refund_of_an_invoice_nobody_has_read_waits_for_it() -> None:
    hold = recognized(refund("5.00", of("I-204", "5.00")), {}).failure()
    assert isinstance(hold, Hold)
    assert hold.waiting is Waiting.INVOICE
    assert "Waiting for invoice I-204" in hold.explanation


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (payment("0.00"), False),
        (payment("0.01"), False),
        (payment("-0.01"), True),
        (payment("0.01", refund_of=PaymentId(17)), True),
    ],
)
def test_a_refund_is_below_zero_or_names_what_it_refunds(given: Payment, expected: bool) -> None:
    assert is_refund(given) is expected


@pytest.mark.parametrize(
    ("refunds", "beyond"),
    [
        (("100.00",), []),
        (("100.01",), [18]),
        (("60.00", "40.00"), []),
        (("60.00", "40.01"), [19]),
        (("60.00", "40.01", "40.00"), [19]),
        (("33.33", "33.33", "33.34", "0.01"), [21]),
    ],
)
def test_refunds_of_one_payment_together_never_exceed_it(
    refunds: tuple[str, ...], beyond: list[int]
) -> None:
    given = [refund(one, number=f"P-{18 + place}") for place, one in enumerate(refunds)]
    assert list(beyond_payment(payment("100.00"), reversed(given))) == beyond


def test_a_refund_that_is_in_the_books_comes_before_an_older_one() -> None:
    booked = refund("60.00", number="P-19", exported=True, date=date(2026, 11, 12))
    refusal = beyond_payment(payment("100.00"), [refund("40.01"), booked])[PaymentId(18)]
    assert refusal.reason is Reason.REFUND_EXCEEDS_PAYMENT
    assert refusal.fact == (
        "It gives back $40.01 of payment P-17, which was $100.00; $60.00 of that is refunded "
        "before it, so $40.00 is left."
    )


def test_a_record_has_what_the_refund_says_and_links_what_it_belongs_to() -> None:
    made = record(refund("100.00", of("I-205", "100.00"), memo="Leaks again"), MEMO)
    assert (made.amount, made.clearing) == (Money.of("100.00"), REFUNDS_PAYABLE)
    assert (made.status, made.scenario) == (Status.PENDING_REFUND, Scenario.REVENUE)
    assert made.links.refunded_payment == key(Kind.PAYMENT, 17)
    memo_key = key(Kind.INVOICE, 205)
    assert made.links.credit_memos == (AppliedAmount(memo_key, Money.of("100.00")),)
    assert made.links.invoices == (key(Kind.INVOICE, 204),)
    assert made.memo == "Leaks again"


@pytest.mark.parametrize(
    ("invoices", "applied", "scenario"),
    [
        ((), (), Scenario.UNAPPLIED),
        ((MEMO,), (of("I-205", "100.00"),), Scenario.REVENUE),
        ((ORIGINAL,), (of("I-204", "100.00"),), Scenario.NON_REVENUE),
    ],
)
def test_a_refund_by_card_is_complete_whatever_it_is(
    invoices: tuple[Invoice, ...], applied: tuple[Application, ...], scenario: Scenario
) -> None:
    made = record(refund("100.00", *applied, by=CARD), *invoices)
    assert (made.scenario, made.status) == (scenario, Status.COMPLETE)
    assert made.clearing.number == "1499"


def test_a_refund_that_is_held_makes_no_record() -> None:
    assert isinstance(recognized(refund("5.00", of("I-999", "5.00")), by_id(MEMO)), Failure)
