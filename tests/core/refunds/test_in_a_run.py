"""Refunds in the plan of a run: journal, record, and what covers them (REF-01, REF-06 to REF-10)."""

from dataclasses import replace
from typing import Any

import pytest

from core.documents import Application, CustomerId, Kind, Payment, PaymentId
from core.money import Money
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import (
    Booked,
    BookedApplication,
    BookedAs,
    CreditToRefundRecord,
    CustomerLink,
    DepositReleaseRecord,
    Key,
    OpenRefund,
    RefundJournalRecord,
    RefundLinks,
    RefundRecord,
    RemoteId,
)
from core.refunds.kinds import Scenario, Status
from core.refusals import Reason, Waiting
from core.settings import RefundStyle, TenantSettings
from core.situation import KnownRefunds, Situation
from tests.core.builders import (
    TENANT,
    booked_deposit,
    booked_invoice,
    booked_payment,
    found,
    key,
    payment,
)
from tests.core.refunds.builders import CHECK, credit_memo, of, office, refund

LINKED = {CustomerId(7): CustomerLink(RemoteId("s7"), CustomerId(7), RemoteId("c7"))}
CHOSEN = TenantSettings(TENANT, check_refund_payment_type=CHECK, automated_refunds=True)
JOURNAL, RECORD = key(Kind.REFUND_JOURNAL, 18), key(Kind.REFUND, 18)
P_17 = key(Kind.PAYMENT, 17)


def situation(*refunds: Payment, **changes: Any) -> Situation:
    """Refunds of P-17 over $500.00, which is not in NetSuite unless it is `booked`."""
    queued = changes.pop("queued", ())
    given = KnownRefunds(
        payments={PaymentId(17): payment("500.00")},
        of_payments={PaymentId(17): refunds},
        has_records=True,
    )
    known = replace(given, **changes.pop("known", {}))
    base = office(settings=CHOSEN, links=LINKED, refunds=known, **changes)
    return replace(base, queue=replace(base.queue, payments=(*refunds, *queued)))


def step(plan: Plan, of_key: Key) -> Step:
    return next(one for one in plan.steps if one.key == of_key)


def covers(plan: Plan) -> list[DepositReleaseRecord | CreditToRefundRecord]:
    kinds = (DepositReleaseRecord, CreditToRefundRecord)
    return [one.record for one in plan.steps if isinstance(one.record, kinds)]


def journal_booked(amount: str, unpaid: str, number: str = "P-18-J") -> Booked:
    given = booked_invoice("I-18", amount, unpaid)
    return replace(given, key=JOURNAL, what=BookedAs.JOURNAL, number=number, id=RemoteId("j18"))


def open_refund(**changes: Any) -> OpenRefund:
    links = RefundLinks(refunded_payment=P_17, invoices=(key(Kind.INVOICE, 204),))
    return replace(OpenRefund(JOURNAL, Scenario.NON_REVENUE, links), **changes)


def memo_booked(amount: str, **changes: Any) -> Booked:
    given = booked_invoice("I-205", amount)
    return replace(given, what=BookedAs.CREDIT_MEMO, unpaid=None, **changes)


def test_the_journal_goes_first_and_the_record_marks_the_refund() -> None:
    plan = make_plan(situation(refund("500.00")))
    journal, record = step(plan, JOURNAL), step(plan, RECORD)
    assert isinstance(journal.record, RefundJournalRecord)
    assert isinstance(record.record, RefundRecord)
    assert JOURNAL in record.needs
    assert (journal.marks_exported, record.marks_exported) == (False, True)
    assert (journal.name, record.name) == ("P-18-J", "P-18")


def test_the_journal_alone_marks_the_refund_itself() -> None:
    alone = replace(CHOSEN, refund_style=RefundStyle.JOURNAL_ENTRY)
    plan = make_plan(replace(situation(refund("500.00")), settings=alone))
    assert [(one.key, one.marks_exported) for one in plan.steps] == [(JOURNAL, True)]
    assert plan.steps[0].name == "P-18"


def test_a_refund_that_exceeds_its_payment_stays_out_and_the_others_go() -> None:
    first, second = refund("300.00"), refund("200.01", number="P-19")
    plan = make_plan(situation(first, second))
    assert [one.reason for one in plan.refused] == [Reason.REFUND_EXCEEDS_PAYMENT]
    assert {one.key for one in plan.steps} == {JOURNAL, RECORD}


def test_a_journal_that_is_booked_differently_keeps_its_record_out() -> None:
    booked = found(journal_booked("499.99", "499.99"))
    plan = make_plan(situation(refund("500.00"), booked=booked))
    assert [one.reason for one in plan.refused] == [Reason.BOOKED_DIFFERENTLY]
    assert [one.waiting for one in plan.held] == [Waiting.DEPENDENCY]
    assert plan.steps == ()


