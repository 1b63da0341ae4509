"""Export feeds: everything that changed, in the order of change (facts §3.2).

`continueFrom` names the last change that was shown. The newest `hold_back_seconds` of changes are
held back unless `includeRecentChanges` is set; then `continueFrom` stays before them, so that the
next call shows them again.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan.filters import flag, moment
from simulators.servicetitan.records import Record
from simulators.servicetitan.replies import bad, ok
from simulators.servicetitan.tenant import Tenant

ROWS_PER_CALL: Final = 1000
MARK: Final = "after:"


@dataclass(frozen=True)
class Feed:
    rows: Callable[[Tenant], Iterable[Any]]
    shown: Callable[[Tenant, Any], dict[str, Any]]


def export(feed: Feed, tenant: Tenant, request: Request, hold_back_seconds: int) -> Reply:
    """The next rows after `from`: a token, a date, or nothing for the beginning."""
    recent = flag("includeRecentChanges", request.param("includeRecentChanges"))
    changed = _changed(feed, tenant, request.param("from"))
    settled_until = tenant.now() - timedelta(seconds=hold_back_seconds)
    settled = [row for row in changed if row.stamp.modified_on <= settled_until]
    rows = changed if recent else settled
    sent = rows[:ROWS_PER_CALL]
    more = len(rows) > len(sent)
    resume = sent if more else [row for row in sent if row.stamp.modified_on <= settled_until]
    after = resume[-1].stamp.change if resume else _start(tenant, feed, request.param("from"))
    return ok(
        {
            "hasMore": more,
            "continueFrom": _token(after),
            "data": [feed.shown(tenant, row) for row in sent],
        }
    )


def _changed(feed: Feed, tenant: Tenant, given: str | None) -> list[Record]:
    after = _start(tenant, feed, given)
    rows = [row for row in feed.rows(tenant) if row.stamp.change > after]
    return sorted(rows, key=lambda row: row.stamp.change)


def _start(tenant: Tenant, feed: Feed, given: str | None) -> int:
    """The change after which to go on; 0 is the beginning."""
    if not given:
        return 0
    known = _read(given)
    if known is not None:
        return known
    since = moment("from", given)
    older = (row.stamp.change for row in feed.rows(tenant) if row.stamp.modified_on < since)
    return max(older, default=0)


def _token(after: int) -> str:
    return base64.urlsafe_b64encode(f"{MARK}{after}".encode()).decode()


def _read(token: str) -> int | None:
    """The change that a token names; None for what is not a token."""
    try:
        text = base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not text.startswith(MARK):
        return None
    if not text.removeprefix(MARK).isdecimal():
        raise bad("from", "The continuation token is not valid.")
    return int(text.removeprefix(MARK))
