"""Sync errors: kept at the end of a run under its lease, cleared by the next, reset by people."""

from dataclasses import replace

import pytest

from adapters.store import FencedError, SqlStore, open_store
from adapters.store.leases import TenantLease
from core.documents import Kind, Label
from core.errors import SyncError
from core.money import Money
from core.records import Key
from core.refusals import Cause, Reason
from core.reports import Fate, Row
from tests.adapters.store.builders import NOON, ONE, TWO, running

WORDS = Cause(Reason.REJECTED_BY_BOOKS.value, "Contract Number 🧾 is missing.", "Do it.")


def refused(number: int) -> Row:
    label = Label(Kind.INVOICE, number, f"I-{number}", "Maria Lopez", Money.of("60.00"))
    key = Key(f"acme-invoice-{number}")
    return Row(label, Fate.REFUSED, WORDS.code, "NetSuite refused it.", None, WORDS, key)


async def kept(store: SqlStore, run: str, *numbers: int, tenant: str = "acme") -> None:
    """A run in which these invoices are refused."""
    async with running(store, run, tenant) as lease:
        rows = [refused(number) for number in numbers]
        await store.keep_errors(lease, run, rows, NOON)


async def ids(store: SqlStore, tenant: str = "acme") -> dict[str, int]:
    return {one.document.number: one.id for one in await store.errors(tenant)}


async def test_an_error_comes_back_as_it_was_kept(store: SqlStore) -> None:
    await kept(store, "R-1", 1)
    row = refused(1)
    assert await store.errors("acme") == [
        SyncError(
            key=Key("acme-invoice-1"),
            document=row.document,
            cause=WORDS,
            message="NetSuite refused it.",
            first_seen=NOON,
            last_seen=NOON,
            run="R-1",
            id=1,
            rejected=WORDS.subject,
        )
    ]


async def test_a_document_without_customer_and_amount_comes_back_so(store: SqlStore) -> None:
    label = Label(Kind.ITEM, 4, "4010 HVAC revenue")
    async with running(store) as lease:
        await store.keep_errors(lease, "R-1", [replace(refused(1), document=label)], NOON)
    assert [one.document for one in await store.errors("acme")] == [label]


async def test_what_stays_keeps_its_number_and_what_is_gone_gives_its_number_to_none(
    store: SqlStore,
) -> None:
    await kept(store, "R-1", 1, 2)
    await kept(store, "R-2", 1)
    await kept(store, "R-3", 1, 3)
    assert await ids(store) == {"I-1": 1, "I-3": 3}


async def test_a_run_in_which_all_goes_leaves_no_error(store: SqlStore) -> None:
    await kept(store, "R-1", 1, 2)
    await kept(store, "R-2")
    assert await store.errors("acme") == []


async def test_each_tenant_has_its_own(store: SqlStore) -> None:
    await kept(store, "R-1", 1)
    await kept(store, "R-2", 1, tenant="zenith")
    await kept(store, "R-3")
    assert (await ids(store), await ids(store, "zenith")) == ({}, {"I-1": 2})


async def test_errors_are_there_when_the_store_is_opened_again(url: str) -> None:
    async with open_store(url) as store:
        await kept(store, "R-1", 1)
    async with open_store(url) as store:
        assert await ids(store) == {"I-1": 1}


async def test_a_run_that_was_replaced_keeps_none_and_clears_none(store: SqlStore) -> None:
    await kept(store, "R-1", 1)
    async with running(store, "R-2") as lease:
        old = TenantLease("acme", lease.token)
    async with store.lease("acme", "Anna", ONE):
        with pytest.raises(FencedError):
            await store.keep_errors(old, "R-2", [refused(2)], TWO)
    assert await ids(store) == {"I-1": 1}


@pytest.mark.parametrize(
    ("wanted", "count", "found"),
    [
        ([2], 1, {"I-2"}),
        ([1, 2], 2, {"I-1", "I-2"}),
        (None, 2, {"I-1", "I-2"}),
        ([9], 0, set()),
        ([3], 0, set()),
        ([], 0, set()),
    ],
)
async def test_those_asked_for_are_reset_and_no_other_tenants(
    store: SqlStore, wanted: list[int] | None, count: int, found: set[str]
) -> None:
    await kept(store, "R-1", 1, 2)
    await kept(store, "R-2", 1, tenant="zenith")
    assert await store.reset_errors("acme", wanted, "Dana", ONE) == count
    reset = [one for one in await store.errors("acme") if one.reset_at is not None]
    assert {one.document.number for one in reset} == found
    assert {(one.reset_by, one.reset_at) for one in reset} <= {("Dana", ONE)}
    assert [one.reset_at for one in await store.errors("zenith")] == [None]


async def test_what_netsuite_refuses_again_is_reset_no_longer(store: SqlStore) -> None:
    await kept(store, "R-1", 1)
    await store.reset_errors("acme", None, "Dana", ONE)
    await kept(store, "R-2", 1)
    [one] = await store.errors("acme")
    assert (one.reset_at, one.reset_by, one.run) == (None, None, "R-2")


async def test_thousands_are_kept_and_reset(store: SqlStore) -> None:
    await kept(store, "R-1", *range(3000))
    assert await store.reset_errors("acme", None, "Dana", ONE) == 3000
    await kept(store, "R-2", *range(1000, 3000))
    assert len(await store.errors("acme")) == 2000
