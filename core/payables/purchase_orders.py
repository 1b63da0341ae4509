"""Purchase orders: what we asked a vendor for. They post nothing (AP-01).

An order goes once it is at least partly received. The vendor must be in NetSuite under the same name.
Its date may lie in a closed period: nothing is posted there.
"""

from collections.abc import Sequence

from returns.result import Result

from core.chart import Role
from core.documents import Kind, PurchaseOrder, PurchaseOrderLine
from core.ledger import Account, Segments
from core.payables.vendors import vendor_in
from core.plan import Step
from core.records import ItemLine, PurchaseOrderRecord
from core.refusals import Problem, Refusal
from core.results import all_of
from core.situation import Situation, item_key, refused


def purchase_order_step(order: PurchaseOrder, s: Situation) -> Result[Step, Refusal]:
    """The step that books one order, or why it stays out."""
    step = Result.do(
        _step(order, s, segments, accounts)
        for segments in s.segments(order.business_unit)
        for _ in vendor_in(segments, order.vendor, s)
        for accounts in _accounts(order, s)
    )
    return refused(step, order.label)


def _accounts(order: PurchaseOrder, s: Situation) -> Result[tuple[Account, ...], Problem]:
    return all_of(_account(line, s) for line in order.lines)


def _account(line: PurchaseOrderLine, s: Situation) -> Result[Account, Problem]:
    """The account of what was received; of a line still to come, inventory."""
    return s.mapping.account(line.account) if line.account else s.mapping.role(Role.INVENTORY)


def _step(
    order: PurchaseOrder,
    s: Situation,
    segments: Segments,
    accounts: Sequence[Account],
) -> Step:
    return Step(
        key=s.key(Kind.PURCHASE_ORDER, order.id),
        record=PurchaseOrderRecord(
            number=s.number(order.number),
            date=order.date,
            vendor=s.key(Kind.VENDOR, order.vendor),
            segments=segments,
            lines=tuple(
                _record_line(line, account, segments)
                for line, account in zip(order.lines, accounts, strict=True)
            ),
            total=order.total,
            batch=order.batch,
        ),
        document=order.label,
    )


def _record_line(line: PurchaseOrderLine, account: Account, segments: Segments) -> ItemLine:
    return ItemLine(
        item=item_key(account.id),
        account=account,
        description=line.description,
        quantity=line.quantity,
        rate=line.cost,
        amount=line.total,
        segments=segments,
        order_line=line.id,
    )
