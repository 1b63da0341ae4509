from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ledger import Entry, Segments, TrialBalance, credit, debit
from core.money import Money
from tests.core.builders import CHECKING, RECEIVABLE, SEGMENTS, SERVICE

accounts = st.sampled_from([CHECKING, RECEIVABLE, SERVICE])
amounts = st.integers(min_value=-(10**9), max_value=10**9).map(Money)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    pairs = draw(st.lists(st.tuples(accounts, accounts, amounts), max_size=5))
    lines = [
        one
        for left, right, amount in pairs
        for one in (debit(left, amount, SEGMENTS), credit(right, amount, SEGMENTS))
    ]
    return Entry(tuple(lines))


@given(st.lists(entries()))
def test_a_trial_balance_has_as_much_debit_as_credit(given_entries: list[Entry]) -> None:
    balance = TrialBalance.of(given_entries)
    assert balance.debits == balance.credits


@given(entries())
def test_an_entry_and_its_reversal_leave_nothing(entry: Entry) -> None:
    assert TrialBalance.of([entry, entry.reversed()]).balances == ()


def test_an_entry_that_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(AssertionError, match=r"out of balance by \$0\.01"):
        Entry((debit(CHECKING, Money(1), SEGMENTS),))


def test_a_posting_may_be_in_a_department_and_in_none() -> None:
    service = replace(SEGMENTS, department="5")
    lines = (
        debit(CHECKING, Money(300), SEGMENTS),
        credit(SERVICE, Money(100), service),
        credit(SERVICE, Money(200), SEGMENTS),
    )
    assert list(Entry(lines).posting().values()) == [Money(300), Money(-200), Money(-100)]


def test_a_posting_nets_by_account_and_segments_and_drops_zeros() -> None:
    south = Segments("2")
    entry = Entry(
        (
            debit(CHECKING, Money(100), SEGMENTS),
            credit(SERVICE, Money(150), SEGMENTS),
            debit(SERVICE, Money(50), SEGMENTS),
            debit(RECEIVABLE, Money(0), SEGMENTS),
            debit(SERVICE, Money(10), south),
            credit(SERVICE, Money(10), south),
        )
    )
    assert entry.posting() == {
        (CHECKING.id, SEGMENTS): Money(100),
        (SERVICE.id, SEGMENTS): Money(-100),
    }
