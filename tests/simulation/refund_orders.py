"""What a contractor's office, its accountants and its bad days do with refunds, in a random order.

An event says what somebody wants. `pick` chooses among what is there when it is told, and `share` (per
cent) how much of what is possible; an event for which nothing is there does nothing.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from adapters.compose.trouble.work import REASONS, Apply, Bill, CreditMemo, Pay, Refund

CUSTOMERS: Final = 2
EVENTS: Final = 15


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault on one kind of call, after some have gone well."""

    path: str
    method: str
    fault: str
    after: int
    delay_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Crash:
    """The work is cancelled at this call, before it is sent or before its reply is read."""

    at_call: int
    sent: bool


Bad = Trouble | Crash | None


@dataclass(frozen=True, slots=True)
class Run:
    bad: Bad = None


@dataclass(frozen=True, slots=True)
class Checks:
    """Listed, reviewed and paid. `share` below 100 pays so much of each; `again` with the same review.

    `clerks` pay that review at the same time; `between` says that one check is voided after the review.
    """

    share: int
    grouped: bool
    again: bool = False
    clerks: int = 1
    between: bool = False
    bad: Bad = None


@dataclass(frozen=True, slots=True)
class Decide:
    """Somebody in NetSuite approves, rejects or voids a check."""

    action: str
    pick: int


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody changes the status of a refund."""

    move: str
    pick: int
    bad: Bad = None


@dataclass(frozen=True, slots=True)
class Wait:
    seconds: int


Event = Bill | Pay | Apply | Refund | CreditMemo | Run | Checks | Decide | Move | Wait


@dataclass(frozen=True, slots=True)
class Habits:
    """How an account is set up, and whether anything goes wrong there."""

    approves_checks: bool
    voids_by_journal: bool
    troubled: bool


def habits(seed: int) -> Habits:
    """Every third office has no trouble at all."""
    chance = random.Random(f"habits {seed}")
    return Habits(chance.random() < 0.35, chance.random() < 0.35, seed % 3 != 0)


def sequence(seed: int, events: int = EVENTS) -> tuple[Event, ...]:
    """Money in and back before the first run, then whatever comes."""
    chance, troubled = random.Random(f"refunds {seed}"), habits(seed).troubled
    opening: list[Event] = [
        _bill(chance),
        _pay(chance),
        _pay(chance),
        _refund(chance),
        Run(_bad(chance, troubled, WRITES)),
    ]
    kinds = tuple(DRAWN)
    weights = [DRAWN[kind] for kind in kinds]
    drawn = (
        chance.choices(kinds, weights)[0](chance, troubled) for _ in range(events - len(opening))
    )
    return (*opening, *drawn)


# --- one event each -------------------------------------------------------------------------------


def _bill(chance: random.Random, _: bool = False) -> Event:
    return Bill(chance.randrange(CUSTOMERS), chance.randint(1, 99_999))


def _pay(chance: random.Random, _: bool = False) -> Event:
    share = chance.choice((0, 0, 60, 100, 100))
    return Pay(chance.randrange(CUSTOMERS), chance.randint(1, 120_000), chance.randrange(9), share)


def _apply(chance: random.Random, _: bool) -> Event:
    return Apply(chance.randrange(9), _share(chance))


def _refund(chance: random.Random, _: bool = False) -> Event:
    by_check = chance.random() < 0.75
    return Refund(chance.choice(REASONS), by_check, chance.randrange(9), _share(chance))


def _credit_memo(chance: random.Random, _: bool) -> Event:
    return CreditMemo(chance.randrange(9), _share(chance))


def _run(chance: random.Random, troubled: bool) -> Event:
    return Run(_bad(chance, troubled, WRITES))


def _checks(chance: random.Random, troubled: bool) -> Event:
    return Checks(
        share=chance.choice((100, 100, 100, 50, 7)),
        grouped=chance.random() < 0.4,
        again=chance.random() < 0.3,
        clerks=chance.choice((1, 1, 1, 2)),
        between=chance.random() < 0.1,
        bad=_bad(chance, troubled, CHECK_WRITES),
    )


def _decide(chance: random.Random, _: bool) -> Event:
    action = chance.choice(("approve", "approve", "void", "void", "reject"))
    return Decide(action, chance.randrange(9))


def _move(chance: random.Random, troubled: bool) -> Event:
    move = chance.choice(("bypass", "reopen", "pay by check instead"))
    return Move(move, chance.randrange(9), _bad(chance, troubled, STATUS_WRITES))


def _wait(chance: random.Random, _: bool) -> Event:
    return Wait(chance.choice((1, 61, 400, 960)))


DRAWN: Final[dict[Callable[[random.Random, bool], Event], int]] = {
    _bill: 4,
    _pay: 5,
    _apply: 5,
    _refund: 14,
    _credit_memo: 7,
    _run: 22,
    _checks: 22,
    _decide: 9,
    _move: 7,
    _wait: 5,
}


def _share(chance: random.Random) -> int:
    return chance.choice((100, 100, 50, 33, 1))


# --- what goes wrong ------------------------------------------------------------------------------

REFUND: Final = "/customtransaction_crossfoot_refund"
STATUS_WRITES: Final = ((f"{REFUND}/", "PATCH"),)
CHECK_WRITES: Final = (("/record/v1/check$", "POST"), ("/record/v1/check$", "POST"), *STATUS_WRITES)
WRITES: Final = (
    ("/journalEntry$", "POST"),
    (f"{REFUND}$", "POST"),
    ("depositApplication$", "POST"),
    ("/creditMemo$", "POST"),
    ("/creditMemo/", "PATCH"),
    ("/customerPayment/", "PATCH"),
    ("/payments/status$", "POST"),
)
FAULTS: Final = ("lost_reply", "timeout", "late_commit", "malformed")


def _bad(chance: random.Random, troubled: bool, writes: tuple[tuple[str, str], ...]) -> Bad:
    if not troubled or chance.random() < 0.6:
        return None
    if chance.random() < 0.35:
        return Crash(chance.randint(1, 40), chance.random() < 0.5)
    path, method = chance.choice(writes)
    fault = chance.choice(FAULTS)
    delay = chance.choice((1, 30, 200, 880)) if fault == "late_commit" else 0
    return Trouble(path, method, fault, chance.randint(0, 2), delay)


def fault_of(bad: Trouble) -> dict[str, Any]:
    """As the control planes take it."""
    laid = {"kind": bad.fault, "path": bad.path, "method": bad.method, "after": bad.after}
    return {**laid, "delay_seconds": bad.delay_seconds}
