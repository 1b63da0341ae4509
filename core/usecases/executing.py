"""Execute: the plan's steps, each once, independent ones at the same time.

Intent is stored before a call and the outcome after it. A call without an answer makes its step
uncertain: it is looked up by its key, and sent again only when the time in which the books may still
commit it has passed (design, writing exactly once). When the books then refuse it, they may have the
first sending after all: it is looked up once more. A step that fails holds only what needs it.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from returns.result import Failure, Success

from core.agreement import difference
from core.chart import Chart
from core.documents import Kind
from core.plan import Plan, Step
from core.ports import OutcomeUnknownError, Rejection, SystemUnavailableError
from core.records import Key, RemoteId
from core.reports import Outcome, StepState
from core.together import beside
from core.usecases.confirming_early import EarlyConfirmation
from core.usecases.connected import ConnectedTenant
from core.usecases.journaling import Journal
from core.usecases.progress import Progress
from core.usecases.refusing import booked_differently, refused

_FIRST_LOOK = 1
_LONGEST_PAUSE = 30
"""Seconds between looks for a write that was not answered."""


@dataclass(frozen=True, slots=True)
class Executed:
    """Every step's outcome by key; a step without one was not reached.

    `uncertain` are the unanswered steps, each with the instant (UTC) until which the books may still
    commit it. `stopped_by` is the system whose silence ended the work early. `confirmed` are the steps
    that were read back, agreed and were marked meanwhile.
    """

    outcomes: Mapping[Key, Outcome]
    known: Mapping[Key, RemoteId]
    uncertain: Mapping[Key, datetime]
    stopped_by: SystemUnavailableError | None
    confirmed: frozenset[Key] = frozenset()


@dataclass
class Execution:
    """One plan being carried out."""

    tenant: ConnectedTenant
    chart: Chart
    journal: Journal
    known: dict[Key, RemoteId]
    progress: Progress
    outcomes: dict[Key, Outcome] = field(default_factory=dict)
    stopped_by: SystemUnavailableError | None = None
    _sent: dict[Key, datetime] = field(default_factory=dict)
    _sent_before: set[Key] = field(default_factory=set)
    _uncertain: dict[Key, Step] = field(default_factory=dict)
    _ready: asyncio.Queue[Step] = field(default_factory=asyncio.Queue)
    _waiting_for: dict[Key, set[Key]] = field(default_factory=dict)
    _needed_by: dict[Key, list[Step]] = field(default_factory=lambda: defaultdict(list))
    _whole: int = 0
    _at_work: "asyncio.Task[None] | None" = None
    _mark: int = 0
    _marked: asyncio.Event = field(default_factory=asyncio.Event)
    _early: EarlyConfirmation = field(init=False)

    def __post_init__(self) -> None:
        self._early = EarlyConfirmation(self.tenant, self.chart, self.known)

    async def carry_out(self, plan: Plan) -> Executed:
        """All of the plan that can be done; a system that stops answering stops the rest."""
        self.begin(plan)
        try:
            while await self.advance(len(plan.writes) + 1):
                pass
        finally:
            await self.stop()
        return self.executed()

    def begin(self, plan: Plan) -> int:
        """Start on the plan, which goes on by itself until it is done or stopped; how many are left."""
        self._line_up(plan.writes)
        self._at_work = asyncio.create_task(self._carry_out(plan))
        return self._whole

    async def advance(self, by: int) -> int:
        """Wait until that many more are settled, or all; how many are left, 0 when the work is done.

        The work waits for nobody: what settles meanwhile counts for the next call.
        """
        assert self._at_work is not None, "nothing was begun"
        self._mark += by
        self._look_at_mark()
        passed = asyncio.ensure_future(self._marked.wait())
        try:
            await asyncio.wait({self._at_work, passed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            passed.cancel()
        if not self._at_work.done():
            return max(1, self._whole - len(self.outcomes))
        self._at_work.result()
        return 0

    async def stop(self) -> None:
        """Nothing of it is under way any more."""
        if self._at_work is not None:
            self._at_work.cancel()
            await asyncio.gather(self._at_work, return_exceptions=True)

    def executed(self) -> Executed:
        """As far as it came."""
        window = self.tenant.commit_window
        uncertain = {key: self._sent[key] + window for key in self._uncertain}
        return Executed(
            self.outcomes, self.known, uncertain, self.stopped_by, self._early.confirmed
        )

    async def _carry_out(self, plan: Plan) -> None:
        self._sent_before |= (await self.journal.store.unsettled(self.tenant.name)).keys()
        try:
            while not self.stopped_by:
                await self._work()
                if self.stopped_by or not await self._settle_uncertain():
                    break
            await self._early.finish()
        finally:
            await self._early.stop()
        await self._note_unfinished(plan)

    def _look_at_mark(self) -> None:
        if len(self.outcomes) >= self._mark:
            self._marked.set()
        else:
            self._marked.clear()

    async def _note_unfinished(self, plan: Plan) -> None:
        """Applications that were to go and did not: the next run sends them whatever else moves."""
        for step in plan.writes:
            reached = step.key in self.outcomes or step.key in self._uncertain
            if step.document.kind is Kind.APPLICATION and not reached:
                await self.journal.intend(step)
                await self.journal.settle(step, Outcome(StepState.NOT_SENT))

    def _line_up(self, steps: Sequence[Step]) -> None:
        self._whole = len(steps)
        keys = {step.key for step in steps}
        for step in steps:
            needs = keys.intersection(step.needs)
            self._waiting_for[step.key] = set(needs)
            for key in needs:
                self._needed_by[key].append(step)
            if not needs:
                self._ready.put_nowait(step)

    async def _work(self) -> None:
        """Until nothing is ready and nothing under way; raises the first of what went wrong."""
        async with beside() as group:
            count = min(2 * self.tenant.concurrency, self._whole)
            workers = [group.create_task(self._worker()) for _ in range(count)]
            await self._ready.join()
            for worker in workers:
                worker.cancel()

    async def _worker(self) -> None:
        while True:
            step = await self._ready.get()
            try:
                if not self.stopped_by:
                    await self._do(step)
            except SystemUnavailableError as error:
                self.stopped_by = self.stopped_by or error
                await self._settled(step, Outcome(StepState.NOT_SENT, explanation=str(error)))
            finally:
                self._ready.task_done()

    async def _do(self, step: Step) -> None:
        self._sent[step.key] = await self.journal.intend(step)
        try:
            answer = await self.tenant.books.post(step, self.known)
        except OutcomeUnknownError as error:
            await self._unanswered(step, str(error))
            return
        match answer:
            case Success(remote):
                await self._settled(step, Outcome(StepState.DONE, remote))
            case Failure(rejection):
                await self._rejected(step, rejection)

    async def _rejected(self, step: Step, rejection: Rejection) -> None:
        """Not believed where an earlier sending, or another record, may be what is in its way."""
        if rejection.key_taken or step.key in self._sent_before:
            await self._perhaps_there(step, rejection)
        else:
            await self._settled(step, refused(step, rejection))

    async def _perhaps_there(self, step: Step, rejection: Rejection) -> None:
        """Under our key it is our own record; else the refusal stands."""
        try:
            ours = await self._look_for(step)
        except SystemUnavailableError:
            await self._unanswered(step, rejection.text)
            return
        if not ours:
            await self._settled(step, refused(step, rejection))

    async def _unanswered(self, step: Step, why: str) -> None:
        """Whether it is booked is unknown: look at once, and remember it when that tells nothing.

        The call may have waited before it went out, so its time begins only now.
        """
        self._sent[step.key] = await self.journal.intend(step)
        await self.journal.settle(step, Outcome(StepState.UNKNOWN, explanation=why))
        self._uncertain[step.key] = step
        with contextlib.suppress(SystemUnavailableError):
            await self._look_for(step)

    async def _look_for(self, step: Step) -> bool:
        """Settle a step by what the books have under its key; False when nothing is known yet."""
        remote = await self.tenant.books.located(step, self.known)
        if remote is None:
            return False
        if isinstance(remote, Rejection):
            await self._settled(step, refused(step, remote))
            return True
        booked = (await self.tenant.books.booked([step.key])).get(step.key)
        differing = difference(step, booked, self.chart) if booked else None
        if differing is None:
            await self._settled(step, Outcome(StepState.DONE, remote))
        else:
            await self._settled(step, booked_differently(step, remote, differing))
        return True

    async def _settle_uncertain(self) -> bool:
        """Look for unanswered writes until found, proven absent, or patience ends.

        True when there is work again.
        """
        pause = _FIRST_LOOK
        deadline = self.journal.clock.now() + self.tenant.settle_wait
        while self._uncertain and self.journal.clock.now() < deadline:
            self.progress("Waiting for unanswered writes", 0, len(self._uncertain))
            await self.journal.clock.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            if await self._look_again(deadline):
                return True
        return False

    async def _look_again(self, deadline: datetime) -> bool:
        """A look at a system that is silent takes long by itself, so patience may end in between, and
        absent is proof only as of its beginning."""
        for step in tuple(self._uncertain.values()):
            looked_at = self.journal.clock.now()
            if looked_at >= deadline:
                break
            try:
                found = await self._look_for(step)
            except SystemUnavailableError:
                continue
            if not found and looked_at >= self._sent[step.key] + self.tenant.commit_window:
                del self._uncertain[step.key]
                self._sent_before.add(step.key)
                self._ready.put_nowait(step)
        return not self._ready.empty()

    async def _settled(self, step: Step, outcome: Outcome) -> None:
        await self.journal.settle(step, outcome)
        self._uncertain.pop(step.key, None)
        self.outcomes[step.key] = outcome
        if outcome.state is StepState.DONE:
            assert outcome.remote is not None, step
            self.known[step.key] = outcome.remote
            self._release(step)
            self._early.done(step)
        self._look_at_mark()
        self.progress("Writing to NetSuite", len(self.outcomes), self._whole)

    def _release(self, step: Step) -> None:
        for dependent in self._needed_by[step.key]:
            waiting = self._waiting_for[dependent.key]
            waiting.discard(step.key)
            if not waiting:
                self._ready.put_nowait(dependent)
