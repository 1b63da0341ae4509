"""Journal entries: ServiceTitan's own, bank deposits, inventory adjustments (JE-01, AR-15, AR-18)."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch
from core.keys import Key, RemoteId
from core.ledger import Account, Entry, Line, Segments
from core.money import Money


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line, in cents: a debit is positive, a credit negative. `entity` is whose it is."""

    account: Account
    amount: Money
    segments: Segments
    memo: str = ""
    entity: Key | None = None


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """A journal entry of one subsidiary; its lines balance.

    `replaces` is the id of the entry in the books whose lines these take the place of (JE-03).
    """

    number: str
    date: dt.date
    segments: Segments
    lines: tuple[JournalLine, ...]
    memo: str = ""
    batch: Batch | None = None
    replaces: RemoteId | None = None

    @property
    def entry(self) -> Entry:
        return Entry(tuple(Line(one.account, one.amount, one.segments) for one in self.lines))
