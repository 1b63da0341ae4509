"""Choices of mapping: the newest version of each is in force, with who chose it and when."""

import asyncio

from sqlalchemy import select

from adapters.store import SqlStore, open_store
from adapters.store.tables import mapping_choices
from core.settings import MappingChoice, Topic
from tests.adapters.store.builders import NOON, ONE, TWO, tables_at


def subsidiary(unit: str, target: str, origin: str = "") -> MappingChoice:
    return MappingChoice(Topic.BUSINESS_UNIT, unit, (("subsidiary", target),), origin)


async def test_the_newest_choice_is_in_force_and_says_who_set_it(store: SqlStore) -> None:
    await store.choose("acme", subsidiary("42", "3"), "Anna", NOON)
    await store.choose("acme", subsidiary("42", "5", "from the file"), "Ben", ONE)
    assert await store.mapping("acme") == [subsidiary("42", "5", "set by Ben on 2026-03-31")]


async def test_choices_differ_by_topic_source_and_tenant(store: SqlStore) -> None:
    account = MappingChoice(Topic.ACCOUNT, "42", (("account", "4000"),))
    for choice in (subsidiary("42", "3"), subsidiary("7", "5"), account):
        await store.choose("acme", choice, "Anna", NOON)
    await store.choose("zenith", subsidiary("42", "9"), "Anna", NOON)
    targets = [(choice.source, *choice.target) for choice in await store.mapping("acme")]
    assert targets == [
        ("42", ("account", "4000")),
        ("42", ("subsidiary", "3")),
        ("7", ("subsidiary", "5")),
    ]


async def test_nothing_is_in_force_before_something_is_chosen(store: SqlStore) -> None:
    assert await store.mapping("acme") == []


async def test_earlier_versions_are_kept(url: str) -> None:
    async with open_store(url) as store:
        for target, instant in (("3", NOON), ("5", ONE), ("3", TWO)):
            await store.choose("acme", subsidiary("42", target), "Anna", instant)
    with tables_at(url) as engine, engine.connect() as connection:
        versions = connection.execute(select(mapping_choices)).all()
    assert [(kept.version, kept.target, kept.chosen_at) for kept in versions] == [
        (1, {"subsidiary": "3"}, NOON),
        (2, {"subsidiary": "5"}, ONE),
        (3, {"subsidiary": "3"}, TWO),
    ]


async def test_choices_made_at_once_are_versions_one_after_another(url: str) -> None:
    async with open_store(url) as one, open_store(url) as other:
        await asyncio.gather(
            *(
                store.choose("acme", subsidiary("42", str(number)), "Anna", NOON)
                for number in range(20)
                for store in (one, other)
            )
        )
    with tables_at(url) as engine, engine.connect() as connection:
        versions = connection.execute(select(mapping_choices.c.version)).scalars().all()
    assert sorted(versions) == list(range(1, 41))
