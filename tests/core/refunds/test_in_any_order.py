"""Random lives of refunds, through the rules alone: nothing is paid, covered or given back twice.

Ten thousand sequences of refunds, credit memos, checks, voids and changes of status against books that
are kept in whole cents (REF-05 to REF-19). A failure names its seed and what was done.
"""

from collections.abc import Iterator
from typing import Final

import pytest

from tests.core.refunds.lives import live

SEQUENCES: Final = 10_000
AT_ONCE: Final = 200
"""So many are in `make test`; the others are `make proof`."""


def _batches() -> Iterator[object]:
    yield pytest.param(range(AT_ONCE), id=f"seeds 0 to {AT_ONCE - 1}")
    for first in range(AT_ONCE, SEQUENCES, AT_ONCE):
        seeds = range(first, first + AT_ONCE)
        yield pytest.param(seeds, id=f"seeds {first} to {seeds[-1]}", marks=pytest.mark.long)


@pytest.mark.parametrize("seeds", tuple(_batches()))
def test_no_life_of_refunds_pays_covers_or_gives_back_twice(seeds: range) -> None:
    for seed in seeds:
        live(seed)
