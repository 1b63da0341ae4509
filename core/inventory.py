"""Inventory adjustments: goods that are lost, broken or found (AR-18).

    Dr Inventory adjustments     14.40
        Cr Inventory asset           14.40

is shrinkage; what is found is booked the other way round. Each line is quantity times cost to the
cent, booked by itself. ServiceTitan names no account for either side: the inventory is NetSuite's, the
other account is the tenant's `inventory_adjustment_account`.

Nothing marks an adjustment as exported. As long as it is posted, each run finds it in NetSuite by its
key, compares it and writes nothing. One that is worth nothing has nothing to book and is passed over.
"""

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import InventoryAdjustment, InventoryAdjustmentLine, Kind
from core.documents.stock import to_the_cent
from core.draft import Draft
from core.ledger import Account, Segments
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import JournalLine, JournalRecord
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused


def place_inventory_adjustments(draft: Draft) -> None:
    s = draft.situation
    for adjustment in sorted(s.queue.inventory_adjustments, key=lambda one: one.id):
        if not any(line.value or line.said for line in adjustment.lines):
            continue
        match inventory_adjustment_step(adjustment, s):
            case Success(step):
                draft.place(step)
            case Failure(refusal):
                draft.refuse(refusal, s.key(Kind.INVENTORY_ADJUSTMENT, adjustment.id))


def inventory_adjustment_step(
    adjustment: InventoryAdjustment, s: Situation
) -> Result[Step, Refusal]:
    """The step that books one adjustment, or why it stays out."""
    step = Result.do(
        _step(adjustment, s, segments, day, inventory, other)
        for _ in _adds_up(adjustment)
        for segments in s.segments(adjustment.business_unit)
        for day in posting_day(adjustment.date, s.chart, s.settings.closed_period)
        for inventory in s.mapping.role(Role.INVENTORY)
        for other in _adjustment_account(s)
    )
    return refused(step, adjustment.label)


def _adds_up(adjustment: InventoryAdjustment) -> Result[None, Problem]:
    """ServiceTitan's total of each line is quantity times cost, once both are whole cents."""
    for position, line in enumerate(adjustment.lines, 1):
        said = to_the_cent(line.said)
        if said != line.value:
            made = f"{line.quantity:f} x {line.cost:f} makes {line.value}"
            fact = f"Line {position} ({line.description}): {made}, its total says {said}."
            return Failure(Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan."))
    return Success(None)


def _adjustment_account(s: Situation) -> Result[Account, Problem]:
    number = s.settings.inventory_adjustment_account
    if number is None:
        return Failure(_no_account("The tenant names no account for inventory adjustments."))
    found = s.chart.numbered(number)
    if found is None:
        return Failure(_no_account(f"NetSuite has no account {number} for inventory adjustments."))
    return Success(found.account)


def _no_account(fact: str) -> Problem:
    remedy = "Set inventory_adjustment_account to the number of one that NetSuite has."
    return Problem(Reason.SET_UP_INCOMPLETE, fact, remedy, "inventory_adjustment_account")


def _step(
    adjustment: InventoryAdjustment,
    s: Situation,
    segments: Segments,
    day: PostingDay,
    inventory: Account,
    other: Account,
) -> Step:
    memo = f"Inventory adjustment {adjustment.number}"
    record = JournalRecord(
        number=s.number(f"ADJ-{adjustment.number}"),
        date=day.day,
        segments=segments,
        lines=tuple(
            one
            for line in adjustment.lines
            if line.value
            for one in _both_sides(line, segments, inventory, other)
        ),
        memo=" ".join(filter(None, (day.moved, memo, adjustment.memo))),
        batch=adjustment.batch,
    )
    return Step(
        key=s.key(Kind.INVENTORY_ADJUSTMENT, adjustment.id),
        record=record,
        document=adjustment.label,
        entry=record.entry,
        notice=day.moved,
    )


def _both_sides(
    line: InventoryAdjustmentLine, segments: Segments, inventory: Account, other: Account
) -> tuple[JournalLine, JournalLine]:
    return (
        JournalLine(other, -line.value, segments, line.description),
        JournalLine(inventory, line.value, segments, line.description),
    )
