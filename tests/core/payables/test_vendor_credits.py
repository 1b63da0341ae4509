"""Vendors' credits for what went back (AP-04), and whom all that concerns (AR-10)."""

from core.documents import Job, JobId, Kind
from core.draft import Draft
from core.ledger import NOTHING_POSTED, Entry, credit, debit
from core.money import Money
from core.payables.placing import customers_of_payables, place_payables
from core.planner import make_plan
from core.refusals import Reason
from core.situation import Situation
from tests.core.builders import INVENTORY, MARIA, SEGMENTS, key
from tests.core.payables.builders import (
    ORDER,
    PAYABLE,
    bill,
    booked,
    buying,
    goods,
    order,
    out,
    receipt,
    vendor_credit,
)

CREDIT = key(Kind.VENDOR_CREDIT, 1)
JOB = JobId(31)
JOBS = {JOB: Job(JOB, "31", MARIA)}


def related(given: Situation) -> set[int]:
    draft = Draft(given)
    place_payables(draft)
    return set(customers_of_payables(draft))


def test_a_credit_takes_what_went_back_out_of_stock() -> None:
    (step,) = make_plan(buying(vendor_credit("40.00", goods("5", "8.00")))).steps
    money = Money.of("40.00")
    given_back = Entry((debit(PAYABLE, money, SEGMENTS), credit(INVENTORY, money, SEGMENTS)))
    assert step.entry.posting() == given_back.posting()
    assert step.marks_exported


def test_a_credit_of_no_return_is_refused() -> None:
    assert out(buying(vendor_credit("40.00")))[CREDIT].code == Reason.RETURN_NOT_FOUND.value


def test_a_credit_of_less_than_its_return_is_refused() -> None:
    given = vendor_credit("36.00", goods("5", "8.00"))
    assert out(buying(given))[CREDIT].code == Reason.TOTALS_DISAGREE.value


def test_everything_that_is_bought_for_a_job_concerns_its_customer() -> None:
    for one in (
        (order(job=JOB),),
        (order(), receipt(job=JOB)),
        (bill("80.00", goods(), job=JOB),),
        (vendor_credit("80.00", goods(), job=JOB),),
    ):
        assert related(buying(*one, jobs=JOBS)) == {MARIA}


def test_what_is_booked_already_or_for_no_job_concerns_nobody() -> None:
    there = booked(Kind.PURCHASE_ORDER, ORDER, NOTHING_POSTED, "48.00")
    assert related(buying(order(job=JOB), jobs=JOBS, booked=there)) == set()
    assert related(buying(bill("80.00", goods()), jobs=JOBS)) == set()
