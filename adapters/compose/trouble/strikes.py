"""What can go wrong at a call, and where it strikes.

A strike meets one kind of call, to a vendor or to the store, lets `after` of them pass, and then happens
once. What it is called here is what the story says.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from adapters.compose.trouble.work import Work


class Place(Enum):
    """Where a call goes, and whether it changes anything there."""

    NETSUITE_WRITE = "a write to NetSuite"
    NETSUITE_READ = "a question to NetSuite"
    SERVICETITAN_MARK = "a mark in ServiceTitan"
    SERVICETITAN_READ = "a question to ServiceTitan"
    STORE_WRITE = "an entry in the store"
    STORE_READ = "a look into the store"

    @property
    def is_vendor(self) -> bool:
        return self not in (Place.STORE_WRITE, Place.STORE_READ)


class Trouble(Enum):
    """The text goes before the words of the call."""

    REPLY_LOST = "is carried out, but its reply is lost"
    TIMED_OUT = "is never answered, and not carried out"
    FAILED = "is answered with an error 500, and not carried out"
    GARBLED = "is carried out, but answered with a page of HTML"
    LATE = "is not answered, and carried out late"
    TOO_MANY = "is turned away, since there are too many"
    TOKEN_EXPIRED = "finds its token expired"  # noqa: S105
    STORE_DOWN = "finds the store gone, and is not entered"
    STORE_REPLY_LOST = "is entered, but the store is gone before it says so"
    KILLED_BEFORE = "is not sent: the process is killed"
    KILLED_AFTER = "is carried out, but the process is killed"
    STOPPED = "is cut short: somebody stops the run"
    ANOTHER_WORKER = "comes while another worker begins on the same tenant"
    REPLACED = "waits while the worker loses its lease to another one"
    PERIOD_CLOSED = "comes as the controller closes the period"
    MEANWHILE = "comes as people work on"


@dataclass(frozen=True, slots=True)
class Strike:
    """`seconds` is how long something takes, where that says anything; `work` what people do.

    `others` strike the calls of the other worker, when this brings one.
    """

    trouble: Trouble
    place: Place
    after: int
    seconds: int = 0
    work: Work | None = None
    others: "tuple[Strike, ...]" = ()

    def one_less(self) -> "Strike":
        return replace(self, after=self.after - 1)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it is made. `words` are for people: `NetSuite's writing of a customer`."""

    place: Place
    words: str


BRINGS_ANOTHER: Final = frozenset({Trouble.ANOTHER_WORKER, Trouble.REPLACED})
AT_A_VENDOR: Final[dict[Trouble, dict[str, object]]] = {
    Trouble.REPLY_LOST: {"kind": "lost_reply"},
    Trouble.TIMED_OUT: {"kind": "timeout"},
    Trouble.FAILED: {"kind": "status", "status": 500},
    Trouble.GARBLED: {"kind": "malformed"},
    Trouble.LATE: {"kind": "late_commit"},
    Trouble.TOO_MANY: {"kind": "status", "status": 429},
}
"""As the simulators' faults (simulators.control.faults)."""
