"""T-accounts: debits left, credits right, each with the number of its step, and the balance below."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from adapters.cli.words import styled
from core.ledger import Account
from core.money import ZERO, Money, total

SIDE: Final = 13
WIDTH: Final = 2 * SIDE + 1
GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of an entry in its account: the step it came with, debit positive."""

    step: int
    account: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class TAccounts:
    """As many side by side as there is room for; the newest step's marks stand out."""

    marks: Sequence[Mark]
    newest: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        accounts = _by_account(self.marks)
        widest = max([WIDTH, *(len(str(one)) for one in accounts)])
        columns = _columns(len(accounts), widest, options.max_width)
        grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        drawn = [_t_account(one, marks, self.newest) for one, marks in accounts.items()]
        for first in range(0, len(drawn), columns):
            grid.add_row(*drawn[first : first + columns])
        yield grid


def _by_account(marks: Iterable[Mark]) -> dict[Account, list[Mark]]:
    found: dict[Account, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda one: one.account.number):
        found[mark.account].append(mark)
    return dict(found)


def _columns(accounts: int, widest: int, width: int) -> int:
    """Rows of even length: four accounts are four, or two and two."""
    fitting = max(1, (width + GAP) // (widest + GAP))
    rows = -(-accounts // fitting)
    return -(-accounts // max(1, rows))


def _t_account(account: Account, marks: Sequence[Mark], newest: int) -> Text:
    debits = [one for one in marks if one.amount >= ZERO]
    credits_ = [one for one in marks if one.amount < ZERO]
    lines = [styled(str(account).center(WIDTH).rstrip(), "bold"), _rule("┬")]
    for left, right in zip_longest(debits, credits_):
        lines.append(Text("│").join([_mark(left, newest, "<"), _mark(right, newest, ">")]))
    return Text("\n").join(
        [*lines, _rule("┼"), _balance(total(one.amount for one in marks)), Text()]
    )


def _mark(mark: Mark | None, newest: int, side: str) -> Text:
    """The step's number stands outside, the amount at the middle."""
    if mark is None:
        return Text(" " * SIDE)
    figure, step = f"{abs(mark.amount)}"[1:], f"({mark.step})"
    words = f"{step}{figure:>{SIDE - 4}} " if side == "<" else f" {figure:>{SIDE - 5}} {step}"
    return Text(words, "" if mark.step == newest else "dim")


def _balance(amount: Money) -> Text:
    figure = f"{abs(amount)}"[1:]
    left = f"{figure:>{SIDE - 1}} " if amount >= ZERO else " " * SIDE
    right = f" {figure:>{SIDE - 5}}" if amount < ZERO else ""
    return Text(f"{left}│{right}", "bold")


def _rule(crossing: str) -> Text:
    return Text("─" * SIDE + crossing + "─" * SIDE, "dim")
