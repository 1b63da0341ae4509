"""Bank deposits: every figure to the cent, every payment where it was booked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.agreement import difference
from core.documents import BankDeposit, GlAccount, Kind
from core.ledger import Account, netted
from core.money import ZERO, Money, total
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import Booked, JournalRecord, RemoteId
from core.refusals import Reason, Waiting
from core.settings import SyncMethod, TenantSettings
from tests.core.bank_builders import (
    BANKED,
    FEES,
    SAVINGS,
    bank_deposit,
    banking,
    deposited,
    given_back,
    received,
)
from tests.core.builders import (
    CHECKING,
    DAY,
    SEGMENTS,
    TENANT,
    UNDEPOSITED,
    key,
    payment,
    situation,
)

KEY = key(Kind.BANK_DEPOSIT, 69)
P1, P2 = deposited("P-1", "300.00"), deposited("P-2", "700.00")
BOTH = (received("P-1", "300.00"), received("P-2", "700.00"))
PLUMBING = replace(SEGMENTS, department="5", location="8")


def step(plan: Plan) -> Step:
    return next(one for one in plan.steps if one.key == KEY)


def posted(plan: Plan) -> dict[tuple[str, str | None], Money]:
    """Cents by account number and department; the journal says the same as its prediction."""
    found = step(plan)
    assert isinstance(found.record, JournalRecord)
    lines = [(one.account.id, one.segments, one.amount) for one in found.record.lines]
    assert netted(lines) == found.entry.posting()
    return {(one.account.number, one.segments.department): one.amount for one in found.entry.lines}


def test_the_worked_deposit() -> None:
    plan = make_plan(banking(*BOTH, deposit=bank_deposit(P1, P2, fees="29.00")))
    assert posted(plan) == {
        ("1000", None): Money.of("971.00"),
        ("6200", None): Money.of("29.00"),
        ("1499", None): Money.of("-1000.00"),
    }
    record = step(plan).record
    assert isinstance(record, JournalRecord)
    assert (record.number, record.memo) == ("DEP-69", "Bank deposit Monday")
    assert (step(plan).document.amount, step(plan).marks_exported) == (Money.of("971.00"), True)


def test_what_units_share_is_on_the_bank_and_what_they_do_not_is_not() -> None:
    there = replace(PLUMBING, department="6")
    books = (
        received("P-1", "300.00", segments=PLUMBING),
        received("P-2", "700.00", segments=there),
    )
    found = step(make_plan(banking(*books, deposit=bank_deposit(P1, P2))))
    assert isinstance(found.record, JournalRecord)
    assert found.record.segments == replace(SEGMENTS, location="8")
    assert [(one.segments, one.amount) for one in found.record.lines] == [
        (replace(SEGMENTS, location="8"), Money.of("1000.00")),
        (PLUMBING, Money.of("-300.00")),
        (there, Money.of("-700.00")),
    ]


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8), st.integers(-500, 10**6))
def test_a_deposit_clears_just_what_its_payments_brought(cents: list[int], fees: int) -> None:
    payments = [deposited(f"P-{n}", Money(c).text) for n, c in enumerate(cents, 1)]
    books = [received(one.number, one.amount.text) for one in payments]
    plan = make_plan(banking(*books, deposit=bank_deposit(*payments, fees=Money(fees).text)))
    found = posted(plan)
    gross = total(one.amount for one in payments)
    assert found["1499", None] == -gross
    assert found.get(("1000", None), ZERO) == gross - Money(fees)
    assert found.get(("6200", None), ZERO) == Money(fees)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"gross": "1000.01", "net": "1000.01"}, "add up to $1,000.00, its gross says $1,000.01."),
        (
            {"net": "999.99"},
            "Gross $1,000.00 less fees $0.00 makes $1,000.00, its net says $999.99",
        ),
        ({"fees": "0.01"}, "makes $999.99, its net says $1,000.00."),
    ],
)
def test_a_deposit_whose_figures_do_not_tie_is_refused_by_the_cent(
    changes: dict[str, str], says: str
) -> None:
    money: dict[str, Any] = {name: Money.of(amount) for name, amount in changes.items()}
    plan = make_plan(banking(*BOTH, deposit=replace(bank_deposit(P1, P2), **money)))
    (refusal,) = plan.refused
    assert refusal.reason is Reason.TOTALS_DISAGREE
    assert says in refusal.fact
    assert plan.steps == ()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"bank_account": None}, "It names no bank account."),
        ({"fee_account": None}, "It names no account for its fees of $29.00."),
        (
            {"bank_account": GlAccount("1020", "Other bank")},
            "Account 1020 Other bank is not mapped",
        ),
        ({"fee_account": GlAccount("6300", "Charges")}, "Account 6300 Charges is not mapped"),
    ],
)
def test_a_deposit_needs_its_accounts(changes: dict[str, Any], says: str) -> None:
    deposit = replace(bank_deposit(P1, P2, fees="29.00"), **changes)
    (refusal,) = make_plan(banking(*BOTH, deposit=deposit)).refused
    assert refusal.reason is Reason.ACCOUNT_UNMAPPED
    assert refusal.fact.startswith(says)


def test_a_fee_account_is_not_missed_where_there_are_no_fees() -> None:
    assert not make_plan(banking(*BOTH, deposit=bank_deposit(P1, P2))).refused


def test_a_payment_booked_for_another_amount_is_not_deposited() -> None:
    books = (received("P-1", "300.01"), received("P-2", "700.00"))
    (refusal,) = make_plan(banking(*books, deposit=bank_deposit(P1, P2))).refused
    assert refusal.reason is Reason.BOOKED_DIFFERENTLY
    assert refusal.fact == "The deposit has payment P-1 for $300.00, NetSuite has it for $300.01."


@pytest.mark.parametrize("bank", [CHECKING, SAVINGS])
def test_what_is_at_a_bank_is_not_deposited_again(bank: Account) -> None:
    books = (received("P-1", "300.00", bank), received("P-2", "700.00"))
    plan = make_plan(banking(*books, deposit=bank_deposit(P1, P2)))
    assert [one.reason for one in plan.refused] == [Reason.PAYMENT_NOT_UNDEPOSITED]
    assert str(bank) in plan.refused[0].fact


def test_a_refund_is_taken_off_where_its_journal_credited() -> None:
    back = deposited("R-3", "-50.00", "Card Refund")
    books = (*BOTH, given_back("R-3", "50.00"))
    plan = make_plan(banking(*books, deposit=bank_deposit(P1, P2, back)))
    assert posted(plan) == {
        ("1000", None): Money.of("950.00"),
        ("1499", None): Money.of("-950.00"),
    }


@pytest.mark.parametrize(("type_", "refused"), [("Check Refund", True), ("Card Refund", False)])
def test_a_refund_that_a_check_pays_is_no_part_of_a_deposit(type_: str, refused: bool) -> None:
    back = deposited("R-3", "-50.00", type_)
    settings = TenantSettings(TENANT, check_refund_payment_type="Check Refund")
    books = (*BOTH, given_back("R-3", "50.00"))
    plan = make_plan(banking(*books, deposit=bank_deposit(P1, P2, back), settings=settings))
    expected = [Reason.PAYMENT_NOT_UNDEPOSITED] if refused else []
    assert [one.reason for one in plan.refused] == expected


def test_a_deposit_may_take_more_back_than_it_brings() -> None:
    back = deposited("R-3", "-350.00")
    plan = make_plan(banking(BOTH[0], given_back("R-3", "350.00"), deposit=bank_deposit(P1, back)))
    assert posted(plan) == {("1000", None): Money.of("-50.00"), ("1499", None): Money.of("50.00")}


def test_fees_alone_are_still_booked() -> None:
    back = deposited("R-3", "-300.00")
    deposit = bank_deposit(P1, back, fees="2.00")
    plan = make_plan(banking(BOTH[0], given_back("R-3", "300.00"), deposit=deposit))
    assert posted(plan) == {("1000", None): Money.of("-2.00"), ("6200", None): Money.of("2.00")}


@pytest.mark.parametrize("deposit", [bank_deposit(), bank_deposit(P1, deposited("R-3", "-300.00"))])
def test_a_deposit_of_nothing_is_refused(deposit: BankDeposit) -> None:
    plan = make_plan(banking(BOTH[0], given_back("R-3", "300.00"), deposit=deposit))
    assert [one.reason for one in plan.refused] == [Reason.NOTHING_TO_BOOK]


def test_a_deposit_goes_after_the_payments_of_its_run() -> None:
    queue = replace(
        situation(payment("300.00", "P-1")).queue, bank_deposits=(bank_deposit(P1, P2),)
    )
    plan = make_plan(banking(BOTH[1], deposit=bank_deposit(P1, P2), queue=queue))
    assert key(Kind.PAYMENT, 1) in step(plan).needs
    assert plan.steps[-1].key == KEY


@pytest.mark.parametrize("booked", [BOTH[:1], ()])
def test_a_deposit_waits_for_each_of_its_payments(booked: tuple[Booked, ...]) -> None:
    (hold,) = make_plan(banking(*booked, deposit=bank_deposit(P1, P2))).held
    missing = "P-2" if booked else "P-1"
    assert hold.waiting is Waiting.PAYMENT
    assert hold.explanation == f"Waiting for payment {missing}: it is not in NetSuite yet."


def test_a_deposit_waits_for_a_payment_that_stays_out_and_says_why() -> None:
    late = payment("300.00", "P-1", date=date(2026, 10, 31))
    queue = replace(situation(late).queue, bank_deposits=(bank_deposit(P1),))
    plan = make_plan(banking(deposit=bank_deposit(P1), queue=queue))
    (hold,), (refusal,) = plan.held, plan.refused
    assert hold.explanation == f"Waiting for payment P-1: {refusal.explanation}"
    assert hold.cause == refusal.cause


def _as_booked(found: Step) -> Booked:
    return Booked(
        key=KEY,
        id=RemoteId("900"),
        type="journalentry",
        number="DEP-69",
        date=DAY,
        entity=RemoteId(""),
        total=Money.of("1000.00"),
        posting=found.entry.posting(),
    )


def test_a_deposit_found_with_the_same_content_is_only_marked() -> None:
    given_ = banking(*BOTH, deposit=bank_deposit(P1, P2, fees="29.00"))
    there = _as_booked(step(make_plan(given_)))
    plan = make_plan(replace(given_, booked={**given_.booked, KEY: there}))
    assert (plan.writes, [one.key for one in plan.steps]) == ((), [KEY])


def test_a_deposit_found_with_other_content_is_refused_with_both_figures() -> None:
    before = banking(*BOTH, deposit=bank_deposit(P1, P2))
    there = _as_booked(step(make_plan(before)))
    after = banking(*BOTH, there, deposit=bank_deposit(P1, P2, fees="29.00"))
    (refusal,) = make_plan(after).refused
    assert refusal.reason is Reason.BOOKED_DIFFERENTLY
    assert "a debit of $1,000.00 to 1000 Checking where a debit of $971.00" in refusal.fact
    assert difference(step(make_plan(before)), there, BANKED) is None


def test_deposits_go_only_by_a_method_that_moves_them() -> None:
    settings = TenantSettings(TENANT, method=SyncMethod.JOURNAL_AR_DOCUMENT_AP)
    plan = make_plan(banking(*BOTH, deposit=bank_deposit(P1, P2), settings=settings))
    assert (plan.steps, plan.held, plan.refused) == ((), (), ())


def test_the_chart_knows_its_banks() -> None:
    assert [BANKED.is_bank(one.id) for one in (CHECKING, SAVINGS, UNDEPOSITED, FEES)] == [
        True,
        True,
        False,
        False,
    ]
