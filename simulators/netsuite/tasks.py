"""Merge tasks: what NetSuite works off in its own time, and whom that locks (facts §6).

A task waits, runs and ends by the simulator's clock. While it waits or runs its duplicates are
locked: they are neither edited nor deleted, and no transaction is newly saved for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from simulators.netsuite.state import State

Status = Literal["PENDING", "PROCESSING", "COMPLETE", "FAILED"]
UNDONE: Final = ("PENDING", "PROCESSING")


@dataclass(frozen=True)
class Deduplication:
    """How the merge tasks submitted from now on go; only a test can know."""

    seconds: int = 2
    """From a task's turn to its end; it waits for half of them."""
    fail: str | None = None
    """Why the tasks fail, changing nothing; None: they do not."""
    custom_records_follow: bool = True
    """Whether references in custom records go over to the master."""
    partly: bool = False
    """The last duplicate is left as it was, and the task says COMPLETE all the same."""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Deduplication":
        """From the control plane's JSON; what is not given is as usual. ValueError otherwise."""
        unknown = set(given) - {"seconds", "fail", "customRecordsFollow", "partly"}
        if unknown:
            raise ValueError(f"deduplication has no {', '.join(sorted(unknown))}")
        fail = given.get("fail")
        return cls(
            _seconds(given.get("seconds", cls.seconds)),
            None if fail is None else str(fail),
            bool(given.get("customRecordsFollow", True)),
            bool(given.get("partly", False)),
        )

    def told(self) -> dict[str, Any]:
        return {
            "seconds": self.seconds,
            "fail": self.fail,
            "customRecordsFollow": self.custom_records_follow,
            "partly": self.partly,
        }


def _seconds(given: object) -> int:
    if type(given) is not int or given < 0:
        raise ValueError(f"seconds are whole and not negative; {given} is not")
    return given


@dataclass(frozen=True, slots=True)
class Task:
    """An ENTITY_DEDUPLICATION of customers into a master chosen by id; instants are UTC."""

    id: str
    master: str
    duplicates: tuple[str, ...]
    submitted: datetime
    starts: datetime
    ends: datetime
    how: Deduplication
    status: Status = "PENDING"
    message: str = ""
    """Why it failed."""


def locked_customers(state: "State") -> frozenset[str]:
    """The ids of all duplicates of tasks that wait or run."""
    tasks = state.tasks.values() if len(state.tasks) else ()
    return frozenset(
        duplicate for task in tasks if task.status in UNDONE for duplicate in task.duplicates
    )