def test_a_deposit_is_released_as_far_as_it_has_something_left() -> None:
    deposit = booked_deposit("P-17", "500.00", (900, "I-204", "150.00"))
    plan = make_plan(situation(refund("400.00"), booked=found(deposit)))
    (release,) = covers(plan)
    assert isinstance(release, DepositReleaseRecord)
    assert (release.deposit, release.journal) == (P_17, JOURNAL)
    assert release.amount == Money.of("350.00")


def test_what_is_released_already_is_not_released_again() -> None:
    released = BookedApplication(
        RemoteId("j18"), Money.of("400.00"), invoice_key=JOURNAL, on_journal=True
    )
    deposit = replace(booked_deposit("P-17", "500.00"), to_journals=(released,))
    journal = journal_booked("500.00", "100.00")
    gone = open_refund(scenario=Scenario.UNAPPLIED)
    plan = make_plan(situation(booked=found(deposit, journal), known={"open": (gone,)}))
    (release,) = covers(plan)
    assert release.amount == Money.of("100.00")


def test_the_remainder_of_a_payment_is_applied_in_all_with_what_is_applied_already() -> None:
    applied = BookedApplication(
        RemoteId("j18"), Money.of("15.00"), invoice_key=JOURNAL, on_journal=True
    )
    paid = booked_payment("P-17", "500.00", ("I-204", "460.00"))
    paid = replace(paid, to_journals=(applied,))
    journal = journal_booked("40.00", "25.00")
    gone = open_refund(scenario=Scenario.UNAPPLIED)
    plan = make_plan(situation(booked=found(paid, journal), known={"open": (gone,)}))
    assert covers(plan) == [CreditToRefundRecord(P_17, False, JOURNAL, Money.of("40.00"))]


def test_what_a_payment_has_left_does_not_cover_a_refund_of_what_it_paid() -> None:
    paid = booked_payment("P-17", "500.00", ("I-204", "460.00"))
    journal = journal_booked("40.00", "40.00")
    given = situation(booked=found(paid, journal), known={"open": (open_refund(),)})
    assert covers(make_plan(given)) == []


@pytest.mark.parametrize(
    ("status", "count"),
    [(Status.PENDING_REFUND, 1), (Status.COMPLETE, 1), (None, 1), (Status.BYPASS, 0)],
)
def test_a_later_credit_memo_covers_what_is_open_unless_it_is_bypassed(
    status: Status | None, count: int
) -> None:
    memos = {key(Kind.INVOICE, 205): key(Kind.INVOICE, 204)}
    still_open = (open_refund(status=status),)
    booked = found(memo_booked("60.00"), journal_booked("40.00", "40.00"))
    given = situation(booked=booked, known={"open": still_open, "credit_memos": memos})
    assert len(covers(make_plan(given))) == count


def test_a_credit_memo_that_another_customer_has_covers_nothing() -> None:
    memos = {key(Kind.INVOICE, 205): key(Kind.INVOICE, 204)}
    other = memo_booked("60.00", entity=RemoteId("c8"))
    booked = found(other, journal_booked("40.00", "40.00"))
    given = situation(booked=booked, known={"open": (open_refund(),), "credit_memos": memos})
    assert covers(make_plan(given)) == []


def test_two_refunds_share_a_credit_memo_one_after_the_other() -> None:
    parts: list[tuple[Application, ...]] = [(of("I-205", "30.00"),), (of("I-205", "20.00"),)]
    first, second = (
        refund(amount, *part, number=number)
        for amount, part, number in zip(("30.00", "20.00"), parts, ("P-18", "P-19"), strict=True)
    )
    invoices = {credit_memo("50.00").id: credit_memo("50.00")}
    given = situation(
        first, second, booked=found(memo_booked("50.00")), known={"invoices": invoices}
    )
    steps = [one for one in make_plan(given).steps if isinstance(one.record, CreditToRefundRecord)]
    assert [one.document.amount for one in steps] == [Money.of("30.00"), Money.of("20.00")]
    assert steps[0].key in steps[1].needs


def test_a_payment_of_which_a_part_was_given_back_is_booked_whole() -> None:
    original = payment("500.00", unapplied=Money.of("100.00"))
    given = situation(refund("400.00"), queued=(original,))
    plan = make_plan(given)
    assert not plan.refused
    assert step(plan, P_17).entry.lines[0].amount == Money.of("500.00")
    (release,) = covers(plan)
    assert release.amount == Money.of("400.00")


def test_a_payment_that_lacks_more_than_was_given_back_is_refused() -> None:
    original = payment("500.00", unapplied=Money.of("99.99"))
    plan = make_plan(situation(refund("400.00"), queued=(original,)))
    (refused,) = plan.refused
    words = "$0.00 applied, $400.00 given back and $99.99 unapplied do not make $500.00."
    assert (refused.reason, refused.fact) == (Reason.TOTALS_DISAGREE, words)
