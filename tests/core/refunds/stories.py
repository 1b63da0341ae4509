"""The worked ledgers of refunds, told in steps and drawn as T-accounts, as docs/refunds.md shows them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console

from adapters.cli.t_accounts import Mark, TAccounts
from core.ledger import Entry
from core.money import Money
from core.records import RefundRecord
from core.refunds.checks import review
from tests.core.builders import DEPOSITS, UNDEPOSITED
from tests.core.refunds.builders import CARD, CHECK, paying_all
from tests.core.refunds.test_checks import ALL
from tests.core.refunds.test_ledgers import (
    BILLED,
    CREDITED,
    DEPOSITED,
    FIRST,
    MONEY_IN,
    PAID,
    REST,
    TAKEN_BACK,
    UNUSED,
    WORK,
    check,
    customer_refund,
    journal,
    money_only,
    moved,
    released,
    taken_back_with_tax,
)

Told = tuple[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    steps: tuple[Told, ...]

    @property
    def block(self) -> str:
        """The steps by number and, below them, what they leave in each account."""
        told = [f"{place}. {words}" for place, (words, _) in enumerate(self.steps, 1)]
        return "\n".join([*told, "", "```", self._drawn(), "```"])

    def _drawn(self) -> str:
        console = Console(file=io.StringIO(), width=100, color_system=None)
        with console.capture() as capture:
            console.print(TAccounts(tuple(self._marks()), newest=len(self.steps)))
        return "\n".join(line.rstrip() for line in capture.get().rstrip().splitlines())

    def _marks(self) -> Iterator[Mark]:
        for place, (_, entries) in enumerate(self.steps, 1):
            for entry in entries:
                for line in entry.lines:
                    yield Mark(place, line.account, line.amount)


def _arrives(given: RefundRecord) -> Told:
    words = f"The refund: {given.status.value}, {given.amount}."
    return words, (journal(given),)


def _check(given: RefundRecord, amount: Money) -> Told:
    return f"The check over {amount}.", (check(given, amount),)


def _customer_refund(amount: Money) -> Told:
    words = f"The Customer Refund over {amount}, and the deposit application NetSuite makes for it."
    return words, (customer_refund(UNUSED, amount, DEPOSITS),)


def _grouped() -> Told:
    made = review(paying_all(*ALL, group_by_customer=True), ALL)
    names = " and ".join(f"{one.payee_name} over {one.amount}" for one in made.checks)
    return f"Two checks: {names}.", tuple(one.entry for one in made.checks)


BY_CHECK, BY_CARD = taken_back_with_tax(CHECK), taken_back_with_tax(CARD)
MONEY_ONLY = money_only()
WORKED = (("The invoice.", (WORK,)), ("The payment.", (MONEY_IN,)))
TAKEN = ("The credit memo, applied to the refund.", (TAKEN_BACK,))
DEPOSITS_OF_THREE = tuple(
    moved((UNDEPOSITED, one.amount.text), (DEPOSITS, (-one.amount).text)) for one in ALL
)
THREE = tuple(moved((DEPOSITS, one.amount.text), (one.clearing, (-one.amount).text)) for one in ALL)

STORIES = (
    Story(
        "Work taken back, paid by check",
        (*WORKED, TAKEN, _arrives(BY_CHECK), _check(BY_CHECK, BY_CHECK.amount)),
    ),
    Story("Work taken back, paid by card", (*WORKED, TAKEN, _arrives(BY_CARD))),
    Story(
        "A deposit goes back, in two checks",
        (
            ("The deposit.", (DEPOSITED,)),
            (
                "The refund: Pending Refund, $500.00; and the deposit is released to it.",
                (journal(UNUSED), released(UNUSED)),
            ),
            _check(UNUSED, FIRST),
            _check(UNUSED, REST),
        ),
    ),
    Story(
        "Only money goes back, and a credit memo follows",
        (
            ("The invoice.", (BILLED,)),
            ("The payment.", (PAID,)),
            _arrives(MONEY_ONLY),
            _check(MONEY_ONLY, MONEY_ONLY.amount),
            ("The credit memo, applied to the refund.", (CREDITED,)),
        ),
    ),
    Story(
        "A deposit goes back, in two Customer Refunds",
        (
            ("The deposit.", (DEPOSITED,)),
            ("The record of the refund: Pending Refund, $500.00. It posts nothing.", ()),
            _customer_refund(FIRST),
            _customer_refund(REST),
        ),
    ),
    Story(
        "Three refunds of two customers, grouped",
        (
            ("Three deposits.", DEPOSITS_OF_THREE),
            ("They go back: each is released to its refund, Pending Refund.", THREE),
            _grouped(),
        ),
    ),
)
