"""Who works, exactly: a post is held by one process, and vacant when that is gone (facts/engine 4)."""

from collections.abc import AsyncIterator

import pytest

from adapters.engine.databases import queue_database
from adapters.engine.errors import EngineError, PostLostError
from adapters.engine.posts import Posts
from adapters.store import open_store
from tests.postgresql import end_connections


@pytest.fixture
async def stored(server_url: str) -> AsyncIterator[str]:
    async with open_store(server_url):
        yield server_url


def posts(url: str) -> Posts:
    database = queue_database(url)
    database.engine.dispose()
    return database.posts


def is_vacant(by: Posts, worker: str) -> bool:
    with by.vacant(worker) as found:
        return found


async def test_a_name_that_is_taken_is_refused_and_another_is_not(stored: str) -> None:
    """T9."""
    first, second = posts(stored), posts(stored)
    first.take("books-1")
    with pytest.raises(EngineError, match='a worker called "books-1" is there already'):
        second.take("books-1")
    second.take("books-2")
    for one in (first, second):
        one.check()
        one.leave()


async def test_a_post_is_vacant_only_when_nobody_has_it(stored: str) -> None:
    first, second = posts(stored), posts(stored)
    first.take("books-1")
    assert not is_vacant(second, "books-1")
    assert is_vacant(second, "books-7")
    first.leave()
    assert is_vacant(second, "books-1")
    second.leave()


async def test_while_one_takes_over_from_the_dead_no_other_does(stored: str) -> None:
    first, second = posts(stored), posts(stored)
    with first.vacant("books-1") as found:
        assert found
        assert not is_vacant(second, "books-1")
    for one in (first, second):
        one.leave()


async def test_a_worker_whose_connection_is_gone_knows_it(
    stored: str, postgresql_server: str
) -> None:
    one = posts(stored)
    one.take("books-1")
    one.check()
    assert end_connections(postgresql_server, stored) > 0
    with pytest.raises(PostLostError, match="start it again"):
        one.check()
    one.leave()


async def test_a_post_whose_connection_is_gone_unnoticed_can_be_left(
    stored: str, postgresql_server: str
) -> None:
    """The worker ends for another reason before it looks whether it still has its post."""
    one, next_one = posts(stored), posts(stored)
    one.take("books-1")
    assert end_connections(postgresql_server, stored) > 0
    one.leave()
    next_one.take("books-1")
    next_one.leave()
