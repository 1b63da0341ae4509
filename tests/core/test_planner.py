from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.documents import (
    BusinessUnit,
    BusinessUnitId,
    CustomerId,
    CustomerKind,
    GlAccount,
    Kind,
    PaymentId,
)
from core.ledger import Account, TrialBalance
from core.money import ZERO, Money
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import CustomerLink, DepositRecord, InvoiceRecord, PaymentRecord, RemoteId
from core.refusals import Reason, Waiting
from core.settings import (
    ApplicationPolicy,
    ClosedPeriodPolicy,
    MappingChoice,
    SyncMethod,
    TenantSettings,
    Topic,
)
from tests.core.builders import (
    CHECKING,
    DEPOSITS,
    DISCOUNTS,
    MARIA,
    NORTH,
    RECEIVABLE,
    SERVICE,
    TAX,
    TENANT,
    UNDEPOSITED,
    UNIT,
    application,
    booked_deposit,
    booked_invoice,
    booked_payment,
    customer,
    found,
    invoice,
    key,
    line,
    payment,
    situation,
)

LINKED = {MARIA: CustomerLink(RemoteId("9"), MARIA, RemoteId("c7"))}
EVERY_RUN = TenantSettings(TENANT, payment_applications=ApplicationPolicy.EVERY_RUN)


def step_of(plan: Plan, kind: Kind, source: int) -> Step:
    return next(step for step in plan.steps if step.key == key(kind, source))


def kinds(plan: Plan) -> list[Kind]:
    return [step.document.kind for step in plan.steps]


def balances(plan: Plan) -> dict[Account, Money]:
    return dict(TrialBalance.of(step.entry for step in plan.steps).balances)


# what goes


def test_a_new_customer_its_link_and_its_invoice_stand_in_that_order() -> None:
    plan = make_plan(situation(invoice()))
    assert kinds(plan) == [Kind.CUSTOMER, Kind.CUSTOMER_LINK, Kind.INVOICE]


def test_a_linked_customer_is_not_created_again() -> None:
    assert kinds(make_plan(situation(invoice(), links=LINKED))) == [Kind.INVOICE]


def test_a_customer_created_before_a_crash_only_gets_its_link() -> None:
    there = {key(Kind.CUSTOMER, MARIA): RemoteId("c7")}
    plan = make_plan(situation(invoice(), entities=there))
    assert kinds(plan) == [Kind.CUSTOMER_LINK, Kind.INVOICE]


def test_an_account_without_an_item_gets_one_first() -> None:
    billed = invoice(lines=(line("100.00", number="1300"),))
    plan = make_plan(situation(billed, links=LINKED))
    assert kinds(plan) == [Kind.ITEM, Kind.INVOICE]
    assert plan.steps[1].needs == (plan.steps[0].key,)


def test_lines_and_tax_credit_their_accounts_and_a_discount_debits_its_own() -> None:
    lines = (
        line("100.00", taxable=True),
        line("-10.00", number="4900"),
        line("50.00", taxable=True),
    )
    plan = make_plan(situation(invoice(lines=lines, tax=Money.of("10.51")), links=LINKED))
    assert balances(plan) == {
        RECEIVABLE: Money.of("150.51"),
        TAX: Money.of("-10.51"),
        SERVICE: Money.of("-150.00"),
        DISCOUNTS: Money.of("10.00"),
    }
    record = step_of(plan, Kind.INVOICE, 204).record
    assert isinstance(record, InvoiceRecord)
    assert [one.tax for one in record.lines] == [Money.of("7.01"), None, Money.of("3.50")]


def test_an_invoice_without_lines_is_booked_at_zero() -> None:
    plan = make_plan(situation(invoice(lines=()), links=LINKED))
    step = step_of(plan, Kind.INVOICE, 204)
    assert step.entry.posting() == {}
    assert isinstance(step.record, InvoiceRecord)
    assert [one.amount for one in step.record.lines] == [ZERO]


def test_a_payment_without_applications_lands_as_a_deposit() -> None:
    plan = make_plan(situation(payment("1000.00"), links=LINKED))
    assert isinstance(step_of(plan, Kind.PAYMENT, 17).record, DepositRecord)
    assert balances(plan) == {UNDEPOSITED: Money.of("1000.00"), DEPOSITS: Money.of("-1000.00")}


def test_a_payment_with_an_application_lands_whole_as_a_payment() -> None:
    paid = payment("1000.00", applications=(application("I-204", "100.00"),))
    plan = make_plan(situation(invoice(), paid, links=LINKED))
    step = step_of(plan, Kind.PAYMENT, 17)
    assert isinstance(step.record, PaymentRecord)
    assert step.needs == (key(Kind.INVOICE, 204),)
    assert balances(plan)[RECEIVABLE] == Money.of("-900.00")


