from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money, total

cents = st.integers(min_value=-(10**12), max_value=10**12).map(Money)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0), ("0.00", 0), ("-0.01", -1), ("1000", 100000), ("12.3", 1230), ("1E+2", 10000)],
)
def test_money_is_whole_cents_from_text(text: str, expected: int) -> None:
    assert Money.of(text) == Money(expected)


@pytest.mark.parametrize(
    "text", ["0.001", "12.345", "", "ten", "NaN", "Infinity", "1,000.00", "9" * 80]
)
def test_what_is_not_whole_cents_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"cents|amount of money"):
        Money.of(text)


@given(cents)
def test_money_travels_as_text_and_comes_back_the_same(amount: Money) -> None:
    assert Money.of(amount.text) == amount
    assert Money.of(Decimal(amount.text)) == amount


@pytest.mark.parametrize(
    ("amount", "shown"), [(123456789, "$1,234,567.89"), (-5, "-$0.05"), (0, "$0.00")]
)
def test_money_is_shown_as_accountants_write_it(amount: int, shown: str) -> None:
    assert str(Money(amount)) == shown


@given(cents, st.lists(st.integers(min_value=0, max_value=10**9).map(Money), min_size=1))
def test_shares_sum_to_the_whole_and_stray_less_than_a_cent(
    amount: Money, weights: list[Money]
) -> None:
    shares = amount.shared_by(weights)
    assert total(shares) == amount
    whole = sum(weight.cents for weight in weights)
    if whole:
        pairs = zip(shares, weights, strict=True)
        assert all(abs(s.cents * whole - amount.cents * w.cents) < whole for s, w in pairs)


def test_the_cent_left_over_goes_to_the_largest_remainder() -> None:
    assert Money(100).shared_by([Money(1), Money(2)]) == (Money(33), Money(67))
    assert Money(1).shared_by([Money(1), Money(1)]) == (Money(1), Money(0))
