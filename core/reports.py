"""What became of a run: every document with its outcome, and the run's own status (TRG-09)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.budget import Usage
from core.documents import Label
from core.records import Key, RemoteId
from core.refusals import Cause


class StepState(Enum):
    """What is known of one announced write."""

    DONE = "done"
    REFUSED = "refused"
    NOT_SENT = "not-sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`cause` is what is at fault when the books refused it."""

    state: StepState
    remote: RemoteId | None = None
    explanation: str = ""
    cause: Cause | None = None


class Fate(Enum):
    """What became of one document in one run."""

    POSTED = "posted"
    ALREADY_BOOKED = "already booked"
    PLANNED = "planned"
    REFUSED = "refused"
    HELD = "held"
    UNCERTAIN = "uncertain"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Row:
    """`code` is the refusal's or hold's, `explanation` what an accountant reads.

    `cause` is at the root of what keeps it out or makes it differ; None when nothing is at fault.
    `key` is the record's.
    """

    document: Label
    fate: Fate
    code: str = ""
    explanation: str = ""
    remote: RemoteId | None = None
    cause: Cause | None = None
    key: Key | None = None


class Status(Enum):
    """The overall status of a run."""

    RUNNING = "running"
    COMPLETE = "complete"
    INCOMPLETE = "finished with refused or failed documents"
    PLAN_CHANGED = "stopped: the plan has changed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Report:
    """One run, in UTC. `written` counts records written; `failure` says what stopped it.

    `usage` is what it asked of each account.
    """

    run: str
    tenant: str
    started: datetime
    dry: bool = False
    finished: datetime | None = None
    status: Status = Status.RUNNING
    plan_hash: str = ""
    rows: tuple[Row, ...] = ()
    notices: tuple[str, ...] = ()
    written: int = 0
    confirmed: int = 0
    failure: str = ""
    usage: tuple[Usage, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(1 for row in self.rows if row.fate == fate)

    @property
    def differences(self) -> int:
        """Documents whose posting in the books is not the predicted one."""
        return self.count(Fate.DIFFERS)
