"""Runs, rows and keys for the store's tests; builders fill in what a test does not care about."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from adapters.store import SqlStore
from adapters.store.databases import database_at
from core.documents import Kind, Label
from core.money import Money
from core.ports import Lease
from core.records import Key
from core.reports import Fate, Report, Row, Status

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
ONE = datetime(2026, 3, 31, 13, 0, tzinfo=UTC)
TWO = datetime(2026, 3, 31, 14, 0, tzinfo=UTC)


def keys(count: int) -> list[Key]:
    return [Key(f"acme-invoice-{number}") for number in range(count)]


def report(run: str = "R-1", tenant: str = "acme", **fields: Any) -> Report:
    return Report(**{"run": run, "tenant": tenant, "started": NOON, **fields})


def finished(run: str = "R-1", tenant: str = "acme", **fields: Any) -> Report:
    ended = {"finished": ONE, "status": Status.COMPLETE}
    return report(run, tenant, **{**ended, **fields})


def invoice(number: int, fate: Fate = Fate.POSTED) -> Row:
    label = Label(Kind.INVOICE, number, f"I-{number}", "Maria Lopez", Money.of("60.00"))
    return Row(label, fate)


@asynccontextmanager
async def running(
    store: SqlStore, run: str = "R-1", tenant: str = "acme", announced: Iterable[Key] = ()
) -> AsyncIterator[Lease]:
    """A run that has started, under its lease."""
    async with store.lease(tenant, "nightly", NOON) as lease:
        await store.start_run(lease, report(run, tenant))
        await store.intend(lease, run, list(announced), NOON)
        yield lease


async def kept(store: SqlStore, report: Report) -> None:
    """A whole run, from its start to this report."""
    async with store.lease(report.tenant, "nightly", report.started) as lease:
        await store.start_run(lease, Report(report.run, report.tenant, report.started, report.dry))
        await store.finish_run(lease, report)


@contextmanager
def tables_at(url: str) -> Iterator[Engine]:
    """The database itself, to look at what is in it."""
    engine = database_at(url).engine
    try:
        yield engine
    finally:
        engine.dispose()
