"""What became of every document of a run: its row in the report, with what is at the root of it.

A step that was not done because of another has that one's cause (TRG-09, TRG-13).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.documents import Kind
from core.draft import UNANSWERED
from core.plan import Plan, Step
from core.ports import CredentialsRefusedError, SystemUnavailableError
from core.records import CustomerMergeRecord, Key
from core.refusals import Cause, Hold, Reason, Refusal, Waiting
from core.reports import Fate, Row, Status, StepState
from core.usecases.confirming import Confirmation
from core.usecases.executing import Executed

_LOOK_AT_IT: Final = "Look at it in NetSuite."
_STILL_MERGING: Final = (
    "NetSuite has it in its queue and has not finished it, or did not answer. The next run looks again; "
    "do not merge them by hand."
)


def planned_rows(plan: Plan) -> tuple[Row, ...]:
    """The rows of a dry run."""
    return (*map(_planned, plan.steps), *_staying_out(plan))


def rows_of(
    plan: Plan, executed: Executed, confirmation: Confirmation, lined_up: Mapping[Key, str]
) -> tuple[Row, ...]:
    """The rows of a live run; `lined_up` are the records that NetSuite refused before."""
    steps = {step.key: step for step in plan.steps}
    done = Done(steps, executed, confirmation, frozenset(lined_up))
    return (*map(done.row, plan.steps), *_staying_out(plan))


def is_done(step: Step, executed: Executed) -> bool:
    """Whether the books have it, from before or since this run."""
    outcome = executed.outcomes.get(step.key)
    return step.booked is not None or (outcome is not None and outcome.state is StepState.DONE)


def _planned(step: Step) -> Row:
    fate = Fate.ALREADY_BOOKED if step.booked else Fate.PLANNED
    return Row(step.document, fate, key=step.key)


def _staying_out(plan: Plan) -> tuple[Row, ...]:
    refused = (_out(one, Fate.REFUSED) for one in plan.refused)
    return (*refused, *(_out(one, Fate.HELD) for one in plan.held))


def _out(one: Refusal | Hold, fate: Fate) -> Row:
    return Row(one.document, fate, one.code, one.explanation, cause=one.cause, key=one.key)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of a plan's steps, by key."""

    steps: Mapping[Key, Step]
    executed: Executed
    confirmation: Confirmation
    lined_up: frozenset[Key]

    def row(self, step: Step) -> Row:
        if step.key in self.confirmation.differing:
            return self._differing(step)
        if not is_done(step, self.executed):
            return self._undone(step)
        fate = Fate.ALREADY_BOOKED if step.booked else Fate.POSTED
        remote = self.executed.known.get(step.key)
        return Row(step.document, fate, "", self._mark_trouble(step), remote, key=step.key)

    def _differing(self, step: Step) -> Row:
        difference = self.confirmation.differing[step.key]
        words = f"{step.document.number}: {difference}. {_LOOK_AT_IT}"
        code = Reason.POSTED_DIFFERENTLY.value
        cause = Cause(code, str(step.document), _LOOK_AT_IT)
        remote = self.executed.known.get(step.key)
        return Row(step.document, Fate.DIFFERS, code, words, remote, cause, step.key)

    def _mark_trouble(self, step: Step) -> str:
        why = self.confirmation.unmarked.get(step.key)
        if why is None:
            return ""
        if step.document.kind is Kind.JOURNAL_ENTRY:
            words = f"It is in NetSuite, but ServiceTitan did not mark it synced: {why}"
            return f"{words} The next run sends what it says then."
        return (
            f"It is in NetSuite, but ServiceTitan did not mark it exported: {why} "
            "The next run will."
        )

    def _undone(self, step: Step) -> Row:
        outcome, cause = self.executed.outcomes.get(step.key), self._cause(step)
        if outcome is not None and outcome.cause is not None:
            code, words, remote = outcome.cause.code, outcome.explanation, outcome.remote
            return Row(step.document, Fate.REFUSED, code, words, remote, cause, step.key)
        if step.key in self.executed.uncertain:
            code, words = Waiting.SETTLEMENT.value, self._unanswered(step)
            return Row(step.document, Fate.UNCERTAIN, code, words, None, cause, step.key)
        waiting, words = self._waits(step)
        return Row(step.document, Fate.HELD, waiting.value, words, None, cause, step.key)

    def _waits(self, step: Step) -> tuple[Waiting, str]:
        first = self._missing(step)
        if first is None:
            assert self.executed.stopped_by is not None, step
            words = f"It was not sent: {self.executed.stopped_by}. The next run sends it."
            return Waiting.SYSTEM, words
        if step.key in self.lined_up and first.key in self.lined_up:
            words = f"NetSuite refused it before, in the same words as {first.document}."
            return Waiting.DEPENDENCY, f"{words} It goes once that one has gone."
        return Waiting.DEPENDENCY, f"It waits for: {first.document}."

    def _unanswered(self, step: Step) -> str:
        if isinstance(step.record, CustomerMergeRecord):
            return _STILL_MERGING
        until = self.executed.uncertain[step.key]
        return (
            f"NetSuite did not answer and may still book it until {until:%H:%M:%S} UTC. "
            "A run after that settles it; do not enter it by hand."
        )

    def _missing(self, step: Step) -> Step | None:
        """The first that it needs and that is not done."""
        needed = (self.steps[key] for key in step.needs)
        return next((one for one in needed if not is_done(one, self.executed)), None)

    def _cause(self, step: Step) -> Cause | None:
        """What is at the root of a step's not being done."""
        outcome, missing = self.executed.outcomes.get(step.key), self._missing(step)
        if outcome is not None and outcome.cause is not None:
            return outcome.cause
        if step.key in self.executed.uncertain:
            return UNANSWERED
        if missing is not None:
            return self._cause(missing)
        return _silence(self.executed.stopped_by) if self.executed.stopped_by else None


def _silence(error: SystemUnavailableError) -> Cause:
    refused = isinstance(error, CredentialsRefusedError)
    remedy = "Correct the credentials, then run again." if refused else "Run again when it answers."
    return Cause(Waiting.SYSTEM.value, error.system, remedy)


# the run as a whole


def status_of(rows: tuple[Row, ...]) -> Status:
    """Waiting for what is still to come is no failure; waiting for an answer is."""
    return Status.INCOMPLETE if any(map(_is_trouble, rows)) else Status.COMPLETE


def _is_trouble(row: Row) -> bool:
    if row.fate is Fate.HELD:
        return row.code == Waiting.SETTLEMENT.value
    return row.fate in _TROUBLE or (row.fate in _WELL and bool(row.explanation))


_WELL: Final = frozenset({Fate.POSTED, Fate.ALREADY_BOOKED})
_TROUBLE: Final = frozenset({Fate.REFUSED, Fate.UNCERTAIN, Fate.DIFFERS})
