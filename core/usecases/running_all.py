"""Execute All: every connected tenant, one after another; one's failure stops no other (TRG-06)."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def run_all(
    tenants: Iterable[str],
    run_one: Callable[[str], T],
    failed: Callable[[str, BaseException], T],
    ends_all: Callable[[T], bool],
) -> Iterator[T]:
    """How each tenant's run ended, as it ends.

    What `run_one` raises becomes an ending by `failed`. After an ending that `ends_all`, such as an
    interruption by a person, no other tenant is run.
    """
    for tenant in tenants:
        try:
            ended = run_one(tenant)
        except BaseException as error:
            ended = failed(tenant, error)
        yield ended
        if ends_all(ended):
            return
