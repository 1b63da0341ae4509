"""What is written for refunds: checks, Customer Refunds, and what a refund's record says.

A Customer Refund gives credits back. NetSuite itself releases a deposit to it, by a deposit application:

    Dr Accounts receivable        500.00
        Cr Checking                   500.00
    Dr Customer deposits          500.00
        Cr Accounts receivable        500.00
"""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch, Label
from core.keys import Key, RemoteId
from core.ledger import Account, Entry, Line, Segments, credit, debit
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
class RefundedCredit:
    """Cents of a credit that a Customer Refund gives back; `deposits` is the account of a deposit's."""

    credit: Key
    amount: Money
    deposits: Account | None = None


@dataclass(frozen=True, slots=True)
class CustomerRefundRecord:
    """NetSuite's Customer Refund, for one refund; `bank` is the account that its money leaves.

    `line` says what is paid, on receivables; the credits come to the same. `number` is None where
    NetSuite gives it one. `pays` is the refund it pays; None where it posts the refund itself.
    """

    payee: Key | RemoteId
    payee_name: str
    date: dt.date
    bank: Account
    line: CheckLine
    credits: tuple[RefundedCredit, ...]
    to_be_printed: bool = False
    memo: str = ""
    number: str | None = None
    pays: Key | None = None
    batch: Batch | None = None

    def __post_init__(self) -> None:
        assert total(one.amount for one in self.credits) == self.line.amount, self

    @property
    def amount(self) -> Money:
        return self.line.amount

    @property
    def lines(self) -> tuple[CheckLine, ...]:
        return (self.line,)

    @property
    def segments(self) -> Segments:
        return self.line.segments

    @property
    def entry(self) -> Entry:
        """The predicted posting, with that of the deposit applications NetSuite makes for it."""
        released = (one for one in self.credits if one.deposits is not None)
        return Entry(
            (
                debit(self.line.account, self.amount, self.segments),
                credit(self.bank, self.amount, self.segments),
                *(side for one in released for side in self._release(one)),
            )
        )

    def _release(self, one: RefundedCredit) -> tuple[Line, Line]:
        assert one.deposits is not None, one
        return (
            debit(one.deposits, one.amount, self.segments),
            credit(self.line.account, one.amount, self.segments),
        )


RefundPayment = CheckRecord | CustomerRefundRecord


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
