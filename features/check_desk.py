"""The desk where refund checks are written: what clerks review and pay, and what they are told."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from returns.result import Failure, Result

from core.documents import Kind
from core.ledger import Account
from core.money import Money
from core.ports import TenantBusyError
from core.records import Key, key_of
from core.refunds.booked import RefundsNow
from core.refunds.checks import CheckRequest, Review
from core.refunds.status import Move, Status
from core.refunds.worklist import worklist
from core.refusals import Problem
from core.usecases.connected import ConnectedTenant
from core.usecases.moving_refunds import move_refund
from core.usecases.paying_refunds import Paid, RefundRun, pay_refunds
from core.usecases.progress import Progress, unwatched
from core.usecases.refunds_as_they_stand import read_refunds, review_checks
from features.office import Office

CHECK_DAY: Final = date(2026, 11, 20)
CHECKING: Final = Account("1", "1000", "Checking")


class CutOff(BaseException):
    """The process ends here, without a word."""


@dataclass
class CheckDesk:
    """`reviews` and `told` by clerk; `refused` is what a change of status by hand was told."""

    office: Office
    reviews: dict[str, tuple[CheckRequest, Review]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    paid: dict[str, Paid] = field(default_factory=dict)
    refused: str | None = None
    runs: int = 0

    def now(self, with_ended: bool = True) -> RefundsNow:
        store, clock = self.office.store, self.office.clock
        return self.office.at_work(lambda one: read_refunds(one, store, clock, with_ended))

    def numbered(self, number: str) -> Key:
        return key_of(self.office.tenant, Kind.REFUND, self.office.ids[number])

    # reviewing and paying

    def review(
        self, who: str, amounts: Mapping[str, Money | None], grouped: bool = False
    ) -> Review:
        """Of these refunds by number; of all that is listed when none is named."""
        chosen = {self.numbered(number): amount for number, amount in amounts.items()}
        if not chosen:
            chosen = dict.fromkeys(one.key for one in worklist(self.now().standings.values()))
        request = CheckRequest(self.office.tenant, CHECK_DAY, CHECKING, chosen)
        request = replace(request, group_by_customer=grouped)
        store, clock = self.office.store, self.office.clock
        made = self.office.at_work(lambda one: review_checks(one, store, clock, request))
        self.reviews[who] = (request, made)
        return made

    def pay(self, who: str, progress: Progress = unwatched) -> None:
        """What this clerk has reviewed."""
        self.office.at_work(lambda one: self._pay(one, who, progress))

    def pay_at_once(self, *clerks: str) -> None:
        async def together(one: ConnectedTenant) -> None:
            await asyncio.gather(*(self._pay(one, who, unwatched) for who in clerks))

        self.office.at_work(together)

    def pay_and_be_cut_off(self, who: str) -> None:
        """The process ends as soon as the first check is written."""

        def cut(stage: str, done: int, whole: int) -> None:
            raise CutOff(stage, done, whole)

        try:
            self.pay(who, cut)
        except CutOff:
            return
        raise AssertionError("nothing was cut off")

    async def _pay(self, one: ConnectedTenant, who: str, progress: Progress) -> None:
        request, reviewed = self.reviews[who]
        store, clock = self.office.store, self.office.clock
        try:
            outcome = await pay_refunds(
                one, store, clock, self._run(who), request, reviewed.hash, progress
            )
        except TenantBusyError as busy:
            self.told[who] = str(busy)
            return
        self._hear(who, outcome)

    def _hear(self, who: str, outcome: Result[Paid, Problem]) -> None:
        if isinstance(outcome, Failure):
            self.told[who] = outcome.failure().words
            return
        self.paid[who] = outcome.unwrap()
        self.told[who] = self.paid[who].report.status.value

    def _run(self, who: str) -> RefundRun:
        self.runs += 1
        return RefundRun(f"checks-{self.runs}", who)

    # by hand

    def move(self, who: str, number: str, move: Move | Status, why: str) -> None:
        key, store, clock = self.numbered(number), self.office.store, self.office.clock
        run = self._run(who)
        outcome = self.office.at_work(
            lambda one: move_refund(one, store, clock, run, key, move, why)
        )
        failed = isinstance(outcome, Failure)
        self.refused = outcome.failure().explanation if failed else None
