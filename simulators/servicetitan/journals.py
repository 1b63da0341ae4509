"""What a tenant holds of journal entries (facts §4.5, §10 A)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from simulators.servicetitan.records import ZERO, Record

NOT_SYNCED: Final = "NotSynced"
IN_PROGRESS: Final = "InProgress"
SYNCED: Final = "Synced"
OUT_OF_SYNC: Final = "OutOfSync"
ERROR: Final = "Error"
EXCLUDED: Final = "Excluded"
SYNC_STATUSES: Final = (NOT_SYNCED, IN_PROGRESS, SYNCED, OUT_OF_SYNC, ERROR, EXCLUDED)
POSTING_STATUSES: Final = ("Open", "Closed")
TRANSACTION_TYPES: Final = (
    *("Unspecified", "Invoice", "Payment", "Bill", "VendorCredit", "VendorPayment"),
    *("InventoryAdjustment", "PaymentApplication", "BankDeposit", "InventoryReturn"),
    *("InventoryTransfer", "RevenueRecognition", "Estimate", "PurchaseOrder", "Receipt"),
    *("GrossPayItem", "PayrollPeriod", "Manual", "ItemConsumption", "External", "CreditMemo"),
    "CreditMemoApplication",
)


@dataclass(frozen=True)
class JournalTransaction:
    """The document that a line came from."""

    id: int
    type: str
    number: str | None = None


@dataclass(frozen=True)
class JournalLine:
    """Dollars on one side; the API shows lines without an id."""

    post_date: date
    account_id: int
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    memo: str | None = None
    business_unit_id: int | None = None
    customer_id: int | None = None
    vendor_id: int | None = None
    transaction: JournalTransaction | None = None


@dataclass(kw_only=True)
class JournalEntry(Record):
    """People know it by its number, the API by its guid."""

    guid: str
    number: int
    name: str
    post_date: date
    lines: list[JournalLine]
    status: str = "Open"
    sync_status: str = NOT_SYNCED
    version_id: int = 1
    last_sync_version_id: int | None = None
    message: str | None = None
    exported_on: datetime | None = None


@dataclass
class SummaryLine:
    """The lines of one account and business unit together: debits and credits each summed."""

    account_id: int
    business_unit_id: int | None
    debit: Decimal = field(default=ZERO)
    credit: Decimal = field(default=ZERO)


def summary(entry: JournalEntry) -> list[SummaryLine]:
    """In the order in which accounts and business units first come."""
    grouped: dict[tuple[int, int | None], SummaryLine] = {}
    for line in entry.lines:
        where = (line.account_id, line.business_unit_id)
        one = grouped.setdefault(where, SummaryLine(*where))
        one.debit += line.debit
        one.credit += line.credit
    return list(grouped.values())
