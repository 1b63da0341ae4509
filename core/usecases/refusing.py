"""What becomes of a step that the books do not take, in words for an accountant."""

from typing import Final

from core.draft import VOID_OR_CORRECT
from core.plan import Step
from core.ports import Rejection
from core.records import RemoteId
from core.refusals import Cause, Reason
from core.reports import Outcome, StepState

DO_AS_SAID: Final = "Do what NetSuite's words say; the next run sends it again."


def refused(step: Step, rejection: Rejection) -> Outcome:
    """Nothing of it is in the books; where its key is taken, another record has the name or number."""
    words, text, remedy = f"NetSuite refused it: {rejection.text}", rejection.text, DO_AS_SAID
    if rejection.key_taken:
        words = f"NetSuite has another record called {step.name}. Rename that one there; "
        words += "the next run sends this one."
        text, remedy = f"Another record is called {step.name}.", "Rename that one in NetSuite."
    cause = Cause(Reason.REJECTED_BY_BOOKS.value, text, remedy)
    return Outcome(StepState.REFUSED, explanation=words, cause=cause)


def booked_differently(step: Step, there: RemoteId, differing: str) -> Outcome:
    """It is in the books with other figures than planned; `differing` names both."""
    words = f"{step.document.number}: {differing}. {VOID_OR_CORRECT}"
    cause = Cause(Reason.BOOKED_DIFFERENTLY.value, str(step.document), VOID_OR_CORRECT)
    return Outcome(StepState.REFUSED, there, words, cause)
