"""Bank deposits, inventory adjustments and the books they meet; a builder fills in the rest."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.chart import Chart, ChartAccount
from core.documents import (
    BankDeposit,
    BankDepositId,
    DepositedPayment,
    GlAccount,
    InventoryAdjustment,
    InventoryAdjustmentId,
    InventoryAdjustmentLine,
    Kind,
    PaymentId,
    Queue,
)
from core.ledger import Account, Entry, Segments, credit, debit
from core.money import Money, total
from core.records import Booked, RemoteId
from core.settings import TenantSettings
from core.situation import Situation
from tests.core.builders import (
    CHART,
    CHECKING,
    DAY,
    DEPOSITS,
    RECEIVABLE,
    SEGMENTS,
    TENANT,
    UNDEPOSITED,
    UNIT,
    key,
    situation,
)

SAVINGS = Account("14", "1010", "Savings")
FEES = Account("62", "6200", "Merchant fees")
SHRINKAGE = Account("59", "5900", "Inventory adjustments")
BANKED: Chart = replace(
    CHART,
    accounts=(
        *(replace(one, bank=one.account == CHECKING) for one in CHART.accounts),
        ChartAccount(SAVINGS, available=True, bank=True),
        ChartAccount(FEES, available=True),
        ChartAccount(SHRINKAGE, available=False),
    ),
)
CHOSEN = TenantSettings(TENANT, inventory_adjustment_account=SHRINKAGE.number)


def deposited(number: str, amount: str, type_: str = "Check") -> DepositedPayment:
    payment = PaymentId(int(number.split("-")[1]))
    return DepositedPayment(payment, number, "Maria Lopez", Money.of(amount), type_)


def bank_deposit(*payments: DepositedPayment, fees: str = "0.00", **changes: Any) -> BankDeposit:
    """Deposit Monday, whose figures add up unless changed."""
    gross, kept = total(one.amount for one in payments), Money.of(fees)
    given = BankDeposit(
        id=BankDepositId(69),
        number="Monday",
        date=DAY,
        bank_account=GlAccount(CHECKING.number, CHECKING.name),
        gross=gross,
        fees=kept,
        net=gross - kept,
        fee_account=GlAccount(FEES.number, FEES.name) if kept else None,
        payments=payments,
    )
    return replace(given, **changes)


def received(
    number: str, amount: str, account: Account = UNDEPOSITED, segments: Segments = SEGMENTS
) -> Booked:
    """A customer deposit that NetSuite has, its money in this account."""
    money = Money.of(amount)
    entry = Entry((debit(account, money, segments), credit(DEPOSITS, money, segments)))
    return _booked(Kind.PAYMENT, number, entry, money)


def given_back(number: str, amount: str, account: Account = UNDEPOSITED) -> Booked:
    """The journal of a refund that NetSuite has."""
    money = Money.of(amount)
    entry = Entry((debit(RECEIVABLE, money, SEGMENTS), credit(account, money, SEGMENTS)))
    return _booked(Kind.REFUND_JOURNAL, number, entry, money)


def _booked(kind: Kind, number: str, entry: Entry, amount: Money) -> Booked:
    return Booked(
        key=key(kind, int(number.split("-")[1])),
        id=RemoteId(f"r{number}"),
        type="transaction",
        number=number,
        date=DAY,
        entity=RemoteId("c7"),
        total=amount,
        posting=entry.posting(),
    )


def counted(*lines: tuple[str, str, str], **changes: Any) -> InventoryAdjustment:
    """Adjustment 9501 of lines of quantity, cost and ServiceTitan's total."""
    given = InventoryAdjustment(
        id=InventoryAdjustmentId(67),
        number="9501",
        date=DAY,
        business_unit=UNIT,
        lines=tuple(
            InventoryAdjustmentLine("Pipe", Decimal(quantity), Decimal(cost), Decimal(said))
            for quantity, cost, said in lines
        ),
    )
    return replace(given, **changes)


def banking(*booked: Booked, deposit: BankDeposit, **changes: Any) -> Situation:
    """One deposit queued, and what NetSuite has."""
    there = {one.key: one for one in booked}
    queue = Queue(bank_deposits=(deposit,))
    return situation(**{"queue": queue, "booked": there, "chart": BANKED, **changes})


def warehouse(adjustment: InventoryAdjustment, **changes: Any) -> Situation:
    """One adjustment queued."""
    queue = Queue(inventory_adjustments=(adjustment,))
    return situation(**{"queue": queue, "chart": BANKED, "settings": CHOSEN, **changes})
