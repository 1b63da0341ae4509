"""Adjustments: what they become, under which number, whose they are, and when they wait."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.documents import CustomerId, Invoice, InvoiceId, InvoiceLine, JobId, Kind
from core.ledger import TrialBalance
from core.money import Money
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import (
    CreditMemoRecord,
    CustomerLink,
    InvoiceRecord,
    Key,
    RemoteId,
    SalesRecord,
)
from core.refusals import Hold, Reason, Waiting
from core.settings import TenantSettings
from core.situation import Situation
from tests.core.builders import (
    DISCOUNTS,
    MARIA,
    RECEIVABLE,
    SERVICE,
    TAX,
    TENANT,
    application,
    booked_invoice,
    customer,
    found,
    invoice,
    key,
    line,
    payment,
    situation,
)

BO = CustomerId(8)
LINKED = {
    MARIA: CustomerLink(RemoteId("9"), MARIA, RemoteId("c7")),
    BO: CustomerLink(RemoteId("10"), BO, RemoteId("c8")),
}
ORIGINAL = invoice("1000.00", "I-204", exported=True, job=JobId(5))
PROJECT = key(Kind.PROJECT, 5)


def adjustment(amount: str = "-20.00", number: str = "A-305", **changes: object) -> Invoice:
    given = {"adjustment_to": ORIGINAL.id, "job": ORIGINAL.job, **changes}
    return invoice(amount, number, **given)


def adjusting(*queued: Invoice, siblings: tuple[int, ...] = (), **changes: object) -> Situation:
    """These are queued; `siblings` are other adjustments of the original, by id."""
    ids = sorted({*siblings, *(one.id for one in queued)})
    given: dict[str, object] = {
        "originals": {ORIGINAL.id: ORIGINAL},
        "adjustments": {ORIGINAL.id: tuple(InvoiceId(one) for one in ids)},
        "links": LINKED,
        "entities": {PROJECT: RemoteId("p5")},
    }
    return situation(*queued, **{**given, **changes})


def sale(plan: Plan, source: int = 305) -> SalesRecord:
    record = step_of(plan, source).record
    assert isinstance(record, SalesRecord)
    return record


def step_of(plan: Plan, source: int = 305) -> Step:
    return next(one for one in plan.steps if one.key == key(Kind.INVOICE, source))


def hold_of(plan: Plan) -> Hold:
    assert plan.steps == () or key(Kind.INVOICE, 305) not in {one.key for one in plan.steps}
    (hold,) = [one for one in plan.held if one.document.number == "A-305"]
    return hold


# what it becomes


@pytest.mark.parametrize(
    ("amount", "record"),
    [("0.01", InvoiceRecord), ("0.00", InvoiceRecord), ("-0.01", CreditMemoRecord)],
)
def test_the_sign_of_the_total_decides(amount: str, record: type[SalesRecord]) -> None:
    assert type(sale(make_plan(adjusting(adjustment(amount))))) is record


def test_a_credit_memo_is_positive_and_posts_the_invoice_turned_around() -> None:
    lines = (line("-100.00", taxable=True), line("10.00", number="4900"))
    plan = make_plan(adjusting(adjustment(lines=lines, tax=Money.of("-8.38"))))
    memo = sale(plan)
    assert (memo.total, memo.tax, memo.due_date) == (Money.of("98.38"), Money.of("8.38"), None)
    assert [(one.amount, one.tax) for one in memo.lines] == [
        (Money.of("100.00"), Money.of("8.38")),
        (Money.of("-10.00"), None),
    ]
    assert dict(TrialBalance.of([step_of(plan).entry]).balances) == {
        RECEIVABLE: Money.of("-98.38"),
        SERVICE: Money.of("100.00"),
        DISCOUNTS: Money.of("-10.00"),
        TAX: Money.of("8.38"),
    }


@pytest.mark.parametrize(
    ("quantity", "price", "total", "in_netsuite"),
    [
        ("1", "-20.00", "-20.00", ("1", "20.00", "20.00")),
        ("-1", "20.00", "-20.00", ("1", "20.00", "20.00")),
        ("-0.5", "40.00", "-20.00", ("0.5", "40.00", "20.00")),
        ("2", "5.00", "10.00", ("2", "-5.00", "-10.00")),
        ("-2", "-5.00", "10.00", ("2", "-5.00", "-10.00")),
        ("0", "5.00", "0.00", ("0", "-5.00", "0.00")),
    ],
)
def test_a_line_of_a_credit_memo_has_no_negative_quantity_and_the_turned_amount(
    quantity: str, price: str, total: str, in_netsuite: tuple[str, str, str]
) -> None:
    given = line(total, quantity=Decimal(quantity), price=Decimal(price))
    memo = sale(make_plan(adjusting(adjustment(lines=(line("-50.00"), given)))))
    shown = memo.lines[1]
    quantity, rate, amount = in_netsuite
    assert (shown.quantity, shown.rate) == (Decimal(quantity), Decimal(rate))
    assert shown.amount == Money.of(amount)


def test_people_see_servicetitans_number_and_sign() -> None:
    label = step_of(make_plan(adjusting(adjustment()))).document
    assert str(label) == "Invoice A-305 of Maria Lopez, -$20.00"


def test_a_credit_memo_is_marked_exported_like_any_invoice() -> None:
    assert step_of(make_plan(adjusting(adjustment()))).marks_exported


def test_the_item_of_a_credit_memos_account_is_made_first() -> None:
    taken_back = adjustment(lines=(line("-20.00", number="1300"),))
    plan = make_plan(adjusting(taken_back))
    assert [one.document.kind for one in plan.steps] == [Kind.ITEM, Kind.INVOICE]


# its number


@pytest.mark.parametrize(
    ("siblings", "number"),
    [((), "I-204-1"), ((306,), "I-204-1"), ((304,), "I-204-2"), ((205, 206, 400), "I-204-3")],
)
def test_its_number_is_its_place_among_all_of_its_original(
    siblings: tuple[int, ...], number: str
) -> None:
    assert sale(make_plan(adjusting(adjustment(), siblings=siblings))).number == number


def test_the_short_name_stands_before_the_number() -> None:
    settings = TenantSettings(TENANT, short_name="ACME")
    plan = make_plan(adjusting(adjustment("5.00"), settings=settings))
    assert sale(plan).number == step_of(plan).name == "ACME-I-204-1"


def test_adjustments_of_one_run_are_numbered_in_order_of_creation() -> None:
    three = (adjustment("-1.00", "A-307"), adjustment("2.00", "A-306"), adjustment("-3.00"))
    plan = make_plan(adjusting(*three))
    numbers = [sale(plan, one).number for one in (305, 306, 307)]
    assert numbers == ["I-204-1", "I-204-2", "I-204-3"]


# whose it is


@pytest.mark.parametrize("amount", ["20.00", "-20.00"])
@pytest.mark.parametrize(("whose", "project"), [(MARIA, PROJECT), (BO, None)])
def test_only_the_originals_customer_keeps_its_project(
    amount: str, whose: CustomerId, project: Key | None
) -> None:
    record = sale(make_plan(adjusting(adjustment(amount, customer=whose))))
    assert record.project == project
    assert record.customer == key(Kind.CUSTOMER, whose)


def test_a_customer_merged_into_the_originals_is_the_originals() -> None:
    merged = {BO: customer("Bo Chen", id=BO, merged_to=MARIA)}
    plan = make_plan(adjusting(adjustment(customer=BO), merged_customers=merged))
    assert sale(plan).project == PROJECT


# when it waits


def test_it_waits_while_its_original_goes_with_this_run() -> None:
    original = replace(ORIGINAL, exported=False)
    s = adjusting(adjustment(), original, originals={ORIGINAL.id: original})
    plan = make_plan(s)
    hold = hold_of(plan)
    assert (hold.waiting, hold.cause) == (Waiting.ORIGINAL, None)
    assert hold.explanation.startswith("It adjusts invoice I-204, which goes with this run")
    assert step_of(plan, 204).booked is None


def test_it_waits_with_the_cause_that_keeps_its_original_out() -> None:
    original = invoice("1000.00", lines=(line("1000.00", number="5000"),))
    plan = make_plan(adjusting(adjustment(), original, originals={ORIGINAL.id: original}))
    (refusal,) = plan.refused
    hold = hold_of(plan)
    assert refusal.explanation in hold.explanation
    assert (hold.waiting, hold.cause) == (Waiting.ORIGINAL, refusal.cause)


def test_it_waits_for_an_original_that_is_not_queued() -> None:
    original = replace(ORIGINAL, exported=False)
    hold = hold_of(make_plan(adjusting(adjustment(), originals={ORIGINAL.id: original})))
    assert "I-204, which is not exported and not queued" in hold.explanation
    assert hold.cause is None


def test_a_held_adjustment_holds_its_payment() -> None:
    original = replace(ORIGINAL, exported=False)
    paid = payment("20.00", applications=(application("A-305", "20.00"),))
    queued = adjusting(adjustment("20.00"), originals={ORIGINAL.id: original}).queue
    s = adjusting(originals={ORIGINAL.id: original})
    plan = make_plan(replace(s, queue=replace(queued, payments=(paid,))))
    assert [one.waiting for one in plan.held] == [Waiting.ORIGINAL, Waiting.INVOICE]


@pytest.mark.parametrize("originals", [{}, {ORIGINAL.id: replace(ORIGINAL, active=False)}])
def test_an_unknown_or_deleted_original_is_named(originals: dict[InvoiceId, Invoice]) -> None:
    (refusal,) = make_plan(adjusting(adjustment(), originals=originals)).refused
    assert refusal.reason is Reason.ORIGINAL_NOT_FOUND
    assert "(id 204)" in refusal.explanation
    assert refusal.cause.subject == "invoice 204"


# what stays out


@pytest.mark.parametrize(
    ("lines", "amount", "reason"),
    [
        ((line("90.00"), line("-15.00", quantity=Decimal(-1))), "75.00", Reason.NEGATIVE_QUANTITY),
        ((line("-20.00"),), "-19.99", Reason.TOTALS_DISAGREE),
        ((line("20.00"),), "19.99", Reason.TOTALS_DISAGREE),
        ((line("-20.00", number="5000"),), "-20.00", Reason.ACCOUNT_UNMAPPED),
    ],
)
def test_an_adjustment_stays_out_with_its_reason(
    lines: tuple[InvoiceLine, ...], amount: str, reason: Reason
) -> None:
    plan = make_plan(adjusting(adjustment(lines=lines, total=Money.of(amount))))
    assert [one.reason for one in plan.refused] == [reason]
    assert plan.steps == ()


def test_figures_that_disagree_are_named_as_servicetitan_has_them() -> None:
    wrong = adjustment(lines=(line("-20.00"),), subtotal=Money.of("-19.99"))
    (refusal,) = make_plan(adjusting(wrong)).refused
    assert refusal.fact == "Its lines add up to -$20.00, its subtotal says -$19.99."


def test_an_ordinary_invoice_below_zero_is_no_credit_memo() -> None:
    (refusal,) = make_plan(situation(invoice("-0.01"), links=LINKED)).refused
    assert refusal.reason is Reason.NEGATIVE_TOTAL


# in the books already


def test_a_credit_memo_owes_nothing_that_a_payment_could_pay() -> None:
    paid = payment("20.00", applications=(application("A-305", "20.00"),))
    s = adjusting(adjustment())
    plan = make_plan(replace(s, queue=replace(s.queue, payments=(paid,))))
    (refusal,) = plan.refused
    assert refusal.reason is Reason.INVOICE_OVERPAID
    assert "owes $0.00" in refusal.explanation


def test_a_credit_memo_in_the_books_is_found_again() -> None:
    s = adjusting(adjustment())
    first = step_of(make_plan(s))
    there = replace(booked_invoice("A-305", "20.00"), posting=first.entry.posting(), unpaid=None)
    again = step_of(make_plan(replace(s, booked=found(there))))
    assert again.booked == there


def test_an_invoice_of_the_same_amount_is_no_credit_memo() -> None:
    booked = found(booked_invoice("A-305", "20.00"))
    (refusal,) = make_plan(adjusting(adjustment(), booked=booked)).refused
    assert refusal.reason is Reason.BOOKED_DIFFERENTLY
