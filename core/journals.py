"""Journal entries: what somebody started in ServiceTitan becomes a journal entry in NetSuite (JE-01).

One line for each account and business unit, or every line with its customer, as the tenant chose.
Debits equal credits, and all belongs to one subsidiary: a NetSuite entry has only one (JE-02, JE-04).
A line without a business unit belongs to the subsidiary of the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from returns.result import Failure, Result, Success

from core.agreement import difference
from core.customers.creation import customer_steps
from core.documents import (
    BusinessUnit,
    BusinessUnitId,
    CustomerId,
    GlAccount,
    JournalEntry,
    JournalEntryLine,
    Kind,
)
from core.draft import Draft
from core.journal_versions import is_of_version, is_untouched, memo_of
from core.ledger import Account, Segments
from core.money import ZERO, Money
from core.payables.journal_lines import OwnLines, own_lines
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import Booked, JournalLine, JournalRecord
from core.refusals import Problem, Reason, Refusal
from core.results import all_of
from core.settings import ClosedPeriodPolicy, JournalDetail, TenantSettings
from core.situation import Situation, refused, require

_K = TypeVar("_K")
_V = TypeVar("_V")
Units = Mapping[BusinessUnitId | None, Segments]

_NOTHING: Final = Problem(
    Reason.NOTHING_TO_POST,
    "It moves no money: no account has an amount left.",
    "Exclude it in ServiceTitan.",
)


def place_journal_entries(draft: Draft) -> None:
    """Every started entry: booked, put in place of its earlier version, or out with its reason."""
    for entry in sorted(draft.situation.queue.journal_entries, key=lambda one: one.number):
        _place(draft, entry)


def journal_step(entry: JournalEntry, s: Situation) -> Result[Step, Refusal]:
    """The step that books one entry, or why it stays out."""
    step = Result.do(
        _step(entry, s, own, lines, day)
        for _ in _balances(entry)
        for own in own_lines(entry, s.settings.method)
        for lines in _record_lines(_as_chosen(own.lines, s), s)
        for day in posting_day(entry.date, s.chart, s.settings.closed_period)
    )
    return refused(step, entry.label)


def customers_of(entry: JournalEntry, s: Situation) -> tuple[CustomerId, ...]:
    """The customers that the entry's lines name, each once (CUS-02); none in a summary."""
    if s.settings.journal_entry_detail is JournalDetail.SUMMARY:
        return ()
    own = own_lines(entry, s.settings.method).value_or(OwnLines(()))
    named = (line.customer for line in own.lines if line.amount and line.customer is not None)
    return tuple(dict.fromkeys(named))


def needs_detail(settings: TenantSettings) -> bool:
    """Whether single lines must be read: for their customers, or to tell payables (TRG-01)."""
    in_detail = settings.journal_entry_detail is JournalDetail.DETAIL
    return in_detail or settings.method.moves(Kind.BILL)


def _balances(entry: JournalEntry) -> Result[None, Problem]:
    apart = abs(entry.debits - entry.credits)
    figures = f"Its debits are {entry.debits} and its credits {entry.credits}"
    fact = f"{figures}: they differ by {apart}."
    problem = Problem(Reason.ENTRY_UNBALANCED, fact, "Correct it in ServiceTitan.")
    return require(not apart, problem)


# lines


def _as_chosen(lines: Sequence[JournalEntryLine], s: Situation) -> list[JournalEntryLine]:
    """Lines that move something; each account and unit once unless the detail is wanted."""
    if s.settings.journal_entry_detail is JournalDetail.DETAIL:
        return [line for line in lines if line.amount]
    sums: dict[tuple[GlAccount, BusinessUnitId | None], Money] = {}
    for line in lines:
        where = (line.account, line.business_unit)
        sums[where] = sums.get(where, ZERO) + line.amount
    summed = sums.items()
    return [JournalEntryLine(account, sum_, unit) for (account, unit), sum_ in summed if sum_]


def _record_lines(
    lines: Sequence[JournalEntryLine], s: Situation
) -> Result[tuple[JournalLine, ...], Problem]:
    return Result.do(
        tuple(
            _record_line(line, accounts[line.account], segments[line.business_unit], s)
            for line in lines
        )
        for _ in require(bool(lines), _NOTHING)
        for segments in _segments([line.business_unit for line in lines], s)
        for accounts in _accounts([line.account for line in lines], s)
    )


def _record_line(
    line: JournalEntryLine, account: Account, segments: Segments, s: Situation
) -> JournalLine:
    memo = line.memo or (str(line.transaction) if line.transaction else "")
    entity = s.customer_key(line.customer) if line.customer is not None else None
    return JournalLine(account, line.amount, segments, memo, entity)


def _accounts(
    given: Iterable[GlAccount], s: Situation
) -> Result[Mapping[GlAccount, Account], Problem]:
    return _all({one: s.mapping.account(one) for one in given})


def _segments(units: Iterable[BusinessUnitId | None], s: Situation) -> Result[Units, Problem]:
    """Where the lines of each unit belong."""
    named = [one for one in dict.fromkeys(units) if one is not None]
    if not named:
        return s.segments(None).map(lambda segments: {None: segments})
    return _all({one: s.segments(one) for one in named}).bind(lambda found: _together(found, s))


