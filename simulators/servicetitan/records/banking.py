"""What is taken to the bank: deposits of payments."""

from dataclasses import dataclass
from decimal import Decimal

from simulators.servicetitan.records.base import ZERO, Document

UNDEFINED = "Undefined"
OPEN = "Open"
DEPOSITED = "Deposited"
DEPOSIT_STATUSES = (UNDEFINED, OPEN, DEPOSITED)


@dataclass(kw_only=True)
class BankDeposit(Document):
    """`number` is the name it goes by, `date` when the money came; `fees` are what the bank kept.

    `gross` is what it says that its payments are.
    """

    bank_account_id: int
    payment_ids: list[int]
    gross: Decimal
    fees: Decimal = ZERO
    fee_account_id: int | None = None

    @property
    def net(self) -> Decimal:
        return self.gross - self.fees
