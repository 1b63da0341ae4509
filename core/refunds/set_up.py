"""What refunds need before the first one can go (REF-18, MAP-06), and what it decides for each.

The name of the payment type says whether a check is still to be written (REF-03); its general ledger
account says what the refund credits (REF-02): Customer Refunds Payable is recommended for checks,
Undeposited Funds for cards and ACH, but the mapping alone decides.
"""

from dataclasses import dataclass
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import Payment
from core.ledger import Account
from core.mapping import AccountMapping
from core.refunds.status import Status
from core.refusals import Problem, Reason
from core.settings import RefundStyle


@dataclass(frozen=True, slots=True)
class RefundSetUp:
    """`automated` is the Automated Refund Workflow, `custom_transactions` NetSuite's feature."""

    check_refund_payment_type: str | None
    automated: bool
    custom_transactions: bool
    style: RefundStyle = RefundStyle.REFUND_RECORD

    @property
    def gaps(self) -> tuple[Problem, ...]:
        """Everything that is missing, each by name."""
        records = self.style.has_records
        checks = (
            (not (self.check_refund_payment_type or "").strip(), _NO_CHECK_TYPE),
            (records and not self.automated, _NOT_AUTOMATED),
            (records and not self.custom_transactions, _NO_CUSTOM_TRANSACTIONS),
        )
        return tuple(problem for missing, problem in checks if missing)

    def status_on_arrival(self, payment_type: str) -> Result[Status, Problem]:
        """Pending Refund for exactly the check refund payment type, blanks trimmed (REF-03)."""
        if self.gaps:
            return Failure(self.gaps[0])
        by_check = payment_type.strip() == (self.check_refund_payment_type or "").strip()
        return Success(Status.PENDING_REFUND if by_check else Status.COMPLETE)


_NO_CHECK_TYPE: Final = Problem(
    Reason.SET_UP_INCOMPLETE,
    "The tenant names no payment type for refunds by check.",
    "Set check_refund_payment_type to its name.",
    "check refund payment type",
)
_NOT_AUTOMATED: Final = Problem(
    Reason.SET_UP_INCOMPLETE,
    "The Automated Refund Workflow is off.",
    "Turn it on in ServiceTitan at Setup > Invoicing > Payment Collections, and set "
    "automated_refunds.",
    "automated refund workflow",
)
_NO_CUSTOM_TRANSACTIONS: Final = Problem(
    Reason.SET_UP_INCOMPLETE,
    "NetSuite's feature Custom Transactions is off, and refunds need it.",
    "Turn it on there at Setup > Company > Enable Features.",
    "feature Custom Transactions",
)


def clearing_account(refund: Payment, mapping: AccountMapping) -> Result[Account, Problem]:
    """The account the refund credits: that of its payment type, as mapped (REF-02)."""
    if refund.account is None:
        return Failure(_no_account(refund.type.strip()))
    return mapping.account(refund.account)


def _no_account(payment_type: str) -> Problem:
    return Problem(
        Reason.ACCOUNT_UNMAPPED,
        f'Payment type "{payment_type}" has no general ledger account.',
        "Give it one in ServiceTitan: Customer Refunds Payable for checks, Undeposited Funds for "
        "cards and ACH.",
        f'payment type "{payment_type}"',
    )
