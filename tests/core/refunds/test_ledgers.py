"""The worked ledgers of refunds, as journals with checks and as Customer Refunds (rule book, 9)."""

from dataclasses import replace

import pytest

from core.documents import Kind
from core.ledger import Account, Entry, TrialBalance, credit, debit
from core.money import ZERO, Money, total
from core.records import RefundRecord
from core.refunds.checks import review
from core.refunds.credits import allocate, release_entry
from core.refunds.standing import OpenCredit, RefundStanding, move_due
from core.refunds.status import Move, Status, next_status
from tests.core.builders import (
    DEPOSITS,
    RECEIVABLE,
    SEGMENTS,
    SERVICE,
    TAX,
    UNDEPOSITED,
    invoice,
    key,
)
from tests.core.refunds.builders import (
    CARD,
    REFUNDS_PAYABLE,
    amounts,
    credit_memo,
    memo,
    of,
    record,
    refund,
    request,
    standing,
)


def moved(*amounts: tuple[Account, str]) -> Entry:
    """Debits above zero, credits below."""
    lines = (debit(account, Money.of(amount), SEGMENTS) for account, amount in amounts)
    return Entry(tuple(lines))


def balances(*entries: Entry) -> dict[str, str]:
    return {one.name: amount.text for one, amount in TrialBalance.of(entries).balances}


WORK = moved((RECEIVABLE, "1070.00"), (SERVICE, "-1000.00"), (TAX, "-70.00"))
MONEY_IN = moved((UNDEPOSITED, "1070.00"), (RECEIVABLE, "-1070.00"))
TAKEN_BACK = WORK.reversed()


def taken_back_with_tax(by: str) -> RefundRecord:
    memo_of_it = credit_memo("1070.00", "I-205")
    return record(refund("1070.00", of("I-205", "1070.00"), by=by), memo_of_it)


def journal(given: RefundRecord) -> Entry:
    return given.entry(RECEIVABLE)


def released(given: RefundRecord) -> Entry:
    """The deposit, released to the journal of its refund."""
    return release_entry(given.amount, SEGMENTS, DEPOSITS, RECEIVABLE)


def check(given: RefundRecord, amount: Money) -> Entry:
    """What a check over this amount posts, as the check tool predicts it."""
    return _paid(standing(given.amount.text, clearing=given.clearing), amount)


def customer_refund(given: RefundRecord, amount: Money, deposits: Account | None = None) -> Entry:
    """What a Customer Refund in place of that check posts; `deposits` when it gives a deposit back."""
    credits_ = (OpenCredit(key(Kind.PAYMENT, 17), given.amount, deposits),)
    return _paid(standing(given.amount.text, clearing=RECEIVABLE, credits=credits_), amount)


def _paid(one: RefundStanding, amount: Money) -> Entry:
    made = review(request({one.key: amount}), [one])
    assert made.refused == ()
    return made.checks[0].entry


BY_CHECK = taken_back_with_tax("Refund Check")
LEFT_THE_BANK = {"Undeposited funds": "1070.00", "Checking": "-1070.00"}


@pytest.mark.parametrize(
    "entries",
    [
        (journal(BY_CHECK), check(BY_CHECK, BY_CHECK.amount)),
        (customer_refund(BY_CHECK, BY_CHECK.amount),),
    ],
    ids=["journal and check", "customer refund"],
)
def test_work_taken_back_and_paid_by_check_leaves_the_bank_where_the_money_was(
    entries: tuple[Entry, ...],
) -> None:
    assert balances(WORK, MONEY_IN, TAKEN_BACK, *entries) == LEFT_THE_BANK


def test_work_taken_back_and_paid_by_card_leaves_nothing() -> None:
    assert balances(WORK, MONEY_IN, TAKEN_BACK, journal(taken_back_with_tax(CARD))) == {}


def test_a_refund_by_card_that_is_paid_by_check_instead_clears_the_account_it_credited() -> None:
    given = taken_back_with_tax(CARD)
    entries = (journal(given), check(given, given.amount))
    assert balances(WORK, MONEY_IN, TAKEN_BACK, *entries) == LEFT_THE_BANK


DEPOSITED = moved((UNDEPOSITED, "500.00"), (DEPOSITS, "-500.00"))
FIRST, REST = Money.of("200.00"), Money.of("300.00")
UNUSED = record(refund("500.00"))