def _together(found: Mapping[BusinessUnitId, Segments], s: Situation) -> Result[Units, Problem]:
    """All in one subsidiary, the lines without a unit too (JE-02)."""
    first, *others = found
    subsidiary = found[first].subsidiary
    other = next((one for one in others if found[one].subsidiary != subsidiary), None)
    if other is not None:
        return Failure(_two_subsidiaries(first, other, found, s))
    return Success({None: Segments(subsidiary, s.settings.department), **found})


def _two_subsidiaries(
    first: BusinessUnitId,
    other: BusinessUnitId,
    found: Mapping[BusinessUnitId, Segments],
    s: Situation,
) -> Problem:
    units = [s.business_units.get(one, BusinessUnit(one, "unknown")) for one in (first, other)]
    names = [s.chart.subsidiary_name(found[one].subsidiary) for one in (first, other)]
    fact = (
        f"Business unit {units[0]} belongs to {names[0]}, "
        f"but business unit {units[1]} to {names[1]}."
    )
    remedy = "Split the entry in ServiceTitan: a NetSuite journal entry has one subsidiary."
    return Problem(Reason.SUBSIDIARIES_DIFFER, fact, remedy)


def _all(outcomes: Mapping[_K, Result[_V, Problem]]) -> Result[Mapping[_K, _V], Problem]:
    """Every value, or the first problem."""
    return all_of(outcomes.values()).map(lambda found: dict(zip(outcomes, found, strict=True)))


# the step


def _step(
    entry: JournalEntry,
    s: Situation,
    own: OwnLines,
    lines: tuple[JournalLine, ...],
    day: PostingDay,
) -> Step:
    record = JournalRecord(
        number=s.number(f"JE-{entry.number}"),
        date=day.day,
        segments=Segments(lines[0].segments.subsidiary),
        lines=lines,
    )
    said = " ".join(filter(None, (day.moved, entry.name)))
    memo = memo_of(said, entry.version, day.day, record.entry.posting())
    return Step(
        key=s.key(Kind.JOURNAL_ENTRY, entry.id),
        record=replace(record, memo=memo),
        document=entry.label,
        entry=record.entry,
        notice=" ".join(filter(None, (own.left_out, day.moved))),
    )


# placing


def _place(draft: Draft, entry: JournalEntry) -> None:
    s = draft.situation
    key = s.key(Kind.JOURNAL_ENTRY, entry.id)
    match journal_step(entry, s):
        case Success(step) if (booked := s.booked.get(key)) is not None:
            _place_over(draft, entry, step, booked)
        case Success(step):
            _place_after_customers(draft, entry, step)
        case Failure(refusal):
            draft.refuse(refusal, key)


def _place_over(draft: Draft, entry: JournalEntry, step: Step, booked: Booked) -> None:
    """What is there already, of whichever version (JE-03)."""
    apart = difference(step, booked, draft.situation.chart)
    untouched = is_untouched(booked)
    if apart is None and (is_of_version(entry.version, booked) or not untouched):
        draft.place(step)
        return
    problem = _not_replaceable(booked, apart, untouched, draft.situation)
    if problem is not None:
        draft.refuse(problem.of(step.document), step.key)
        return
    assert isinstance(step.record, JournalRecord), step
    record = replace(step.record, replaces=booked.id)
    _place_after_customers(draft, entry, replace(step, record=record))


def _not_replaceable(
    booked: Booked, apart: str | None, untouched: bool, s: Situation
) -> Problem | None:
    """Changed by hand, or in a period that is closed."""
    if not untouched:
        fact = f"It was changed by hand in NetSuite: it {apart}."
        remedy = "Undo that there, or exclude the entry in ServiceTitan."
        return Problem(Reason.BOOKED_DIFFERENTLY, fact, remedy)
    there = posting_day(booked.date, s.chart, ClosedPeriodPolicy.HOLD)
    if isinstance(there, Success):
        return None
    fact = f"Its earlier version is in NetSuite as {booked.number}, on {booked.date}."
    remedy = "That period is closed: open it, or correct the difference with an entry of its own."
    return Problem(Reason.CLOSED_PERIOD, fact, remedy, there.failure().subject)


def _place_after_customers(draft: Draft, entry: JournalEntry, step: Step) -> None:
    match _customers_first(draft, entry, step):
        case Success(before):
            draft.place_after(step, before)
        case Failure(problem):
            draft.refuse(problem.of(step.document), step.key)


def _customers_first(
    draft: Draft, entry: JournalEntry, step: Step
) -> Result[tuple[Step, ...], Problem]:
    """The steps that bring in the customers it names; the first that cannot come keeps it out."""
    s = draft.situation
    assert isinstance(step.record, JournalRecord), step
    before: list[Step] = []
    for customer in dict.fromkeys(map(s.survivor, customers_of(entry, s))):
        steps = customer_steps(customer, step.record.segments.subsidiary, s)
        if isinstance(steps, Failure):
            draft.troubled.setdefault(customer, steps.failure())
            return steps
        before.extend(steps.unwrap())
    return Success(tuple(before))
