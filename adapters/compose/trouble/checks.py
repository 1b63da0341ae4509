"""What must be so whatever happened, asked of the simulators' own books: the second opinion on ours.

Each check is a sentence that holds, or the finding of a seed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.compose.trouble.ledgers import (
    Amounts,
    by_key,
    is_transaction,
    posted,
    posted_with_releases,
    predicted,
    trial_balance,
)
from adapters.compose.trouble.refund_books import RefundBooks, assert_customers_agree
from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.vendors import Vendors
from adapters.compose.trouble.world import World
from core.chart import Chart
from core.money import ZERO, Money
from core.plan import Plan
from core.reports import Report
from core.usecases.running import RunResult

OWED: Final = ("1100", "2200")
"""Accounts receivable and customer deposits: when a payment is sent decides in which of them it is."""


class WrongError(Exception):
    """`ought` is what should be so; the text says what is."""

    def __init__(self, ought: str, what: object) -> None:
        super().__init__(f"{what}")
        self.ought = ought


@dataclass(frozen=True)
class Books:
    """What must be the same with trouble as without."""

    balance: Mapping[str, Money]
    documents: frozenset[tuple[str, str]]
    exported: frozenset[tuple[str, int]]


def must(ought: str, so: bool, what: object = "") -> None:
    if not so:
        raise WrongError(ought, what)


def sound(world: World) -> None:
    """At every moment."""
    try:
        RefundBooks.of(world).assert_sound()
    except AssertionError as error:
        ought = "debits equal credits, nothing is there twice and no check exceeds its refund"
        raise WrongError(ought, error) from error


def statuses(world: World) -> None:
    """When refunds have been paid and every check is decided."""
    try:
        RefundBooks.of(world).assert_statuses()
    except AssertionError as error:
        ought = "a refund is Check Refunded just when its checks pay it in full"
        raise WrongError(ought, error) from error


async def truthful(world: World, result: RunResult) -> None:
    """Just after a run."""
    try:
        await assert_true(world, result)
    except AssertionError as error:
        raise WrongError("the report of the run is true", error) from error
    if result.plan is not None and result.situation is not None:
        as_predicted(world, result.report, result.plan, result.situation.chart)


def as_predicted(world: World, report: Report, plan: Plan, chart: Chart) -> None:
    """What a run says that it posted is, line by line, what it had said that it would."""
    booked = world.transactions
    there = by_key(one for one in booked if one["externalId"])
    confirmed = {row.key for row in report.rows if row.remote and not row.explanation}
    for step in plan.steps:
        if step.key in confirmed and is_transaction(step) and step.key in there:
            found, said = _posted(there[step.key], booked), predicted(step, chart)
            what = f"{step.key}: {found} and not {said}"
            must("what is posted is what was predicted", found == said, what)


def _posted(transaction: Any, booked: list[Any]) -> Amounts:
    of_deposits = transaction["type"] == "customerRefund"
    return posted_with_releases(transaction, booked) if of_deposits else posted(transaction)


def books_of(world: Vendors) -> Books:
    """Which documents are there, by kind and number, whatever they are in NetSuite."""
    state = world.servicetitan("GET", "state")
    kinds = ("invoices", "payments", "bills", "bank_deposits")
    exported = {
        (kind, row["id"])
        for kind in kinds
        for row in state[kind].values()
        if row["sync_status"] == "Exported"
    }
    there = {(_kind(one), str(one["externalId"])) for one in world.transactions}
    return Books(_joined(trial_balance(world)), frozenset(there), frozenset(exported))


def _kind(transaction: Mapping[str, Any]) -> str:
    return str(transaction["type"])


def _joined(balance: Mapping[str, Money]) -> Mapping[str, Money]:
    """What customers owe is one figure, money ahead taken off."""
    owed = sum((balance.get(number, ZERO) for number in OWED), ZERO)
    others = {number: amount for number, amount in balance.items() if number not in OWED}
    return {**others, "owed by customers": owed} if owed else others


def complete(world: World) -> None:
    """When all has come to its end."""
    must("all that is posted is exported", world.to_export() == [], world.to_export())
    if world.habits.style.has_records:
        unrecorded = RefundBooks.of(world).unrecorded
        must("each refund has its record", unrecorded == set(), unrecorded)
    if not world.people.merged:
        try:
            assert_customers_agree(world)
        except AssertionError as error:
            raise WrongError("each customer owes the same in both systems", error) from error


def as_calm(found: Books, calm: Books) -> None:
    ought = "the trial balance is that of a run without trouble"
    must(ought, found.balance == calm.balance, f"{_text(found)} and not {_text(calm)}")
    must("the same documents are exported", found.exported == calm.exported)


def _text(books: Books) -> str:
    return ", ".join(f"{account} {amount}" for account, amount in sorted(books.balance.items()))
