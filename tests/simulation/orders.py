"""A history of a contractor's customers, and the many orders in which it may be told.

What must come before what is all that is fixed: nobody is billed before there is a record of them,
and what is done for a customer merged away is done for whoever it was merged into.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CUSTOMERS: Final = 5
LOOSE: Final = (3, 4)
"""Whom an accountant may link anew: nothing of theirs is applied, since money booked to one customer
of NetSuite pays no invoice of another."""


@dataclass(frozen=True, slots=True)
class Create:
    customer: int


@dataclass(frozen=True, slots=True)
class Bill:
    customer: int
    number: str
    cents: int


@dataclass(frozen=True, slots=True)
class Pay:
    """`bill` is what it pays at once, None while it is money ahead."""

    customer: int
    number: str
    cents: int
    bill: str | None


@dataclass(frozen=True, slots=True)
class Apply:
    payment: str
    bill: str
    cents: int


@dataclass(frozen=True, slots=True)
class Merge:
    loser: int
    survivor: int


@dataclass(frozen=True, slots=True)
class Relink:
    """By hand, to a customer that NetSuite has from before."""

    customer: int


@dataclass(frozen=True, slots=True)
class Run:
    """Crossfoot, at any moment."""


Event = Create | Bill | Pay | Apply | Merge | Relink | Run


def history(seed: int) -> tuple[Event, ...]:
    """In the canonical order: everything is done before the first run."""
    chance = random.Random(f"history {seed}")
    bills = tuple(_bills(chance))
    pays = tuple(_pays(chance, bills))
    applied = tuple(_applications(pays, bills))
    merges = tuple(_merges(chance))
    relinks = tuple(Relink(one) for one in LOOSE if chance.random() < 0.6)
    creates = tuple(Create(one) for one in range(CUSTOMERS))
    return (*creates, *bills, *pays, *applied, *merges, *relinks)


def told_in_another_order(events: tuple[Event, ...], seed: int) -> tuple[Event, ...]:
    """The same events in a random order that makes sense, with runs anywhere in between."""
    chance = random.Random(f"order {seed}")
    waiting, told = list(events), list[Event]()
    while waiting:
        ready = [one for one in waiting if not _comes_after(one, waiting)]
        chosen = chance.choice(ready)
        waiting.remove(chosen)
        told.append(chosen)
        if chance.random() < 0.3:
            told.append(Run())
    return tuple(told)


def _comes_after(event: Event, waiting: list[Event]) -> bool:
    """Whether something that is still waiting must come before it."""
    match event:
        case Create() | Run():
            return False
        case Bill(customer) | Relink(customer):
            needed = {Create(customer)}
            return any(one in needed for one in waiting)
        case Pay(customer, bill=bill):
            return _is_waiting(waiting, customer=customer, numbers=(bill,))
        case Apply(payment, bill):
            return _is_waiting(waiting, customer=None, numbers=(payment, bill))
        case Merge(loser, survivor):
            return Create(loser) in waiting or Create(survivor) in waiting


def _is_waiting(
    waiting: list[Event], customer: int | None, numbers: tuple[str | None, ...]
) -> bool:
    return any(
        (isinstance(one, Create) and one.customer == customer)
        or (isinstance(one, Bill | Pay) and one.number in numbers)
        for one in waiting
    )


def _bills(chance: random.Random) -> Iterator[Bill]:
    for customer in range(CUSTOMERS):
        for at in range(chance.randint(0, 2)):
            yield Bill(customer, f"B-{customer}{at}", chance.randint(1, 99_999))


def _pays(chance: random.Random, bills: tuple[Bill, ...]) -> Iterator[Pay]:
    """Some bills are paid at once, some money is there before it is used, some is never used.

    Money that is there before is used whole: whether a rest of it is a deposit's or a payment's
    depends on when it was first sent (docs/decisions/payments-land-as.md).
    """
    for bill in bills:
        if bill.customer in LOOSE:
            continue
        number = bill.number.replace("B", "P")
        kind = chance.choice(("none", "at once", "ahead"))
        if kind == "at once":
            yield Pay(bill.customer, number, chance.randint(1, 120_000), bill.number)
        elif kind == "ahead":
            yield Pay(bill.customer, number, bill.cents, None)
    for customer in LOOSE:
        if chance.random() < 0.5:
            yield Pay(customer, f"P-{customer}9", chance.randint(1, 50_000), None)


def _applications(pays: tuple[Pay, ...], bills: tuple[Bill, ...]) -> Iterator[Apply]:
    """What was there ahead is used on the bill of the same number."""
    cents = {bill.number: bill.cents for bill in bills}
    for pay in pays:
        bill = pay.number.replace("P", "B")
        if pay.bill is None and bill in cents:
            yield Apply(pay.number, bill, cents[bill])


def _merges(chance: random.Random) -> Iterator[Merge]:
    """Each customer into one before it, or into none: chains come about by themselves."""
    for loser in range(1, CUSTOMERS):
        if chance.random() < 0.45:
            yield Merge(loser, chance.randrange(loser))
