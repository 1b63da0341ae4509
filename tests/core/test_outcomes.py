"""A run's rows: what is at the root of each that stays out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from core.documents import Kind, Label
from core.draft import UNANSWERED
from core.plan import Plan, Step
from core.ports import CredentialsRefusedError, SystemUnavailableError
from core.records import CustomerRecord, Key, RemoteId
from core.refusals import Cause, Reason, Waiting
from core.reports import Fate, Outcome, Row, StepState
from core.usecases.confirming import Confirmation
from core.usecases.executing import Executed
from core.usecases.outcomes import planned_rows, rows_of

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WORDS: Final = Cause(Reason.REJECTED_BY_BOOKS.value, "Contract Number is missing.", "Do it.")
REFUSED: Final = Outcome(StepState.REFUSED, explanation="NetSuite refused it.", cause=WORDS)
DONE: Final = Outcome(StepState.DONE, RemoteId("9"))
NOT_SENT: Final = Outcome(StepState.NOT_SENT, explanation="NetSuite: no answer")
SILENCE: Final = SystemUnavailableError("NetSuite", "no answer")


def step(name: str, *needs: str) -> Step:
    label = Label(Kind.INVOICE, 1, name)
    return Step(Key(name), CustomerRecord("Ann", "1"), label, needs=tuple(map(Key, needs)))


CHAIN: Final = Plan("acme", (step("a"), step("b", "a"), step("c", "b")))
"""Each needs the one before it."""


def rows(
    plan: Plan,
    outcomes: Mapping[str, Outcome],
    differing: Mapping[Key, str] | None = None,
    lined_up: tuple[str, ...] = (),
    **executed: Any,
) -> dict[str, Row]:
    given = {"known": {}, "uncertain": {}, "stopped_by": None, **executed}
    done = Executed(outcomes={Key(name): one for name, one in outcomes.items()}, **given)
    confirmation = Confirmation(frozenset(), differing or {}, {})
    found = rows_of(plan, done, confirmation, {Key(name): "words" for name in lined_up})
    return {str(row.key): row for row in found}


def causes(found: Mapping[str, Row]) -> dict[str, Cause | None]:
    return {key: row.cause for key, row in found.items()}


def test_what_went_has_no_cause() -> None:
    assert causes(rows(CHAIN, {"a": DONE, "b": DONE, "c": DONE})) == dict.fromkeys("abc")


def test_all_that_needs_a_refused_record_has_its_cause() -> None:
    found = rows(CHAIN, {"a": REFUSED})
    assert causes(found) == dict.fromkeys("abc", WORDS)
    assert [row.fate for row in found.values()] == [Fate.REFUSED, Fate.HELD, Fate.HELD]
    assert found["c"].code == Waiting.DEPENDENCY.value


def test_what_netsuite_has_otherwise_is_refused_under_that_code() -> None:
    cause = Cause(Reason.BOOKED_DIFFERENTLY.value, "Invoice a", "Void it.")
    found = rows(CHAIN, {"a": Outcome(StepState.REFUSED, RemoteId("9"), "Other.", cause)})
    assert (found["a"].code, found["a"].remote) == ("booked-differently", RemoteId("9"))


def test_all_that_needs_an_unanswered_record_has_its_cause() -> None:
    found = rows(CHAIN, {"a": DONE}, uncertain={Key("b"): NOON})
    assert causes(found) == {"a": None, "b": UNANSWERED, "c": UNANSWERED}
    assert found["b"].fate is Fate.UNCERTAIN


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (SILENCE, "Run again when it answers."),
        (CredentialsRefusedError("NetSuite", "denied"), "Correct the credentials, then run again."),
    ],
)
def test_what_a_silent_system_kept_from_being_sent_has_that_system(
    error: SystemUnavailableError, remedy: str
) -> None:
    found = rows(CHAIN, {"a": DONE, "b": NOT_SENT}, stopped_by=error)
    cause = Cause(Waiting.SYSTEM.value, "NetSuite", remedy)
    assert causes(found) == {"a": None, "b": cause, "c": cause}
    assert [found[key].code for key in "bc"] == ["waiting-for-system", "waiting-for-dependency"]


def test_a_refusal_is_at_the_root_also_where_a_system_fell_silent_later() -> None:
    assert causes(rows(CHAIN, {"a": REFUSED}, stopped_by=SILENCE)) == dict.fromkeys("abc", WORDS)


def test_what_posted_otherwise_has_itself_as_cause() -> None:
    found = rows(CHAIN, {"a": DONE, "b": DONE, "c": DONE}, differing={Key("b"): "owes more"})
    assert found["b"].cause == Cause("posted-differently", "Invoice b", "Look at it in NetSuite.")
    assert (found["a"].cause, found["c"].cause) == (None, None)


def test_what_lines_up_says_behind_which() -> None:
    plan = Plan("acme", (step("a"), step("b", "a"), step("c", "a")))
    found = rows(plan, {"a": REFUSED}, lined_up=("a", "b"))
    assert found["b"].explanation == (
        "NetSuite refused it before, in the same words as Invoice a. It goes once that one has gone."
    )
    assert found["c"].explanation == "It waits for: Invoice a."


def test_a_dry_run_has_the_key_of_each() -> None:
    assert [(row.key, row.cause) for row in planned_rows(CHAIN)] == [
        (Key(name), None) for name in "abc"
    ]
