"""When a job is first looked at: by what the last one took, and how many records are in line."""

from adapters.netsuite.jobs import FIRST_PAUSE, Pace


def test_nothing_is_known_of_the_first() -> None:
    assert Pace().first_pause(100) == FIRST_PAUSE


def test_one_behind_as_many_is_looked_at_shortly_before_it_is_expected() -> None:
    pace = Pace()
    pace.took(4, in_line=1000)
    assert pace.first_pause(1000) == 3


def test_the_last_of_a_run_is_done_sooner() -> None:
    pace = Pace()
    pace.took(4, in_line=1000)
    assert pace.first_pause(250) == 0.75


def test_more_in_line_may_be_done_at_the_same_time() -> None:
    pace = Pace()
    pace.took(4, in_line=100)
    assert pace.first_pause(1000) == 3


def test_in_line_is_what_is_under_way() -> None:
    pace = Pace()
    with pace.job(100) as first, pace.job(30) as second:
        assert (first, second) == (100, 130)
    with pace.job(5) as alone:
        assert alone == 5
