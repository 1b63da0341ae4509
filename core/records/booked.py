"""What the books have, read back."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from core.documents import CustomerId
from core.keys import Key, RemoteId
from core.ledger import Posting
from core.money import Money, total
from core.records.refunds import RefundLinks
from core.refunds.kinds import Scenario, Status


@dataclass(frozen=True, slots=True)
class BookedApplication:
    """An application as the books have it.

    `key` is set where it is a record of its own, `invoice_key` where the invoice is one of ours.
    `on_journal`, `on_refund`: what stands for the invoice is a journal, or a Customer Refund.
    """

    invoice: RemoteId
    amount: Money
    key: Key | None = None
    date: dt.date | None = None
    invoice_key: Key | None = None
    invoice_number: str = ""
    on_journal: bool = False
    on_refund: bool = False


class BookedAs(Enum):
    """What a transaction of the books is, as far as a rule asks."""

    CREDIT_MEMO = "credit memo"
    DEPOSIT = "customer deposit"
    PAYMENT = "customer payment"
    JOURNAL = "journal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Booked:
    """A transaction as the books have it, read back: its money and its ledger lines.

    `total` in cents as its own screen shows it; `unpaid` is the open balance of an invoice, or of a
    journal's receivable lines; `type` is the books' own word, `what` what it is to the rules.
    `to_journals` is what of it is applied to journals, those of refunds among them, and `to_refunds` what
    Customer Refunds give back of it. The posting of a Customer Refund is with the deposit applications
    that NetSuite made for it. `entity` is empty where the transaction itself names no customer.
    """

    key: Key
    id: RemoteId
    type: str
    number: str
    date: dt.date
    entity: RemoteId
    total: Money
    posting: Posting
    unpaid: Money | None = None
    applications: tuple[BookedApplication, ...] = ()
    what: BookedAs = BookedAs.OTHER
    to_journals: tuple[BookedApplication, ...] = ()
    to_refunds: tuple[BookedApplication, ...] = ()
    memo: str = ""


def covered(booked: Booked, journal: Key) -> Money:
    """Cents of a credit that are applied to this journal."""
    return total(one.amount for one in booked.to_journals if one.invoice_key == journal)


def paid(booked: Booked, invoice: Key) -> Money:
    """Cents of a payment that are applied to this invoice."""
    return total(one.amount for one in booked.applications if one.invoice_key == invoice)


@dataclass(frozen=True, slots=True)
class OpenRefund:
    """A refund in the books that receivables still have open, or whose record says so, or that a
    payment of the run is applied to.

    It goes by the key of its journal, even where it has none: `by_customer_refund`, Customer Refunds are
    yet to pay what is open. `status`, and the cents that its ST Refund Record says are open (`noted`),
    are None where there is no such record: the journal stands alone.
    """

    journal: Key
    scenario: Scenario
    links: RefundLinks
    status: Status | None = None
    noted: Money | None = None
    by_customer_refund: bool = False


@dataclass(frozen=True, slots=True)
class CustomerLink:
    """A Customer Sync Record (CUS-03): `customer` is None while it is not linked.

    `lost` is the customer it names and the books do not have any more. `error` and `merged_to` as in
    CustomerLinkRecord.
    """

    id: RemoteId
    source: CustomerId
    customer: RemoteId | None
    customer_name: str = ""
    name: str = ""
    """ServiceTitan's."""
    error: str = ""
    merged_to: CustomerId | None = None
    lost: RemoteId | None = None


@dataclass(frozen=True, slots=True)
class BookVendor:
    """A vendor as the books have it; `subsidiaries` are ids, the primary one first (AP-05)."""

    id: RemoteId
    name: str
    subsidiaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberedBill:
    """A bill in the books, by its vendor and number; `key` is empty where it is not one of ours."""

    id: RemoteId
    vendor: RemoteId
    number: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class BookCustomer:
    """A customer as the books have it; `subsidiaries` are ids, the primary one first."""

    id: RemoteId
    name: str
    subsidiaries: tuple[str, ...]
    active: bool = True

    def __str__(self) -> str:
        return f"{self.name or 'customer'} ({self.id})"
