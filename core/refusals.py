"""Why a document stays out: a code, the document, what is so and what to do next.

The business says no by a value, never by an exception. One refusal never stops a run.
"""

from dataclasses import dataclass
from enum import Enum

from core.documents import Label
from core.keys import Key


class Reason(Enum):
    """A cause an accountant can act on; each has a scenario and a page in docs/errors."""

    ACCOUNT_UNMAPPED = "account-unmapped"
    AMOUNT_NOT_POSITIVE = "amount-not-positive"
    BILL_NUMBER_TAKEN = "bill-number-taken"
    BOOKED_DIFFERENTLY = "booked-differently"
    BUSINESS_UNIT_UNMAPPED = "business-unit-unmapped"
    CLOSED_PERIOD = "closed-period"
    CUSTOMER_LINK_BROKEN = "customer-link-broken"
    CUSTOMER_NAME_BLANK = "customer-name-blank"
    CUSTOMER_NOT_FOUND = "customer-not-found"
    CUSTOMER_SHARED = "customer-shared"
    CUSTOMER_SUBSIDIARY = "customer-subsidiary"
    CUSTOMERS_DIFFER = "customers-differ"
    ENTRY_UNBALANCED = "entry-unbalanced"
    INVOICE_OVERPAID = "invoice-overpaid"
    LEGACY_ID_INVALID = "legacy-id-invalid"
    NEGATIVE_QUANTITY = "negative-quantity"
    NEGATIVE_TOTAL = "negative-total"
    ORDER_NOT_FOUND = "order-not-found"
    NOTHING_TO_BOOK = "nothing-to-book"
    NOTHING_TO_POST = "nothing-to-post"
    ORIGINAL_NOT_FOUND = "original-not-found"
    OTHER_CURRENCY = "other-currency"
    PAYABLES_IN_ENTRY = "payables-in-entry"
    PAYMENT_EXCEEDED = "payment-exceeded"
    PAYMENT_NOT_UNDEPOSITED = "payment-not-undeposited"
    POSTED_DIFFERENTLY = "posted-differently"
    REFUND_EXCEEDS_PAYMENT = "refund-exceeds-payment"
    REFUND_MOVE_NOT_ALLOWED = "refund-move-not-allowed"
    REFUND_NOT_PAYABLE = "refund-not-payable"
    REFUND_OVERPAID = "refund-overpaid"
    REJECTED_BY_BOOKS = "rejected-by-books"
    RETURN_NOT_FOUND = "return-not-found"
    REVIEW_CHANGED = "review-changed"
    SET_UP_INCOMPLETE = "set-up-incomplete"
    SUBSIDIARIES_DIFFER = "subsidiaries-differ"
    TOTALS_DISAGREE = "totals-disagree"
    UNREADABLE = "unreadable"
    VENDOR_SUBSIDIARY = "vendor-subsidiary"
    VENDOR_UNMAPPED = "vendor-unmapped"


class Waiting(Enum):
    """What a held document waits for; it goes by itself once that is there."""

    DEPENDENCY = "waiting-for-dependency"
    INVOICE = "waiting-for-invoice"
    ORIGINAL = "waiting-for-original"
    RECEIPT = "waiting-for-receipt"
    PAYMENT = "waiting-for-payment"
    RELATED_RECORD = "waiting-for-related-record"
    SETTLEMENT = "waiting-for-settlement"
    SYSTEM = "waiting-for-system"


@dataclass(frozen=True, slots=True)
class Cause:
    """What is at fault, the same for all that it blocks (TRG-13).

    `code` is a reason's or a wait's, `subject` names what is at fault, `remedy` the one thing to do.
    """

    code: str
    subject: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot go, before it is known of which document.

    `fact` says what is so and `remedy` what to do next, a sentence each. `subject` names what is at
    fault; empty when that is the document itself.
    """

    reason: Reason
    fact: str
    remedy: str
    subject: str = ""

    @property
    def words(self) -> str:
        return f"{self.fact} {self.remedy}"

    def of(self, document: Label) -> "Refusal":
        return Refusal(self.reason, document, self.fact, self.remedy, self.subject)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that stays out; `fact`, `remedy` and `subject` as in Problem, `key` its record's."""

    reason: Reason
    document: Label
    fact: str
    remedy: str
    subject: str = ""
    key: Key | None = None

    @property
    def code(self) -> str:
        return self.reason.value

    @property
    def explanation(self) -> str:
        """For an accountant: what is so, what to do next."""
        return f"{self.fact} {self.remedy}"

    @property
    def cause(self) -> Cause:
        return Cause(self.reason.value, self.subject or str(self.document), self.remedy)


@dataclass(frozen=True, slots=True)
class Hold:
    """A document that waits; `explanation` names what it waits for.

    `cause` is at the root of it: what keeps out that which it waits for. None when nothing is at fault.
    `key` is its record's.
    """

    waiting: Waiting
    document: Label
    explanation: str
    cause: Cause | None = None
    key: Key | None = None

    @property
    def code(self) -> str:
        return self.waiting.value


@dataclass(frozen=True, slots=True)
class Notice:
    """Something an accountant should know of a document that goes all the same.

    `document` is None where it is about the run as a whole.
    """

    document: Label | None
    explanation: str

    def __str__(self) -> str:
        return f"{self.document}: {self.explanation}" if self.document else self.explanation
