"""A person changes the status of a refund: bypass, reopen, pay by check instead (REF-05, REF-12)."""

from dataclasses import dataclass, replace
from typing import Final

from returns.result import Failure, Result

from core.documents import Kind
from core.ports import Clock, Store
from core.records import Key
from core.refunds.booked import BookedRefund, RefundsNow
from core.refunds.history import changes_in
from core.refunds.payable import not_in_books
from core.refunds.standing import RefundStanding
from core.refunds.status import NEXT, Move, Status, StatusChange, changed
from core.refunds.upkeep import upkeep, with_move
from core.refusals import Problem, Reason, Refusal
from core.reports import Fate, Report
from core.usecases.connected import ConnectedTenant
from core.usecases.journaling import Journal
from core.usecases.keeping_refunds import change_statuses, status_key, status_step
from core.usecases.logged import logged
from core.usecases.outcomes import status_of
from core.usecases.paying_refunds import RefundRun
from core.usecases.refunds_as_they_stand import read_refunds, unanswered

BY_HAND: Final = (Move.PAY_BY_CHECK_INSTEAD, Move.BYPASS, Move.REOPEN)


@dataclass(frozen=True, slots=True)
class Moved:
    """`change` is in NetSuite when the report's only row says that it was posted."""

    report: Report
    refund: BookedRefund
    change: StatusChange


async def move_refund(
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    run: RefundRun,
    refund: Key,
    move: Move | Status,
    why: str,
) -> Result[Moved, Refusal]:
    """Make this move, or the one that leads to this status; refused when the table lacks it.

    Raises TenantBusyError and, before anything was written, SystemUnavailableError.
    """
    assert why.strip(), "a change of status has a reason"
    async with store.lease(tenant.name, run.who, clock.now()) as lease:
        waiting = await unanswered(tenant, store, clock, Kind.REFUND_STATUS)
        now = await read_refunds(tenant, store, clock, with_ended=True)
        found = _found(now, refund).bind(lambda one: _free(tenant, one, waiting))
        outcome = found.bind(lambda one: _change(*one, move, run.who, clock, why))
        if isinstance(outcome, Failure):
            return outcome
        report = Report(run.run, tenant.name, clock.now())
        booked, standing = _brought_up(*found.unwrap(), run.who, clock)
        async with logged(store, clock, lease, report) as work:
            journal = Journal(store, lease, run.run, clock)
            record = with_move(booked, standing, outcome.unwrap())
            rows = await change_statuses(tenant, journal, [status_step(tenant, booked, record)])
            done = sum(1 for row in rows if row.fate is Fate.POSTED)
            work.report = replace(report, rows=rows, status=status_of(rows), written=done)
        return outcome.map(lambda change: Moved(work.report, booked, change))


Found = tuple[BookedRefund, RefundStanding]


def _found(now: RefundsNow, refund: Key) -> Result[Found, Refusal]:
    if refund in now.standings:
        return Result.from_value((now.booked[refund], now.standings[refund]))
    unclear = next((one for one in now.unclear if one.key == refund), not_in_books(refund))
    return Result.from_failure(unclear)


def _brought_up(
    booked: BookedRefund, standing: RefundStanding, who: str, clock: Clock
) -> tuple[BookedRefund, RefundStanding]:
    """With the history of what its checks called for before."""
    due = upkeep(booked, standing, who, clock.now())
    return (booked if due is None else replace(booked, history=due.history)), standing


def _free(tenant: ConnectedTenant, one: Found, waiting: set[Key]) -> Result[Found, Refusal]:
    booked, _ = one
    if status_key(tenant, booked) not in waiting:
        return Result.from_value(one)
    fact = "An earlier change of its status was not answered; NetSuite may still make it."
    remedy = f"Try again in {tenant.commit_window.seconds // 60} minutes."
    problem = Problem(Reason.REFUND_MOVE_NOT_ALLOWED, fact, remedy)
    return Result.from_failure(problem.of(booked.label))


def _change(
    booked: BookedRefund,
    standing: RefundStanding,
    move: Move | Status,
    who: str,
    clock: Clock,
    why: str,
) -> Result[StatusChange, Refusal]:
    step = _move_to(standing.status, move) if isinstance(move, Status) else move
    if step not in BY_HAND:
        return Result.from_failure(_ONLY_CHECKS.of(booked.label))
    history = changes_in(booked.history)
    change = changed(standing.status, step, history, who, clock.now(), why)
    if isinstance(move, Status):
        change = change.bind(lambda made: _as_wanted(made, move))
    return change.alt(lambda problem: problem.of(booked.label))


def _as_wanted(change: StatusChange, wanted: Status) -> Result[StatusChange, Problem]:
    if change.status_after is wanted:
        return Result.from_value(change)
    fact = f"It was {change.status_after.value} before Bypass; it cannot become {wanted.value}."
    return Result.from_failure(Problem(Reason.REFUND_MOVE_NOT_ALLOWED, fact, "Reopen it first."))


def _move_to(status: Status, wanted: Status) -> Move:
    """The move by hand that people mean when they name the status they want."""
    if wanted is Status.CHECK_REFUNDED:
        return Move.PAY_IN_FULL
    if wanted is Status.BYPASS:
        return Move.BYPASS
    reopened = (status, Move.REOPEN) in NEXT or wanted is Status.COMPLETE
    return Move.REOPEN if reopened else Move.PAY_BY_CHECK_INSTEAD


_ONLY_CHECKS: Final = Problem(
    Reason.REFUND_MOVE_NOT_ALLOWED,
    f"Only checks make a refund {Status.CHECK_REFUNDED.value}.",
    "Pay it by check, or bypass it.",
)
