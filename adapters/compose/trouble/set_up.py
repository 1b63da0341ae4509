"""A small contractor of one seed: both systems, their clock and an empty store, made in no time."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Engine

from adapters.compose.simulation import TENANT, Simulation, configuration, simulation
from adapters.compose.trouble.people import BY_CARD, BY_CHECK, People
from adapters.compose.trouble.vendors import asked
from adapters.compose.trouble.virtual_time import VirtualTime
from adapters.compose.trouble.work import REASONS
from adapters.config import TenantConfig
from adapters.demo.company import BANK, SET_UP
from adapters.store import sqlite
from adapters.store.opening import bring_up_to_date
from core.settings import RefundStyle, SyncMethod

CUSTOMERS: Final = 2
NO_LIMIT: Final = 1_000_000
"""Calls in a second."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How an office and its account are set up. `latency` are seconds that each call takes."""

    style: RefundStyle = RefundStyle.REFUND_RECORD
    method: SyncMethod = SyncMethod.DOCUMENTS
    approves_checks: bool = False
    voids_by_journal: bool = False
    in_batches: bool = False
    latency: int = 0
    slots: int = 10


def vendors_of(habits: Habits, time: VirtualTime) -> Simulation:
    """Both systems with their set-up and nobody in them."""
    sim = simulation(time.vendors, calls_per_second=None)
    sim.load(_SET_UP)
    for way in (BY_CHECK, BY_CARD):
        _act(sim, "create-payment-type", name=way["type"])
    for reason in REASONS:
        _act(sim, "create-refund-reason", name=reason, effect=reason)
    preferences = {
        "checkApproval": habits.approves_checks,
        "voidUsingReversingJournals": habits.voids_by_journal,
    }
    asked(sim.netsuite, "POST", "load", {"preferences": preferences})
    return sim


def meet_everybody(people: People) -> None:
    for place in range(CUSTOMERS):
        people.meet(place)


def tenant_config(habits: Habits, sim: Simulation) -> TenantConfig:
    """The tenant alone, so that nothing in the environment reaches it."""
    given = configuration(sim)["tenants"][TENANT]
    given["servicetitan"]["calls_per_second"] = NO_LIMIT
    given["netsuite"] |= {"write_in_batches": habits.in_batches, "slots": habits.slots}
    return TenantConfig.model_validate(
        {
            **given,
            "payment_applications": "every_run",
            "check_refund_payment_type": BY_CHECK["type"],
            "automated_refunds": True,
            "refund_style": habits.style,
            "method": habits.method,
        }
    )


def _act(sim: Simulation, action: str, **body: Any) -> None:
    asked(sim.servicetitan, "POST", f"actions/{action}", body)


_BANK_ACCOUNT: Final = {"number": BANK, "name": "Checking", "type": "Bank"}
_SET_UP: Final[dict[str, Any]] = {
    **SET_UP,
    "servicetitan": {
        **SET_UP["servicetitan"],
        "glAccounts": [*SET_UP["servicetitan"]["glAccounts"], _BANK_ACCOUNT],
    },
}


@cache
def _database() -> tuple[Engine, bytes]:
    """One for all seeds of this process, and what it holds when it is new."""
    engine = sqlite.engine_for(None)
    bring_up_to_date(engine, "the store of the simulation")
    connection = engine.raw_connection().driver_connection
    assert connection is not None
    return engine, connection.serialize()


def new_database() -> Engine:
    """In memory, with empty tables; the one before is gone."""
    engine, new = _database()
    connection = engine.raw_connection().driver_connection
    assert connection is not None
    connection.deserialize(new)
    return engine
