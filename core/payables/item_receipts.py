"""Item receipts: goods that came, and are not billed yet (AP-02).

    Dr Inventory (or expense)      48.00
        Cr Accrued purchases           48.00

A receipt is made from its order, and posts the order's price: quantity received x the order's cost.
What ServiceTitan received it at does not post; where the two differ, the run says so
(docs/decisions/receipts-at-the-orders-price.md).
"""

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import ItemReceipt, Kind, ReceiptLine
from core.items import not_accruing
from core.ledger import Account, Entry, Line
from core.money import total
from core.payables.lines import extended
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import ItemLine, ItemReceiptRecord, PurchaseOrderRecord
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused

Ordered = dict[int, ItemLine]
"""The lines of an order in the books, by ServiceTitan's id."""


def item_receipt_step(
    receipt: ItemReceipt, order: PurchaseOrderRecord, s: Situation
) -> Result[Step, Refusal]:
    """The step that books one receipt of this order, or why it stays out."""
    ordered = {one.order_line: one for one in order.lines if one.order_line is not None}
    step = Result.do(
        _step(receipt, order, lines, accrued, day, s)
        for lines in _lines(receipt, ordered)
        for _ in _accrue(lines, s)
        for accrued in s.mapping.role(Role.ACCRUED)
        for day in posting_day(receipt.date, s.chart, s.settings.closed_period)
    )
    return refused(step, receipt.label)


def order_not_found(receipt: ItemReceipt) -> Refusal:
    """Its order is not among those that are received, nor in the books."""
    return Problem(
        Reason.ORDER_NOT_FOUND,
        f"It is a receipt of order {receipt.order}, which ServiceTitan does not show as received.",
        "Look at the order in ServiceTitan: it may be canceled, or exported by something else.",
    ).of(receipt.label)


def _lines(receipt: ItemReceipt, ordered: Ordered) -> Result[tuple[ItemLine, ...], Problem]:
    unknown = next((one for one in receipt.lines if one.order_line not in ordered), None)
    if unknown is not None:
        return Failure(_not_ordered(unknown))
    return Success(tuple(_line(one, ordered[one.order_line]) for one in receipt.lines))


def _accrue(lines: tuple[ItemLine, ...], s: Situation) -> Result[None, Problem]:
    failing = (one.account for one in lines if one.account.id in s.not_accruing)
    account = next(failing, None)
    return Success(None) if account is None else Failure(not_accruing(account))


def _line(received: ReceiptLine, ordered: ItemLine) -> ItemLine:
    return ItemLine(
        item=ordered.item,
        account=ordered.account,
        description=received.description,
        quantity=received.quantity,
        rate=ordered.rate,
        amount=extended(received.quantity, ordered.rate),
        segments=ordered.segments,
        order_line=ordered.order_line,
    )


def _not_ordered(line: ReceiptLine) -> Problem:
    return Problem(
        Reason.ORDER_NOT_FOUND,
        f"Its line {line.description} is not on its purchase order.",
        "Look at the order in ServiceTitan: the line may have been taken off.",
    )


def _step(
    receipt: ItemReceipt,
    order: PurchaseOrderRecord,
    lines: tuple[ItemLine, ...],
    accrued: Account,
    day: PostingDay,
    s: Situation,
) -> Step:
    came = {one.order_line for one in lines}
    debits = tuple(Line(one.account, one.amount, one.segments) for one in lines)
    credit = Line(accrued, -total(one.amount for one in lines), order.segments)
    return Step(
        key=s.key(Kind.ITEM_RECEIPT, receipt.id),
        record=ItemReceiptRecord(
            number=s.number(receipt.number),
            date=day.day,
            order=s.key(Kind.PURCHASE_ORDER, receipt.order),
            lines=lines,
            missing=tuple(
                one.order_line
                for one in order.lines
                if one.order_line is not None and one.order_line not in came
            ),
            batch=receipt.batch,
        ),
        document=receipt.label,
        entry=Entry((*debits, credit)),
        notice=" ".join(filter(None, (day.moved, _other_cost(receipt, lines)))),
    )


def _other_cost(receipt: ItemReceipt, lines: tuple[ItemLine, ...]) -> str:
    """What ServiceTitan received at another price than was ordered."""
    pairs = zip(receipt.lines, lines, strict=True)
    differing = [
        f"{one.description} at {one.cost}, ordered at {line.rate}"
        for one, line in pairs
        if extended(one.quantity, one.cost) != line.amount
    ]
    if not differing:
        return ""
    return f"ServiceTitan received {'; '.join(differing)}: NetSuite books the order's price."
