"""Checks as a bank account's check book has them, with those that were sent and not answered."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from core.money import Money
from core.records import Key, RemoteId
from core.refunds.booked import BookedCheck, CheckState, SentLine
from core.refunds.written import CheckRecord

GONE: Final = (CheckState.VOID, CheckState.REJECTED)


@dataclass
class Check:
    """A check in the books: what it pays of each refund."""

    key: Key
    id: RemoteId
    record: CheckRecord
    state: CheckState

    def cents(self, refund: Key) -> int:
        return sum(line.amount.cents for line in self.record.lines if line.refund == refund)


@dataclass
class CheckBook:
    """`owed` is in cents by account, and moves only with what posts.

    Of each check in `sent` it is known here, and nowhere else, whether it will be made.
    """

    chance: random.Random
    approves: bool
    checks: list[Check] = field(default_factory=list)
    sent: list[tuple[Check, bool]] = field(default_factory=list)
    owed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def send(self, name: Key, made: CheckRecord) -> str:
        """Made and answered, made without an answer, made later, or never."""
        assert name not in {one.key for one in self.checks}, name
        state = CheckState.WAITING if self.approves else CheckState.APPROVED
        check = Check(name, RemoteId(f"c{len(self.checks) + len(self.sent)}"), made, state)
        fate = self.chance.choice(("made", "made", "made", "unanswered", "later", "never"))
        if fate in ("made", "unanswered"):
            self._make(check)
        if fate != "made":
            self.sent.append((check, fate == "later"))
        return fate

    def _make(self, check: Check) -> None:
        self.checks.append(check)
        if check.state is CheckState.APPROVED:
            self._post(check, -1)

    def _post(self, check: Check, sign: int) -> None:
        for line in check.record.lines:
            self.owed[line.account.number] += sign * line.amount.cents

    def settle(self) -> None:
        """The window ends: what was to be made has been, the rest never will be."""
        for check, comes in self.sent:
            if comes:
                self._make(check)
        self.sent.clear()

    def decide(self) -> None:
        there = [one for one in self.checks if one.state not in GONE]
        if not there:
            return
        check = self.chance.choice(there)
        if check.state is CheckState.APPROVED:
            self._post(check, 1)
            check.state = CheckState.VOID
            return
        check.state = self.chance.choice((CheckState.APPROVED, CheckState.REJECTED))
        if check.state is CheckState.APPROVED:
            self._post(check, -1)

    def sent_lines(self) -> Iterator[SentLine]:
        for check, _ in self.sent:
            for line in check.record.lines:
                yield SentLine(check.key, line.refund, line.amount)

    def paying(self, refund: Key) -> tuple[BookedCheck, ...]:
        """As the books show them."""
        found = ((check, check.cents(refund)) for check in self.checks)
        return tuple(
            BookedCheck(check.id, check.key, "", Money(cents), check.state)
            for check, cents in found
            if cents
        )

    def may_leave(self, name: Key) -> int:
        """All that may ever leave: not void, and what is still to be made."""
        coming = [check for check, comes in self.sent if comes]
        there = [check for check in self.checks if check.state not in GONE]
        return sum(check.cents(name) for check in (*there, *coming))

    def paid(self, name: Key) -> int:
        posted = (one for one in self.checks if one.state is CheckState.APPROVED)
        return sum(check.cents(name) for check in posted)
