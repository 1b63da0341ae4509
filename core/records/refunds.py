"""Refunds: record, journal and what covers them."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch
from core.keys import Key, RemoteId
from core.ledger import Account, Entry, Segments, credit, debit
from core.money import ZERO, Money
from core.records.receipts import AppliedAmount
from core.refunds.kinds import Scenario, Status


@dataclass(frozen=True, slots=True)
class RefundLinks:
    """What a refund belongs to, by key.

    `credit_memos` are those ServiceTitan applied it to, with the cents each covers; `invoices` the
    originals whose money goes back, so that a credit memo made later is found (REF-10).
    """

    refunded_payment: Key | None = None
    credit_memos: tuple[AppliedAmount, ...] = ()
    invoices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundRecord:
    """The ST Refund Record (REF-02), and `journal` the key of what posts it: a journal, or the Customer
    Refund of money that is gone already. None while Customer Refunds are yet to pay it.

    `amount` in cents, above zero; `clearing` is what a payment of it debits: what the journal credits,
    or receivables where there is none. `status` on arrival. `applied` is what covers it from the start.
    """

    number: str
    date: dt.date
    customer: Key
    segments: Segments
    amount: Money
    clearing: Account
    status: Status
    scenario: Scenario
    links: RefundLinks
    journal: Key | None
    method_name: str
    batch: Batch | None
    memo: str
    applied: Money = ZERO

    def __post_init__(self) -> None:
        assert self.amount > ZERO, self.amount

    def entry(self, receivable: Account) -> Entry:
        """The journal's lines."""
        return Entry(
            (
                debit(receivable, self.amount, self.segments),
                credit(self.clearing, self.amount, self.segments),
            )
        )


@dataclass(frozen=True, slots=True)
class RefundJournalRecord:
    """The journal that posts a refund, under its own number (REF-02)."""

    number: str
    refund: RefundRecord
    receivable: Account


@dataclass(frozen=True, slots=True)
class DepositReleaseRecord:
    """A deposit applied to the journal of a refund, on the refund's day (REF-06)."""

    deposit: Key
    journal: Key
    customer: Key | RemoteId
    amount: Money
    date: dt.date
    segments: Segments


@dataclass(frozen=True, slots=True)
class CreditToRefundRecord:
    """What a credit memo, or a customer payment, shall have applied to the journal of a refund."""

    credit: Key
    is_credit_memo: bool
    journal: Key
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundNoteRecord:
    """What an ST Refund Record shall say of its cover: cents still open, and its credit memos."""

    refund: Key
    unapplied: Money
    credit_memos: tuple[AppliedAmount, ...]
