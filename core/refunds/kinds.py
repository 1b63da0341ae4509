"""What a refund is, and what it may be: the words for its scenario and its status (REF-01, REF-04)."""

from enum import Enum
from typing import Final


class Scenario(Enum):
    UNAPPLIED = "unapplied payment"
    REVENUE = "revenue-reversing"
    NON_REVENUE = "non-revenue"


class Status(Enum):
    PENDING_REFUND = "Pending Refund"
    CHECK_REFUNDED = "Check Refunded"
    COMPLETE = "Complete"
    BYPASS = "Bypass"

    @property
    def alias(self) -> str | None:
        """The other name by which people know it (REF-04)."""
        return next((name for name, status in ALIASES.items() if status is self), None)


ALIASES: Final = {
    "Pending Payment": Status.PENDING_REFUND,
    "Refunded": Status.CHECK_REFUNDED,
    "Credit Card Refunded": Status.COMPLETE,
}
