"""What every simulated vendor has in common: requests in, replies out, a clock and its faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from simulators.control.clock import SimClock
from simulators.control.faults import Faults, LateCommits


@dataclass(frozen=True)
class Request:
    """A call as the vendor sees it. `path` has no query; `query` keeps repeated keys in order."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    origin: str = "http://localhost"
    """Scheme, host and port the client spoke to: what a signature covers."""

    def json(self) -> Any:
        """The body as JSON with decimals kept as Decimal text; ValueError when it is not JSON."""
        return json.loads(self.body, parse_float=Decimal)

    def param(self, name: str) -> str | None:
        """The last value of a query parameter."""
        return next((value for key, value in reversed(self.query) if key == name), None)

    def params(self, name: str) -> list[str]:
        return [value for key, value in self.query if key == name]


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Vendor(Protocol):
    """State and behaviour, no wire: one call in, one reply out, all or nothing, at once."""

    clock: SimClock
    faults: Faults
    late: LateCommits
    latency_seconds: str
    """Decimal text, waited before each ordinary call is handled."""

    def handle(self, request: Request) -> Reply:
        """The vendor's answer to one call on its own paths; commits what it commits."""
        ...

    def control(self, request: Request) -> Reply:
        """The answer to a call under `/_sim/`: actions and looks that are this vendor's own."""
        ...

    def admit(self, request: Request) -> Reply | None:
        """A refusal before anything is done (too many calls at once), or None."""
        ...

    def leave(self, request: Request) -> None:
        """The call that `admit` let in is over."""
        ...
