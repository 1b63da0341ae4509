"""Payables in a journal entry: under the mixed method they go as documents, and only so (TRG-01).

An entry of ServiceTitan may hold bills and receipts beside its receivables. Where these move as
documents, their lines are left out of the entry, or a cost would be posted twice. What is left must
balance by itself; else the entry is refused, and the transactions named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import JournalEntry, JournalEntryLine, Kind
from core.money import ZERO, total
from core.refusals import Problem, Reason
from core.settings import SyncMethod

MOVED_AS: Final = {
    "PurchaseOrder": Kind.PURCHASE_ORDER,
    "Receipt": Kind.ITEM_RECEIPT,
    "Bill": Kind.BILL,
    "VendorCredit": Kind.VENDOR_CREDIT,
    "InventoryReturn": Kind.VENDOR_CREDIT,
    "InventoryAdjustment": Kind.INVENTORY_ADJUSTMENT,
    "VendorPayment": Kind.BILL,
}
"""A vendor is paid where the bill is: with bills in NetSuite, there."""
NAMED: Final = 3
"""Of many transactions these are enough to know which are meant."""


@dataclass(frozen=True, slots=True)
class OwnLines:
    """What the entry itself moves; `left_out` says in words what it does not, if anything."""

    lines: tuple[JournalEntryLine, ...]
    left_out: str = ""


def own_lines(entry: JournalEntry, method: SyncMethod) -> Result[OwnLines, Problem]:
    """The lines of an entry that do not go as documents."""
    payables = [line for line in entry.lines if _goes_as_document(line, method)]
    if not payables:
        return Success(OwnLines(entry.lines))
    own = tuple(line for line in entry.lines if not _goes_as_document(line, method))
    difference, names = abs(total(line.amount for line in own)), _names(payables)
    if difference:
        fact = (
            f"Payables go as documents, but without the lines of {names} it is off by {difference}."
        )
        remedy = "Take those lines out of the entry in ServiceTitan, each with its other side."
        return Failure(Problem(Reason.PAYABLES_IN_ENTRY, fact, remedy))
    if not own:
        fact = f"All its lines are payables, which go as documents: {names}."
        remedy = "Exclude the entry in ServiceTitan."
        return Failure(Problem(Reason.PAYABLES_IN_ENTRY, fact, remedy))
    amount = total(line.amount for line in payables if line.amount > ZERO)
    words = f"Left out, since payables go as documents: {names} ({amount})."
    return Success(OwnLines(own, words))


def _goes_as_document(line: JournalEntryLine, method: SyncMethod) -> bool:
    kind = MOVED_AS.get(line.transaction.type) if line.transaction else None
    return kind is not None and method.moves(kind)


def _names(lines: Sequence[JournalEntryLine]) -> str:
    names = list(dict.fromkeys(str(line.transaction) for line in lines))
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
