"""What a contractor's office does in ServiceTitan, as events that chance draws.

An event says what somebody wants. `pick` chooses among what is there when it is told, and `share` (per
cent) how much of what is possible; an event for which nothing is there does nothing. So any of
them can be left out, and the others still make sense.
"""

from dataclasses import dataclass
from typing import Final

REASONS: Final = ("unapplied", "revenue", "non-revenue")


@dataclass(frozen=True, slots=True)
class Bill:
    customer: int
    cents: int
    taxed: bool = False


@dataclass(frozen=True, slots=True)
class Pay:
    """`share` of it pays invoices at once, as far as they owe; the rest is ahead.

    `most` is how many invoices it pays.
    """

    customer: int
    cents: int
    pick: int
    share: int
    most: int = 1


@dataclass(frozen=True, slots=True)
class Apply:
    """Money that was ahead pays an invoice."""

    pick: int
    share: int


@dataclass(frozen=True, slots=True)
class Refund:
    reason: str
    by_check: bool
    pick: int
    share: int


@dataclass(frozen=True, slots=True)
class CreditMemo:
    """A negative adjustment by hand, of an invoice whose money has gone back."""

    pick: int
    share: int


@dataclass(frozen=True, slots=True)
class Buy:
    """An order that is received whole and billed."""

    cents: int


@dataclass(frozen=True, slots=True)
class Bank:
    """A payment is taken to the bank."""

    pick: int


@dataclass(frozen=True, slots=True)
class Merge:
    """One customer into another."""

    loser: int
    survivor: int


@dataclass(frozen=True, slots=True)
class Journal:
    """An entry of ServiceTitan's own, started to sync."""

    cents: int
    customer: int | None


@dataclass(frozen=True, slots=True)
class Edit:
    """An invoice that nobody paid is taken out of its batch, billed anew and posted again."""

    pick: int
    cents: int


MoneyMoves = Bill | Pay | Apply | Refund | CreditMemo
Work = MoneyMoves | Buy | Bank | Merge | Journal | Edit
