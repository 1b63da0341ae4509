"""The store as one process sees it: the real one, with everything that a database can do to us.

It keeps the promises of `core.ports.Store` but for those that a broken database cannot keep: it may be
gone before it enters something, or just after it did.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from adapters.compose.trouble.process import Process
from adapters.compose.trouble.strikes import Call, Place, Trouble
from adapters.store import SqlStore, StoreUnreachableError
from adapters.store.group_commit import GroupCommit
from adapters.store.leases import TenantLease
from adapters.store.locks import TenantLocks
from core.documents import PaymentId
from core.errors import SyncError
from core.ports import Intent, Lease
from core.records import Key, RemoteId
from core.reports import Outcome, Report, Row
from core.settings import MappingChoice

T = TypeVar("T")
NAME: Final = "the store of the simulation"


class TroubledStore(SqlStore):
    """Raises StoreUnreachableError besides what the store itself raises."""

    def __init__(
        self, sql: GroupCommit, locks: TenantLocks, now: Callable[[], datetime], process: Process
    ) -> None:
        super().__init__(sql, locks, now)
        self.process = process

    async def begin_lease(self, tenant: str, holder: str, now: datetime) -> TenantLease:
        begin = super().begin_lease

        async def begun() -> TenantLease:
            lease = await begin(tenant, holder, now)
            self.process.leased = True
            return lease

        return await self._entered("begin of a lease", begun)

    async def end_lease(self, lease: TenantLease) -> None:
        """All that is fenced is written by now: whoever takes over takes nothing away."""
        self.process.leased = False
        await self._entered("end of a lease", partial(super().end_lease, lease))

    async def start_run(self, lease: Lease, report: Report) -> Report | None:
        return await self._entered("start of a run", partial(super().start_run, lease, report))

    async def note_plan(self, lease: Lease, report: Report) -> None:
        await self._entered("plan of a run", partial(super().note_plan, lease, report))

    async def sent(self, run: str) -> Mapping[Key, RemoteId | None]:
        return await self._looked("what a run has sent", partial(super().sent, run))

    async def finish_run(self, lease: Lease, report: Report) -> None:
        await self._entered("end of a run", partial(super().finish_run, lease, report))

    async def intend(self, lease: Lease, run: str, keys: Sequence[Key], now: datetime) -> None:
        intended = ", ".join(keys)
        await self._entered(f"intent of {intended}", partial(super().intend, lease, run, keys, now))

    async def settle(self, lease: Lease, run: str, key: Key, outcome: Outcome) -> None:
        await self._entered(f"outcome of {key}", partial(super().settle, lease, run, key, outcome))

    async def unsettled(self, tenant: str) -> Mapping[Key, Intent]:
        return await self._looked("open intents", partial(super().unsettled, tenant))

    async def rows_with(self, tenant: str, keys: Collection[Key]) -> Sequence[Row]:
        return await self._looked("earlier rows", partial(super().rows_with, tenant, keys))

    async def unfinished(self, tenant: str) -> frozenset[Key]:
        return await self._looked("unfinished steps", partial(super().unfinished, tenant))

    async def watch(self, lease: Lease, run: str, payments: Collection[PaymentId]) -> None:
        await self._entered("watched payments", partial(super().watch, lease, run, payments))

    async def watched(self, tenant: str) -> Sequence[PaymentId]:
        return await self._looked("watched payments", partial(super().watched, tenant))

    async def cursor(self, tenant: str) -> datetime | None:
        return await self._looked("the cursor", partial(super().cursor, tenant))

    async def move_cursor(self, lease: Lease, run: str, to: datetime) -> None:
        await self._entered("cursor", partial(super().move_cursor, lease, run, to))

    async def latest(self, tenant: str) -> Report | None:
        return await self._looked("the latest run", partial(super().latest, tenant))

    async def runs(self, tenant: str | None, limit: int) -> Sequence[Report]:
        return await self._looked("the runs", partial(super().runs, tenant, limit))

    async def errors(self, tenant: str) -> Sequence[SyncError]:
        return await self._looked("the errors", partial(super().errors, tenant))

    async def keep_errors(
        self, lease: Lease, run: str, rows: Sequence[Row], now: datetime, *, whole: bool = True
    ) -> None:
        await self._entered(
            "errors of a run", partial(super().keep_errors, lease, run, rows, now, whole=whole)
        )

    async def reset_errors(
        self, tenant: str, ids: Collection[int] | None, who: str, now: datetime
    ) -> int:
        return await self._entered(
            "reset of errors", partial(super().reset_errors, tenant, ids, who, now)
        )

    async def mapping(self, tenant: str) -> Sequence[MappingChoice]:
        return await self._looked("the mapping", partial(super().mapping, tenant))

    async def choose(self, tenant: str, choice: MappingChoice, who: str, now: datetime) -> None:
        await self._entered("choice of mapping", partial(super().choose, tenant, choice, who, now))

    async def _entered(self, what: str, work: Callable[[], Awaitable[T]]) -> T:
        return await self._at_risk(Call(Place.STORE_WRITE, f"the entry ({what})"), work)

    async def _looked(self, what: str, work: Callable[[], Awaitable[T]]) -> T:
        return await self._at_risk(Call(Place.STORE_READ, f"a look into the store ({what})"), work)

    async def _at_risk(self, call: Call, work: Callable[[], Awaitable[T]]) -> T:
        strike = await self.process.before(call)
        trouble = strike.trouble if strike else None
        if trouble is Trouble.STORE_DOWN:
            raise StoreUnreachableError(NAME, "it does not answer")
        found = await work()
        self.process.must_live()
        if trouble is Trouble.STORE_REPLY_LOST:
            raise StoreUnreachableError(NAME, "the connection broke")
        if trouble is Trouble.KILLED_AFTER:
            await self.process.die()
        return found
