import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns.result import Success

from core.documents import Kind
from core.ledger import Segments, TrialBalance
from core.money import ZERO, Money, total
from core.records import RemoteId
from core.refunds.checks import CheckRequest, pinned, review
from core.refunds.standing import RefundStanding
from core.refunds.status import Status
from core.refunds.written import RefundPayment
from core.refusals import Reason
from tests.core.builders import CHECKING, SEGMENTS, UNDEPOSITED, key
from tests.core.refunds.builders import REFUNDS_PAYABLE, paying_all, request, standing

BO = RemoteId("c8")
SOUTH = Segments("2")
MARIAS = standing("500.00", "P-18")
MARIAS_OTHER = standing("70.00", "P-20")
BOS = standing("250.00", "P-19", name="Bo Chen", customer=BO)
ALL = (MARIAS, BOS, MARIAS_OTHER)


def paid(checks: tuple[RefundPayment, ...]) -> list[tuple[str, list[str], str]]:
    """Payee, numbers of the refunds and amount of each check."""
    return [
        (one.payee_name, [line.label.number for line in one.lines], one.amount.text)
        for one in checks
    ]


def test_without_grouping_each_refund_has_its_own_check() -> None:
    made = review(paying_all(*ALL), ALL)
    assert paid(made.checks) == [
        ("Bo Chen", ["P-19"], "250.00"),
        ("Maria Lopez", ["P-18"], "500.00"),
        ("Maria Lopez", ["P-20"], "70.00"),
    ]
    assert (made.total, made.refused) == (Money.of("820.00"), ())


def test_three_refunds_of_two_customers_grouped_are_two_checks_that_clear_the_payable() -> None:
    made = review(paying_all(*ALL, group_by_customer=True), ALL)
    assert paid(made.checks) == [
        ("Bo Chen", ["P-19"], "250.00"),
        ("Maria Lopez", ["P-18", "P-20"], "570.00"),
    ]
    assert TrialBalance.of(one.entry for one in made.checks).balances == (
        (CHECKING, Money.of("-820.00")),
        (REFUNDS_PAYABLE, Money.of("820.00")),
    )


def test_grouping_keeps_subsidiaries_apart() -> None:
    south = replace(MARIAS_OTHER, segments=SOUTH)
    made = review(paying_all(MARIAS, south, group_by_customer=True), [MARIAS, south])
    assert [one.segments for one in made.checks] == [SEGMENTS, SOUTH]


def test_a_customer_with_two_spellings_has_one_check() -> None:
    spelled = standing("70.00", "P-20", name="Lopez, Maria")
    between = standing("10.00", "P-21", name="Lopez, Zoe", customer=RemoteId("c9"))
    refunds = (MARIAS, spelled, between)
    assert len(review(paying_all(*refunds, group_by_customer=True), refunds).checks) == 2


def test_a_check_has_the_segments_all_its_lines_have() -> None:
    north, east = (replace(SEGMENTS, department=one) for one in ("10", "20"))
    first, second = replace(MARIAS, segments=north), replace(MARIAS_OTHER, segments=east)
    (apart,) = review(paying_all(first, second, group_by_customer=True), [first, second]).checks
    (alone,) = review(paying_all(first), [first]).checks
    assert (apart.segments, alone.segments) == (SEGMENTS, north)
    assert [line.segments for line in apart.lines] == [north, east]


def test_a_check_debits_what_the_refund_credited() -> None:
    by_card = replace(MARIAS, clearing=UNDEPOSITED)
    (check,) = review(paying_all(by_card), [by_card]).checks
    assert TrialBalance.of([check.entry]).balances == (
        (CHECKING, Money.of("-500.00")),
        (UNDEPOSITED, Money.of("500.00")),
    )


def test_a_check_says_what_was_asked_for() -> None:
    asked = paying_all(MARIAS, to_be_printed=True, header_memo="Refund", line_memo="Invoice I-204")
    (check,) = review(asked, ALL).checks
    assert (check.to_be_printed, check.memo, check.bank) == (True, "Refund", CHECKING)
    assert [line.memo for line in check.lines] == ["Invoice I-204"]