def test_a_payment_types_own_account_is_debited() -> None:
    paid = payment("100.00", account=GlAccount("1000", "Checking"))
    assert balances(make_plan(situation(paid, links=LINKED)))[CHECKING] == Money.of("100.00")


def test_a_choice_of_account_wins_over_the_same_number() -> None:
    chosen = MappingChoice(Topic.ACCOUNT, "4000", (("account", "4900"),))
    plan = make_plan(situation(invoice(), links=LINKED, choices=(NORTH, chosen)))
    assert balances(plan)[DISCOUNTS] == Money.of("-100.00")


# what stays out

FAR = MappingChoice(Topic.BUSINESS_UNIT, "43", (("subsidiary", "2"),))


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"lines": (line("-1.00"),)}, Reason.NEGATIVE_TOTAL, "-$1.00"),
        ({"lines": (line(quantity=Decimal(-1)),)}, Reason.NEGATIVE_QUANTITY, "Tune-up"),
        ({"subtotal": Money.of("99.99")}, Reason.TOTALS_DISAGREE, "$99.99"),
        ({"total": Money.of("100.01")}, Reason.TOTALS_DISAGREE, "$100.01"),
        ({"business_unit": None}, Reason.BUSINESS_UNIT_UNMAPPED, "no business unit"),
        ({"business_unit": BusinessUnitId(44)}, Reason.BUSINESS_UNIT_UNMAPPED, "(44)"),
        ({"lines": (line(number="5000"),)}, Reason.ACCOUNT_UNMAPPED, "5000 Service"),
        ({"lines": (line(number="4999"),)}, Reason.ACCOUNT_UNMAPPED, "4999 Not for"),
        ({"lines": (line(account=None),)}, Reason.ACCOUNT_UNMAPPED, "names no account"),
        ({"lines": (line(business_unit=BusinessUnitId(43)),)}, Reason.SUBSIDIARIES_DIFFER, "South"),
        ({"date": date(2026, 10, 31)}, Reason.CLOSED_PERIOD, "Oct 2026"),
        ({"date": date(2027, 1, 1)}, Reason.CLOSED_PERIOD, "no period"),
        ({"customer": CustomerId(8)}, Reason.CUSTOMER_NOT_FOUND, "Customer 8"),
    ],
)
def test_an_invoice_stays_out_with_its_reason(
    changes: dict[str, Any], reason: Reason, words: str
) -> None:
    plan = make_plan(situation(invoice(**changes), choices=(NORTH, FAR)))
    assert plan.steps == ()
    assert [one.reason for one in plan.refused] == [reason]
    assert words in plan.refused[0].explanation


def test_a_blank_customer_name_refuses_the_document_not_the_run() -> None:
    other = invoice(number="I-205", customer=CustomerId(8))
    names = {MARIA: customer(), CustomerId(8): customer(" ", id=CustomerId(8))}
    plan = make_plan(situation(invoice(), other, customers=names))
    assert [one.reason for one in plan.refused] == [Reason.CUSTOMER_NAME_BLANK]
    assert kinds(plan) == [Kind.CUSTOMER, Kind.CUSTOMER_LINK, Kind.INVOICE, Kind.CUSTOMER_LINK]


def test_a_unit_in_another_currency_than_its_subsidiary_is_refused() -> None:
    units = {UNIT: BusinessUnit(UNIT, "HVAC North", "CAD")}
    plan = make_plan(situation(invoice(), business_units=units))
    assert [one.reason for one in plan.refused] == [Reason.OTHER_CURRENCY]


@pytest.mark.parametrize(("amount", "refund_of"), [("-5.00", None), ("-5.00", PaymentId(3))])
def test_a_refund_that_is_not_set_up_is_left_alone(
    amount: str, refund_of: PaymentId | None
) -> None:
    plan = make_plan(situation(payment(amount, refund_of=refund_of)))
    assert [one.reason for one in plan.refused] == [Reason.SET_UP_INCOMPLETE]
    assert plan.steps == ()


def test_a_payment_of_a_held_invoice_waits_for_it_and_says_why() -> None:
    bad = invoice(business_unit=BusinessUnitId(44))
    paid = payment(applications=(application("I-204", "100.00"),))
    plan = make_plan(situation(bad, paid, links=LINKED))
    assert [one.waiting for one in plan.held] == [Waiting.INVOICE]
    assert "no NetSuite subsidiary" in plan.held[0].explanation


