"""The worked ledgers of refunds, each as the entries of every style (rule book, 9)."""

from dataclasses import replace

import pytest

from core.ledger import Account, Entry, TrialBalance, credit, debit
from core.money import ZERO, Money, total
from core.records import RefundRecord
from core.refunds.credits import allocate
from core.refunds.standing import RefundStanding, move_due
from core.refunds.status import Move, Status, next_status
from core.refunds.styles import RefundAccounts, posted_on_arrival, posted_on_payment
from core.settings import RefundStyle
from tests.core.builders import (
    CHECKING,
    DEPOSITS,
    RECEIVABLE,
    SEGMENTS,
    SERVICE,
    TAX,
    UNDEPOSITED,
    invoice,
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
    standing,
)

ACCOUNTS = RefundAccounts(RECEIVABLE, DEPOSITS)
WITH_A_PAYABLE = [RefundStyle.REFUND_RECORD, RefundStyle.JOURNAL_ENTRY]
styles = pytest.mark.parametrize("style", RefundStyle)


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


@styles
def test_work_taken_back_and_paid_by_check_leaves_the_bank_where_the_money_was(
    style: RefundStyle,
) -> None:
    given = taken_back_with_tax("Refund Check")
    arrived = posted_on_arrival(style, given, ACCOUNTS)
    paid = posted_on_payment(style, given, given.amount, CHECKING, ACCOUNTS)
    assert balances(WORK, MONEY_IN, TAKEN_BACK, *arrived, *paid) == {
        "Undeposited funds": "1070.00",
        "Checking": "-1070.00",
    }


@styles
def test_work_taken_back_and_paid_by_card_leaves_nothing(style: RefundStyle) -> None:
    arrived = posted_on_arrival(style, taken_back_with_tax(CARD), ACCOUNTS)
    assert balances(WORK, MONEY_IN, TAKEN_BACK, *arrived) == {}


@styles
def test_a_refund_by_card_that_is_paid_by_check_instead_clears_the_account_it_credited(
    style: RefundStyle,
) -> None:
    given = taken_back_with_tax(CARD)
    arrived = posted_on_arrival(style, given, ACCOUNTS)
    paid = posted_on_payment(style, given, given.amount, CHECKING, ACCOUNTS)
    assert balances(WORK, MONEY_IN, TAKEN_BACK, *arrived, *paid) == {
        "Undeposited funds": "1070.00",
        "Checking": "-1070.00",
    }


DEPOSITED = moved((UNDEPOSITED, "500.00"), (DEPOSITS, "-500.00"))
FIRST, REST = Money.of("200.00"), Money.of("300.00")


@styles
def test_a_refunded_deposit_paid_in_two_checks_leaves_the_bank_where_the_money_was(
    style: RefundStyle,
) -> None:
    given = record(refund("500.00"))
    arrived = posted_on_arrival(style, given, ACCOUNTS, released=given.amount)
    first = posted_on_payment(style, given, FIRST, CHECKING, ACCOUNTS, released=FIRST)
    rest = posted_on_payment(style, given, REST, CHECKING, ACCOUNTS, released=REST)
    assert balances(DEPOSITED, *arrived, *first, *rest) == {
        "Undeposited funds": "500.00",
        "Checking": "-500.00",
    }


@pytest.mark.parametrize("style", WITH_A_PAYABLE)
def test_the_payable_of_a_short_paid_refund_goes_down_with_each_check(style: RefundStyle) -> None:
    given = record(refund("500.00"))
    arrived = posted_on_arrival(style, given, ACCOUNTS, released=given.amount)
    first = posted_on_payment(style, given, FIRST, CHECKING, ACCOUNTS)
    assert balances(DEPOSITED, *arrived) == {
        "Undeposited funds": "500.00",
        "Customer refunds payable": "-500.00",
    }
    assert balances(DEPOSITED, *arrived, *first) == {
        "Checking": "-200.00",
        "Undeposited funds": "500.00",
        "Customer refunds payable": "-300.00",
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


@pytest.mark.parametrize("style", WITH_A_PAYABLE)
def test_a_refund_without_a_credit_memo_stays_open_in_receivables(style: RefundStyle) -> None:
    arrived = posted_on_arrival(style, money_only(), ACCOUNTS)
    assert balances(BILLED, PAID, *arrived) == {
        "Accounts receivable": "250.00",
        "Undeposited funds": "1000.00",
        "Customer refunds payable": "-250.00",
        "Service revenue": "-1000.00",
    }


@styles
def test_a_later_credit_memo_closes_it_and_takes_revenue_back(style: RefundStyle) -> None:
    given = money_only()
    arrived = posted_on_arrival(style, given, ACCOUNTS)
    paid = posted_on_payment(style, given, given.amount, CHECKING, ACCOUNTS)
    assert balances(BILLED, PAID, *arrived, *paid, CREDITED) == {
        "Checking": "-250.00",
        "Undeposited funds": "1000.00",
        "Service revenue": "-750.00",
    }


def test_that_credit_memo_is_applied_to_the_refund_in_full() -> None:
    given = standing("250.00", links=money_only().links)
    allocations = allocate([memo("250.00")], [given])
    assert list(amounts(allocations).values()) == [Money.of("250.00")]
    assert total(one.amount for one in allocations) == given.unapplied


@pytest.mark.parametrize("style", WITH_A_PAYABLE)
def test_a_refund_credits_the_account_of_its_payment_type_whichever_that_is(
    style: RefundStyle,
) -> None:
    other = Account("25", "2500", "Credits due")
    arrived = posted_on_arrival(style, replace(money_only(), clearing=other), ACCOUNTS)
    assert balances(*arrived) == {"Accounts receivable": "250.00", "Credits due": "-250.00"}


def test_the_journal_debits_receivables_in_the_segments_of_the_refund() -> None:
    given = money_only()
    assert given.entry(RECEIVABLE) == Entry(
        (
            debit(RECEIVABLE, given.amount, given.segments),
            credit(REFUNDS_PAYABLE, given.amount, given.segments),
        )
    )