@pytest.mark.parametrize(
    ("asked", "would_pay"),
    [(None, "300.00"), ("300.00", "300.00"), ("299.99", "299.99"), ("0.01", "0.01")],
)
def test_a_check_pays_what_is_left_or_less(asked: str | None, would_pay: str) -> None:
    given = standing("500.00", paid=Money.of("150.00"), on_its_way=Money.of("50.00"))
    amount = None if asked is None else Money.of(asked)
    made = review(request({given.key: amount}), [given])
    assert (made.total, made.refused) == (Money.of(would_pay), ())


@pytest.mark.parametrize(
    ("changes", "asked", "reason", "words"),
    [
        ({}, "300.01", Reason.REFUND_OVERPAID, "has $300.00 left to pay; $300.01 would overpay"),
        ({}, "0.00", Reason.AMOUNT_NOT_POSITIVE, "has $300.00 left to pay; $0.00 is nothing"),
        ({}, "-0.01", Reason.AMOUNT_NOT_POSITIVE, "has $300.00 left to pay; -$0.01 is nothing"),
        (
            {"on_its_way": Money.of("300.00")},
            "0.01",
            Reason.REFUND_NOT_PAYABLE,
            "Of $500.00, $200.00 is paid and $300.00 on its way; nothing is left. Approve or void",
        ),
        (
            {"paid": Money.of("500.00")},
            None,
            Reason.REFUND_NOT_PAYABLE,
            "$500.00 is paid and $0.00 on its way; nothing is left. Run again",
        ),
        ({"status": Status.COMPLETE}, None, Reason.REFUND_NOT_PAYABLE, "It is Complete; a check"),
        ({"status": Status.BYPASS}, None, Reason.REFUND_NOT_PAYABLE, "It is Bypass; a check"),
        (
            {"status": Status.CHECK_REFUNDED, "paid": Money.of("500.00")},
            "0.00",
            Reason.REFUND_NOT_PAYABLE,
            "It is Check Refunded; a check",
        ),
    ],
)
def test_what_no_check_can_pay_is_refused_and_the_others_go(
    changes: dict[str, Any], asked: str | None, reason: Reason, words: str
) -> None:
    given = standing("500.00", **{"paid": Money.of("200.00"), **changes})
    amount = None if asked is None else Money.of(asked)
    made = review(request({given.key: amount, BOS.key: None}), [given, BOS])
    (refusal,) = made.refused
    assert (refusal.reason, refusal.document) == (reason, given.label)
    assert words in refusal.explanation
    assert paid(made.checks) == [("Bo Chen", ["P-19"], "250.00")]


def test_a_refund_the_books_do_not_have_is_refused() -> None:
    (refusal,) = review(request({key(Kind.REFUND, 99): None}), ALL).refused
    assert refusal.reason is Reason.REFUND_NOT_PAYABLE
    assert refusal.document.number == "acme-refund-99"


def test_the_order_of_choosing_changes_nothing() -> None:
    assert review(paying_all(*ALL), ALL) == review(paying_all(*ALL[::-1]), ALL[::-1])


def changed_standing(**changes: Any) -> tuple[CheckRequest, list[RefundStanding]]:
    return paying_all(MARIAS), [replace(MARIAS, **changes)]


@pytest.mark.parametrize(
    ("asked", "standings"),
    [
        (request({MARIAS.key: Money.of("499.99")}), [MARIAS]),
        (paying_all(MARIAS, BOS), [MARIAS, BOS]),
        (paying_all(MARIAS, bank=UNDEPOSITED), [MARIAS]),
        (paying_all(MARIAS, date=date(2026, 11, 11)), [MARIAS]),
        (paying_all(MARIAS, to_be_printed=True), [MARIAS]),
        (paying_all(MARIAS, header_memo="Refund"), [MARIAS]),
        (paying_all(MARIAS, line_memo="Refund"), [MARIAS]),
        (paying_all(MARIAS, tenant="other"), [MARIAS]),
        changed_standing(paid=Money(1)),
        changed_standing(on_its_way=Money(1)),
        changed_standing(checks=1),
        changed_standing(clearing=UNDEPOSITED),
        changed_standing(segments=SOUTH),
        changed_standing(status=Status.BYPASS),
    ],
)
def test_paying_is_refused_when_anything_changed_since_the_review(
    asked: CheckRequest, standings: list[RefundStanding]
) -> None:
    reviewed = review(paying_all(MARIAS), [MARIAS]).hash
    problem = pinned(review(asked, standings), reviewed).failure()
    assert problem.reason is Reason.REVIEW_CHANGED


