"""Telling a story: what people did, what moved in NetSuite's ledger, and whether it is as it must be.

Figures come from the systems; a story says what it expects, and a step keeps both.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.demo.company import Company
from core.documents import Label
from core.errors import Blocked
from core.ledger import Account, Entry, Line, Segments
from core.money import ZERO, Money, total
from core.plan import Plan
from core.ports import Preview
from core.refunds.checks import Review
from core.refunds.standing import RefundStanding
from core.reports import Fate, Report, Status
from core.tieout import Tie

STAYING_OUT = frozenset({Fate.REFUSED, Fate.HELD, Fate.UNCERTAIN, Fate.DIFFERS})
"""Fates of documents that a run did not move."""


@dataclass(frozen=True, slots=True)
class Check:
    """A claim, with `{}` where its figure stands; what the story expects and the systems say."""

    claim: str
    expected: str
    found: str

    def __str__(self) -> str:
        return self.claim.format(self.expected)

    @property
    def holds(self) -> bool:
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class Movement:
    """One transaction in NetSuite's journal; a non-posting one has no lines."""

    kind: str
    number: str
    entity: str
    amount: Money
    entry: Entry


@dataclass(frozen=True, slots=True)
class PlannedWrite:
    """One record of a dry run: the document, what would be sent, and the predicted entry."""

    document: Label
    payload: Preview
    entry: Entry


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story; `balance` has every account ever posted to, debit positive."""

    number: int
    title: str
    words: str
    report: Report
    movements: tuple[Movement, ...]
    balance: tuple[tuple[Account, Money], ...]
    checks: tuple[Check, ...]
    writes: tuple[PlannedWrite, ...] = ()
    inbox: tuple[Blocked, ...] = ()
    """What stays out, by its cause; for a story that looks there."""
    listed: tuple[RefundStanding, ...] = ()
    """The refunds that waited for a check before this step; for a story that pays them."""
    review: Review | None = None

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a run must come to: balances by account number, as text, debit positive.

    `open` is what transactions still owe or hold, by number; `refunds` the status of refund records
    and what is paid of them; `stays_out` are the explanations of what the run did not move.
    """

    balance: Mapping[str, str]
    written: int
    open: Mapping[str, str] = field(default_factory=dict)
    refunds: Mapping[str, str] = field(default_factory=dict)
    status: Status = Status.COMPLETE
    stays_out: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass
class Telling:
    """A story under way in a company of its own."""

    company: Company
    _steps: int = field(default=0, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    async def run(self, title: str, words: str, expected: Expected) -> Step:
        """A live run, and what came of it."""
        result = await self.company.run()
        return await self.step(title, words, result.report, expected)

    async def step(
        self,
        title: str,
        words: str,
        report: Report,
        expected: Expected,
        writes: tuple[PlannedWrite, ...] = (),
    ) -> Step:
        """What a run, dry or live, came to by NetSuite's own ledger."""
        self._steps += 1
        balance = tuple(map(_balance, await self.company.trial_balance()))
        journal = await self.company.transactions()
        checks = (
            *_checks(report, balance, expected),
            *_open_checks(journal, expected),
            *_refund_checks(await self.company.refund_records(), expected),
            *expected.checks,
        )
        moved = self._new_movements(journal)
        return Step(self._steps, title, words, report, moved, balance, checks, writes)

    def planned(self, plan: Plan) -> tuple[PlannedWrite, ...]:
        preview = self.company.at.tenant.books.preview
        return tuple(PlannedWrite(one.document, preview(one), one.entry) for one in plan.writes)

    def _new_movements(self, journal: list[dict[str, Any]]) -> tuple[Movement, ...]:
        new = [one for one in journal if one["id"] not in self._told]
        self._told.update(one["id"] for one in new)
        return tuple(map(_movement, new))


Tale = Callable[[Telling], AsyncIterator[Step]]


@dataclass(frozen=True, slots=True)
class Story:
    """`name` is for the command line, `about` the rules it shows, in a sentence."""

    name: str
    title: str
    about: str
    tale: Tale


@dataclass(frozen=True, slots=True)
class Told:
    """A story told to its end, and the comparison of both systems there."""

    story: Story
    steps: tuple[Step, ...]
    tie: Tie

    @property
    def holds(self) -> bool:
        """A story that compares nobody proves nothing."""
        return all(step.holds for step in self.steps) and self.tie.agrees and bool(self.tie.rows)


def _checks(
    report: Report, balance: tuple[tuple[Account, Money], ...], expected: Expected
) -> tuple[Check, ...]:
    accounts = {account.number: amount.text for account, amount in balance}
    out = "; ".join(row.explanation for row in report.rows if row.fate in STAYING_OUT)
    staying = "what stays out says just why" if expected.stays_out else "nothing stays out"
    net = total(amount for _, amount in balance)
    return (
        Check("the trial balance is as it must be", *map(_as_text, (expected.balance, accounts))),
        Check("debits equal credits", ZERO.text, net.text),
        Check(
            "{} record written" if expected.written == 1 else "{} records written",
            str(expected.written),
            str(report.written),
        ),
        Check("{} differences", "0", str(report.differences)),
        Check("the run is {}", expected.status.value, report.status.value),
        Check(staying, "; ".join(expected.stays_out), out),
    )


def _open_checks(journal: list[dict[str, Any]], expected: Expected) -> list[Check]:
    amounts = {one["tranId"]: one["open"] for one in journal}
    return [
        Check(f"{number} has {{}} open", _dollars(amount), _dollars(amounts.get(number)))
        for number, amount in expected.open.items()
    ]


def _refund_checks(records: Mapping[str, str], expected: Expected) -> list[Check]:
    return [
        Check(f"refund {number} is {{}}", words, records.get(number, ""))
        for number, words in expected.refunds.items()
    ]


def _dollars(amount: str | None) -> str:
    return "nothing" if amount is None else str(Money.of(amount))


def _as_text(balances: Mapping[str, str]) -> str:
    """Balances in one line; an account at zero is as good as none."""
    moved = sorted((number, Money.of(amount)) for number, amount in balances.items())
    return ", ".join(f"{number} {amount.text}" for number, amount in moved if amount)


def _balance(row: dict[str, Any]) -> tuple[Account, Money]:
    account = Account(row["account"], row["number"], row["name"])
    return account, Money.of(row["debit"]) - Money.of(row["credit"])


def _movement(given: dict[str, Any]) -> Movement:
    segments = Segments(given["subsidiary"])
    lines = (_line(one, segments) for one in given["lines"])
    return Movement(
        given["type"],
        given["tranId"] or given["id"],
        given["entity"]["name"] if given["entity"] else "",
        Money.of(given["total"]),
        Entry(tuple(lines)) if given["posting"] else Entry(),
    )


def _line(given: dict[str, Any], segments: Segments) -> Line:
    account = Account(given["account"], given["account"], given["accountName"])
    return Line(account, Money.of(given["debit"]) - Money.of(given["credit"]), segments)