def test_a_payment_of_an_invoice_nobody_has_seen_waits() -> None:
    paid = payment(applications=(application("I-300", "100.00"),))
    plan = make_plan(situation(paid, links=LINKED))
    assert plan.held[0].explanation == "Waiting for invoice I-300: it is not in NetSuite yet."


@pytest.mark.parametrize(("amount", "refused"), [("60.00", 0), ("60.01", 1)])
def test_payments_together_never_overpay_an_invoice(amount: str, refused: int) -> None:
    first = payment("40.00", "P-17", applications=(application("I-204", "40.00", 900),))
    second = payment(amount, "P-18", applications=(application("I-204", amount, 901),))
    plan = make_plan(situation(invoice("100.00"), first, second, links=LINKED))
    assert len(plan.refused) == refused
    if refused:
        assert "owes $60.00 in NetSuite; $60.01 would overpay" in plan.refused[0].explanation


def test_a_payment_pays_only_its_own_customers_invoices() -> None:
    theirs = invoice(customer=CustomerId(8), customer_name="Bo Chen")
    names = {MARIA: customer(), CustomerId(8): customer("Bo Chen", id=CustomerId(8))}
    paid = payment(applications=(application("I-204", "100.00"),))
    plan = make_plan(situation(theirs, paid, customers=names))
    assert [one.reason for one in plan.refused] == [Reason.CUSTOMERS_DIFFER]


def test_a_closed_period_moves_to_the_first_open_day_only_where_chosen() -> None:
    settings = TenantSettings(TENANT, closed_period=ClosedPeriodPolicy.FIRST_OPEN_DAY)
    plan = make_plan(situation(invoice(date=date(2026, 10, 31)), settings=settings, links=LINKED))
    record = step_of(plan, Kind.INVOICE, 204).record
    assert isinstance(record, InvoiceRecord)
    assert record.date == date(2026, 11, 1)
    assert "2026-10-31" in plan.notices[0].explanation


def test_an_unanswered_write_holds_its_document_and_what_needs_it() -> None:
    paid = payment(applications=(application("I-204", "100.00"),))
    unsettled = {key(Kind.INVOICE, 204): "It was sent and never answered."}
    plan = make_plan(situation(invoice(), paid, links=LINKED, unsettled=unsettled))
    assert plan.steps == ()
    assert [one.waiting for one in plan.held] == [Waiting.SETTLEMENT, Waiting.INVOICE]


# what is there already


def test_what_is_booked_as_planned_is_not_written_again() -> None:
    booked = found(booked_invoice("I-204", "100.00"))
    plan = make_plan(situation(invoice(), booked=booked))
    assert [step.booked is not None for step in plan.steps] == [True]
    assert plan.writes == ()


def test_what_is_booked_differently_is_refused_with_both_figures() -> None:
    plan = make_plan(situation(invoice("110.00"), booked=found(booked_invoice("I-204", "100.00"))))
    assert plan.refused[0].reason == Reason.BOOKED_DIFFERENTLY
    assert "for $100.00, not $110.00" in plan.refused[0].explanation


def test_the_same_total_on_another_account_is_a_difference_too() -> None:
    billed = invoice(lines=(line("100.00", number="4900"),))
    plan = make_plan(situation(billed, booked=found(booked_invoice("I-204", "100.00"))))
    assert "4000 Service revenue" in plan.refused[0].explanation


# what changed later


def test_a_deposit_applied_later_waits_for_a_related_record() -> None:
    later = payment("100.00", exported=True, applications=(application("I-204", "60.00"),))
    booked = found(booked_deposit("P-17", "100.00"), booked_invoice("I-204", "100.00"))
    plan = make_plan(situation(later=(later,), booked=booked))
    assert [one.waiting for one in plan.held] == [Waiting.RELATED_RECORD]
    related = make_plan(situation(invoice(number="I-205"), later=(later,), booked=booked))
    assert step_of(related, Kind.APPLICATION, 900).entry.posting() == {
        (DEPOSITS.id, step_of(related, Kind.INVOICE, 205).entry.lines[0].segments): Money.of(
            "60.00"
        ),
        (RECEIVABLE.id, step_of(related, Kind.INVOICE, 205).entry.lines[0].segments): Money.of(
            "-60.00"
        ),
    }


def test_an_application_that_an_earlier_run_could_not_finish_goes_without_a_related_record() -> (
    None
):
    later = payment("100.00", exported=True, applications=(application("I-204", "60.00"),))
    booked = found(booked_deposit("P-17", "100.00"), booked_invoice("I-204", "100.00"))
    unfinished = frozenset({key(Kind.APPLICATION, 900)})
    plan = make_plan(situation(later=(later,), booked=booked, unfinished=unfinished))
    assert kinds(plan) == [Kind.APPLICATION]


