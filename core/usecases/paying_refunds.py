"""Refunds are paid by check: reviewed first, then exactly that and exactly once (REF-13 to REF-17).

The tenant's lease is held from reading to the last status, so that two people never pay at once; what
was reviewed is compared with the books as they are under the lease. What a check pays is in the log
before the check is sent: after a crash it counts as on its way until NetSuite has it or cannot
have it. What is refused is told at once: it is no error of a run, and not in the list of those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from returns.result import Failure, Result, Success

from core.agreement import difference
from core.chart import Chart
from core.documents import Kind, Label
from core.plan import Plan, Step
from core.ports import Clock, Store
from core.records import Key, RemoteId
from core.refunds.booked import BookedCheck, RefundsNow
from core.refunds.checks import CheckRequest, Review, pinned
from core.refunds.written import CheckLine, CheckRecord, RefundPayment
from core.refusals import Problem, Refusal
from core.reports import Fate, Report, Row, Status
from core.usecases.confirming import Confirmation
from core.usecases.connected import ConnectedTenant
from core.usecases.executing import Executed, Execution
from core.usecases.journaling import Journal
from core.usecases.keeping_refunds import keep_refunds, with_kept
from core.usecases.logged import Logged, logged
from core.usecases.outcomes import is_done, rows_of, status_of
from core.usecases.progress import Progress, unwatched
from core.usecases.refunds_as_they_stand import read_refunds, review_of


@dataclass(frozen=True, slots=True)
class RefundRun:
    """`run` names it in the log; `who` is the person that asked."""

    run: str
    who: str


@dataclass(frozen=True, slots=True)
class WrittenCheck:
    """A check of the review and what became of it; `booked` as NetSuite has it, None if it has not."""

    key: Key
    record: RefundPayment
    booked: BookedCheck | None


@dataclass(frozen=True, slots=True)
class Paid:
    report: Report
    review: Review
    checks: tuple[WrittenCheck, ...]


async def pay_refunds(
    tenant: ConnectedTenant,
    store: Store,
    clock: Clock,
    run: RefundRun,
    request: CheckRequest,
    reviewed: str,
    progress: Progress = unwatched,
) -> Result[Paid, Problem]:
    """Write the checks of the review with this hash; refused, and nothing written, when it changed.

    Raises TenantBusyError and, before anything was written, SystemUnavailableError.
    """
    async with store.lease(tenant.name, run.who, clock.now()) as lease:
        now = await read_refunds(tenant, store, clock, with_ended=True)
        match pinned(review_of(request, now), reviewed):
            case Failure(problem):
                return Failure(problem)
            case Success(review):
                pass
        report = Report(run.run, tenant.name, clock.now(), plan_hash=review.hash)
        report = replace(report, rows=tuple(_planned(review)))
        async with logged(store, clock, lease, report) as work:
            journal = Journal(store, lease, run.run, clock)
            paying = Paying(tenant, journal, run.who, review, _ids(now), progress)
            await paying.pay(work)
        return Success(Paid(work.report, review, paying.written))


@dataclass
class Paying:
    """One review being paid."""

    tenant: ConnectedTenant
    journal: Journal
    who: str
    review: Review
    ids: Mapping[Key, RemoteId]
    progress: Progress
    booked: Mapping[Key, BookedCheck] | None = None

    async def pay(self, work: Logged) -> None:
        plan = Plan(self.tenant.name, tuple(_steps(self.review)))
        chart = await self.tenant.books.chart()
        execution = Execution(self.tenant, chart, self.journal, dict(self.ids), self.progress)
        executed = await execution.carry_out(plan)
        work.report = _reported(work.report, self.review, plan, executed, NOT_COMPARED)
        if executed.stopped_by is None:
            compared = await self._compared(plan, executed, chart)
            work.report = _reported(work.report, self.review, plan, executed, compared)
            kept = await keep_refunds(self.tenant, self.journal, self.who, self.progress)
            work.report = with_kept(work.report, kept)
            await self._read_back()

    @property
    def written(self) -> tuple[WrittenCheck, ...]:
        booked = self.booked or {}
        return tuple(WrittenCheck(key, one, booked.get(key)) for key, one in self.review.keyed)

    async def _compared(self, plan: Plan, executed: Executed, chart: Chart) -> Confirmation:
        """What NetSuite booked against what was to be booked, to the cent."""
        done = {step.key: step for step in plan.steps if is_done(step, executed)}
        found = await self.tenant.books.booked(done)
        words = {key: difference(step, found[key], chart) for key, step in done.items()}
        differing = {key: text for key, text in words.items() if text is not None}
        return Confirmation(frozenset(done) - frozenset(differing), differing, {})

    async def _read_back(self) -> None:
        now = await read_refunds(self.tenant, self.journal.store, self.journal.clock, True)
        checks = [check for one in now.booked.values() for check in one.checks]
        self.booked = {check.key: check for check in checks if check.key is not None}


NOT_COMPARED = Confirmation(frozenset(), {}, {})


def _ids(now: RefundsNow) -> Mapping[Key, RemoteId]:
    """What Customer Refunds name: customers by their own ids, credits by their keys."""
    customers = {one.customer for one in now.standings.values()}
    given_back = {one.key: one.id for booked in now.booked.values() for one in booked.credits or ()}
    return given_back | {Key(one): RemoteId(one) for one in customers}


def _steps(review: Review) -> Iterator[Step]:
    for place, (key, record) in enumerate(review.keyed, 1):
        kind = Kind.CHECK if isinstance(record, CheckRecord) else Kind.CUSTOMER_REFUND
        label = Label(kind, place, f"to {record.payee_name}", None, record.amount)
        yield Step(key, record, label, record.entry)


def _planned(review: Review) -> Iterator[Row]:
    """A row for each refund on a check, with the cents the check pays: what is found after a crash."""
    for key, record in review.keyed:
        for line in record.lines:
            yield Row(_paid_label(line), Fate.PLANNED, key=key)
    yield from map(_refused, review.refused)


def _paid_label(line: CheckLine) -> Label:
    return replace(line.label, amount=line.amount)


def _refused(one: Refusal) -> Row:
    return Row(one.document, Fate.REFUSED, one.reason.value, one.explanation)


def _reported(
    report: Report, review: Review, plan: Plan, executed: Executed, compared: Confirmation
) -> Report:
    records = dict(review.keyed)
    rows = tuple(
        replace(row, document=_paid_label(line), cause=None)
        for row in rows_of(plan, executed, compared, {})
        if row.key is not None
        for line in records[row.key].lines
    )
    rows = (*rows, *map(_refused, review.refused))
    stopped = executed.stopped_by
    return replace(
        report,
        rows=rows,
        status=Status.FAILED if stopped else status_of(rows),
        failure=str(stopped) if stopped else "",
        written=sum(1 for step in plan.steps if is_done(step, executed)),
        confirmed=len(compared.confirmed),
    )
