"""What is written for refunds that are in the books: checks, and what a refund's record says."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Label
from core.keys import Key, RemoteId
from core.ledger import Account, Entry, Segments, credit, debit
from core.money import Money, total
from core.refunds.kinds import Status


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What pays one refund. `left_before` and `checks_before` say how the refund stood before."""

    refund: Key
    label: Label
    account: Account
    amount: Money
    segments: Segments
    memo: str
    left_before: Money
    checks_before: int


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check to one customer, in one subsidiary; the payee is the books' own id once it is written."""

    payee: Key | RemoteId
    payee_name: str
    date: dt.date
    bank: Account
    segments: Segments
    lines: tuple[CheckLine, ...]
    to_be_printed: bool
    memo: str

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)

    @property
    def entry(self) -> Entry:
        """The predicted posting: each refund's account against the bank."""
        paid = (debit(line.account, line.amount, line.segments) for line in self.lines)
        return Entry((*paid, credit(self.bank, self.amount, self.segments)))


@dataclass(frozen=True, slots=True)
class RefundStatusRecord:
    """What an existing refund record shall say; its amount and its links stay.

    `history` is the whole text of it, oldest line first; `paid` and `unapplied` in cents.
    """

    refund: RemoteId
    status: Status
    history: str
    paid: Money
    unapplied: Money
