"""An example of each reason that bank deposits have of their own (docs/errors)."""

from collections.abc import Iterator
from dataclasses import replace

from core.planner import make_plan
from tests.core.bank_builders import (
    SAVINGS,
    bank_deposit,
    banking,
    deposited,
    given_back,
    received,
)
from tests.core.builders import SEGMENTS

PAID = deposited("P-17", "100.00")


def said_of_banking() -> Iterator[tuple[str, str]]:
    """Code and explanation of what stays out in each example."""
    back = deposited("R-18", "-100.00")
    other = deposited("P-19", "50.00")
    there, gone = received("P-17", "100.00"), given_back("R-18", "100.00")
    far = received("P-19", "50.00", segments=replace(SEGMENTS, subsidiary="2"))
    for given in (
        banking(there, gone, deposit=bank_deposit(PAID, back)),
        banking(received("P-17", "100.00", SAVINGS), deposit=bank_deposit(PAID)),
        banking(deposit=bank_deposit(PAID)),
        banking(there, far, deposit=bank_deposit(PAID, other)),
    ):
        plan = make_plan(given)
        yield from ((one.reason.value, one.explanation) for one in plan.refused)
        yield from ((one.waiting.value, one.explanation) for one in plan.held)
