"""Orders, receipts, bills and credits of one vendor, with all that a test does not care about."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from core.chart import ChartAccount, Role
from core.documents import (
    Bill,
    BillId,
    ExpenseLine,
    GlAccount,
    GoodsLine,
    ItemReceipt,
    ItemReceiptId,
    Kind,
    OrderLineId,
    PurchaseOrder,
    PurchaseOrderId,
    PurchaseOrderLine,
    Queue,
    ReceiptLine,
    Received,
    Vendor,
    VendorCredit,
    VendorCreditId,
    VendorId,
)
from core.ledger import Account, Entry
from core.money import ZERO, Money
from core.planner import make_plan
from core.records import Booked, BookVendor, Key, RemoteId
from core.refusals import Hold, Refusal
from core.situation import Situation
from tests.core.builders import CHART, DAY, INVENTORY, UNIT, key, situation

PIPE_SUPPLY: Final = VendorId(7001)
ORDER: Final = PurchaseOrderId(8001)
PIPE: Final = OrderLineId(71)
ELBOW: Final = OrderLineId(72)
ACCRUED: Final = Account("21", "2010", "Accrued purchases")
PAYABLE: Final = Account("20", "2000", "Accounts payable")
FUEL: Final = Account("60", "6000", "Fuel")
STOCK: Final = GlAccount("1300", "Inventory")

BUYING: Final = replace(
    CHART,
    accounts=(
        *CHART.accounts,
        ChartAccount(ACCRUED, available=False, role=Role.ACCRUED),
        ChartAccount(PAYABLE, available=False, role=Role.PAYABLE),
        ChartAccount(FUEL, available=True),
    ),
    items={**CHART.items, INVENTORY.id: RemoteId("513"), FUEL.id: RemoteId("560")},
)


def ordered(
    line: OrderLineId = PIPE, quantity: str = "10", cost: str = "4.80", amount: str = "48.00"
) -> PurchaseOrderLine:
    return PurchaseOrderLine(
        line, "Pipe", Decimal(quantity), Decimal(cost), Money.of(amount), STOCK
    )


def order(*lines: PurchaseOrderLine, **changes: Any) -> PurchaseOrder:
    given = PurchaseOrder(
        id=ORDER,
        number="PO-1",
        date=DAY,
        vendor=PIPE_SUPPLY,
        business_unit=UNIT,
        job=None,
        lines=lines or (ordered(),),
        total=Money.of("48.00"),
    )
    return replace(given, **changes)


def receipt(
    number: int = 1, quantity: str = "10", cost: str = "4.80", **changes: Any
) -> ItemReceipt:
    given = ItemReceipt(
        id=ItemReceiptId(number),
        number=f"R-{number}",
        date=DAY,
        order=ORDER,
        lines=(ReceiptLine(PIPE, "Pipe", Decimal(quantity), Decimal(cost)),),
        amount=Money.of("48.00"),
    )
    return replace(given, **changes)


def goods(
    quantity: str = "10", cost: str = "8.00", receipt: int | None = None, **changes: Any
) -> GoodsLine:
    """`receipt`: the number of the receipt it came with."""
    came = Received(ItemReceiptId(receipt), f"R-{receipt}", PIPE) if receipt is not None else None
    given = GoodsLine("Pipe", Decimal(quantity), Decimal(cost), STOCK, came)
    return replace(given, **changes)


def expense(amount: str, number: str = "6000", **changes: Any) -> ExpenseLine:
    given = ExpenseLine("Diesel", Money.of(amount), GlAccount(number, "Fuel"))
    return replace(given, **changes)


def bill(total: str = "80.00", *lines: GoodsLine, number: int = 1, **changes: Any) -> Bill:
    given = Bill(
        id=BillId(number),
        number=f"INV-{number}",
        date=DAY,
        vendor=PIPE_SUPPLY,
        vendor_name="Pipe Supply",
        business_unit=UNIT,
        lines=lines,
        expenses=(),
        tax=ZERO,
        shipping=ZERO,
        total=Money.of(total),
        order=ORDER if any(one.received for one in lines) else None,
    )
    return replace(given, **changes)


def vendor_credit(total: str = "80.00", *lines: GoodsLine, **changes: Any) -> VendorCredit:
    given = VendorCredit(
        id=VendorCreditId(1),
        number="CR-1",
        date=DAY,
        vendor=PIPE_SUPPLY,
        vendor_name="Pipe Supply",
        business_unit=UNIT,
        lines=lines,
        tax=ZERO,
        shipping=ZERO,
        total=Money.of(total),
    )
    return replace(given, **changes)


def buying(
    *documents: PurchaseOrder | ItemReceipt | Bill | VendorCredit, **changes: Any
) -> Situation:
    """These documents queued, of a vendor that the subsidiary has."""
    queue = Queue(
        purchase_orders=tuple(one for one in documents if isinstance(one, PurchaseOrder)),
        item_receipts=tuple(one for one in documents if isinstance(one, ItemReceipt)),
        bills=tuple(one for one in documents if isinstance(one, Bill)),
        vendor_credits=tuple(one for one in documents if isinstance(one, VendorCredit)),
    )
    known: dict[str, Any] = {
        "chart": BUYING,
        "queue": queue,
        "vendors": {PIPE_SUPPLY: Vendor(PIPE_SUPPLY, "Pipe Supply")},
        "book_vendors": {"Pipe Supply": BookVendor(RemoteId("v1"), "Pipe Supply", ("1",))},
    }
    return situation(**{**known, **changes})


def booked(kind: Kind, source: int, entry: Entry, amount: str = "0.00") -> dict[Key, Booked]:
    """It is in the books, with this posting."""
    own = key(kind, source)
    found = Booked(
        key=own,
        id=RemoteId(f"r{source}"),
        type=kind.value,
        number=str(source),
        date=DAY,
        entity=RemoteId("v1"),
        total=Money.of(amount),
        posting=entry.posting(),
    )
    return {own: found}


def out(given: Situation) -> dict[Key | None, Refusal | Hold]:
    """What stays out of the plan, by key."""
    plan = make_plan(given)
    staying: tuple[Refusal | Hold, ...] = (*plan.refused, *plan.held)
    return {one.key: one for one in staying}
