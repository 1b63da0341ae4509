"""Vendors' bills: what we owe for what came, or for what was never received (AP-03).

    Dr Accrued purchases           80.00        what was received of an order
    Dr Inventory (or expense)      20.00        everything else
        Cr Accounts payable           100.00

A price other than the order's stays in Accrued purchases. Goods count as received where their receipt
is in the books, or goes to them because the tenant's purchase orders do.
"""

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Bill, GoodsLine, Kind
from core.ledger import Account, Segments
from core.money import ZERO
from core.payables.lines import Content, content, entry
from core.payables.vendors import vendor_in
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import BillRecord, Key
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused, require


def bill_step(bill: Bill, s: Situation) -> Result[Step, Refusal]:
    """The step that books one bill, or why it stays out."""
    step = Result.do(
        _step(bill, s, segments, vendor, day, made, payable, accrued)
        for _ in _owes_something(bill)
        for segments in s.segments(bill.business_unit)
        for vendor in vendor_in(segments, bill.vendor, s)
        for _ in _number_is_free(bill, vendor, s)
        for made in content(bill, bill.expenses, lambda line: is_tied(line, s), segments, s)
        for payable in s.mapping.role(Role.PAYABLE)
        for accrued in s.mapping.role(Role.ACCRUED)
        for day in posting_day(bill.date, s.chart, s.settings.closed_period)
    )
    return refused(step, bill.label)


def is_tied(line: GoodsLine, s: Situation) -> bool:
    """Whether a line bills what the books have as received, or will have."""
    if line.received is None:
        return False
    receipt = s.key(Kind.ITEM_RECEIPT, line.received.receipt)
    return s.settings.sync_purchase_orders or receipt in s.booked


def receipts_billed(bill: Bill, s: Situation) -> dict[Key, str]:
    """The receipts that must be in the books before the bill, with their numbers."""
    return {
        s.key(Kind.ITEM_RECEIPT, line.received.receipt): line.received.number
        for line in bill.lines
        if line.received is not None and is_tied(line, s)
    }


def _owes_something(bill: Bill) -> Result[None, Problem]:
    fact = f"Its total is {bill.total}; NetSuite takes no bill below zero."
    problem = Problem(Reason.NEGATIVE_TOTAL, fact, "Enter it as a credit of the vendor.")
    return require(bill.total >= ZERO, problem)


def _number_is_free(bill: Bill, vendor: Key, s: Situation) -> Result[None, Problem]:
    """A vendor numbers an invoice once: the same number again is the same invoice, most likely."""
    number, own = s.number(bill.number).lower(), s.key(Kind.BILL, bill.id)
    for one in s.numbered_bills:
        same = (one.vendor, one.number.lower()) == (s.known[vendor], number)
        if same and one.key.lower() != own.lower():
            return Failure(_taken(bill, f"NetSuite has a bill {one.number} ({one.id})"))
    for other in s.queue.bills:
        same = (other.vendor, s.number(other.number).lower()) == (bill.vendor, number)
        if same and other.id < bill.id:
            return Failure(_taken(bill, f"an older bill in the queue ({other.id}) has the number"))
    return Success(None)


def _taken(bill: Bill, where: str) -> Problem:
    return Problem(
        Reason.BILL_NUMBER_TAKEN,
        f"Bill {bill.number} of {bill.vendor_name} is there twice: {where}.",
        "Correct its number in ServiceTitan, or cancel it there if it is the same bill.",
    )


def _step(
    bill: Bill,
    s: Situation,
    segments: Segments,
    vendor: Key,
    day: PostingDay,
    made: Content,
    payable: Account,
    accrued: Account,
) -> Step:
    tied = any(one.order_line is not None for one in made.lines)
    assert not tied or bill.order is not None, bill
    return Step(
        key=s.key(Kind.BILL, bill.id),
        record=BillRecord(
            number=s.number(bill.number),
            date=day.day,
            vendor=vendor,
            segments=segments,
            lines=made.lines,
            expenses=made.expenses,
            total=bill.total,
            memo=bill.summary,
            batch=bill.batch,
            due_date=bill.due_date,
            order=s.key(Kind.PURCHASE_ORDER, bill.order) if tied and bill.order else None,
        ),
        document=bill.label,
        entry=entry(made, payable, accrued, segments),
        notice=day.moved,
    )