@pytest.mark.parametrize(
    ("unpaid", "applied", "reason"),
    [
        ("60.00", "60.00", None),
        ("60.00", "60.01", Reason.INVOICE_OVERPAID),
        ("100.00", "100.00", None),
        ("150.00", "100.01", Reason.PAYMENT_EXCEEDED),
    ],
)
def test_a_later_application_is_refused_a_cent_past_the_limit(
    unpaid: str, applied: str, reason: Reason | None
) -> None:
    used = (application("I-204", applied),)
    later = payment("100.00", exported=True, applications=used)
    booked = found(booked_deposit("P-17", "100.00"), booked_invoice("I-204", "150.00", unpaid))
    plan = make_plan(situation(settings=EVERY_RUN, later=(later,), booked=booked))
    assert [one.reason for one in plan.refused] == ([reason] if reason else [])


def test_an_application_that_is_there_already_is_left_alone() -> None:
    later = payment("100.00", exported=True, applications=(application("I-204", "60.00"),))
    deposit = booked_deposit("P-17", "100.00", (900, "I-204", "60.00"))
    booked = found(deposit, booked_invoice("I-204", "100.00", "40.00"))
    plan = make_plan(situation(settings=EVERY_RUN, later=(later,), booked=booked))
    assert (plan.steps, plan.held, plan.refused) == ((), (), ())


def test_money_moved_to_another_invoice_comes_off_before_it_goes_on() -> None:
    later = payment("100.00", exported=True, applications=(application("I-205", "100.00", 901),))
    deposit = booked_deposit("P-17", "100.00", (900, "I-204", "100.00"))
    booked = found(
        deposit, booked_invoice("I-204", "100.00", "0.00"), booked_invoice("I-205", "100")
    )
    plan = make_plan(situation(settings=EVERY_RUN, later=(later,), booked=booked))
    assert [step.key for step in plan.steps] == [
        f"{key(Kind.APPLICATION, 900)}-off",
        key(Kind.APPLICATION, 901),
    ]
    assert balances(plan) == {}


def test_an_invoice_freed_by_one_payment_can_be_paid_by_another_after_it() -> None:
    freed = payment("100.00", "P-17", exported=True)
    taken = payment("100.00", "P-18", applications=(application("I-204", "100.00", 901),))
    booked = found(
        booked_payment("P-17", "100.00", ("I-204", "100.00")),
        booked_invoice("I-204", "100.00", "0.00"),
    )
    plan = make_plan(situation(taken, later=(freed,), booked=booked, links=LINKED))
    off, on = plan.steps
    assert off.key.endswith("-off")
    assert on.needs == (off.key,)


def test_a_payments_remainder_is_applied_without_a_posting() -> None:
    later = payment(
        "100.00",
        exported=True,
        applications=(application("I-204", "60.00"), application("I-205", "40.00", 901)),
    )
    booked = found(
        booked_payment("P-17", "100.00", ("I-204", "60.00")),
        booked_invoice("I-204", "60.00", "0.00"),
        booked_invoice("I-205", "40.00"),
    )
    plan = make_plan(situation(settings=EVERY_RUN, later=(later,), booked=booked))
    assert [step.entry.posting() for step in plan.steps] == [{}]


# the plan as a whole


def test_the_same_situation_has_the_same_hash_and_a_changed_one_another() -> None:
    one = make_plan(situation(invoice()))
    assert one.hash == make_plan(situation(invoice())).hash
    assert one.hash != make_plan(situation(invoice("100.01"))).hash


@pytest.mark.parametrize(
    ("method", "moved"),
    [
        (SyncMethod.DOCUMENTS, 1),
        (SyncMethod.JOURNAL_ENTRIES, 0),
        (SyncMethod.JOURNAL_AR_DOCUMENT_AP, 0),
    ],
)
def test_the_method_decides_whether_invoices_go_as_documents(
    method: SyncMethod, moved: int
) -> None:
    settings = TenantSettings(TENANT, method=method)
    assert kinds(make_plan(situation(invoice(), settings=settings))).count(Kind.INVOICE) == moved


def test_numbers_and_names_carry_the_short_name_unless_it_is_off() -> None:
    short = replace(EVERY_RUN, short_name="ACME")
    record = step_of(make_plan(situation(invoice(), settings=short)), Kind.INVOICE, 204).record
    assert isinstance(record, InvoiceRecord)
    assert record.number == "ACME-I-204"


def test_a_commercial_customer_needs_no_second_name() -> None:
    shop = customer("Lopez & Sons", kind=CustomerKind.COMMERCIAL)
    assert len(make_plan(situation(invoice(), customers={MARIA: shop})).steps) == 3
