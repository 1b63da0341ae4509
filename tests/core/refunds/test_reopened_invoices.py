"""Money on invoices that refunds have opened again: where it lands (AR-07 to AR-14, REF-09)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.documents import CustomerId, InvoiceId, Kind, Payment, PaymentId
from core.money import Money
from core.plan import Plan
from core.planner import make_plan
from core.receivables.standing import unsettled_payments
from core.records import (
    AppliedAmount,
    Booked,
    BookedApplication,
    BookedAs,
    CreditToRefundRecord,
    CustomerLink,
    DepositApplicationRecord,
    DepositReleaseRecord,
    DepositUnapplicationRecord,
    Key,
    OpenRefund,
    PaymentApplicationsRecord,
    PaymentRecord,
    RefundLinks,
    RefundNoteRecord,
    RemoteId,
)
from core.refunds.kinds import Scenario, Status
from core.refusals import Reason
from core.settings import ApplicationPolicy, TenantSettings
from core.situation import KnownRefunds, Situation
from tests.core.builders import (
    DAY,
    TENANT,
    application,
    booked_deposit,
    booked_invoice,
    booked_payment,
    found,
    invoice,
    key,
    payment,
)
from tests.core.refunds.builders import CHECK, of, office, refund

LINKED = {CustomerId(7): CustomerLink(RemoteId("s7"), CustomerId(7), RemoteId("c7"))}
CHOSEN = TenantSettings(
    TENANT,
    check_refund_payment_type=CHECK,
    automated_refunds=True,
    payment_applications=ApplicationPolicy.EVERY_RUN,
)
I_204, P_19 = key(Kind.INVOICE, 204), key(Kind.PAYMENT, 19)
R_30, R_31 = key(Kind.REFUND_JOURNAL, 30), key(Kind.REFUND_JOURNAL, 31)


def journal(source: int, amount: str, unpaid: str, **changes: Any) -> Booked:
    given = booked_invoice(f"R-{source}", amount, unpaid)
    at = key(Kind.REFUND_JOURNAL, source)
    return replace(given, key=at, what=BookedAs.JOURNAL, id=RemoteId(f"j{source}"), **changes)


def gone_back(source: int, noted: str | None = None, **changes: Any) -> OpenRefund:
    """Only money of I-204 went back."""
    links = RefundLinks(refunded_payment=key(Kind.PAYMENT, 17), invoices=(I_204,))
    at = key(Kind.REFUND_JOURNAL, source)
    given = OpenRefund(at, Scenario.NON_REVENUE, links, Status.PENDING_REFUND)
    return replace(given, noted=Money.of(noted) if noted else None, **changes)


def situation(*booked: Booked, **changes: Any) -> Situation:
    """I-204 of $250.00 is paid in NetSuite, unless `owing` says otherwise."""
    refunds = KnownRefunds(has_records=True, **changes.pop("refunds", {}))
    paid = booked_invoice("I-204", "250.00", changes.pop("owing", "0.00"))
    payments = changes.pop("payments", ())
    base = office(settings=CHOSEN, links=LINKED, refunds=refunds, **changes)
    given = replace(base, booked=found(paid, *booked))
    return replace(given, queue=replace(base.queue, payments=payments))


def pays(amount: str, on_invoice: str, **changes: Any) -> Payment:
    """P-19, as ServiceTitan has it."""
    return payment(amount, "P-19", applications=(application("I-204", on_invoice, 901),), **changes)


def applied(*parts: tuple[Key, str]) -> tuple[AppliedAmount, ...]:
    return tuple(AppliedAmount(where, Money.of(amount)) for where, amount in parts)


def records(plan: Plan, *kinds: Any) -> list[Any]:
    return [one.record for one in plan.steps if isinstance(one.record, kinds)]


def on(source: int, amount: str, of_application: int | None = None) -> BookedApplication:
    """What a payment has on the journal of a refund."""
    at = key(Kind.APPLICATION, of_application) if of_application else None
    journal_key = key(Kind.REFUND_JOURNAL, source)
    where = RemoteId(f"j{source}")
    return BookedApplication(where, Money.of(amount), at, DAY, journal_key, on_journal=True)


# --- a new payment ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "on_invoice", "on_journals"),
    [
        ("50.00", "50.00", ()),
        ("50.01", "50.00", ((R_30, "0.01"),)),
        ("150.00", "50.00", ((R_30, "100.00"),)),
        ("150.01", "50.00", ((R_30, "100.00"), (R_31, "0.01"))),
        ("200.00", "50.00", ((R_30, "100.00"), (R_31, "50.00"))),
    ],
)
def test_money_goes_to_the_invoice_and_then_to_its_refunds_by_age(
    amount: str, on_invoice: str, on_journals: tuple[tuple[Key, str], ...]
) -> None:
    older = journal(30, "100.00", "100.00", date=DAY - timedelta(days=1))
    booked = (journal(31, "50.00", "50.00"), older)
    still_open = {"open": (gone_back(31), gone_back(30))}
    plan = make_plan(
        situation(*booked, owing="50.00", refunds=still_open, payments=(pays(amount, amount),))
    )
    (given,) = records(plan, PaymentRecord)
    assert given.applied == applied((I_204, on_invoice))
    assert given.on_journals == applied(*on_journals)
    assert not plan.refused


def test_a_cent_more_than_both_can_take_is_refused_with_both_figures() -> None:
    booked, still_open = journal(30, "100.00", "99.99"), {"open": (gone_back(30),)}
    given = situation(
        booked, owing="50.00", refunds=still_open, payments=(pays("150.00", "150.00"),)
    )
    (refused,) = make_plan(given).refused
    assert refused.reason is Reason.INVOICE_OVERPAID
    assert refused.fact == (
        "I-204: owes $50.00 in NetSuite, and refunds of it have $99.99 open; $150.00 would overpay it."
    )


@pytest.mark.parametrize(
    ("refund_of", "booked"),
    [
        (gone_back(30, links=RefundLinks(invoices=(key(Kind.INVOICE, 205),))), {}),
        (gone_back(30), {"entity": RemoteId("c8")}),
        (
            gone_back(
                30,
                scenario=Scenario.REVENUE,
                links=RefundLinks(
                    credit_memos=applied((key(Kind.INVOICE, 205), "100.00")), invoices=(I_204,)
                ),
            ),
            {},
        ),
    ],
    ids=["of another invoice", "of another customer", "a credit memo is to cover it"],
)
def test_other_refunds_take_none_of_it(refund_of: OpenRefund, booked: dict[str, Any]) -> None:
    there = journal(30, "100.00", "100.00", **booked)
    given = situation(there, refunds={"open": (refund_of,)}, payments=(pays("100.00", "100.00"),))
    (refused,) = make_plan(given).refused
    assert refused.fact == "I-204: owes $0.00 in NetSuite; $100.00 would overpay it."


def test_a_bypassed_refund_takes_it() -> None:
    bypassed = gone_back(30, status=Status.BYPASS)
    given = situation(
        journal(30, "100.00", "100.00"),
        refunds={"open": (bypassed,)},
        payments=(pays("100.00", "100.00"),),
    )
    (record,) = records(make_plan(given), PaymentRecord)
    assert (record.applied, record.on_journals) == ((), applied((R_30, "100.00")))


def test_a_refund_of_the_same_run_takes_it_and_its_record_is_noted_after() -> None:
    back = refund("100.00", of("I-204", "100.00"), number="P-30")
    known = {
        "invoices": {InvoiceId(204): invoice("250.00")},
        "payments": {PaymentId(17): payment("250.00")},
        "of_payments": {PaymentId(17): (back,)},
    }
    plan = make_plan(situation(refunds=known, payments=(back, pays("60.00", "60.00"))))
    (paid,) = [one for one in plan.steps if isinstance(one.record, PaymentRecord)]
    (note,) = [one for one in plan.steps if isinstance(one.record, RefundNoteRecord)]
    assert isinstance(paid.record, PaymentRecord)
    assert paid.record.on_journals == applied((R_30, "60.00"))
    assert R_30 in paid.needs
    assert isinstance(note.record, RefundNoteRecord)
    assert note.record.unapplied == Money.of("40.00")
    assert paid.key in note.needs


def test_a_credit_memo_finds_only_what_a_payment_of_the_run_leaves() -> None:
    memo = replace(booked_invoice("I-205", "100.00"), what=BookedAs.CREDIT_MEMO, unpaid=None)
    known = {"open": (gone_back(30, "100.00"),), "credit_memos": {memo.key: I_204}}
    given = situation(
        memo,
        journal(30, "100.00", "100.00"),
        refunds=known,
        payments=(pays("60.00", "60.00"),),
    )
    plan = make_plan(given)
    (cover,) = records(plan, CreditToRefundRecord)
    assert cover.amount == Money.of("40.00")
    (note,) = records(plan, RefundNoteRecord)
    assert note.unapplied == Money.of("0.00")


# --- what is in the books already ------------------------------------------------------------------


def test_what_a_payment_has_left_goes_to_the_refund() -> None:
    there = booked_payment("P-19", "100.00", ("I-204", "30.00"))
    given = situation(
        there,
        journal(30, "100.00", "100.00"),
        refunds={"open": (gone_back(30),)},
        later=(pays("100.00", "90.00"),),
    )
    (record,) = records(make_plan(given), PaymentApplicationsRecord)
    assert record == PaymentApplicationsRecord(P_19, (), applied((R_30, "60.00")))


def test_what_stands_on_a_journal_already_is_not_applied_again() -> None:
    there = replace(
        booked_payment("P-19", "100.00", ("I-204", "30.00")), to_journals=(on(30, "60.00"),)
    )
    given = situation(
        there,
        journal(30, "100.00", "40.00"),
        refunds={"open": (gone_back(30, "40.00"),)},
        later=(replace(pays("100.00", "90.00"), unapplied=Money.of("0.00")),),
    )
    assert make_plan(given).steps == ()
    assert unsettled_payments(given) == frozenset()


@pytest.mark.parametrize(
    ("wanted", "on_invoice", "on_journal"),
    [
        ("89.99", (), ((R_30, "59.99"),)),
        ("30.00", (), ((R_30, "0.00"),)),
        ("29.99", ((I_204, "29.99"),), ((R_30, "0.00"),)),
    ],
)
def test_what_is_taken_off_comes_off_the_journal_before_the_invoice(
    wanted: str, on_invoice: tuple[tuple[Key, str], ...], on_journal: tuple[tuple[Key, str], ...]
) -> None:
    there = replace(
        booked_payment("P-19", "100.00", ("I-204", "30.00")), to_journals=(on(30, "60.00"),)
    )
    given = situation(
        there,
        journal(30, "100.00", "40.00"),
        refunds={"open": (gone_back(30, "40.00"),)},
        later=(pays("100.00", wanted),),
    )
    plan = make_plan(given)
    (record,) = records(plan, PaymentApplicationsRecord)
    assert record == PaymentApplicationsRecord(P_19, applied(*on_invoice), applied(*on_journal))
    (note,) = records(plan, RefundNoteRecord)
    (_, left) = on_journal[0]
    assert note.unapplied == Money.of("100.00") - Money.of(left)


def test_a_deposit_pays_invoice_and_refund_by_one_application() -> None:
    given = situation(
        booked_deposit("P-19", "100.00"),
        journal(30, "100.00", "100.00"),
        owing="30.00",
        refunds={"open": (gone_back(30),)},
        later=(pays("100.00", "90.00"),),
    )
    (record,) = records(make_plan(given), DepositApplicationRecord)
    assert (record.amount, record.on_invoice) == (Money.of("90.00"), Money.of("30.00"))
    assert record.on_journals == applied((R_30, "60.00"))


def test_a_deposit_application_on_both_is_there_once_and_comes_off_once() -> None:
    there = replace(
        booked_deposit("P-19", "100.00", (901, "I-204", "30.00")),
        to_journals=(on(30, "60.00", 901),),
    )
    booked = (there, journal(30, "100.00", "40.00"))
    known = {"open": (gone_back(30, "40.00"),)}
    same = situation(*booked, refunds=known, later=(pays("100.00", "90.00"),))
    assert make_plan(same).steps == ()
    off = situation(*booked, refunds=known, later=(payment("100.00", "P-19"),))
    plan = make_plan(off)
    (record,) = records(plan, DepositUnapplicationRecord)
    assert record.application == key(Kind.APPLICATION, 901)
    (note,) = records(plan, RefundNoteRecord)
    assert note.unapplied == Money.of("100.00")


# --- a refund that is taken off again ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("unapplied", "covered"), [("0.00", []), ("0.01", ["0.01"]), ("100.00", ["100.00"])]
)
def test_what_a_payment_has_left_covers_what_is_taken_off_its_refund(
    unapplied: str, covered: list[str]
) -> None:
    now = replace(refund("100.00", number="P-30"), unapplied=-Money.of(unapplied))
    known = {"open": (gone_back(30),), "now": {PaymentId(30): now}}
    there = booked_deposit("P-17", "500.00", (900, "I-204", "250.00"))
    given = situation(there, journal(30, "100.00", "100.00"), refunds=known)
    found_ = records(make_plan(given), DepositReleaseRecord)
    assert [one.amount for one in found_] == [Money.of(one) for one in covered]


def test_what_is_released_already_counts_and_more_has_a_key_of_its_own() -> None:
    now = replace(refund("100.00", number="P-30"), unapplied=Money.of("-70.00"))
    released = replace(on(30, "40.00"), key=key(Kind.DEPOSIT_RELEASE, 30))
    there = replace(booked_deposit("P-17", "500.00"), to_journals=(released,))
    known = {"open": (gone_back(30),), "now": {PaymentId(30): now}}
    plan = make_plan(situation(there, journal(30, "100.00", "60.00"), refunds=known))
    (step,) = [one for one in plan.steps if isinstance(one.record, DepositReleaseRecord)]
    assert step.key == f"{key(Kind.DEPOSIT_RELEASE, 30)}-2"
    assert step.document.amount == Money.of("30.00")


# --- a refund whose batch is not posted ---------------------------------------------------------------


@pytest.mark.parametrize(("unapplied", "refusals"), [("400.00", 0), ("399.99", 1)])
def test_a_payment_goes_when_what_it_lacks_is_a_refund_that_is_not_posted(
    unapplied: str, refusals: int
) -> None:
    known = {"unposted": {PaymentId(19): (refund("100.00", refund_of=PaymentId(19)),)}}
    given = payment("500.00", "P-19", unapplied=Money.of(unapplied))
    plan = make_plan(situation(refunds=known, payments=(given,)))
    assert [one.reason for one in plan.refused] == [Reason.TOTALS_DISAGREE] * refusals
    assert len(plan.steps) == 1 - refusals


# --- a refund that stays out ----------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "held"), [("100.00", True), ("100.01", False)])
def test_money_waits_for_a_refund_that_stays_out_and_would_take_it(amount: str, held: bool) -> None:
    back = refund("100.00", of("I-204", "100.00"), number="P-30", business_unit=None)
    known = {
        "invoices": {InvoiceId(204): invoice("250.00")},
        "payments": {PaymentId(17): payment("250.00")},
        "of_payments": {PaymentId(17): (back,)},
    }
    plan = make_plan(situation(refunds=known, payments=(back, pays(amount, amount))))
    assert plan.steps == ()
    words = [one.explanation for one in plan.held if one.document.number == "P-19"]
    reasons = [one.reason for one in plan.refused if one.document.number == "P-19"]
    assert reasons == ([] if held else [Reason.INVOICE_OVERPAID])
    assert [one.split(":")[0] for one in words] == (
        ["Waiting for refund P-30, which opened invoice I-204 again"] if held else []
    )
