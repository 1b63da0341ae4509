"""What goes as NetSuite's own Customer Refund, what waits, and what a journal posts all the same."""

from dataclasses import replace
from typing import Any

import pytest

from core.documents import Kind, Payment
from core.ledger import NOTHING_POSTED
from core.money import ZERO, Money
from core.plan import Plan
from core.planner import make_plan
from core.records import (
    BookedApplication,
    OpenRefund,
    RefundJournalRecord,
    RefundLinks,
    RefundRecord,
    RemoteId,
)
from core.refunds.booked import BookedCheck, BookedCredit, BookedJournal, CheckState, standing_of
from core.refunds.checks import review
from core.refunds.kinds import Scenario, Status
from core.refunds.payable import why_not_payable
from core.refunds.standing import OpenCredit
from core.refunds.written import CheckRecord, CustomerRefundRecord, RefundedCredit
from core.refusals import Reason, Waiting
from core.settings import RefundStyle
from core.situation import Situation
from tests.core.builders import (
    CHECKING,
    DEPOSITS,
    RECEIVABLE,
    SEGMENTS,
    UNDEPOSITED,
    booked_deposit,
    found,
    invoice,
    key,
    payment,
)
from tests.core.refunds.builders import (
    CARD,
    credit_memo,
    of,
    paying_all,
    refund,
    request,
    standing,
    tied,
)
from tests.core.refunds.test_booked import FULL, booked
from tests.core.refunds.test_in_a_run import (
    CHOSEN,
    JOURNAL,
    P_17,
    RECORD,
    covers,
    journal_booked,
    memo_booked,
    step,
)
from tests.core.refunds.test_in_a_run import situation as any_style

I_205 = key(Kind.INVOICE, 205)
FORTY, SIXTY = Money.of("40.00"), Money.of("60.00")
MEMOS = {I_205: key(Kind.INVOICE, 204)}


def situation(*refunds: Payment, **changes: Any) -> Situation:
    given = any_style(*refunds, **changes)
    return replace(given, settings=replace(CHOSEN, refund_style=RefundStyle.CUSTOMER_REFUND))


def written(plan: Plan) -> CustomerRefundRecord:
    found_record = step(plan, JOURNAL).record
    assert isinstance(found_record, CustomerRefundRecord)
    return found_record


def to_be_paid(**changes: Any) -> OpenRefund:
    """P-18, whose credit memo I-205 a Customer Refund is to give back."""
    given = OpenRefund(
        JOURNAL,
        Scenario.REVENUE,
        tied(205, "40.00"),
        Status.PENDING_REFUND,
        noted=FORTY,
        by_customer_refund=True,
    )
    return replace(given, **changes)


# in a run


def test_of_what_is_to_be_paid_the_record_goes_alone_and_posts_nothing() -> None:
    deposit = booked_deposit("P-17", "500.00")
    plan = make_plan(situation(refund("500.00"), booked=found(deposit)))
    (only,) = plan.steps
    assert isinstance(only.record, RefundRecord)
    assert (only.key, only.entry, only.marks_exported) == (RECORD, NOTHING_POSTED, True)
    assert (only.record.journal, only.record.clearing) == (None, RECEIVABLE)


def test_money_that_is_gone_is_booked_from_the_account_of_its_payment_type() -> None:
    original = payment("500.00", unapplied=ZERO)
    plan = make_plan(situation(refund("500.00", by=CARD), queued=(original,)))
    made, record = step(plan, JOURNAL), step(plan, RECORD)
    assert P_17 in made.needs
    assert JOURNAL in record.needs
    assert (made.marks_exported, record.marks_exported) == (False, True)
    assert written(plan).bank == UNDEPOSITED
    assert written(plan).credits == (RefundedCredit(P_17, Money.of("500.00"), DEPOSITS),)
    assert made.entry.posting() == {
        (DEPOSITS.id, SEGMENTS): Money.of("500.00"),
        (UNDEPOSITED.id, SEGMENTS): -Money.of("500.00"),
    }


@pytest.mark.parametrize(
    "given",
    [
        refund("40.00", of("I-204", "40.00", 204)),
        refund("40.00", of("I-204", "10.00", 204), of("I-205", "30.00")),
        refund("40.00", refund_of=None),
    ],
    ids=["no credit", "a credit for a part", "tied to nothing"],
)
def test_where_credits_do_not_make_all_of_it_a_journal_posts_it(given: Payment) -> None:
    memo, original = credit_memo("30.00"), invoice("1000.00", "I-204")
    known = {"invoices": {memo.id: memo, original.id: original}, "of_payments": {}}
    plan = make_plan(situation(given, booked=found(memo_booked("30.00")), known=known))
    assert isinstance(step(plan, JOURNAL).record, RefundJournalRecord)
    assert not [one for one in plan.steps if isinstance(one.record, CustomerRefundRecord)]


def test_what_a_journal_has_posted_stays_with_its_journal() -> None:
    posting = step(make_plan(any_style(refund("40.00"))), JOURNAL).entry.posting()
    journal = replace(journal_booked("40.00", "40.00"), posting=posting)
    plan = make_plan(situation(refund("40.00"), booked=found(journal)))
    assert isinstance(step(plan, JOURNAL).record, RefundJournalRecord)
    assert JOURNAL in step(plan, RECORD).needs


