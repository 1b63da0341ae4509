"""What stays out, run after run: sync errors, and what is at the root of them (TRG-13).

An error is there from the first live run that its document stays out of, and is gone with the first
that it does not. What merely waits for its time, with nothing at fault, is no error.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.documents import Label
from core.money import Money, total
from core.records import Key
from core.refusals import Cause, Reason, Waiting
from core.reports import Fate, Row


@dataclass(frozen=True, slots=True)
class SyncError:
    """A document that stays out; instants are UTC.

    `id` is for people, 0 until the store has given one. `run` is the last that met it. `rejected`
    are NetSuite's words when it refused this very record, the last time it was sent. `reset_at` is
    set from when somebody reset it until NetSuite refuses it again.
    """

    key: Key
    document: Label
    cause: Cause
    message: str
    first_seen: datetime
    last_seen: datetime
    run: str
    id: int = 0
    rejected: str | None = None
    reset_at: datetime | None = None
    reset_by: str | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """All that one cause keeps out, in the order in which it first did."""

    cause: Cause
    errors: tuple[SyncError, ...]

    @property
    def documents(self) -> int:
        """Those with an amount; customers and items that documents need have none."""
        return sum(1 for one in self.errors if one.document.money is not None)

    @property
    def others(self) -> int:
        return len(self.errors) - self.documents

    @property
    def money(self) -> Money:
        """The amounts of all these documents together, an invoice's and its payment's both."""
        return total(one.document.money for one in self.errors if one.document.money is not None)


def by_cause(errors: Iterable[SyncError]) -> tuple[Blocked, ...]:
    """One for each cause, that which keeps out the most money first."""
    found: dict[tuple[str, str], list[SyncError]] = {}
    for one in errors:
        found.setdefault((one.cause.code, one.cause.subject), []).append(one)
    blocked = (Blocked(ones[0].cause, tuple(ones)) for ones in found.values())
    return tuple(sorted(blocked, key=_size))


def _size(one: Blocked) -> tuple[Money, int, str, str]:
    return -one.money, -len(one.errors), one.cause.subject, one.cause.code


def errors_after(
    before: Iterable[SyncError], rows: Sequence[Row], run: str, now: datetime, *, whole: bool = True
) -> tuple[SyncError, ...]:
    """The errors there are after a live run with these rows: fixed ones are gone.

    What the run did not reach stays the error it was: because a system stopped answering, or because
    it did not look at the `whole` queue.
    """
    known = {one.key: one for one in before}
    seen = {row.key for row in rows}
    after = {} if whole else {key: one for key, one in known.items() if key not in seen}
    for row in rows:
        if row.cause is not None and row.key is not None and row.key not in after:
            after[row.key] = _after(known.get(row.key), row.key, row.cause, row, run, now)
    return tuple(after.values())


def _after(
    before: SyncError | None, key: Key, cause: Cause, row: Row, run: str, now: datetime
) -> SyncError:
    if before is None:
        error = SyncError(key, row.document, cause, row.explanation, now, now, run)
    elif cause.code == Waiting.SYSTEM.value:
        return before
    else:
        error = replace(
            before,
            document=row.document,
            cause=cause,
            message=row.explanation,
            last_seen=now,
            run=run,
        )
    return _sent(error, row) if row.fate is not Fate.HELD else error


def _sent(error: SyncError, row: Row) -> SyncError:
    """It was tried, or may not be: what was said of the last time no longer counts."""
    by_books = row.fate is Fate.REFUSED and row.code == Reason.REJECTED_BY_BOOKS.value
    return replace(
        error,
        rejected=error.cause.subject if by_books else None,
        reset_at=None,
        reset_by=None,
    )


def rejected(errors: Iterable[SyncError]) -> Mapping[Key, str]:
    """The records that line up, each with the words by which NetSuite refused it."""
    return {
        one.key: one.rejected for one in errors if one.rejected is not None and one.reset_at is None
    }
