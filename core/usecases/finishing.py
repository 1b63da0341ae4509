"""The end of a run: read back and compare, mark, remember what the next run must read, report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.plan import Plan, Step
from core.ports import SystemUnavailableError
from core.receivables.standing import unsettled_payments
from core.records import Key, RemoteId
from core.reports import Report, Row, Status, StepState
from core.resumed import of_the_whole_run
from core.situation import Situation
from core.usecases.confirming import Confirmation, confirm
from core.usecases.confirming_journals import confirm_journals
from core.usecases.confirming_merges import confirm_merges
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Executed
from core.usecases.journaling import Journal
from core.usecases.keeping_refunds import has_refund_records, with_refunds_kept
from core.usecases.outcomes import is_done, rows_of, status_of
from core.usecases.progress import Progress


@dataclass(frozen=True, slots=True)
class Finishing:
    """What was carried out, and of what.

    `read_at` is when reading began (UTC). `earlier` are the rows of a run of this name that was cut
    short, `sent` what that one had sent.
    """

    tenant: ConnectedTenant
    journal: Journal
    situation: Situation
    plan: Plan
    executed: Executed
    read_at: datetime
    who: str
    progress: Progress
    earlier: tuple[Row, ...] = ()
    sent: Mapping[Key, RemoteId | None] | None = None

    async def finished(self, report: Report) -> Report:
        """What was done so far is confirmed and marked even when a system stopped the rest."""
        confirmation, stopped = await self._confirmed()
        if stopped is None:
            await self._remember()
        rows = rows_of(self.plan, self.executed, confirmation, self.situation.rejected)
        store, lease, run = self.journal.store, self.journal.lease, self.journal.run
        now, whole = self.journal.clock.now(), not self.situation.queue.left
        await store.keep_errors(lease, run, rows, now, whole=whole)
        ended = self._ended(report, rows, confirmation, stopped)
        if stopped is None and has_refund_records(self.tenant):
            ended = await with_refunds_kept(
                ended, self.tenant, self.journal, self.who, self.progress
            )
        return ended

    async def _confirmed(self) -> tuple[Confirmation, SystemUnavailableError | None]:
        self.progress("Reading back and comparing", 0, 0)
        tenant, situation, executed = self.tenant, self.situation, self.executed
        done = [step for step in self.plan.steps if is_done(step, executed)]
        early = executed.confirmed
        confirmation = Confirmation(early, {}, {})
        try:
            confirmation = await confirm(tenant, situation.chart, done, executed.known, early)
            confirmation = await confirm_merges(
                tenant, situation, self.plan, executed, confirmation
            )
            confirmation = await self._journals_confirmed(done, confirmation)
        except SystemUnavailableError as error:
            return confirmation, executed.stopped_by or error
        return confirmation, executed.stopped_by

    async def _journals_confirmed(
        self, done: list[Step], confirmation: Confirmation
    ) -> Confirmation:
        known = self.executed.known
        return await confirm_journals(self.tenant, self.situation, done, known, confirmation)

    async def _remember(self) -> None:
        """What the next run must look at again: payments with money or changes open (AR-10)."""
        open_now = {one.id for one in self.situation.queue.payments if one.unapplied}
        watched = open_now | self.situation.money_left | unsettled_payments(self.situation)
        store, lease, run = self.journal.store, self.journal.lease, self.journal.run
        await store.watch(lease, run, watched)
        await store.move_cursor(lease, run, self.read_at)

    def _ended(
        self,
        report: Report,
        rows: tuple[Row, ...],
        confirmation: Confirmation,
        stopped: SystemUnavailableError | None,
    ) -> Report:
        outcomes = self.executed.outcomes.items()
        written = {key for key, one in outcomes if one.state is StepState.DONE}
        if self.sent is not None:
            rows, before = of_the_whole_run(rows, self.earlier, self.sent)
            written |= before
        status = Status.FAILED if stopped else status_of(rows)
        return replace(
            report,
            rows=rows,
            status=status,
            failure=str(stopped) if stopped else "",
            written=len(written),
            confirmed=len(confirmation.confirmed),
        )
