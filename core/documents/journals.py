"""ServiceTitan's journal entries: debits and credits that somebody chose to sync (TRG-02)."""

import datetime as dt
from dataclasses import dataclass

from core.documents.ids import BusinessUnitId, CustomerId, JournalEntryId
from core.documents.kinds import GlAccount, Kind, Label
from core.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class JournalTransaction:
    """The document a line came from; `type` in ServiceTitan's word, such as `VendorCredit`."""

    type: str
    number: str

    def __str__(self) -> str:
        return f"{self.type} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class JournalEntryLine:
    """In cents: a debit is positive, a credit negative."""

    account: GlAccount
    amount: Money
    business_unit: BusinessUnitId | None = None
    memo: str = ""
    customer: CustomerId | None = None
    transaction: JournalTransaction | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry in progress. `version` is the one that was read, and the one to be marked (JE-03)."""

    id: JournalEntryId
    number: int
    name: str
    date: dt.date
    version: int
    lines: tuple[JournalEntryLine, ...]

    @property
    def debits(self) -> Money:
        return total(line.amount for line in self.lines if line.amount > ZERO)

    @property
    def credits(self) -> Money:
        return -total(line.amount for line in self.lines if line.amount < ZERO)

    @property
    def label(self) -> Label:
        return Label(Kind.JOURNAL_ENTRY, self.number, str(self.number), None, self.debits)
