"""What must be so whatever happened, asked of the simulators' own books: the second opinion on ours.

Each check is a sentence that holds, or the finding of a seed.
"""

from collections.abc import Callable, Mapping
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
from adapters.compose.trouble.refund_books import (
    RefundBooks,
    balances_in_netsuite,
    balances_in_servicetitan,
)
from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.world import World
from adapters.demo.company import SALES
from core.chart import Chart
from core.money import ZERO, Money
from core.plan import Plan
from core.reports import Report
from core.usecases.running import RunResult

BY_THE_WAY: Final = ("application", "check", "depositrelease")
"""Kinds of keys."""
OWED: Final = ("1100", "2200")
"""Accounts receivable and customer deposits: when a payment is sent decides in which of them it is."""


class WrongError(Exception):
    """`ought` is what should be so; the text says what is."""

    def __init__(self, ought: str, what: object) -> None:
        super().__init__(f"{what}")
        self.ought = ought


@dataclass(frozen=True)
class Books:
    """What must be the same with trouble as without.

    `balance` leaves out invoices that were billed anew: NetSuite keeps what it had first. `documents`
    are keys, whatever the documents are in NetSuite, but for applications, releases of deposits and
    checks: which of those there are depends on when the sync ran.
    """

    balance: Mapping[str, Money]
    documents: frozenset[str]
    exported: frozenset[tuple[str, int]]


def must(ought: str, so: bool, what: object = "") -> None:
    if not so:
        raise WrongError(ought, what)


def sound(world: World) -> None:
    """At every moment."""
    books = RefundBooks.of(world)
    _asserted("debits equal credits", books.assert_in_balance)
    _asserted("nothing is in NetSuite twice", books.assert_written_once)
    _asserted("the checks of a refund never exceed it", books.assert_none_exceeded)
    _asserted("what is owed for refunds is what is left of them", books.assert_payable)


def statuses(world: World) -> None:
    """When refunds have been paid and every check is decided."""
    ought = "a refund is Check Refunded just when its checks pay it in full"
    _asserted(ought, RefundBooks.of(world).assert_statuses)


def _asserted(ought: str, check: Callable[[], None]) -> None:
    try:
        check()
    except AssertionError as error:
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
    booked = world.transactions if plan.steps else []
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


def books_of(world: World) -> Books:
    state = world.servicetitan("GET", "state")
    exported = {
        (kind, row["id"])
        for kind in ("invoices", "payments", "bills", "bank_deposits")
        for row in state[kind].values()
        if row["sync_status"] == "Exported"
    }
    keys = (str(one["externalId"]) for one in world.transactions if one["externalId"])
    there = frozenset(key for key in keys if key.split("-")[1] not in BY_THE_WAY)
    edited = sum((Money(one.standing) for one in world.people.bills if one.edited), ZERO)
    balance = {**trial_balance(world)}
    balance[OWED[0]] = balance.get(OWED[0], ZERO) - edited
    balance[SALES] = balance.get(SALES, ZERO) + edited
    return Books(_joined(balance), there, frozenset(exported))


def _joined(balance: Mapping[str, Money]) -> Mapping[str, Money]:
    """What customers owe is one figure, money ahead taken off."""
    owed = sum((balance.get(number, ZERO) for number in OWED), ZERO)
    others = {number: one for number, one in balance.items() if number not in OWED and one}
    return {**others, "owed by customers": owed} if owed else others


def complete(world: World) -> None:
    """When all has come to its end."""
    to_export = world.to_export()
    must("all that is posted is exported", to_export == [], to_export)
    if world.habits.style.has_records:
        unrecorded = RefundBooks.of(world).unrecorded
        must("each refund has its record", unrecorded == set(), unrecorded)
    if not world.people.merged:
        ought = "each customer owes the same in both systems"
        first, second = balances_in_servicetitan(world), balances_in_netsuite(world)
        must(ought, first == second, f"in cents by customer {first} and {second}")


def as_calm(found: Books, calm: Books) -> None:
    ought = "the trial balance is that of a run without trouble"
    must(ought, found.balance == calm.balance, f"{_text(found)} and not {_text(calm)}")
    differing = found.documents ^ calm.documents
    must("each document is in NetSuite once", not differing, sorted(differing))
    must("the same documents are exported", found.exported == calm.exported)


def _text(books: Books) -> str:
    return ", ".join(f"{account} {amount}" for account, amount in sorted(books.balance.items()))