def test_a_changed_review_says_what_would_be_paid_now() -> None:
    now = review(paying_all(MARIAS, BOS), ALL)
    assert pinned(now, "5c3a9e0b71d2").failure().fact == (
        "What would be paid has changed since it was reviewed: now 2 checks over $750.00."
    )


def test_what_was_reviewed_is_paid() -> None:
    reviewed = review(paying_all(*ALL), ALL)
    assert pinned(review(paying_all(*ALL), ALL), reviewed.hash) == Success(reviewed)


def test_what_others_refunds_do_meanwhile_does_not_matter() -> None:
    reviewed = review(paying_all(MARIAS), ALL)
    later = review(paying_all(MARIAS), [MARIAS, replace(BOS, paid=Money.of("250.00"))])
    assert pinned(later, reviewed.hash) == Success(reviewed)


def test_the_same_payment_is_the_same_check_and_another_is_another() -> None:
    keys = [one for one, _ in review(paying_all(*ALL), ALL).keyed]
    again = [one for one, _ in review(paying_all(*ALL[::-1]), ALL).keyed]
    less = [one for one, _ in review(paying_all(*ALL[:2]), ALL).keyed]
    assert keys == again
    assert len({*keys, *less}) == 5
    assert all(re.fullmatch(r"acme-check-[0-9a-f]{12}-[123]", one) for one in keys)


def test_a_second_check_over_the_same_amount_is_another_check() -> None:
    """Half is paid; or the first check was voided. Either way it is new money."""
    half = request({MARIAS.key: Money.of("250.00")})
    states = (MARIAS, replace(MARIAS, paid=Money.of("250.00"), checks=1), replace(MARIAS, checks=1))
    keys = {review(half, [one]).keyed[0][0] for one in states}
    assert len(keys) == 3


cents = st.integers(min_value=0, max_value=400).map(Money)


@st.composite
def pending(draw: st.DrawFn) -> list[RefundStanding]:
    rows = draw(st.lists(st.tuples(cents, cents, cents, st.sampled_from("78")), max_size=6))
    return [
        standing(
            (left + gone + coming + Money(1)).text,
            f"P-{18 + place}",
            paid=gone,
            on_its_way=coming,
            customer=RemoteId(f"c{whose}"),
        )
        for place, (left, gone, coming, whose) in enumerate(rows)
    ]


@given(pending(), st.lists(st.one_of(st.none(), cents), min_size=6, max_size=6), st.booleans())
def test_no_refund_is_paid_beyond_what_is_left_and_every_one_is_paid_or_refused(
    refunds: list[RefundStanding], asked: list[Money | None], grouped: bool
) -> None:
    chosen = {one.key: amount for one, amount in zip(refunds, asked, strict=False)}
    made = review(request(chosen, group_by_customer=grouped), refunds)
    by_key = {one.key: one for one in refunds}
    lines = [line for check in made.checks for line in check.lines]
    for line in lines:
        assert ZERO < line.amount <= by_key[line.refund].remaining
    assert made.total == total(line.amount for line in lines)
    assert len({line.refund for line in lines}) == len(lines)
    assert len(lines) + len(made.refused) == len(refunds)


@given(pending())
def test_grouping_changes_how_many_checks_there_are_and_not_what_is_paid(
    refunds: list[RefundStanding],
) -> None:
    alone = review(paying_all(*refunds), refunds)
    together = review(paying_all(*refunds, group_by_customer=True), refunds)
    assert together.total == alone.total
    assert len(alone.checks) == len(refunds)
    assert len(together.checks) == len({one.customer for one in refunds})