def test_a_customer_refund_waits_for_a_credit_that_is_not_there() -> None:
    plan = make_plan(situation(refund("500.00", by=CARD)))
    (held,) = plan.held
    assert (held.waiting, held.key, plan.steps) == (Waiting.DEPENDENCY, RECORD, ())


def test_a_customer_refund_waits_for_a_credit_that_something_else_has_used() -> None:
    used = BookedApplication(RemoteId("r9"), Money.of("100.01"), on_refund=True)
    deposit = replace(booked_deposit("P-17", "500.00"), to_refunds=(used,))
    plan = make_plan(situation(refund("400.00", by=CARD), booked=found(deposit)))
    assert [one.waiting for one in plan.held] == [Waiting.DEPENDENCY]
    enough = make_plan(situation(refund("399.99", by=CARD), booked=found(deposit)))
    assert written(enough).amount == Money.of("399.99")


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, "20.00"),
        ({"noted": Money.of("15.00")}, "45.00"),
        ({"noted": ZERO}, "60.00"),
        ({"status": Status.BYPASS}, "60.00"),
    ],
    ids=["nothing paid", "paid in part", "paid", "bypassed"],
)
def test_what_is_to_be_given_back_covers_no_other_refund(
    changes: dict[str, Any], covered: str
) -> None:
    other = key(Kind.REFUND_JOURNAL, 19)
    links = RefundLinks(invoices=(key(Kind.INVOICE, 204),))
    still_open = (to_be_paid(**changes), OpenRefund(other, Scenario.NON_REVENUE, links))
    journal = replace(journal_booked("90.00", "90.00", "P-19-J"), key=other)
    books = found(memo_booked("60.00"), journal)
    given = situation(booked=books, known={"open": still_open, "credit_memos": MEMOS})
    (cover,) = covers(make_plan(given))
    assert cover.amount == Money.of(covered)


# how it stands


def given_back(left: str, number: int = 205, **used: str) -> BookedCredit:
    amounts = {RemoteId(one.removeprefix("r")): Money.of(amount) for one, amount in used.items()}
    return BookedCredit(key(Kind.INVOICE, number), RemoteId(f"c{number}"), Money.of(left), amounts)


INSTEAD = BookedJournal(RemoteId("501"), "Maria Lopez", SEGMENTS, RECEIVABLE, ZERO)


def paid(amount: str, number: int, state: CheckState = CheckState.APPROVED) -> BookedCheck:
    return BookedCheck(RemoteId(str(number)), None, str(number), Money.of(amount), state)


def test_what_its_customer_refunds_have_paid_is_applied_and_the_rest_is_open() -> None:
    one = booked(paid("200.00", 1), journal=INSTEAD, credits=(given_back("300.00"),))
    stands = standing_of(one).unwrap()
    assert (stands.paid, stands.unapplied, stands.remaining) == (
        Money.of("200.00"),
        Money.of("300.00"),
        Money.of("300.00"),
    )


def test_a_credit_gives_no_more_than_is_tied_to_the_refund_less_what_it_has_given() -> None:
    links = tied(205, "60.00")
    one = booked(
        paid("40.00", 1),
        paid("30.00", 2, CheckState.VOID),
        journal=INSTEAD,
        links=links,
        credits=(given_back("100.00", r1="40.00", r2="30.00", r3="5.00"),),
    )
    (credit,) = standing_of(one).unwrap().credits or ()
    assert credit == OpenCredit(I_205, Money.of("20.00"))


def test_a_refund_whose_credit_is_not_in_netsuite_cannot_be_paid() -> None:
    refusal = standing_of(booked(journal=None, credits=())).failure()
    assert refusal.reason is Reason.REFUND_NOT_PAYABLE
    assert "is not in NetSuite" in refusal.explanation


@pytest.mark.parametrize(("amount", "is_refused"), [("60.00", False), ("60.01", True)])
def test_no_more_is_paid_than_its_credits_have_left(amount: str, is_refused: bool) -> None:
    one = standing("100.00", credits=(OpenCredit(I_205, SIXTY),))
    problem = why_not_payable(one, Money.of(amount))
    assert (problem is not None) == is_refused


# how it is paid


def test_each_has_a_customer_refund_of_its_own_and_the_others_share_a_check() -> None:
    native = standing("100.00", "P-20", credits=(OpenCredit(P_17, FULL, DEPOSITS),))
    first, second = standing("70.00", "P-18"), standing("30.00", "P-19")
    made = review(
        paying_all(first, native, second, group_by_customer=True), (first, native, second)
    )
    check, refunded = made.checks
    assert isinstance(check, CheckRecord)
    assert isinstance(refunded, CustomerRefundRecord)
    assert [line.label.number for line in check.lines] == ["P-18", "P-19"]
    assert (refunded.pays, refunded.bank, refunded.number) == (native.key, CHECKING, None)


def test_the_first_credits_are_given_back_as_far_as_they_go() -> None:
    gives = tuple(OpenCredit(key(Kind.INVOICE, number), SIXTY) for number in (205, 206, 207))
    one = standing("180.00", clearing=RECEIVABLE, credits=gives)
    made = review(request({one.key: Money.of("100.00")}), [one])
    (refunded,) = made.checks
    assert isinstance(refunded, CustomerRefundRecord)
    assert [each.amount for each in refunded.credits] == [SIXTY, FORTY]
    assert refunded.entry.posting() == {
        (CHECKING.id, SEGMENTS): -Money.of("100.00"),
        (RECEIVABLE.id, SEGMENTS): Money.of("100.00"),
    }
