"""What a tenant has chosen: method, policies, names (MAP-05) and the choices of mapping."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from core.documents import Kind
from core.records import TaxCode


class SyncMethod(Enum):
    """How a tenant's money moves (TRG-01)."""

    DOCUMENTS = "documents"
    JOURNAL_ENTRIES = "journal_entries"
    JOURNAL_AR_DOCUMENT_AP = "journal_ar_document_ap"

    def moves(self, kind: Kind) -> bool:
        """Whether documents of this kind go by this method."""
        return kind in _MOVED[self]


_RECEIVABLES = frozenset(
    {Kind.INVOICE, Kind.PAYMENT, Kind.APPLICATION, Kind.BANK_DEPOSIT, Kind.PROJECT}
)
_PAYABLES = frozenset(
    {
        Kind.PURCHASE_ORDER,
        Kind.ITEM_RECEIPT,
        Kind.BILL,
        Kind.VENDOR_CREDIT,
        Kind.INVENTORY_ADJUSTMENT,
    }
)
_JOURNALS = frozenset({Kind.JOURNAL_ENTRY})
_MOVED = {
    SyncMethod.DOCUMENTS: _RECEIVABLES | _PAYABLES,
    SyncMethod.JOURNAL_ENTRIES: _JOURNALS,
    SyncMethod.JOURNAL_AR_DOCUMENT_AP: _JOURNALS | _PAYABLES,
}


class ClosedPeriodPolicy(Enum):
    """What becomes of a document dated in a closed period (AR-20)."""

    HOLD = "hold"
    FIRST_OPEN_DAY = "first_open_day"


class ApplicationPolicy(Enum):
    """When a later application of a payment goes (AR-10)."""

    WITH_RELATED_RECORD = "with_related_record"
    EVERY_RUN = "every_run"


class JournalDetail(Enum):
    """How much of a journal entry goes (JE-01)."""

    SUMMARY = "summary"
    """One line for each account and business unit."""
    DETAIL = "detail"
    """Every line, with its customer."""


class RefundStyle(Enum):
    """As what a refund lands in the books; every style leaves the same balances."""

    REFUND_RECORD = "refund_record"
    """An ST Refund Record with its journal."""
    JOURNAL_ENTRY = "journal_entry"
    """The journal alone."""
    CUSTOMER_REFUND = "customer_refund"
    """An ST Refund Record, and NetSuite's own Customer Refund as the money leaves."""

    @property
    def has_records(self) -> bool:
        return self is not RefundStyle.JOURNAL_ENTRY


@dataclass(frozen=True, slots=True)
class TenantSettings:
    """`tenant` is the short lower-case name that keys begin with; it never changes."""

    tenant: str
    short_name: str | None = None
    """Prefix of transaction numbers, suffix of entity names; None switches both off."""
    method: SyncMethod = SyncMethod.DOCUMENTS
    closed_period: ClosedPeriodPolicy = ClosedPeriodPolicy.HOLD
    payment_applications: ApplicationPolicy = ApplicationPolicy.WITH_RELATED_RECORD
    sync_purchase_orders: bool = True
    journal_entry_detail: JournalDetail = JournalDetail.SUMMARY
    bill_tax_account: str | None = None
    bill_shipping_account: str | None = None
    """Numbers of the accounts in the books that tax and shipping of bills and credits go to."""
    inventory_adjustment_account: str | None = None
    """The number of the account in the books that lost and found goods go to (AR-18)."""
    sync_jobs: bool = True
    tax_code: TaxCode | None = None
    department: str | None = None
    """The department of documents whose business unit maps to none."""
    legacy_id_field: str | None = None
    check_refund_payment_type: str | None = None
    automated_refunds: bool = False
    refund_style: RefundStyle = RefundStyle.REFUND_RECORD
    documents_per_run: int = 10_000
    """The most invoices, payments and new jobs of one run (`core.portion`)."""

    @property
    def names_customers(self) -> bool:
        """Whether what moves names customers: documents, and journal entries in detail (CUS-02)."""
        in_detail = self.journal_entry_detail is JournalDetail.DETAIL
        return self.method.moves(Kind.INVOICE) or (
            in_detail and self.method.moves(Kind.JOURNAL_ENTRY)
        )


class Topic(StrEnum):
    """What a choice of mapping is about."""

    BUSINESS_UNIT = "business-unit"
    ACCOUNT = "account"
    PAYMENT_TYPE = "payment-type"


@dataclass(frozen=True, slots=True)
class MappingChoice:
    """`source` is ServiceTitan's (unit id, account number, type name), `target` NetSuite's.

    A business unit's target has `subsidiary` and may have `department`, `class` and `location`
    (ids); an account's has `account` (a number); a payment type's has `method` (an id).
    `origin` says where the choice stands.
    """

    topic: Topic
    source: str
    target: tuple[tuple[str, str], ...]
    origin: str = ""

    def get(self, name: str) -> str | None:
        return dict(self.target).get(name)
