"""Sessions that use one account at once share its budget, each on an event loop or in a process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.compose.processes import has_ended, identity, machine
from adapters.store import StoreError
from adapters.store.turns import writing
from tests.adapters.compose.sessions import ORDINARY, Account, at_work, until
from tests.adapters.store.builders import tables_at
from tests.adapters.store.processes import another_process, killed
from tests.postgresql import schema


@pytest.fixture(params=["file", "server"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "file":
        yield f"sqlite:///{tmp_path / 'crossfoot.db'}"
        return
    with schema(request.getfixturevalue("postgresql_server")) as address:
        yield address


async def test_two_sessions_never_exceed_what_is_configured_and_have_half_each(url: str) -> None:
    account = Account()
    async with at_work(url, account, "acme") as one:
        await until(lambda: account.most_inside == 10)
        async with at_work(url, account, "bolt") as other:
            told = {user.tenants for kept in await one.store.budgets() for user in kept.users}
            assert told == {("acme",), ("bolt",)}
            await until(lambda: (one.budget.share, other.budget.share) == (5, 5))
            account.done.clear()
            await until(lambda: len(account.done) > 100)
            assert 0.3 < account.done.count("bolt") / len(account.done) < 0.7
        await until(lambda: one.budget.share == 10)
    assert account.most_inside == 10


async def test_whoever_has_little_to_do_leaves_the_rest_to_the_other(url: str) -> None:
    account = Account()
    async with (
        at_work(url, account, "acme", callers=2) as idle,
        at_work(url, account, "bolt") as busy,
    ):
        await until(lambda: (idle.budget.share, busy.budget.share) == (2, 8))
    assert account.most_inside <= 10


async def test_what_one_finds_too_much_is_less_for_both(url: str) -> None:
    account = Account(allows=8)
    async with (
        at_work(url, account, "acme", slots=20) as one,
        at_work(url, account, "bolt", slots=20) as other,
    ):
        await until(lambda: one.budget.allowance.is_lowered and other.budget.allowance.is_lowered)
        await until(lambda: one.budget.share + other.budget.share <= 10)
        account.done.clear()
        await until(lambda: len(account.done) > 100)
    assert account.turned_away <= 60


async def test_a_session_whose_store_fails_stops_and_its_calls_are_told(tmp_path: Path) -> None:
    account, url = Account(), f"sqlite:///{tmp_path / 'crossfoot.db'}"
    async with at_work(url, account, "acme") as one:
        with tables_at(url) as engine, writing(engine).begin() as connection:
            connection.exec_driver_sql("DROP TABLE budget_users")
        await until(lambda: one.budget.failure is not None)
        await until(lambda: account.inside == 0)
        with pytest.raises(StoreError):
            async with one.budget.line("acme").slot():
                pass


async def test_the_share_of_a_killed_process_is_free_within_seconds(url: str) -> None:
    account = Account()
    with another_process("share", url) as other:
        async with at_work(url, account, "acme", pace=ORDINARY) as one:
            await until(lambda: one.budget.share == 5)
            killed(other)
            await until(lambda: one.budget.share == 10)


@pytest.mark.long
async def test_a_process_that_is_stopped_loses_its_share_and_gets_it_back(url: str) -> None:
    account = Account()
    with another_process("share", url) as other:
        async with at_work(url, account, "acme", pace=ORDINARY) as one:
            await until(lambda: one.budget.share == 5)
            os.kill(other.pid, signal.SIGSTOP)
            await until(lambda: one.budget.share == 10)
            os.kill(other.pid, signal.SIGCONT)
            await until(lambda: one.budget.share == 5)


def test_a_process_is_known_to_have_ended_once_it_has() -> None:
    if not machine():
        pytest.skip("this system does not tell who has ended")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    known = identity(child.pid)
    assert not has_ended(known)
    child.communicate(b"\n")
    assert has_ended(known)
    assert not has_ended(identity(os.getpid()))


@pytest.mark.parametrize("known", ["", "elsewhere/pid:[1]/1/1", "host"])
def test_of_a_process_elsewhere_nothing_is_known(known: str) -> None:
    assert not has_ended(known)
