"""What must be in the books before a document: its customer, and the items of its accounts.

Each is found once, however many documents need it.
"""

from returns.result import Result

from core.customers.creation import customer_steps
from core.documents import CustomerId
from core.items import item_step
from core.ledger import Account
from core.plan import Step
from core.records import (
    DepositRecord,
    JournalRecord,
    PayableRecord,
    PaymentRecord,
    ProjectRecord,
    PurchaseOrderRecord,
    RefundJournalRecord,
    RefundRecord,
    SalesRecord,
)
from core.refunds.written import CustomerRefundRecord
from core.refusals import Problem
from core.situation import Situation


class Prerequisites:
    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._customers: dict[tuple[CustomerId, str], Result[tuple[Step, ...], Problem]] = {}
        self._items: dict[Account, Step] = {}

    def customer(self, customer: CustomerId, step: Step) -> Result[tuple[Step, ...], Problem]:
        """The steps that bring the customer into the subsidiary of this document, or why none can."""
        known = customer, _subsidiary_of(step)
        if known not in self._customers:
            self._customers[known] = customer_steps(*known, self.situation)
        return self._customers[known]

    def items(self, step: Step) -> tuple[Step, ...]:
        """Of its lines' accounts, those that the books lack."""
        if not isinstance(step.record, SalesRecord | PurchaseOrderRecord | PayableRecord):
            return ()
        accounts = dict.fromkeys(line.account for line in step.record.lines)
        chart = self.situation.chart
        return tuple(self._item(one) for one in accounts if one.id not in chart.items)

    def _item(self, account: Account) -> Step:
        if account not in self._items:
            self._items[account] = item_step(account, self.situation.chart)
        return self._items[account]


def _subsidiary_of(step: Step) -> str:
    """The subsidiary a document's record belongs to."""
    record = step.record
    if isinstance(record, PaymentRecord | DepositRecord):
        return record.received.segments.subsidiary
    if isinstance(record, RefundJournalRecord):
        return record.refund.segments.subsidiary
    if isinstance(record, RefundRecord | CustomerRefundRecord):
        return record.segments.subsidiary
    if isinstance(record, ProjectRecord):
        return record.subsidiary
    assert isinstance(record, SalesRecord | PurchaseOrderRecord | JournalRecord), record
    return record.segments.subsidiary
