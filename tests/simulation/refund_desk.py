"""An office that gives money back, its accountant, and Crossfoot between ServiceTitan and NetSuite."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from returns.result import Failure, Result, Success

from adapters.compose.simulation import TENANT, configuration, simulation
from adapters.compose.tenants import Transports
from adapters.compose.trouble.paying import reviewed
from adapters.compose.trouble.people import BY_CARD, BY_CHECK, People, picked
from adapters.compose.trouble.refund_books import WAITING, RefundBooks, assert_customers_agree
from adapters.compose.trouble.vendors import PAST_THE_WINDOW, Vendors
from adapters.compose.trouble.work import REASONS
from adapters.demo.company import SET_UP
from adapters.store import open_store
from core.ports import SystemUnavailableError, TenantBusyError
from core.refunds.checks import CheckRequest
from core.refunds.status import Move as StatusMove
from core.reports import Fate, Status
from core.usecases.moving_refunds import move_refund
from core.usecases.paying_refunds import Paid, RefundRun, pay_refunds
from core.usecases.refunds_as_they_stand import read_refunds
from tests.simulation.clock import START, VirtualClock
from tests.simulation.company import RUNS_ENOUGH, Company, settings
from tests.simulation.interruptions import Interrupted, Interruption
from tests.simulation.refund_orders import (
    CUSTOMERS,
    Bad,
    Checks,
    Crash,
    Decide,
    Event,
    Habits,
    Move,
    Run,
    Trouble,
    Wait,
    fault_of,
)

BANK: Final = "1000"
ADDRESS: Final = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
T = TypeVar("T")


@dataclass
class Desk:
    """`undisturbed` until anything goes wrong; `settled` and `paid_well` when the last event ended well.

    Until `uncertain_until` a system may still commit what it never answered.
    """

    company: Company
    people: People
    interruption: Interruption
    undisturbed: bool = True
    settled: bool = False
    paid_well: bool = False
    started: int = 0
    uncertain_until: datetime = START

    async def tell(self, event: Event) -> None:
        self.settled = self.paid_well = False
        match event:
            case Run(bad):
                await self._run(bad)
            case Checks():
                await self._pay_by_check(event)
            case Move(move, pick, bad):
                await self._move(StatusMove(move), pick, bad)
            case Decide(action, pick):
                self._decide(action, pick)
            case Wait(seconds):
                self.company.clock.advance(seconds)
            case _:
                self.people.tell(event)
        await self._assert_right()

    async def _assert_right(self) -> None:
        books = RefundBooks.of(self.company)
        books.assert_sound()
        if self.paid_well and self.company.clock.now() >= self.uncertain_until:
            books.assert_statuses()
        if self.settled:
            assert books.unrecorded == set(), books.unrecorded
            assert (await self.company.tie()).agrees
            if not self.company.to_export():
                assert_customers_agree(self.company)

    # --- in NetSuite ---

    def _decide(self, action: str, pick: int) -> None:
        books = RefundBooks.of(self.company)
        lines = [one for one in books.lines if one.counts]
        if action != "void":
            lines = [one for one in lines if one.approval == WAITING]
        line = picked(lines, pick)
        if line is None:
            return
        if action == "void":
            self.company.act_in_netsuite("void", type="check", id=line.check)
        else:
            self.company.act_in_netsuite(f"{action}-check", id=line.check)

    # --- in Crossfoot ---

    async def _run(self, bad: Bad) -> None:
        result = await self._at_risk(bad, self.company.run)
        self.settled = result is not None and result.report.status is Status.COMPLETE
        self.paid_well = self.settled
        assert self.settled or not self.undisturbed, result and result.report
        self.company.clock.advance(61)

    async def _pay_by_check(self, asked: Checks) -> None:
        review = await self._reviewed(asked)
        if asked.between:
            self._decide("void", 0)
        pays = [lambda: self._pay(*review) for _ in range(asked.clerks)]
        done = await self._at_risk(asked.bad, lambda: _together(pays))
        paid = [one.unwrap() for one in done or () if isinstance(one, Success)]
        assert (
            done is None
            or len(done) == 1
            or len(paid) < len(done)
            or not any(one.checks for one in paid)
        ), paid
        self.paid_well = any(one.report.status is Status.COMPLETE for one in paid)
        expected = self.paid_well or not self.undisturbed or asked.between
        assert expected, done
        if asked.again:
            await self._pay_again(review, paid)

    async def _pay_again(self, review: tuple[CheckRequest, str], paid: list[Paid]) -> None:
        before = len(RefundBooks.of(self.company).lines)
        outcome = await _answered(self._pay(*review))
        if any(one.checks and one.report.status is Status.COMPLETE for one in paid):
            assert isinstance(outcome, Failure), outcome
            assert len(RefundBooks.of(self.company).lines) == before

    async def _reviewed(self, asked: Checks) -> tuple[CheckRequest, str]:
        company = self.company
        async with company.session.tenant(TENANT) as tenant:
            now, request, made = await reviewed(
                tenant, company.store, company.clock, asked.share, asked.grouped
            )
            assert now.unclear == (), now.unclear
            assert made.refused == (), made.refused
        return request, made.hash

    async def _pay(self, request: CheckRequest, reviewed: str) -> Result[Paid, Any]:
        company = self.company
        async with company.session.tenant(TENANT) as tenant:
            return await pay_refunds(
                tenant, company.store, company.clock, self._named(), request, reviewed
            )

    async def _move(self, move: StatusMove, pick: int, bad: Bad) -> None:
        """Whoever picks one that may not make this move is refused."""
        record = picked(RefundBooks.of(self.company).records, pick)
        if record is None:
            return
        company = self.company

        async def make_it() -> Any:
            async with company.session.tenant(TENANT) as tenant:
                now = await read_refunds(tenant, company.store, company.clock, with_ended=True)
                key = next(one for one in now.booked if one == record.key)
                return await move_refund(
                    tenant, company.store, company.clock, self._named(), key, move, "a reason"
                )

        outcome = await self._at_risk(bad, make_it)
        if isinstance(outcome, Success) and self.undisturbed:
            assert [row.fate for row in outcome.unwrap().report.rows] == [Fate.POSTED]

    def _named(self) -> RefundRun:
        self.started += 1
        return RefundRun(f"refunds-{self.started}", "an accountant")

    # --- trouble ---

    async def _at_risk(self, bad: Bad, work: Callable[[], Awaitable[T]]) -> T | None:
        """None when it was cut short, or a system did not answer before anything was written."""
        self.undisturbed &= bad is None
        if isinstance(bad, Trouble):
            system = "servicetitan" if "status" in bad.path else "netsuite"
            self.company.spoil(system, fault_of(bad))
        task = asyncio.ensure_future(_answered(work()))
        self.interruption.calls, self.interruption.work = 0, task
        self.interruption.crash = bad if isinstance(bad, Crash) else None
        try:
            return await task
        except asyncio.CancelledError:
            return None
        finally:
            if bad is not None:
                window = timedelta(seconds=PAST_THE_WINDOW)
                self.uncertain_until = self.company.clock.now() + window
            self.interruption.crash = None
            self.company.mend()

    async def end(self) -> None:
        """All is well again: every refund goes, every check is approved, all is paid."""
        company = self.company
        company.clock.advance(PAST_THE_WINDOW)
        for _ in range(RUNS_ENOUGH):
            await company.run()
            await company.run_until_complete()
            if not company.to_export():
                break
        again = await company.run()
        assert again.report.written == 0, again.report.rows
        assert company.to_export() == []
        for _ in range(2):
            await self._pay_by_check(Checks(share=100, grouped=False))
            assert self.paid_well
            lines = RefundBooks.of(company).lines
            for check in {one.check for one in lines if one.counts and one.approval == WAITING}:
                company.act_in_netsuite("approve-check", id=check)
        await self._pay_by_check(Checks(share=100, grouped=True))
        self.settled = True
        await self._assert_right()
        books = RefundBooks.of(company)
        assert "Pending Refund" not in {one.status for one in books.records}, books.records
        refunds = [
            row
            for row in company.servicetitan("GET", "state")["payments"].values()
            if row["amount"].startswith("-")
        ]
        assert len(books.records) == len(refunds)


async def _answered(work: Awaitable[T]) -> T | None:
    try:
        return await work
    except (SystemUnavailableError, TenantBusyError):
        return None


async def _together(works: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """What those answered who were not told to wait."""
    found = await asyncio.gather(*(_answered(work()) for work in works))
    return [one for one in found if one is not None]


@asynccontextmanager
async def desk(habits: Habits) -> AsyncIterator[Desk]:
    """Both systems set up for refunds, with a few customers and nothing else."""
    clock = VirtualClock()
    sim = simulation(clock.vendors, calls_per_second=None)
    sim.load(dict(SET_UP))
    given = without_segments(settings(configuration(sim)))
    interruption = Interruption()
    inner = sim.transports()
    over = Transports(
        Interrupted(inner.servicetitan, interruption), Interrupted(inner.netsuite, interruption)
    )
    async with open_store("sqlite://", clock.now) as store:
        company = Company(sim, clock, store, given, over)
        at = Desk(company, People(company), interruption)
        _set_up(at, habits)
        yield at


def _set_up(at: Desk, habits: Habits) -> None:
    company = at.company
    set_up_refunds(company)
    preferences = {
        "checkApproval": habits.approves_checks,
        "voidUsingReversingJournals": habits.voids_by_journal,
    }
    company.netsuite("POST", "load", {"preferences": preferences})
    for place in range(CUSTOMERS):
        given = {"name": f"Person {place}", "type": "Residential", "address": ADDRESS}
        at.people.customers.append(company.act("create-customer", **given)["id"])


def set_up_refunds(company: Vendors) -> None:
    """In ServiceTitan: how money goes back, and why."""
    for way in (BY_CHECK, BY_CARD):
        company.act("create-payment-type", name=way["type"])
    for reason in REASONS:
        company.act("create-refund-reason", name=reason, effect=reason)
    company.act("automated-refund-workflow", enabled=True)


def without_segments(given: dict[str, Any]) -> dict[str, Any]:
    """A configuration whose business units map to a subsidiary alone, and that pays refunds."""
    tenant = given["tenants"][TENANT]
    for unit in tenant["business_units"].values():
        for segment in ("department", "class", "location"):
            del unit[segment]
    tenant |= {"check_refund_payment_type": BY_CHECK["type"], "automated_refunds": True}
    return given
