"""Faults a vendor can have, laid on paths and counted: what a test must force.

A fault names the calls it meets (`method`, a regular expression on `path`, `after` calls that pass
first, `count` calls it then spoils) and what happens to them:

    status          this HTTP status (`body`, `headers`, `content_type`), nothing committed
    timeout         no reply, nothing committed
    lost_reply      committed, then the connection breaks before the reply
    late_commit     no reply now; committed `delay_seconds` later by the vendor's clock
    malformed       committed, then a reply that is not what it says (an HTML page by default)
    latency         `delay_seconds` of waiting, then the ordinary reply
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

Kind = Literal["status", "timeout", "lost_reply", "late_commit", "malformed", "latency"]
KINDS: Final[tuple[str, ...]] = (
    "status",
    "timeout",
    "lost_reply",
    "late_commit",
    "malformed",
    "latency",
)
HTML_PAGE: Final = "<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass
class Fault:
    """One kind of trouble on some calls. `count` None spoils every call that matches."""

    kind: Kind
    path: str = ".*"
    method: str = "*"
    count: int | None = 1
    after: int = 0
    status: int = 500
    body: str | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: int | str = 0
    """Whole seconds, or seconds as decimal text."""

    @classmethod
    def of(cls, given: dict[str, Any]) -> "Fault":
        """From the control plane's JSON. ValueError says what does not fit."""
        unknown = set(given) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        if given.get("kind") not in KINDS:
            raise ValueError(f"a fault's kind is one of {', '.join(KINDS)}")
        re.compile(given.get("path", ""))
        return cls(**given)

    def meets(self, method: str, path: str) -> bool:
        return self.method in ("*", method) and re.search(self.path, path) is not None


@dataclass
class Faults:
    """The faults laid, in order; the first that meets a call and is not used up spoils it."""

    laid: list[Fault] = field(default_factory=list)
    spoiled: int = 0

    def lay(self, *faults: Fault) -> None:
        self.laid.extend(faults)

    def clear(self) -> None:
        self.laid.clear()

    def take(self, method: str, path: str) -> Fault | None:
        for fault in self.laid:
            if not fault.meets(method, path):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            if fault.count is None or fault.count > 0:
                fault.count = None if fault.count is None else fault.count - 1
                self.spoiled += 1
                return fault
        return None


@dataclass
class LateCommits:
    """Calls that NetSuite or ServiceTitan took and will commit when their time has come."""

    waiting: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)

    def later(self, now: datetime, delay: timedelta, commit: Callable[[], None]) -> None:
        self.waiting.append((now + delay, commit))

    def settle(self, now: datetime) -> None:
        """Commit what is due; called before every request and every look at the state."""
        due = [commit for at, commit in self.waiting if at <= now]
        self.waiting = [(at, commit) for at, commit in self.waiting if at > now]
        for commit in due:
            commit()
