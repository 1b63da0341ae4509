"""Payables in the plan: orders, then the receipts made from them, then the bills, then credits.

A receipt goes after its order and a bill after its receipts; what stays out holds what needs it.
"""

from collections.abc import Iterable, Iterator

from returns.result import Failure, Result, Success

from core.documents import Bill, CustomerId, ItemReceipt, JobId, Kind
from core.draft import Draft
from core.payables.bills import bill_step, receipts_billed
from core.payables.item_receipts import item_receipt_step, order_not_found
from core.payables.purchase_orders import purchase_order_step
from core.payables.vendor_credits import vendor_credit_step
from core.plan import Step
from core.records import Key, PurchaseOrderRecord
from core.refusals import Hold, Refusal, Waiting


def place_payables(draft: Draft) -> None:
    s = draft.situation
    if s.settings.sync_purchase_orders:
        for order in sorted(s.queue.purchase_orders, key=lambda one: one.id):
            _place(draft, s.key(Kind.PURCHASE_ORDER, order.id), purchase_order_step(order, s))
        for receipt in sorted(s.queue.item_receipts, key=lambda one: one.id):
            _place_receipt(draft, receipt)
    for bill in sorted(s.queue.bills, key=lambda one: one.id):
        _place_bill(draft, bill)
    for credit in sorted(s.queue.vendor_credits, key=lambda one: one.id):
        _place(draft, s.key(Kind.VENDOR_CREDIT, credit.id), vendor_credit_step(credit, s))


def customers_of_payables(draft: Draft) -> Iterator[CustomerId]:
    """The customers of the jobs for which something is written in this run (AR-10)."""
    s = draft.situation
    for key, job_id in _jobs(draft):
        step, job = draft.steps.get(key), s.jobs.get(job_id) if job_id is not None else None
        if step is not None and step.booked is None and job is not None:
            yield job.customer


def _jobs(draft: Draft) -> Iterable[tuple[Key, JobId | None]]:
    s, queue = draft.situation, draft.situation.queue
    yield from ((s.key(Kind.PURCHASE_ORDER, one.id), one.job) for one in queue.purchase_orders)
    yield from ((s.key(Kind.ITEM_RECEIPT, one.id), one.job) for one in queue.item_receipts)
    yield from ((s.key(Kind.BILL, one.id), one.job) for one in queue.bills)
    yield from ((s.key(Kind.VENDOR_CREDIT, one.id), one.job) for one in queue.vendor_credits)


def _place_receipt(draft: Draft, receipt: ItemReceipt) -> None:
    s = draft.situation
    key, order_key = s.key(Kind.ITEM_RECEIPT, receipt.id), s.key(Kind.PURCHASE_ORDER, receipt.order)
    trouble, order = draft.why_out(order_key), draft.steps.get(order_key)
    if trouble is not None:
        draft.hold(_waits(receipt, trouble), key)
    elif order is None:
        draft.refuse(order_not_found(receipt), key)
    else:
        assert isinstance(order.record, PurchaseOrderRecord), order
        step = item_receipt_step(receipt, order.record, s)
        _place(draft, key, step.map(lambda one: one.after(order_key)))


def _waits(receipt: ItemReceipt, trouble: Refusal | Hold) -> Hold:
    return Hold(Waiting.DEPENDENCY, receipt.label, trouble.explanation, trouble.cause)


def _place_bill(draft: Draft, bill: Bill) -> None:
    s = draft.situation
    key, receipts = s.key(Kind.BILL, bill.id), receipts_billed(bill, s)
    absent = (number for one, number in receipts.items() if not _comes(one, draft))
    missing = next(absent, None)
    if missing is not None and key not in s.booked:
        words = f"It bills receipt {missing}, which is in no posted batch. It goes once that is."
        draft.hold(Hold(Waiting.RECEIPT, bill.label, words), key)
        return
    _place(draft, key, bill_step(bill, s).map(lambda step: step.after(*receipts)))


def _comes(receipt: Key, draft: Draft) -> bool:
    """Whether it is in the books, is placed, or stays out for a reason of its own."""
    return receipt in draft.situation.booked or draft.has(receipt)


def _place(draft: Draft, key: Key, outcome: Result[Step, Refusal]) -> None:
    match outcome:
        case Success(step):
            draft.place(step)
        case Failure(refusal):
            draft.refuse(refusal, key)
