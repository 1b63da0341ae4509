"""The refunds that the check writing tool lists: pending, with something left to pay (REF-13, REF-16)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from core.money import Money
from core.records import Key, RemoteId
from core.refunds.standing import RefundStanding


@dataclass(frozen=True, slots=True)
class Filters:
    """What to narrow the list by; None and empty text narrow nothing. Bounds are included.

    `least` and `most` are cents left to pay; `text` is looked for in number, customer and memo,
    whatever its case.
    """

    customer: Key | RemoteId | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    least: Money | None = None
    most: Money | None = None
    subsidiary: str | None = None
    text: str = ""

    def let(self, one: RefundStanding) -> bool:
        """Whether the refund stays on the list."""
        return (
            self.customer in (None, one.customer)
            and self.subsidiary in (None, one.segments.subsidiary)
            and self._in_range(one)
            and self.text.strip().casefold() in _words(one)
        )

    def _in_range(self, one: RefundStanding) -> bool:
        return (
            (self.since is None or self.since <= one.date)
            and (self.until is None or one.date <= self.until)
            and (self.least is None or self.least <= one.remaining)
            and (self.most is None or one.remaining <= self.most)
        )


def _words(one: RefundStanding) -> str:
    return "\n".join((one.label.number, one.label.customer or "", one.memo)).casefold()


def worklist(
    standings: Iterable[RefundStanding], filters: Filters | None = None
) -> tuple[RefundStanding, ...]:
    """What a check can pay, the oldest first."""
    narrow = filters or Filters()
    payable = (one for one in standings if one.payable and narrow.let(one))
    return tuple(sorted(payable, key=lambda one: (one.date, one.label.id)))
