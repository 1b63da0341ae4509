"""Several outcomes as one: every value, or the first problem."""

from collections.abc import Iterable
from typing import TypeVar

from returns.result import Failure, Result, Success

Value = TypeVar("Value")
Problem = TypeVar("Problem")


def all_of(outcomes: Iterable[Result[Value, Problem]]) -> Result[tuple[Value, ...], Problem]:
    """The values in their order, or the first failure."""
    found = tuple(outcomes)
    failed = next((one for one in found if isinstance(one, Failure)), None)
    return failed or Success(tuple(one.unwrap() for one in found))
