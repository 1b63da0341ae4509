"""A contractor's office: people at ServiceTitan's and NetSuite's screens, and Crossfoot between them."""

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from returns.result import Result

from adapters.compose.tenants import connected
from core.documents import CustomerId
from core.plan import Step
from core.ports import TenantBusyError
from core.reports import Report, Row
from core.tieout import Tie
from core.usecases.checking import Check, check_tenant
from core.usecases.checking_legacy import LegacyCheck, check_legacy
from core.usecases.connected import ConnectedTenant
from core.usecases.linking import Linked, link_customer
from core.usecases.progress import Progress, unwatched
from core.usecases.running import RunRequest, RunResult, run_tenant
from core.usecases.tying import tie_out
from features.looks import Looks
from features.premises import Json
from features.screens import Screens

T = TypeVar("T")


class Office(Screens, Looks):
    """`last` is what the last run came to; before it, and after it, what the systems showed."""

    def __init__(self, over_http: bool) -> None:
        super().__init__(over_http)
        self.last: RunResult | None = None
        self.progress: Progress = unwatched
        self.refused_trigger: str | None = None
        self.runs = 0
        self.warnings: list[str] = []
        self.before_run: Json = {}
        self.after_run: Json = {}
        self.books_before_run: Json = {}

    def run(self, **asked: Any) -> Report:
        """One run of the branch; what ServiceTitan held before is kept for comparison."""
        self.before_run = self.servicetitan_state()
        self.books_before_run = self.netsuite_state()
        self.runs += 1
        request = RunRequest(run=f"run-{self.runs}", who="the office", **asked)
        self.last = self.run_async(self._run(self.tenant, request))
        self.after_run = self.servicetitan_state()
        self.sim_clock.advance(60)
        return self.last.report

    async def _run(self, tenant: str, request: RunRequest) -> RunResult:
        async with self._connected(tenant) as systems:
            return await run_tenant(systems, self.store, self.clock, request, self.progress)

    def check(self) -> Check:
        return self.at_work(lambda systems: check_tenant(systems, self.store))

    def at_work(self, work: Callable[[ConnectedTenant], Coroutine[Any, Any, T]]) -> T:
        """What somebody does with Crossfoot for the branch, through connections of its own."""

        async def done() -> T:
            async with self._connected(self.tenant) as systems:
                return await work(systems)

        return self.run_async(done())

    def _connected(self, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        branch = self.branches[tenant]
        return connected(tenant, branch.config, self.clock, branch.transports)

    def trigger_while_running(self) -> None:
        """A second run while the tenant's lease is held by another."""

        async def both() -> None:
            async with self.store.lease(self.tenant, "Dana at the front desk", self.clock.now()):
                await self._run(self.tenant, RunRequest("second", "the office"))

        try:
            self.run_async(both())
        except TenantBusyError as busy:
            self.refused_trigger = str(busy)

    def link(self, customer: str, netsuite_id: str) -> Result[Linked, str]:
        """Somebody links ServiceTitan's customer by hand."""
        source, who = CustomerId(self.ids[customer]), "the controller"
        return self.at_work(
            lambda systems: link_customer(systems, self.store, self.clock, source, netsuite_id, who)
        )

    def check_legacy(self) -> LegacyCheck:
        return self.at_work(lambda systems: check_legacy(systems, self.store))

    def tie(self) -> Tie:
        async def tied(systems: ConnectedTenant) -> Tie:
            return await tie_out(systems, await self.store.mapping(self.tenant))

        return self.at_work(tied)

    @property
    def plan_hash(self) -> str:
        return self.report.plan_hash

    def payload(self, step: Step) -> str:
        """What would be sent to NetSuite for a step of the plan."""

        async def preview(systems: ConnectedTenant) -> str:
            return systems.books.preview(step).body

        return self.at_work(preview)

    @property
    def report(self) -> Report:
        assert self.last is not None, "nothing has run"
        return self.last.report

    def row(self, number: str) -> Row:
        """What the last run says of the document with this number."""
        found = [row for row in self.report.rows if row.document.number == number]
        assert found, f"the run does not mention {number}: {self.report.rows}"
        return found[0]
