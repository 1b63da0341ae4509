"""Confirm merges: the survivor owes what both owed, and what this run booked to it (CUS-15).

Receivables and customer deposits, by account and to the cent. A merge posts nothing, so what both
customers have together can change only by this run's own documents.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from core.chart import Role
from core.documents import Kind
from core.money import ZERO, Money
from core.plan import Plan, Step
from core.records import (
    Booked,
    CustomerMergeRecord,
    DepositApplicationRecord,
    DepositRecord,
    DepositUnapplicationRecord,
    JournalRecord,
    Key,
    PaymentRecord,
    Record,
    RemoteId,
    SalesRecord,
)
from core.reports import Outcome, StepState
from core.situation import Situation
from core.usecases.confirming import Confirmation
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Executed
from core.usecases.reading_merges import by_customer

Owed = Mapping[RemoteId, Mapping[str, Money]]
"""What customers of the books owe, by account id."""


async def confirm_merges(
    tenant: ConnectedTenant, s: Situation, plan: Plan, executed: Executed, before: Confirmation
) -> Confirmation:
    """`before` with the merges that do not add up among what differs."""
    done = [step for step in plan.steps if _merge(step) and _is_done(step, executed)]
    if not done:
        return before
    taking_part = {customer for step in done for customer in _both(step, executed)}
    owed = by_customer(await tenant.books.customer_balances(taking_part))
    verdicts = {step.key: _disagreement(step, s, plan, executed, owed) for step in done}
    differing = {key: words for key, words in verdicts.items() if words is not None}
    return replace(
        before,
        confirmed=before.confirmed - differing.keys(),
        differing={**before.differing, **differing},
    )


def _merge(step: Step) -> CustomerMergeRecord | None:
    return step.record if isinstance(step.record, CustomerMergeRecord) else None


def _is_done(step: Step, executed: Executed) -> bool:
    outcome = executed.outcomes.get(step.key)
    return outcome is not None and outcome.state is StepState.DONE


def _both(step: Step, executed: Executed) -> tuple[RemoteId, RemoteId]:
    record = _merge(step)
    assert record is not None, step
    return record.duplicate, executed.known[record.survivor]


def _disagreement(
    step: Step, s: Situation, plan: Plan, executed: Executed, owed: Owed
) -> str | None:
    """In words with both figures; None when all adds up, or when nobody can tell."""
    duplicate, survivor = _both(step, executed)
    left = {account: amount for account, amount in owed.get(duplicate, {}).items() if amount}
    if left:
        account, amount = min(left.items())
        where = _account(account, s)
        return f"left {amount} in {where} with NetSuite's customer {duplicate}, not $0.00"
    record = _merge(step)
    assert record is not None, step
    if _is_uncertain(record.survivor, s, plan, executed):
        return None
    expected = _expected(record.survivor, survivor, s, plan, executed)
    return _first_difference(expected, owed.get(survivor, {}), s)


def _first_difference(
    expected: Mapping[str, Money], has: Mapping[str, Money], s: Situation
) -> str | None:
    for account in sorted({*expected, *has}):
        wanted, found = expected.get(account, ZERO), has.get(account, ZERO)
        if wanted != found:
            return f"makes {found} in {_account(account, s)}, not the {wanted} of both together"
    return None


def _account(account: str, s: Situation) -> str:
    found = (str(one.account) for one in s.chart.accounts if one.account.id == account)
    return next(found, f"account {account}")


def _expected(
    key: Key, survivor: RemoteId, s: Situation, plan: Plan, executed: Executed
) -> Mapping[str, Money]:
    """Everybody's who is merged into the survivor, and what this run booked to it."""
    merges = ((_merge(step), step) for step in plan.steps)
    into = (
        one.duplicate
        for one, step in merges
        if one and one.survivor == key and _is_done(step, executed)
    )
    sums: dict[str, Money] = defaultdict(lambda: ZERO)
    for customer in (survivor, *into):
        for account, amount in s.balances.get(customer, {}).items():
            sums[account] += amount
    counted = {one.id for one in map(s.chart.role, (Role.RECEIVABLE, Role.DEPOSITS)) if one}
    for step in plan.writes:
        if _is_done(step, executed) and customer_of(step, s) == key:
            for line in step.entry.lines:
                if line.account.id in counted:
                    sums[line.account.id] += line.amount
    return sums


def _is_uncertain(key: Key, s: Situation, plan: Plan, executed: Executed) -> bool:
    """Whether anything of the survivor may be in the books without our knowing.

    Of a journal entry nobody can tell: it may have replaced lines of the survivor.
    """
    if any(_is_on_journal(key, step.record) for step in plan.writes):
        return True
    of_survivor = (step.key for step in plan.writes if customer_of(step, s) == key)
    return any(
        one in executed.uncertain or _is_there_otherwise(executed.outcomes.get(one))
        for one in of_survivor
    )


def _is_on_journal(customer: Key, record: Record) -> bool:
    return isinstance(record, JournalRecord) and any(
        line.entity == customer for line in record.lines
    )


def _is_there_otherwise(outcome: Outcome | None) -> bool:
    """Refused because the books have it with other content."""
    return outcome is not None and outcome.state is StepState.REFUSED and outcome.remote is not None


def customer_of(step: Step, s: Situation) -> Key | None:
    """The customer of the books whose balance a step changes."""
    match step.record:
        case SalesRecord(customer=customer) | DepositApplicationRecord(customer=customer):
            return customer
        case PaymentRecord(received=received) | DepositRecord(received=received):
            return received.customer
        case CustomerMergeRecord(survivor=survivor):
            return survivor
        case DepositUnapplicationRecord(application=application):
            return _customer_of_deposit(application, s)
        case _:
            return None


def _customer_of_deposit(application: Key, s: Situation) -> Key | None:
    payments = (*s.later, *s.queue.payments)
    booked = ((one, s.booked.get(s.key(Kind.PAYMENT, one.id))) for one in payments)
    mine = (one for one, deposit in booked if deposit and _has(deposit, application))
    return next((s.customer_key(one.customer) for one in mine), None)


def _has(deposit: Booked, application: Key) -> bool:
    return any(one.key == application for one in deposit.applications)
