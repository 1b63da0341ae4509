"""The store behind `core.ports.Store`: each promise, kept by one piece of SQL on its thread."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Self

from adapters.store import (
    budgets,
    choices,
    journal,
    leases,
    run_log,
    schedules,
    sync_errors,
    watching,
)
from adapters.store.group_commit import GroupCommit
from adapters.store.leases import TenantLease
from adapters.store.locks import TenantLocks
from core.budgets_kept import BudgetShare, BudgetUse, KeptBudget
from core.documents import PaymentId
from core.errors import SyncError
from core.ports import Intent, Lease
from core.records import Key, RemoteId
from core.reports import Outcome, Report, Row
from core.schedule import Schedule, ScheduleStatus
from core.schedules_kept import KeptSchedule
from core.settings import MappingChoice


class SqlStore:
    """Everything raises StoreError when the database fails.

    Writes that take a lease raise FencedError once there is a newer one. `now` tells the instant
    (UTC) at which a step is settled.
    """

    def __init__(self, sql: GroupCommit, locks: TenantLocks, now: Callable[[], datetime]) -> None:
        self._sql = sql
        self._locks = locks
        self._now = now

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Once every write that was asked for is done. May be called again."""
        await self._sql.close()

    @asynccontextmanager
    async def lease(self, tenant: str, holder: str, now: datetime) -> AsyncIterator[TenantLease]:
        release = await self._locks.take(tenant)
        if release is None:
            raise await self._sql.read(lambda sql: leases.busy(sql, tenant, now))
        try:
            lease = await self.begin_lease(tenant, holder, now)
            try:
                yield lease
            finally:
                await self.end_lease(lease)
        finally:
            await release()

    async def begin_lease(self, tenant: str, holder: str, now: datetime) -> TenantLease:
        """For whoever holds the tenant's lock."""
        return await self._sql.write(lambda sql: leases.begin(sql, tenant, holder, now))

    async def end_lease(self, lease: TenantLease) -> None:
        await self._sql.write(lambda sql: leases.end(sql, lease))

    async def start_run(self, lease: Lease, report: Report) -> Report | None:
        return await self._sql.write(lambda sql: run_log.start(sql, lease.token, report))

    async def note_plan(self, lease: Lease, report: Report) -> None:
        await self._sql.write(lambda sql: run_log.finish(sql, lease.token, report))

    async def sent(self, run: str) -> Mapping[Key, RemoteId | None]:
        return await self._sql.read(lambda sql: journal.sent(sql, run))

    async def finish_run(self, lease: Lease, report: Report) -> None:
        await self._sql.write(lambda sql: run_log.finish(sql, lease.token, report))

    async def intend(self, lease: Lease, run: str, keys: Sequence[Key], now: datetime) -> None:
        await self._sql.write(lambda sql: journal.intend(sql, lease.token, run, keys, now))

    async def settle(self, lease: Lease, run: str, key: Key, outcome: Outcome) -> None:
        now = self._now()
        await self._sql.write(lambda sql: journal.settle(sql, lease.token, run, key, outcome, now))

    async def unsettled(self, tenant: str) -> Mapping[Key, Intent]:
        return await self._sql.read(lambda sql: journal.unsettled(sql, tenant))

    async def rows_with(self, tenant: str, keys: Collection[Key]) -> Sequence[Row]:
        return await self._sql.read(lambda sql: run_log.rows_with(sql, tenant, keys))

    async def unfinished(self, tenant: str) -> frozenset[Key]:
        return await self._sql.read(lambda sql: journal.unfinished(sql, tenant))

    async def watch(self, lease: Lease, run: str, payments: Collection[PaymentId]) -> None:
        await self._sql.write(lambda sql: watching.watch(sql, lease.token, run, payments))

    async def watched(self, tenant: str) -> Sequence[PaymentId]:
        return await self._sql.read(lambda sql: watching.watched(sql, tenant))

    async def cursor(self, tenant: str) -> datetime | None:
        return await self._sql.read(lambda sql: watching.cursor(sql, tenant))

    async def move_cursor(self, lease: Lease, run: str, to: datetime) -> None:
        await self._sql.write(lambda sql: watching.move_cursor(sql, lease.token, run, to))

    async def latest(self, tenant: str) -> Report | None:
        return await self._sql.read(lambda sql: run_log.latest(sql, tenant))

    async def runs(self, tenant: str | None, limit: int) -> Sequence[Report]:
        return await self._sql.read(lambda sql: run_log.newest(sql, tenant, limit))

    async def errors(self, tenant: str) -> Sequence[SyncError]:
        return await self._sql.read(lambda sql: sync_errors.of(sql, tenant))

    async def keep_errors(
        self, lease: Lease, run: str, rows: Sequence[Row], now: datetime, *, whole: bool = True
    ) -> None:
        await self._sql.write(
            lambda sql: sync_errors.keep(sql, lease.token, run, rows, now, whole=whole)
        )

    async def reset_errors(
        self, tenant: str, ids: Collection[int] | None, who: str, now: datetime
    ) -> int:
        return await self._sql.write(lambda sql: sync_errors.reset(sql, tenant, ids, who, now))

    async def mapping(self, tenant: str) -> Sequence[MappingChoice]:
        return await self._sql.read(lambda sql: choices.in_force(sql, tenant))

    async def choose(self, tenant: str, choice: MappingChoice, who: str, now: datetime) -> None:
        await self._sql.write(lambda sql: choices.choose(sql, tenant, choice, who, now))

    async def schedule(self, tenant: str) -> KeptSchedule | None:
        return await self._sql.read(lambda sql: schedules.of(sql, tenant))

    async def keep_schedule(
        self, tenant: str, schedule: Schedule, who: str, now: datetime
    ) -> KeptSchedule:
        return await self._sql.write(lambda sql: schedules.keep(sql, tenant, schedule, who, now))

    async def change_schedule_status(
        self, tenant: str, status: ScheduleStatus, who: str, now: datetime
    ) -> KeptSchedule:
        return await self._sql.write(
            lambda sql: schedules.change_status(sql, tenant, status, who, now)
        )

    async def schedules_to_look_at(
        self, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[KeptSchedule]:
        return await self._sql.read(lambda sql: schedules.to_look_at(sql, now, limit, besides))

    async def next_look(self, after: datetime) -> datetime | None:
        return await self._sql.read(lambda sql: schedules.next_look(sql, after))

    async def look_later(self, seen: KeptSchedule, at: datetime) -> None:
        await self._sql.write(lambda sql: schedules.look_later(sql, seen, at))

    async def slot_fired(self, run: str, fired: KeptSchedule, slot: datetime) -> None:
        await self._sql.write(lambda sql: schedules.slot_fired(sql, run, fired, slot))

    async def share_budget(self, use: BudgetUse) -> BudgetShare:
        now = self._now()
        return await self._sql.write(lambda sql: budgets.share(sql, use, now))

    async def leave_budget(self, account: str, user: str) -> None:
        await self._sql.write(lambda sql: budgets.leave(sql, account, user))

    async def budgets(self) -> Sequence[KeptBudget]:
        return await self._sql.read(budgets.kept)
