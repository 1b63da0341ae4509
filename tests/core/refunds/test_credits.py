from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents import Kind
from core.ledger import Segments, TrialBalance
from core.money import ZERO, Money, total
from core.records import AppliedAmount, RefundLinks, RemoteId
from core.refunds.credits import Credit, allocate, deposit_release, release_entry
from core.refunds.standing import RefundStanding
from core.refunds.status import Status
from tests.core.builders import DEPOSITS, RECEIVABLE, key
from tests.core.refunds.builders import amounts, deposit, memo, standing, tied

EARLIER, LATER = date(2026, 11, 8), date(2026, 11, 12)
CENT = Money(1)


@pytest.mark.parametrize(
    ("open_on_refund", "left", "amount"),
    [
        ("250.00", "250.00", "250.00"),
        ("250.00", "249.99", "249.99"),
        ("250.00", "250.01", "250.00"),
        ("249.99", "250.00", "249.99"),
        ("0.01", "250.00", "0.01"),
    ],
)
def test_a_later_credit_memo_covers_at_most_what_is_open_and_what_it_has_left(
    open_on_refund: str, left: str, amount: str
) -> None:
    refund, credit = standing(open_on_refund), memo(left)
    assert amounts(allocate([credit], [refund])) == {(credit.key, refund.key): Money.of(amount)}


def test_nothing_is_allocated_where_nothing_is_open_or_left() -> None:
    covered = standing("250.00", applied=Money.of("250.00"))
    assert allocate([memo("250.00")], [covered]) == ()
    assert allocate([memo("0.00")], [standing("250.00")]) == ()


def test_the_oldest_refund_is_covered_first() -> None:
    old, young = standing("100.00", date=EARLIER), standing("100.00", "P-19", date=LATER)
    credit = memo("150.00")
    assert amounts(allocate([credit], [young, old])) == {
        (credit.key, old.key): Money.of("100.00"),
        (credit.key, young.key): Money.of("50.00"),
    }


def test_of_two_refunds_of_one_day_the_one_entered_first_is_covered_first() -> None:
    first, second = standing("100.00", "P-9"), standing("100.00", "P-10")
    credit = memo("100.00")
    assert amounts(allocate([credit], [second, first])) == {
        (credit.key, first.key): Money.of("100.00")
    }


def test_a_credit_goes_to_the_refund_it_was_made_for_before_an_older_one() -> None:
    old, own = standing("100.00", date=EARLIER), standing("60.00", "P-19", links=tied(205, "60.00"))
    credit = memo("100.00")
    assert amounts(allocate([credit], [old, own])) == {
        (credit.key, own.key): Money.of("60.00"),
        (credit.key, old.key): Money.of("40.00"),
    }


def test_a_tie_holds_for_its_amount_and_the_rest_goes_by_age() -> None:
    links = RefundLinks(
        credit_memos=(AppliedAmount(key(Kind.INVOICE, 205), Money.of("40.00")),),
        invoices=(key(Kind.INVOICE, 204),),
    )
    refund, credit = standing("100.00", links=links), memo("70.00")
    assert amounts(allocate([credit], [refund])) == {(credit.key, refund.key): Money.of("70.00")}


@pytest.mark.parametrize(
    "refund",
    [
        standing(status=Status.BYPASS),
        standing(customer=RemoteId("c8")),
        standing(segments=Segments("2")),
        standing(links=RefundLinks(invoices=(key(Kind.INVOICE, 999),))),
        standing(links=RefundLinks()),
    ],
    ids=[
        "bypassed",
        "another customer's",
        "of another subsidiary",
        "of another invoice",
        "of no invoice",
    ],
)
def test_some_refunds_take_no_credit(refund: RefundStanding) -> None:
    assert allocate([memo("100.00")], [refund]) == ()


@pytest.mark.parametrize("status", [Status.PENDING_REFUND, Status.CHECK_REFUNDED, Status.COMPLETE])
def test_a_credit_memo_covers_a_refund_that_is_paid_already(status: Status) -> None:
    assert len(allocate([memo("100.00")], [standing(status=status)])) == 1


def test_a_deposit_is_released_to_the_refund_of_it() -> None:
    links = RefundLinks(refunded_payment=key(Kind.PAYMENT, 17))
    refund = standing("500.00", links=links, date=LATER)
    (allocation,) = allocate([deposit("500.00")], [refund])
    journal = key(Kind.REFUND_JOURNAL, 18)
    release = deposit_release(allocation, journal, LATER)
    assert (release.deposit, release.journal) == (key(Kind.PAYMENT, 17), journal)
    assert (release.amount, release.date) == (Money.of("500.00"), LATER)
    balances = TrialBalance.of(
        [release_entry(release.amount, release.segments, DEPOSITS, RECEIVABLE)]
    ).balances
    assert balances == ((RECEIVABLE, -release.amount), (DEPOSITS, release.amount))


def test_a_credit_memo_cannot_be_released_as_a_deposit() -> None:
    (allocation,) = allocate([memo("5.00")], [standing()])
    with pytest.raises(AssertionError):
        deposit_release(allocation, key(Kind.REFUND_JOURNAL, 18), LATER)


cents = st.integers(min_value=0, max_value=500).map(Money)


@st.composite
def credits_of_one_invoice(draw: st.DrawFn) -> list[Credit]:
    left = draw(st.lists(cents, max_size=5))
    return [memo(one.text, 205 + place) for place, one in enumerate(left)]


@st.composite
def refunds_of_one_invoice(draw: st.DrawFn) -> list[RefundStanding]:
    rows = draw(st.lists(st.tuples(cents, cents, st.integers(1, 28)), max_size=5))
    return [
        standing(
            (CENT + open_on + applied).text,
            f"P-{18 + place}",
            applied=applied,
            date=date(2026, 11, day),
        )
        for place, (open_on, applied, day) in enumerate(rows)
    ]


@given(credits_of_one_invoice(), refunds_of_one_invoice())
def test_no_refund_takes_more_than_is_open_and_no_credit_gives_more_than_it_has(
    given_credits: list[Credit], refunds: list[RefundStanding]
) -> None:
    allocations = allocate(given_credits, refunds)
    for credit in given_credits:
        given_away = total(one.amount for one in allocations if one.credit is credit)
        assert given_away <= credit.remaining
    for refund in refunds:
        taken = total(one.amount for one in allocations if one.refund is refund)
        assert taken <= refund.unapplied
    assert all(one.amount > ZERO for one in allocations)


@given(credits_of_one_invoice(), refunds_of_one_invoice())
def test_all_that_can_be_covered_is_covered_whatever_the_order(
    given_credits: list[Credit], refunds: list[RefundStanding]
) -> None:
    allocations = allocate(given_credits, refunds)
    left = total(one.remaining for one in given_credits)
    open_on = total(one.unapplied for one in refunds)
    assert total(one.amount for one in allocations) == min(left, open_on)
    turned = allocate(reversed(given_credits), reversed(refunds))
    assert amounts(turned) == amounts(allocations)
