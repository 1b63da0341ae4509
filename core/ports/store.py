"""What we remember between runs."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.documents import PaymentId
from core.errors import SyncError
from core.records import Key, RemoteId
from core.reports import Outcome, Report, Row
from core.settings import MappingChoice


@dataclass(frozen=True, slots=True)
class Intent:
    """A write that was announced and whose outcome is not known."""

    key: Key
    sent_at: datetime


class Lease(Protocol):
    """The right to run one tenant; every write to the journal is fenced by its token."""

    token: int


class Store(Protocol):
    """What we remember: runs, steps with intent and outcome, choices of mapping, cursors."""

    def lease(self, tenant: str, holder: str, now: datetime) -> AbstractAsyncContextManager[Lease]:
        """One run per tenant; raises TenantBusyError. A dead holder's lease is free at once."""
        ...

    async def start_run(self, lease: Lease, report: Report) -> Report | None:
        """What is known of a run of this name that was cut short: it goes on. None for a new one."""
        ...

    async def note_plan(self, lease: Lease, report: Report) -> None:
        """The report so far, of a run that is under way: its rows as they are planned."""
        ...

    async def sent(self, run: str) -> Mapping[Key, RemoteId | None]:
        """What the run announced, and was not told that it is not there; with the id where known."""
        ...

    async def finish_run(self, lease: Lease, report: Report) -> None: ...

    async def intend(self, lease: Lease, run: str, keys: Sequence[Key], now: datetime) -> None:
        """Durably, before the calls: these steps are about to be sent."""
        ...

    async def settle(self, lease: Lease, run: str, key: Key, outcome: Outcome) -> None:
        """Durably, after the call: what became of the step."""
        ...

    async def unsettled(self, tenant: str) -> Mapping[Key, Intent]:
        """Intents without an outcome, and those whose outcome was unknown."""
        ...

    async def rows_with(self, tenant: str, keys: Collection[Key]) -> Sequence[Row]:
        """What the last run that named each of these keys said of it, as it was before the run too."""
        ...

    async def unfinished(self, tenant: str) -> frozenset[Key]:
        """The keys of steps that were to be done and, as far as is known, are not."""
        ...

    async def watch(self, lease: Lease, run: str, payments: Collection[PaymentId]) -> None:
        """The payments to read again next time: money left, or applications that wait (AR-10)."""
        ...

    async def watched(self, tenant: str) -> Sequence[PaymentId]: ...

    async def cursor(self, tenant: str) -> datetime | None:
        """Up to when changed payments have been read (UTC)."""
        ...

    async def move_cursor(self, lease: Lease, run: str, to: datetime) -> None: ...

    async def latest(self, tenant: str) -> Report | None: ...

    async def runs(self, tenant: str | None, limit: int) -> Sequence[Report]:
        """Newest first."""
        ...

    async def errors(self, tenant: str) -> Sequence[SyncError]:
        """What stays out now, in the order in which it first did (TRG-13)."""
        ...

    async def keep_errors(
        self, lease: Lease, run: str, rows: Sequence[Row], now: datetime, *, whole: bool = True
    ) -> None:
        """The tenant's errors are from now on those after this run's rows; unless it looked at the
        `whole` queue, the errors of other documents stay."""
        ...

    async def reset_errors(
        self, tenant: str, ids: Collection[int] | None, who: str, now: datetime
    ) -> int:
        """Each of these, or all, goes on its own with the next run; how many there were."""
        ...

    async def mapping(self, tenant: str) -> Sequence[MappingChoice]:
        """The choices in force."""
        ...

    async def choose(self, tenant: str, choice: MappingChoice, who: str, now: datetime) -> None:
        """Keep a new version of one choice."""
        ...
