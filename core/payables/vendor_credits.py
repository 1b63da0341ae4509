"""Vendors' credits for what went back to them (AP-04).

    Dr Accounts payable            40.00
        Cr Inventory (or expense)      40.00

The lines are those of the return. A credit of another amount than its return is refused: nothing says
which account the difference goes to.
"""

from returns.result import Result

from core.chart import Role
from core.documents import Kind, VendorCredit
from core.ledger import Account, Segments
from core.payables.lines import Content, content, entry
from core.payables.vendors import vendor_in
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import Key, VendorCreditRecord
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused, require


def vendor_credit_step(credit: VendorCredit, s: Situation) -> Result[Step, Refusal]:
    """The step that books one credit, or why it stays out."""
    step = Result.do(
        _step(credit, s, segments, vendor, day, made, payable)
        for _ in require(bool(credit.lines), _NO_RETURN)
        for segments in s.segments(credit.business_unit)
        for vendor in vendor_in(segments, credit.vendor, s)
        for made in content(credit, (), lambda _: False, segments, s)
        for payable in s.mapping.role(Role.PAYABLE)
        for day in posting_day(credit.date, s.chart, s.settings.closed_period)
    )
    return refused(step, credit.label)


_NO_RETURN = Problem(
    Reason.RETURN_NOT_FOUND,
    "It names no return that ServiceTitan shows, so nothing says which accounts it goes to.",
    "Enter it in NetSuite by hand, and mark it exported in ServiceTitan.",
)


def _step(
    given: VendorCredit,
    s: Situation,
    segments: Segments,
    vendor: Key,
    day: PostingDay,
    made: Content,
    payable: Account,
) -> Step:
    return Step(
        key=s.key(Kind.VENDOR_CREDIT, given.id),
        record=VendorCreditRecord(
            number=s.number(given.number),
            date=day.day,
            vendor=vendor,
            segments=segments,
            lines=made.lines,
            expenses=made.expenses,
            total=given.total,
            memo=given.memo,
            batch=given.batch,
        ),
        document=given.label,
        entry=entry(made, payable, payable, segments).reversed(),
        notice=day.moved,
    )
