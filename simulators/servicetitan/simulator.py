"""ServiceTitan as it is known to behave, in memory: one tenant, its API and its screens.

Simulated: tokens and limits; lists and export feeds of documents and what they refer to; marking
as exported; journal entries and their sync status. People's work comes through `act`, or
`POST /_sim/actions/{name}`. Everything else answers 501; COVERAGE.md lists what is simulated and
how we know.

Control plane, besides what all vendors share:

    POST /_sim/reset                    an empty tenant, same credentials
    POST /_sim/load                     the ServiceTitan part of a data file (datafile.py)
    GET  /_sim/state                    everything, comparable
    POST /_sim/actions/{name}           what a person does (actions/)
    PUT  /_sim/limits                   {"calls_per_second": 60 | null, "hold_back_seconds": 300}
    PUT  /_sim/tokens                   {"expire": true}
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from simulators.control.clock import SimClock
from simulators.control.faults import Faults, LateCommits
from simulators.control.plane import as_json, refused
from simulators.control.vendor import Reply, Request
from simulators.servicetitan import actions, datafile, routes
from simulators.servicetitan.accounting import journals
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.auth import TOKEN_PATH, Auth, Credentials
from simulators.servicetitan.export_feeds import export
from simulators.servicetitan.limits import CallLimit
from simulators.servicetitan.lists import page
from simulators.servicetitan.replies import (
    INVALID,
    BadRequestError,
    error,
    no_such_route,
    not_found,
    not_simulated,
    ok,
)
from simulators.servicetitan.snapshot import snapshot
from simulators.servicetitan.tenant import MistakeError, Tenant

TENANT_ID: Final = 1001
TENANT_NAME: Final = "Sierra Comfort"
CALLS_PER_SECOND: Final = 60
HOLD_BACK_SECONDS: Final = 300
ACTION: Final = "/_sim/actions/"


class ServiceTitan:
    """A `Vendor` (simulators.control): `handle` answers the API, `control` the rest."""

    def __init__(
        self,
        tenant_id: int = TENANT_ID,
        credentials: Credentials | None = None,
        clock: SimClock | None = None,
        calls_per_second: int | None = CALLS_PER_SECOND,
        hold_back_seconds: int = HOLD_BACK_SECONDS,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self.clock = clock or SimClock()
        self.faults = Faults()
        self.late = LateCommits()
        self.latency_seconds = "0"
        self.auth = Auth(credentials or Credentials(), self.clock)
        self.limit = CallLimit(calls_per_second, monotonic_ns)
        self.hold_back_seconds = hold_back_seconds
        self.tenant = Tenant(tenant_id, TENANT_NAME, self.clock)

    @property
    def credentials(self) -> Credentials:
        return self.auth.credentials

    def admit(self, request: Request) -> Reply | None:
        """429 when the app has made its calls of this second for the tenant."""
        parts = request.path.split("/")
        if len(parts) < 5 or parts[3] != "tenant":
            return None
        return self.limit.admit(request.headers.get("st-app-key", ""), parts[4])

    def leave(self, request: Request) -> None:
        """Nothing is held while a call runs: the limit counts calls, not calls at once."""

    def handle(self, request: Request) -> Reply:
        if request.path == TOKEN_PATH:
            return self.auth.token(request)
        route = routes.route(request)
        if route is None:
            return no_such_route()
        refusal = self.auth.refusal(request, self.tenant.id)
        if refusal is not None:
            return refusal
        try:
            return self._answer(request, route)
        except BadRequestError as bad:
            return error(400, INVALID, bad.errors)

    def _answer(self, request: Request, route: routes.Route) -> Reply:
        if journals.is_called(route.path):
            return journals.answer(self.tenant, request, route.path)
        if request.method == "GET":
            return self._read(request, route)
        if request.method == "POST" and route.path in routes.COMMANDS:
            return routes.COMMANDS[route.path](self.tenant, request)
        return not_simulated(request.method, request.path)

    def _read(self, request: Request, route: routes.Route) -> Reply:
        listing = routes.listing(route.path)
        if listing is not None:
            return page(listing, self.tenant, request)
        if route.path in routes.FEEDS:
            return export(routes.FEEDS[route.path], self.tenant, request, self.hold_back_seconds)
        if route.record_id is not None and route.base in routes.ONE_BY_ID:
            return self._one(route.base, route.record_id)
        return not_simulated(request.method, request.path)

    def _one(self, base: str, record_id: int) -> Reply:
        """By id, inactive ones too; an inactive GL account is not found (facts §4.4)."""
        listing = routes.LISTS[base]
        for row in listing.rows(self.tenant):
            if row.id == record_id and (row.active or base != "accounting/gl-accounts"):
                return ok(listing.shown(self.tenant, row))
        return not_found(routes.ONE_BY_ID[base], record_id)

    def act(self, action: str, /, **body: Any) -> dict[str, Any]:
        """What a person does, by the action's name. MistakeError says what cannot be."""
        return actions.act(self.tenant, action, body)

    def reset(self) -> None:
        """An empty tenant; its id and name, credentials and tokens stay."""
        self.tenant = Tenant(self.tenant.id, self.tenant.name, self.clock)

    def load(self, data: Mapping[str, Any]) -> None:
        """Replace everything by a data file's ServiceTitan part; MistakeError changes nothing."""
        given = Given("load", data)
        named = given.part("tenant")
        tenant_id = named.maybe_whole("id") or self.tenant.id
        tenant = Tenant(tenant_id, named.maybe_text("name") or self.tenant.name, self.clock)
        credentials = _credentials(given) if given.has("credentials") else self.credentials
        datafile.fill(tenant, data)
        if (tenant_id, credentials) != (self.tenant.id, self.credentials):
            self.auth.expire_all()
        self.tenant, self.auth.credentials = tenant, credentials

    def control(self, request: Request) -> Reply:
        if request.path.startswith(ACTION) and request.method == "POST":
            return self._action(request.path.removeprefix(ACTION), request)
        handler = _CONTROLS.get((request.method, request.path))
        if handler is None:
            return as_json({"error": f"{request.method} {request.path} is not known."}, 404)
        try:
            return handler(self, request)
        except MistakeError as mistake:
            return refused(str(mistake))

    def _action(self, name: str, request: Request) -> Reply:
        if name not in actions.ACTIONS:
            return as_json({"error": f"There is no action {name}."}, 404)
        try:
            return as_json(actions.act(self.tenant, name, _members(request)))
        except MistakeError as mistake:
            return refused(str(mistake))

    def _reset(self, _: Request) -> Reply:
        self.reset()
        return as_json({})

    def _load(self, request: Request) -> Reply:
        self.load(_members(request))
        return as_json({"changes": self.tenant.changes})

    def _state(self, _: Request) -> Reply:
        return as_json(snapshot(self.tenant))

    def _limits(self, request: Request) -> Reply:
        given = Given("limits", _members(request))
        given.only("calls_per_second", "hold_back_seconds")
        if "calls_per_second" in given.body:
            self.limit.calls_per_second = given.maybe_whole("calls_per_second")
        if given.has("hold_back_seconds"):
            self.hold_back_seconds = given.whole("hold_back_seconds")
        limits = (self.limit.calls_per_second, self.hold_back_seconds)
        return as_json(dict(zip(("calls_per_second", "hold_back_seconds"), limits, strict=True)))

    def _tokens(self, request: Request) -> Reply:
        given = Given("tokens", _members(request))
        given.only("expire")
        if given.flag("expire"):
            self.auth.expire_all()
        return as_json({"valid": len(self.auth.expiries)})


def _members(request: Request) -> Mapping[str, Any]:
    """The body, a JSON object; nothing at all is an empty one."""
    body = request.json() if request.body else {}
    if not isinstance(body, Mapping):
        raise MistakeError("The body is a JSON object.")
    return body


def _credentials(given: Given) -> Credentials:
    part = given.part("credentials")
    part.only("appKey", "clientId", "clientSecret")
    return Credentials(part.text("appKey"), part.text("clientId"), part.text("clientSecret"))


_CONTROLS: Final[Mapping[tuple[str, str], Callable[[ServiceTitan, Request], Reply]]] = {
    ("POST", "/_sim/reset"): ServiceTitan._reset,
    ("POST", "/_sim/load"): ServiceTitan._load,
    ("GET", "/_sim/state"): ServiceTitan._state,
    ("PUT", "/_sim/limits"): ServiceTitan._limits,
    ("PUT", "/_sim/tokens"): ServiceTitan._tokens,
}
