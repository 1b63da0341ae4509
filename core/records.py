"""What the books hold: the records a plan writes, as frozen values.

A record names others by their key; the run knows each key's id in the books once it is there.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.documents import Address, Batch, CustomerId
from core.keys import Key as Key
from core.keys import RemoteId as RemoteId
from core.keys import key_of as key_of
from core.ledger import Account, Entry, Posting, Segments, credit, debit
from core.money import ZERO, Money, total
from core.refunds.kinds import Scenario, Status
from core.refunds.written import CheckRecord, RefundStatusRecord


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer to create: a person with two names, or a company with its own (CUS-04)."""

    entity_id: str
    subsidiary: str
    company_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    fax: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class CustomerLinkRecord:
    """The Customer Sync Record: ties a ServiceTitan customer to one in NetSuite (CUS-03).

    `customer` is None while it is not linked; `error` then says why, for an accountant. `merged_to`
    is the ServiceTitan customer it was merged into, once NetSuite has merged theirs too (CUS-15).
    `existing` is the record to change; None makes a new one. A `lost` customer stays named (CUS-10).
    """

    tenant: str
    source: CustomerId
    name: str
    customer: Key | None
    error: str = ""
    merged_to: CustomerId | None = None
    existing: RemoteId | None = None
    lost: RemoteId | None = None


@dataclass(frozen=True, slots=True)
class CustomerMergeRecord:
    """A merge of two customers of the books (CUS-15): all that `duplicate` has moves to `survivor`.

    `owed` is what both have together in receivables and deposits before it, by account id, in cents.
    """

    survivor: Key
    duplicate: RemoteId
    owed: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class MergedAddressRecord:
    """The name and address of a customer merged away, kept on the survivor under `label` (CUS-15)."""

    customer: Key
    label: str
    name: str
    address: Address | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """The one non-inventory resale item whose lines post to `account` (MAP-04)."""

    name: str
    account: Account
    subsidiaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaxCode:
    """The tax code and tax type (ids in NetSuite) that ServiceTitan's tax is booked under."""

    code: str
    type: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """`amount` in cents posts to `account`, by its item; `tax` is the line's share of the tax."""

    item: Key
    account: Account
    description: str
    quantity: Decimal
    rate: Decimal
    amount: Money
    segments: Segments
    tax: Money | None = None


@dataclass(frozen=True, slots=True)
class SalesRecord:
    """What an invoice and a credit memo have in common; amounts as their own screens show them."""

    number: str
    date: dt.date
    customer: Key
    segments: Segments
    lines: tuple[ItemLine, ...]
    total: Money
    tax: Money
    tax_rate: Decimal
    tax_code: TaxCode | None
    due_date: dt.date | None
    project: Key | None
    batch: Batch | None
    memo: str


@dataclass(frozen=True, slots=True)
class InvoiceRecord(SalesRecord):
    """An invoice (AR-01, AR-04)."""


@dataclass(frozen=True, slots=True)
class CreditMemoRecord(SalesRecord):
    """A credit memo, applied to nothing and never due (AR-05); what it takes back is positive."""


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
    """The ST Refund Record (REF-02), and `journal` the key of what posts it.

    `amount` in cents, above zero; `clearing` is what the journal credits; `status` on arrival.
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
    journal: Key
    method_name: str
    batch: Batch | None
    memo: str

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


@dataclass(frozen=True, slots=True)
class PurchaseOrderRecord:
    """A purchase order; it posts nothing (AP-01)."""

    number: str
    date: dt.date
    vendor: Key
    segments: Segments
    lines: tuple[ItemLine, ...]
    total: Money
    batch: Batch | None


Record = (
    CustomerRecord
    | CustomerLinkRecord
    | CustomerMergeRecord
    | MergedAddressRecord
    | ItemRecord
    | InvoiceRecord
    | CreditMemoRecord
    | PaymentRecord
    | DepositRecord
    | DepositApplicationRecord
    | PaymentApplicationsRecord
    | DepositUnapplicationRecord
    | RefundJournalRecord
    | RefundRecord
    | DepositReleaseRecord
    | CreditToRefundRecord
    | RefundNoteRecord
    | PurchaseOrderRecord
    | CheckRecord
    | RefundStatusRecord
)


@dataclass(frozen=True, slots=True)
class BookedApplication:
    """An application as the books have it.

    `key` is set where it is a record of its own, `invoice_key` where the invoice is one of ours.
    `on_journal`: what stands for the invoice is a journal.
    """

    invoice: RemoteId
    amount: Money
    key: Key | None = None
    date: dt.date | None = None
    invoice_key: Key | None = None
    invoice_number: str = ""
    on_journal: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """A transaction as the books have it, read back: its money and its ledger lines.

    `total` in cents as its own screen shows it; `unpaid` is the open balance of an invoice, or of a
    journal's receivable lines; `is_deposit` tells a customer deposit from a customer payment.
    `to_journals` is what of it is applied to journals, those of refunds among them. `entity` is empty
    where the transaction itself names no customer.
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
    is_deposit: bool = False
    to_journals: tuple[BookedApplication, ...] = ()


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

    It goes by the key of its journal. `status`, and the cents that its ST Refund Record says are
    open (`noted`), are None where there is no such record: the journal stands alone.
    """

    journal: Key
    scenario: Scenario
    links: RefundLinks
    status: Status | None = None
    noted: Money | None = None


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
class BookCustomer:
    """A customer as the books have it; `subsidiaries` are ids, the primary one first."""

    id: RemoteId
    name: str
    subsidiaries: tuple[str, ...]
    active: bool = True

    def __str__(self) -> str:
        return f"{self.name or 'customer'} ({self.id})"
