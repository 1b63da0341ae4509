"""How much is asked of an account at a time: what it allows, and how those who use it share that.

An account that turns calls away (429) is asked a third less, by all of us, and then step by step more
again: quickly up to just below what was too much, slowly beyond. What was configured is never exceeded.
The unit is the account's own: calls in flight for NetSuite (facts/netsuite 3.2), calls in a second for
ServiceTitan (facts/servicetitan 2.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

QUICKLY: Final = 1
"""Seconds before one more step, where nothing is known to stand in its way."""
SLOWLY: Final = 60
"""Seconds before the step to what was too much the last time."""
STEPS: Final = 20
"""In how many steps all that is configured would be reached from nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run asked of one account: calls, milliseconds waited for its turn in all, and calls
    that came back because there were too many."""

    account: str
    calls: int
    waited_ms: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """`allowed` of `configured` at present; `too_much` is where calls were turned away last."""

    configured: int
    allowed: int
    too_much: int | None = None

    def __post_init__(self) -> None:
        assert 1 <= self.allowed <= self.configured, self

    @classmethod
    def whole(cls, configured: int) -> "Allowance":
        return cls(configured, configured)

    @property
    def is_lowered(self) -> bool:
        return self.allowed < self.configured

    def lowered(self, using: int) -> "Allowance":
        """A third less, as calls were turned away while we were `using` so much; once for all of them.

        If that was less than half of what was allowed, others were in the way, and may be gone soon:
        half is allowed, and nothing is known of what is too much.
        """
        if 2 * using < self.allowed:
            return replace(self, allowed=self.allowed // 2, too_much=None)
        used = max(1, min(using, self.allowed))
        return replace(self, allowed=max(1, used * 2 // 3), too_much=used if used > 1 else None)

    def raised(self, seconds: float) -> "Allowance":
        """One step up, if so many seconds without a change are enough for it."""
        if not self.is_lowered:
            return self
        at_the_edge = self.too_much is not None and self.allowed >= self.too_much - 1
        if seconds < (SLOWLY if at_the_edge else QUICKLY):
            return self
        if at_the_edge:
            return replace(self, allowed=self.allowed + 1, too_much=None)
        up = self.allowed + max(1, self.configured // STEPS)
        return replace(self, allowed=min(up, (self.too_much or up + 1) - 1, self.configured))

    def within(self, configured: int) -> "Allowance":
        """The same where another amount is configured now."""
        if configured == self.configured:
            return self
        allowed = min(self.allowed, configured) if self.is_lowered else configured
        return Allowance(configured, allowed, self.too_much)


def shares(
    total: int, wanted: Mapping[str, int], last_had: Mapping[str, int] | None = None
) -> dict[str, int]:
    """What each gets of `total`: what it wants if that is little, else as much as the others.

    What nobody wants is given out as well. Where there are more of them than there is to give, each
    gets one or none: one goes to whoever had something longest ago, by a count that grows.
    """
    if len(wanted) > total:
        had = last_had or {}
        wanted = dict.fromkeys(sorted(wanted, key=lambda one: (-had.get(one, 0), one)), 1)
    given, left = dict[str, int](), total
    for behind, one in enumerate(sorted(wanted, key=wanted.__getitem__)):
        given[one] = min(wanted[one], left // (len(wanted) - behind))
        left -= given[one]
    for behind, one in enumerate(given):
        more = left // (len(given) - behind)
        given[one] += more
        left -= more
    return given
