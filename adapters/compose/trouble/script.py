"""A script: how an office is set up, and what happens there one after the other.

Strikes stand before the work that they trouble: the next run, or the next payment of refunds. Leave out
anything, and the rest is a script as well.
"""

from dataclasses import dataclass

from adapters.compose.trouble.planted import Planted
from adapters.compose.trouble.set_up import Habits
from adapters.compose.trouble.strikes import Strike, Trouble
from adapters.compose.trouble.work import Work


@dataclass(frozen=True, slots=True)
class Run:
    """The sync."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Refunds are paid by check: so much per cent of each, one check for a customer or for a refund."""

    share: int
    grouped: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Decide:
    """Somebody in NetSuite approves or voids a check."""

    action: str
    pick: int


@dataclass(frozen=True, slots=True)
class Wait:
    seconds: int


@dataclass(frozen=True, slots=True)
class Hold:
    """The next documents are put in no batch."""

    most: int


@dataclass(frozen=True, slots=True)
class PostOne:
    """One of the documents in no batch is posted."""

    pick: int


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """The controller opens the period again."""


Happening = Run | Checks | Decide | Wait | Hold | PostOne | OpenPeriod
Event = Work | Strike | Happening


@dataclass(frozen=True, slots=True)
class Script:
    """`planted` is a bug that its world has; the calm world has none."""

    habits: Habits
    events: tuple[Event, ...]
    planted: Planted | None = None

    @property
    def calm(self) -> "Script":
        """People do the same, and nothing else happens before all of it is there."""
        work = (_work_of(one) for one in self.events)
        return Script(self.habits, tuple(one for one in work if one is not None))


def _work_of(event: Event) -> Work | None:
    if isinstance(event, Strike):
        return event.work if event.trouble is Trouble.MEANWHILE else None
    return None if isinstance(event, Happening) else event
