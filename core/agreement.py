"""Whether what the books hold is what was planned, to the cent.

The same means: the same total and, account by account and segment by segment, the same posting. A
check that waits for approval posts nothing yet; its total alone is compared (REF-13).
"""

from core.chart import Chart
from core.ledger import Posting, Segments
from core.money import ZERO, Money
from core.plan import Step
from core.records import (
    Booked,
    DepositApplicationRecord,
    DepositRecord,
    DepositReleaseRecord,
    PayableRecord,
    PaymentRecord,
    PurchaseOrderRecord,
    RefundRecord,
    SalesRecord,
)
from core.refunds.written import CheckRecord, RefundPayment


def difference(step: Step, booked: Booked, chart: Chart) -> str | None:
    """What differs, in words with both figures; None when they agree."""
    planned = planned_total(step)
    if planned is not None and planned != booked.total:
        return f"is in NetSuite as {booked.number} for {booked.total}, not {planned}"
    if isinstance(step.record, CheckRecord) and not booked.posting:
        return None
    predicted = step.entry.posting()
    if predicted != booked.posting:
        where = _first_difference(predicted, booked.posting)
        return f"is in NetSuite as {booked.number}, {_figures(where, predicted, booked, chart)}"
    return None


def planned_total(step: Step) -> Money | None:
    """What a transaction's own screen will show; None for records that are no transaction."""
    record = step.record
    if isinstance(record, PaymentRecord | DepositRecord):
        return record.received.amount
    if isinstance(record, SalesRecord | PurchaseOrderRecord | PayableRecord):
        return record.total
    amounts = DepositApplicationRecord | DepositReleaseRecord | RefundRecord | RefundPayment
    return record.amount if isinstance(record, amounts) else None


def _first_difference(predicted: Posting, posted: Posting) -> tuple[str, Segments]:
    places = sorted({*predicted, *posted}, key=repr)
    return next(one for one in places if predicted.get(one, ZERO) != posted.get(one, ZERO))


def _figures(where: tuple[str, Segments], predicted: Posting, booked: Booked, chart: Chart) -> str:
    account = next((str(a.account) for a in chart.accounts if a.account.id == where[0]), where[0])
    has, expected = booked.posting.get(where, ZERO), predicted.get(where, ZERO)
    return f"posting {_side(has)} to {account} where {_side(expected)} was expected"


def _side(amount: Money) -> str:
    if not amount:
        return "nothing"
    return f"a debit of {amount}" if amount > ZERO else f"a credit of {-amount}"
