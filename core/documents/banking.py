"""What is taken to the bank: deposits of payments."""

import datetime as dt
from dataclasses import dataclass

from core.documents.ids import BankDepositId, PaymentId
from core.documents.kinds import Batch, GlAccount, Kind, Label
from core.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class DepositedPayment:
    """A payment as its deposit lists it; a refund has less than nothing."""

    id: PaymentId
    number: str
    customer_name: str
    amount: Money
    type: str

    @property
    def is_refund(self) -> bool:
        return self.amount < ZERO

    def __str__(self) -> str:
        return f"{'refund' if self.is_refund else 'payment'} {self.number}"


@dataclass(frozen=True, slots=True)
class BankDeposit:
    """Payments that reached the bank together: `gross` less the `fees` that were kept is `net`."""

    id: BankDepositId
    number: str
    """The name it goes by in ServiceTitan."""
    date: dt.date
    bank_account: GlAccount | None
    gross: Money
    fees: Money
    net: Money
    fee_account: GlAccount | None
    payments: tuple[DepositedPayment, ...]
    batch: Batch | None = None

    @property
    def label(self) -> Label:
        return Label(Kind.BANK_DEPOSIT, self.id, self.number, None, self.net)
