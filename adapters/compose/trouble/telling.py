"""A script is told: event after event, and then until all has come to its end."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Final

from returns.result import Success

from adapters.compose.trouble import checks
from adapters.compose.trouble.checks import Books, WrongError, must
from adapters.compose.trouble.paying import WHOLE, reviewed
from adapters.compose.trouble.people import picked
from adapters.compose.trouble.process import Lived, Process
from adapters.compose.trouble.refund_books import WAITING, Recorded, RefundBooks
from adapters.compose.trouble.script import (
    Checks,
    Decide,
    Event,
    Hold,
    OpenPeriod,
    PostOne,
    Run,
    Script,
    Wait,
)
from adapters.compose.trouble.strikes import Strike, Trouble
from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from adapters.compose.trouble.virtual_time import VirtualTime
from adapters.compose.trouble.world import World
from adapters.store import FencedError, StoreError
from core.ports import Store, SystemUnavailableError, TenantBusyError
from core.reports import Fate, Report, Status
from core.usecases.connected import ConnectedTenant
from core.usecases.paying_refunds import RefundRun, pay_refunds
from core.usecases.running import RunResult
from core.usecases.tying import tie_out

RUNS_ENOUGH: Final = 8
PAYMENTS_ENOUGH: Final = 4
A_MOMENT: Final = 61
EXPECTED: Final = (StoreError, FencedError, TenantBusyError, SystemUnavailableError)
"""How a run may end without a report: each says that it could not go on."""


@dataclass
class Telling:
    world: World
    laid: list[Strike] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.judge = self._judged

    async def tell(self, event: Event) -> None:
        match event:
            case Strike():
                self.laid.append(event)
            case Run():
                await self._run()
            case Checks():
                await self._pay(event)
            case Decide(action, pick):
                self._decide(action, pick)
            case Wait() | Hold() | PostOne() | OpenPeriod():
                self._happens(event)
            case _:
                self.world.people.tell_all(event)
        if isinstance(event, Run | Checks | Decide):
            checks.sound(self.world)

    def _happens(self, event: Wait | Hold | PostOne | OpenPeriod) -> None:
        match event:
            case Wait(seconds):
                self.world.tell(f"When {seconds} seconds pass")
                self.world.pass_by(seconds)
            case Hold(most):
                self.world.people.holding += most
            case PostOne(pick):
                self.world.people.post_one(pick)
            case OpenPeriod():
                self.world.open_period()

    # --- in Crossfoot ---

    async def _run(self) -> Report | None:
        self.world.tell("When the sync runs")
        ended = await self._lives(self.world.run_job())
        self.world.pass_by(A_MOMENT)
        return ended.report if isinstance(ended, RunResult) else None

    async def _pay(self, asked: Checks) -> Any:
        self.world.tell("When the refunds are paid by check")
        paid = await self._lives(self._pay_job(asked))
        if asked.again and isinstance(paid, Success):
            await self._lives(self._pay_job(asked))
        return paid

    def _pay_job(self, asked: Checks) -> Any:
        world = self.world
        world.processes += 1
        run = RefundRun(f"refunds-{world.processes}", "an accountant")

        async def pay(tenant: ConnectedTenant, store: Store) -> Any:
            _, request, review = await reviewed(
                tenant, store, world.time, asked.share, asked.grouped
            )
            return await pay_refunds(tenant, store, world.time, run, request, review.hash)

        return pay

    async def _lives(self, job: Any) -> Any:
        """What a process of its own came to, troubled by what was laid; None without a result."""
        world, strikes = self.world, self.laid
        self.laid = []
        world.work_left = [one.work for one in strikes if one.work is not None]
        process, ended = await world.lives(job, strikes)
        found = await self._judged(process, ended)
        while world.others:
            await world.others.pop()
        world.mend()
        world.work_on(len(world.work_left))
        return found

    async def _judged(self, process: Process, ended: Lived) -> Any:
        if ended.error is not None:
            if not isinstance(ended.error, EXPECTED):
                ought = "Crossfoot ends its work or says why it cannot"
                raise WrongError(ought, repr(ended.error)) from ended.error
            self.world.tell(f"And it ends early: {ended.error}")
        replaced = process.name in self.world.replaced
        well = isinstance(ended.result, RunResult | Success)
        must("a run that lost its lease does not end well", not (replaced and well))
        if isinstance(ended.result, RunResult):
            await checks.truthful(self.world, ended.result)
        return ended.result

    # --- in NetSuite ---

    def _decide(self, action: str, pick: int) -> None:
        lines = RefundBooks.of(self.world).lines
        lines = [one for one in lines if one.counts and one.kind == "check"]
        if action != "void":
            lines = [one for one in lines if one.approval == WAITING]
        line = picked(lines, pick)
        if line is None:
            return
        self.world.tell(f"And somebody in NetSuite does this with check {line.check}: {action}")
        if action == "void":
            self.world.act_in_netsuite("void", type="check", id=line.check)
        else:
            self.world.act_in_netsuite(f"{action}-check", id=line.check)

    # --- the end ---

    async def end(self) -> Books:
        """All is well again, and everything that is still to be done is done."""
        world = self.world
        self.laid = []
        world.people.holding = 0
        world.people.post_held()
        world.open_period()
        world.pass_by(PAST_THE_WINDOW)
        world.tell("When all is well again and the sync runs until nothing is left to do")
        world.people.correct_edits()
        await self._run_until_complete()
        await self._pay_all()
        checks.complete(world)
        await self._agree()
        return checks.books_of(world)

    async def _run_until_complete(self) -> None:
        """Until a run has nothing to write, and nothing that goes with the next one."""
        for _ in range(RUNS_ENOUGH):
            report = await self._run()
            if report is None or report.status is not Status.COMPLETE:
                self.world.pass_by(PAST_THE_WINDOW)
            elif report.written == 0 and not report.count(Fate.HELD):
                return
        raise WrongError("everything is done in the end", report)

    async def _pay_all(self) -> None:
        world = self.world
        books = RefundBooks.of(world)
        for _ in range(PAYMENTS_ENOUGH):
            if not _waiting(books):
                break
            paid = await self._pay(Checks(WHOLE, grouped=False))
            must("refunds can be paid in the end", isinstance(paid, Success), paid)
            self._approve_all()
            books = RefundBooks.of(world)
        must("no refund waits any more", not _waiting(books), _waiting(books))
        checks.sound(world)
        checks.statuses(world)

    def _approve_all(self) -> None:
        lines = RefundBooks.of(self.world).lines
        for check in {one.check for one in lines if one.counts and one.approval == WAITING}:
            self.world.act_in_netsuite("approve-check", id=check)

    async def _agree(self) -> None:
        async def tied(tenant: ConnectedTenant, store: Store) -> Any:
            return await tie_out(tenant, await store.mapping(tenant.name))

        tie = await self._lives(tied)
        must("both systems agree to the cent", tie is not None and tie.agrees, tie)


def _waiting(books: RefundBooks) -> list[Recorded]:
    return [one for one in books.records if one.status == "Pending Refund"]


@dataclass(frozen=True)
class Told:
    """A script told: its story, what struck, and what was wrong or the books it ended in."""

    story: tuple[str, ...]
    struck: "Counter[Trouble]"
    books: Books | None = None
    wrong: WrongError | None = None


def as_told(found: Told, calm: Books) -> Told:
    """The same, with what is wrong when its books are not the calm ones."""
    assert found.books is not None, found
    try:
        checks.as_calm(found.books, calm)
    except WrongError as wrong:
        return replace(found, wrong=wrong)
    return found


def told(script: Script) -> Told:
    """From its beginning to its end, on a clock and a loop of its own."""
    random.seed(0)  # pauses between tries are drawn from it
    time = VirtualTime()
    world = World.new(script.habits, time, script.planted)
    try:
        with asyncio.Runner(loop_factory=time.new_loop) as runner:
            books = runner.run(_told(world, script))
    except WrongError as wrong:
        return Told(tuple(world.told), world.struck, wrong=wrong)
    except Exception as error:
        unforeseen = WrongError("nothing happens that nobody foresaw", repr(error))
        unforeseen.__cause__ = error
        return Told(tuple(world.told), world.struck, wrong=unforeseen)
    return Told(tuple(world.told), world.struck, books)


async def _told(world: World, script: Script) -> Books:
    telling = Telling(world)
    for event in script.events:
        await telling.tell(event)
    return await telling.end()
