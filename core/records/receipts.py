"""Money received, and what it is applied to."""

import datetime as dt
from dataclasses import dataclass

from core.documents import Batch
from core.keys import Key
from core.ledger import Account, Segments
from core.money import Money, total


@dataclass(frozen=True, slots=True)
class AppliedAmount:
    invoice: Key
    amount: Money


@dataclass(frozen=True, slots=True)
class MoneyReceived:
    """What a payment and a deposit have in common; `account` None means undeposited funds."""

    number: str
    date: dt.date
    customer: Key
    segments: Segments
    amount: Money
    account: Account | None
    method: str | None
    method_name: str
    batch: Batch | None
    memo: str
    check_number: str


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """A customer payment and the invoices it pays; the rest stays unapplied (AR-07).

    `on_journals` is what of it pays journals of refunds, for invoices that are reopened.
    """

    received: MoneyReceived
    applied: tuple[AppliedAmount, ...]
    on_journals: tuple[AppliedAmount, ...] = ()


@dataclass(frozen=True, slots=True)
class DepositRecord:
    """A customer deposit: money ahead of any invoice (AR-08)."""

    received: MoneyReceived


@dataclass(frozen=True, slots=True)
class DepositApplicationRecord:
    """A deposit used on one invoice (AR-09); `on_journals` is what of the amount pays journals of its
    refunds.
    """

    deposit: Key
    invoice: Key
    customer: Key
    amount: Money
    date: dt.date
    segments: Segments
    on_journals: tuple[AppliedAmount, ...] = ()

    @property
    def on_invoice(self) -> Money:
        return self.amount - total(one.amount for one in self.on_journals)


@dataclass(frozen=True, slots=True)
class PaymentApplicationsRecord:
    """What an existing customer payment shall have applied on these invoices, and on these journals of
    refunds; zero takes it off.
    """

    payment: Key
    applied: tuple[AppliedAmount, ...]
    on_journals: tuple[AppliedAmount, ...] = ()


@dataclass(frozen=True, slots=True)
class DepositUnapplicationRecord:
    """A deposit application to delete (AR-14)."""

    application: Key
