"""When a job is first looked at: by what the last one took, and how many records are in line."""

import pytest

from adapters.netsuite.jobs import FIRST_PAUSE, Pace


def test_nothing_is_known_of_the_first() -> None:
    assert Pace().first_pause(100) == FIRST_PAUSE


@pytest.mark.parametrize(
    ("in_line", "seconds"),
    [
        pytest.param(400, 3, id="as many: shortly before it is expected"),
        pytest.param(100, 0.75, id="fewer, at the end of a run: they are done sooner"),
        pytest.param(4000, 3, id="more: they may be worked off at the same time"),
    ],
)
def test_after_one_that_took_four_seconds_with_400_in_line(in_line: int, seconds: float) -> None:
    pace = Pace()
    pace.took(4, in_line=400)
    assert pace.first_pause(in_line) == seconds


def test_in_line_is_what_is_under_way() -> None:
    pace = Pace()
    with pace.job(100) as first, pace.job(30) as second:
        assert (first, second) == (100, 130)
    with pace.job(5) as alone:
        assert alone == 5