@pytest.mark.parametrize(
    "entries",
    [
        (journal(UNUSED), released(UNUSED), check(UNUSED, FIRST), check(UNUSED, REST)),
        (customer_refund(UNUSED, FIRST, DEPOSITS), customer_refund(UNUSED, REST, DEPOSITS)),
    ],
    ids=["journal and checks", "customer refunds"],
)
def test_a_refunded_deposit_paid_in_two_parts_leaves_the_bank_where_the_money_was(
    entries: tuple[Entry, ...],
) -> None:
    assert balances(DEPOSITED, *entries) == {
        "Undeposited funds": "500.00",
        "Checking": "-500.00",
    }


def test_the_payable_of_a_short_paid_refund_goes_down_with_each_check() -> None:
    arrived = (journal(UNUSED), released(UNUSED))
    assert balances(DEPOSITED, *arrived) == {
        "Undeposited funds": "500.00",
        "Customer refunds payable": "-500.00",
    }
    assert balances(DEPOSITED, *arrived, check(UNUSED, FIRST)) == {
        "Checking": "-200.00",
        "Undeposited funds": "500.00",
        "Customer refunds payable": "-300.00",
    }


def test_a_deposit_that_a_customer_refund_gives_back_in_part_is_held_for_the_rest() -> None:
    assert balances(DEPOSITED, customer_refund(UNUSED, FIRST, DEPOSITS)) == {
        "Checking": "-200.00",
        "Undeposited funds": "500.00",
        "Customer deposits": "-300.00",
    }


def pay(given: RefundStanding, amount: Money) -> RefundStanding:
    """With the status that its checks then call for."""
    paid = replace(given, paid=given.paid + amount)
    move = move_due(paid) or Move.PAY_IN_PART
    return replace(paid, status=next_status(paid.status, move).unwrap())


def test_a_short_paid_refund_stays_pending_until_its_last_check() -> None:
    after_first = pay(standing("500.00"), FIRST)
    after_rest = pay(after_first, REST)
    assert (after_first.status, after_first.remaining) == (Status.PENDING_REFUND, REST)
    assert (after_rest.status, after_rest.remaining) == (Status.CHECK_REFUNDED, ZERO)


BILLED = moved((RECEIVABLE, "1000.00"), (SERVICE, "-1000.00"))
PAID = moved((UNDEPOSITED, "1000.00"), (RECEIVABLE, "-1000.00"))
CREDITED = moved((SERVICE, "250.00"), (RECEIVABLE, "-250.00"))


def money_only() -> RefundRecord:
    return record(refund("250.00", of("I-204", "250.00")), invoice("1000.00", "I-204"))


def test_a_refund_without_a_credit_memo_stays_open_in_receivables() -> None:
    assert balances(BILLED, PAID, journal(money_only())) == {
        "Accounts receivable": "250.00",
        "Undeposited funds": "1000.00",
        "Customer refunds payable": "-250.00",
        "Service revenue": "-1000.00",
    }


def test_a_later_credit_memo_closes_it_and_takes_revenue_back() -> None:
    given = money_only()
    assert balances(BILLED, PAID, journal(given), check(given, given.amount), CREDITED) == {
        "Checking": "-250.00",
        "Undeposited funds": "1000.00",
        "Service revenue": "-750.00",
    }


def test_that_credit_memo_is_applied_to_the_refund_in_full() -> None:
    given = standing("250.00", links=money_only().links)
    allocations = allocate([memo("250.00")], [given])
    assert list(amounts(allocations).values()) == [Money.of("250.00")]
    assert total(one.amount for one in allocations) == given.unapplied


def test_a_refund_credits_the_account_of_its_payment_type_whichever_that_is() -> None:
    other = Account("25", "2500", "Credits due")
    arrived = journal(replace(money_only(), clearing=other))
    assert balances(arrived) == {"Accounts receivable": "250.00", "Credits due": "-250.00"}


def test_the_journal_debits_receivables_in_the_segments_of_the_refund() -> None:
    given = money_only()
    assert given.entry(RECEIVABLE) == Entry(
        (
            debit(RECEIVABLE, given.amount, given.segments),
            credit(REFUNDS_PAYABLE, given.amount, given.segments),
        )
    )
