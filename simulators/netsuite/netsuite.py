"""NetSuite as it is known to behave, in memory; COVERAGE.md says what and how we know.

What is not simulated answers 501. Without a gate every call is let in; without a query engine
SuiteQL answers 501.
"""

from datetime import datetime
from functools import lru_cache
from typing import Final

from simulators.control.clock import SimClock
from simulators.control.faults import Faults, LateCommits
from simulators.control.vendor import Reply, Request
from simulators.netsuite import refusals, restlets
from simulators.netsuite.batches import is_batch
from simulators.netsuite.company import Company
from simulators.netsuite.control_plane import ControlPlane
from simulators.netsuite.deduplication import settle
from simulators.netsuite.job_service import JOBS, JobService, wants_a_job
from simulators.netsuite.loading import load_default
from simulators.netsuite.record_service import RecordService
from simulators.netsuite.record_types import RECORD_TYPES
from simulators.netsuite.refusals import RefusedError, refused
from simulators.netsuite.restlet_errors import RESTLET_PATH, request_limit_exceeded, said_no
from simulators.netsuite.seams import Gate, Query
from simulators.netsuite.showing import BASE
from simulators.netsuite.state import State
from simulators.netsuite.tables import Tables

SIGN_IN: Final = "/services/rest/auth/oauth2/v1/token"
SUITEQL: Final = "/services/rest/query/v1/suiteql"
GOVERNED: Final = (
    "/services/rest/record/",
    "/services/rest/query/",
    "/services/rest/async/",
    RESTLET_PATH,
)
"""REST and RESTlets share one pool of concurrent calls (facts §3.2)."""


class NetSuite:
    """One NetSuite account. Implements `simulators.control.vendor.Vendor`."""

    def __init__(
        self,
        account_id: str = "1234567_SB1",
        gate: Gate | None = None,
        query: Query | None = None,
        clock: SimClock | None = None,
        concurrency: int | None = 15,
    ) -> None:
        self.account_id = account_id
        self.gate = gate
        self.query = query
        self.clock = clock or SimClock()
        self.concurrency = concurrency
        self.faults = Faults()
        self.late = LateCommits()
        self.latency_seconds = "0"
        self.in_flight = 0
        self.most_in_flight = 0
        self.turned_away = 0
        self._versions_before = 0
        self.company, self.records = self._opened()
        self.jobs = JobService(self.company, self.records)
        self._tables = Tables(self.company)

    def reset(self) -> None:
        """The default account again; loads and everything booked are gone."""
        self._versions_before = self.version
        self.company, self.records = self._opened()
        self.jobs = JobService(self.company, self.records)
        self._tables = Tables(self.company)

    def tables(self) -> Tables:
        """What SuiteQL reads; ask again when `version` has changed."""
        self._settle()
        return self._tables

    def _opened(self) -> tuple[Company, RecordService]:
        company = Company(RECORD_TYPES, self.clock)
        company.state.copy_from(_default_state(self.clock.now()))
        return company, RecordService(company)

    @property
    def version(self) -> int:
        """Grows with every change, a reset too."""
        return self._versions_before + self.company.state.version

    def _settle(self) -> None:
        """What was due by the clock has happened before anybody looks."""
        with self.company.state.all_or_nothing():
            self.jobs.settle()
            settle(self.company)

    def handle(self, request: Request) -> Reply:
        self._settle()
        if request.path == SIGN_IN:
            return self._token(request)
        turned_away = self.gate.refusal(request) if self.gate else None
        return turned_away or self._answer(request)

    def _token(self, request: Request) -> Reply:
        if self.gate is None:
            return refused(refusals.not_simulated("Authentication"))
        return self.gate.token(request)

    def _answer(self, request: Request) -> Reply:
        if request.path == SUITEQL and self.query is not None:
            return self.query.run(request)
        if request.path == RESTLET_PATH:
            return restlets.answer(self.company, request)
        if not request.path.startswith((f"{BASE}/", f"{JOBS}/")):
            return refused(refusals.not_simulated(request.path))
        try:
            with self.company.state.all_or_nothing():
                return self._recorded(request)
        except RefusedError as refusal:
            return refused(refusal)

    def _recorded(self, request: Request) -> Reply:
        if request.path.startswith(f"{JOBS}/"):
            return self.jobs.answer(request)
        if wants_a_job(request):
            return self.jobs.submit(request)
        if is_batch(request):
            raise refusals.malformed("A batch needs the header Prefer: respond-async.")
        return self.records.handle(request)

    def control(self, request: Request) -> Reply:
        self._settle()
        try:
            return ControlPlane(self).handle(request)
        except RefusedError as refusal:
            return refused(refusal)

    def admit(self, request: Request) -> Reply | None:
        if not request.path.startswith(GOVERNED):
            return None
        if self.concurrency is not None and self.in_flight >= self.concurrency:
            self.turned_away += 1
            if request.path == RESTLET_PATH:
                return said_no(request_limit_exceeded())
            return refused(refusals.too_many_calls())
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        return None

    def leave(self, request: Request) -> None:
        if request.path.startswith(GOVERNED):
            self.in_flight -= 1


@lru_cache(maxsize=1)
def _default_state(now: datetime) -> State:
    """What a new account holds; made once for all that are opened at the same instant."""
    company = Company(RECORD_TYPES, SimClock(frozen_at=now))
    with company.state.all_or_nothing():
        load_default(company)
    return company.state
