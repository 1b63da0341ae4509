"""Double entry: an account's debits and credits, entries that balance, and the trial balance.

A debit is a positive amount and a credit a negative one; an entry's amounts sum to zero, always.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.money import ZERO, Money, total


@dataclass(frozen=True, order=True, slots=True)
class Account:
    """A general ledger account of the books. `id` is theirs; people go by number and name."""

    id: str
    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, order=True, slots=True)
class Segments:
    """What a posting is reported by (MAP-01, MAP-02). Ids of the books."""

    subsidiary: str
    department: str | None = None
    class_: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: debit positive, credit negative, in cents."""

    account: Account
    amount: Money
    segments: Segments

    @property
    def debit(self) -> Money:
        return max(self.amount, ZERO)

    @property
    def credit(self) -> Money:
        return max(-self.amount, ZERO)


Posting = Mapping[tuple[str, Segments], Money]
"""What an entry does to each account (by id) and set of segments, in cents; no zeros."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines whose debits equal their credits; one that does not balance cannot be made."""

    lines: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        difference = total(line.amount for line in self.lines)
        assert not difference, f"entry out of balance by {difference}"

    def reversed(self) -> "Entry":
        return Entry(tuple(replace(line, amount=-line.amount) for line in self.lines))

    def posting(self) -> Posting:
        return netted((line.account.id, line.segments, line.amount) for line in self.lines)


NOTHING_POSTED = Entry()


def debit(account: Account, amount: Money, segments: Segments) -> Line:
    return Line(account, amount, segments)


def credit(account: Account, amount: Money, segments: Segments) -> Line:
    return Line(account, -amount, segments)


def netted(lines: Iterable[tuple[str, Segments, Money]]) -> Posting:
    """Amounts summed by account and segments, zeros left out: what two ledgers are compared by."""
    sums: dict[tuple[str, Segments], Money] = defaultdict(lambda: ZERO)
    for account, segments, amount in lines:
        sums[account, segments] += amount
    return {where: sums[where] for where in sorted(sums, key=_in_order) if sums[where]}


def _in_order(where: tuple[str, Segments]) -> tuple[str, ...]:
    """By account, then segments; no department comes before any."""
    account, at = where
    return account, at.subsidiary, at.department or "", at.class_ or "", at.location or ""


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Each account's balance, debit positive, in the order of account numbers; zeros left out."""

    balances: tuple[tuple[Account, Money], ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "TrialBalance":
        sums: dict[Account, Money] = defaultdict(lambda: ZERO)
        for entry in entries:
            for line in entry.lines:
                sums[line.account] += line.amount
        in_order = sorted(sums.items(), key=lambda row: (row[0].number, row[0].id))
        return cls(tuple((account, amount) for account, amount in in_order if amount))

    @property
    def debits(self) -> Money:
        return total(amount for _, amount in self.balances if amount > ZERO)

    @property
    def credits(self) -> Money:
        return -total(amount for _, amount in self.balances if amount < ZERO)
