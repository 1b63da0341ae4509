"""A script drawn from a seed: a world that some seeds share, and troubles of the seed's own.

The seeds of one world differ in when the sync runs and in what goes wrong; without trouble all of them
end in the same books, which are told once for all.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeVar

from adapters.compose.trouble.script import (
    Checks,
    Decide,
    Event,
    Hold,
    OpenPeriod,
    PostOne,
    Run,
    Script,
    Wait,
)
from adapters.compose.trouble.set_up import CUSTOMERS, Habits
from adapters.compose.trouble.strikes import BRINGS_ANOTHER, Place, Strike, Trouble
from adapters.compose.trouble.work import (
    REASONS,
    Apply,
    Bank,
    Bill,
    Buy,
    CreditMemo,
    Edit,
    Journal,
    Merge,
    Pay,
    Refund,
    Work,
)
from core.settings import RefundStyle, SyncMethod

SEEDS_OF_A_WORLD: Final = 10
T = TypeVar("T")


def script(seed: int) -> Script:
    """What is told for this seed, always the same."""
    chance = random.Random(f"trouble {seed}")
    habits, work = world(seed // SEEDS_OF_A_WORLD)
    others = random.Random(f"others {seed}")
    events = (_with_others(others, one) for one in _troubled(chance, habits, work))
    return Script(habits, tuple(events))


def world(number: int) -> tuple[Habits, tuple[Work, ...]]:
    """How its office is set up, and what people do there."""
    chance = random.Random(f"world {number}")
    method = _drawn(chance, {SyncMethod.DOCUMENTS: 9, SyncMethod.JOURNAL_ENTRIES: 1})
    habits = Habits(
        style=chance.choice(tuple(RefundStyle)),
        method=method,
        approves_checks=chance.random() < 0.3,
        voids_by_journal=chance.random() < 0.3,
        in_batches=chance.random() < 0.4,
        latency=chance.choice((0, 0, 1)),
        slots=chance.choice((1, 3, 10)),
    )
    if method is SyncMethod.JOURNAL_ENTRIES:
        return habits, tuple(_entry(chance) for _ in range(chance.randint(1, 4)))
    return habits, tuple(_work(chance))


# --- what people do ---


def _work(chance: random.Random) -> Iterator[Work]:
    """Money comes in before it goes anywhere else."""
    yield _bill(chance)
    yield _pay(chance)
    for _ in range(chance.randint(0, 5)):
        yield _drawn(chance, _WORK)(chance)


def _bill(chance: random.Random) -> Work:
    return Bill(chance.randrange(CUSTOMERS), chance.randint(1, 99_999), chance.random() < 0.3)


def _pay(chance: random.Random) -> Work:
    share = chance.choice((0, 0, 60, 100, 100))
    customer, cents = chance.randrange(CUSTOMERS), chance.randint(1, 150_000)
    return Pay(customer, cents, chance.randrange(9), share, chance.choice((1, 2, 3)))


def _apply(chance: random.Random) -> Work:
    return Apply(chance.randrange(9), _share(chance))


def _refund(chance: random.Random) -> Work:
    by_check = chance.random() < 0.7
    return Refund(chance.choice(REASONS), by_check, chance.randrange(9), _share(chance))


def _credit(chance: random.Random) -> Work:
    return CreditMemo(chance.randrange(9), _share(chance))


def _buy(chance: random.Random) -> Work:
    return Buy(chance.randint(1, 50_000))


def _bank(chance: random.Random) -> Work:
    return Bank(chance.randrange(9))


def _merge(chance: random.Random) -> Work:
    loser = chance.randrange(CUSTOMERS)
    return Merge(loser, (loser + 1) % CUSTOMERS)


def _edit(chance: random.Random) -> Work:
    return Edit(chance.randrange(9), chance.randint(1, 99_999))


def _entry(chance: random.Random) -> Work:
    return Journal(chance.randint(1, 99_999), chance.choice((None, 0, 1)))


_WORK: Final = {
    _bill: 5,
    _pay: 5,
    _apply: 5,
    _refund: 5,
    _credit: 2,
    _buy: 2,
    _bank: 2,
    _merge: 1,
    _edit: 1,
}


def _share(chance: random.Random) -> int:
    return chance.choice((100, 100, 50, 33, 1))


# --- what goes wrong ---


def _troubled(chance: random.Random, habits: Habits, work: tuple[Work, ...]) -> Iterator[Event]:
    """Somewhere the first run; most of the work before it, some in its midst, some after."""
    runs = chance.choice((1, 1, 2, 2, 3))
    for share in _parted(chance, work, runs):
        before = chance.randint(len(share) // 2, len(share))
        if chance.random() < 0.2:
            yield Hold(chance.randint(1, 3))
        yield from share[:before]
        if chance.random() < 0.2:
            yield PostOne(chance.randrange(9))
        for one in share[before:]:
            yield Strike(Trouble.MEANWHILE, _drawn(chance, _PLACES), chance.randint(0, 6), work=one)
        yield from _strikes(chance)
        yield _sync(chance, habits)
        yield from _afterwards(chance)


def _parted(chance: random.Random, work: tuple[Work, ...], runs: int) -> Iterator[tuple[Work, ...]]:
    """All of it in its order, in so many parts; the first has something."""
    ends = sorted(chance.randint(1, len(work)) for _ in range(runs - 1))
    for begin, end in zip((0, *ends), (*ends, len(work)), strict=True):
        yield work[begin:end]


def _sync(chance: random.Random, habits: Habits) -> Event:
    refunds = habits.method is SyncMethod.DOCUMENTS and chance.random() < 0.2
    share = chance.choice((100, 100, 50, 7))
    return Checks(share, chance.random() < 0.4, chance.random() < 0.3) if refunds else Run()


def _afterwards(chance: random.Random) -> Iterator[Event]:
    if chance.random() < 0.3:
        yield Wait(chance.choice((1, 200, 400, 960)))
    if chance.random() < 0.15:
        yield Decide(chance.choice(("approve", "void")), chance.randrange(9))
    if chance.random() < 0.5:
        yield OpenPeriod()


def _strikes(chance: random.Random) -> Iterator[Strike]:
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 5))):
        place = _drawn(chance, _PLACES)
        trouble = _drawn(chance, {one: _TROUBLES[one] for one in _at(place)})
        yield Strike(trouble, place, chance.randrange(_CALLS[place]), _seconds(chance, trouble))


def _with_others(chance: random.Random, event: Event) -> Event:
    """In half of the cases the other worker is in trouble as well; it brings no third one."""
    if not isinstance(event, Strike) or event.trouble not in BRINGS_ANOTHER:
        return event
    strikes = [one for one in _strikes(chance) if one.trouble not in BRINGS_ANOTHER]
    return replace(event, others=tuple(strikes)) if chance.random() < 0.5 else event


def _at(place: Place) -> Iterator[Trouble]:
    """What can strike there."""
    yield from (Trouble.KILLED_BEFORE, Trouble.KILLED_AFTER, Trouble.STOPPED)
    yield from (Trouble.ANOTHER_WORKER, Trouble.REPLACED, Trouble.PERIOD_CLOSED)
    if not place.is_vendor:
        yield Trouble.STORE_DOWN
        if place is Place.STORE_WRITE:
            yield Trouble.STORE_REPLY_LOST
        return
    yield from (Trouble.TIMED_OUT, Trouble.FAILED, Trouble.REPLY_LOST, Trouble.GARBLED)
    yield from (Trouble.TOO_MANY, Trouble.TOKEN_EXPIRED)
    if place is Place.NETSUITE_WRITE:
        yield Trouble.LATE


def _seconds(chance: random.Random, trouble: Trouble) -> int:
    if trouble is Trouble.LATE:
        return chance.choice((1, 20, 90, 200, 400, 880))
    return chance.choice((1, 61, 1000)) if trouble is Trouble.REPLACED else 0


def _drawn(chance: random.Random, weights: dict[T, int]) -> T:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


_PLACES: Final = {
    Place.NETSUITE_WRITE: 8,
    Place.NETSUITE_READ: 3,
    Place.SERVICETITAN_MARK: 1,
    Place.SERVICETITAN_READ: 2,
    Place.STORE_WRITE: 5,
    Place.STORE_READ: 1,
}
_CALLS: Final = {
    Place.NETSUITE_WRITE: 5,
    Place.NETSUITE_READ: 20,
    Place.SERVICETITAN_MARK: 2,
    Place.SERVICETITAN_READ: 13,
    Place.STORE_WRITE: 12,
    Place.STORE_READ: 4,
}
"""Among how many calls the one is drawn that is struck: about as many as a run makes."""
_TROUBLES: Final = {
    Trouble.REPLY_LOST: 3,
    Trouble.TIMED_OUT: 2,
    Trouble.FAILED: 2,
    Trouble.GARBLED: 2,
    Trouble.LATE: 8,
    Trouble.TOO_MANY: 1,
    Trouble.TOKEN_EXPIRED: 1,
    Trouble.STORE_DOWN: 3,
    Trouble.STORE_REPLY_LOST: 3,
    Trouble.KILLED_BEFORE: 2,
    Trouble.KILLED_AFTER: 2,
    Trouble.STOPPED: 1,
    Trouble.ANOTHER_WORKER: 1,
    Trouble.REPLACED: 2,
    Trouble.PERIOD_CLOSED: 1,
}
