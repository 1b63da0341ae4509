"""What an account allows, and how it is shared: true of every sequence of events."""

from hypothesis import given, settings
from hypothesis import strategies as some

from core.budget import QUICKLY, SLOWLY, STEPS, Allowance, shares

AMOUNTS = some.integers(1, 200)
EVENTS = some.lists(
    some.tuples(some.sampled_from(["turned away", "time passes", "configured"]), AMOUNTS),
    max_size=30,
)
WANTED = some.dictionaries(some.text("abcdefgh", min_size=1, max_size=2), AMOUNTS, max_size=12)


def after(allowance: Allowance, what: str, much: int) -> Allowance:
    match what:
        case "turned away":
            return allowance.lowered(much)
        case "configured":
            return allowance.within(much)
    return allowance.raised(much)


@given(AMOUNTS, EVENTS)
def test_what_is_configured_is_never_exceeded_and_one_call_always_goes(
    configured: int, events: list[tuple[str, int]]
) -> None:
    allowance = Allowance.whole(configured)
    for event in events:
        allowance = after(allowance, *event)
        assert 1 <= allowance.allowed <= allowance.configured


@given(AMOUNTS, AMOUNTS)
def test_calls_that_are_turned_away_leave_at_most_two_thirds(configured: int, using: int) -> None:
    lowered = Allowance.whole(configured).lowered(using)
    assert lowered.allowed <= max(1, min(using, configured) * 2 // 3, configured // 2)
    assert lowered.allowed < configured or configured == 1


@given(AMOUNTS, AMOUNTS)
def test_all_is_allowed_again_in_the_end(configured: int, using: int) -> None:
    allowance = Allowance.whole(configured).lowered(using)
    for _ in range(3 * STEPS + 3):
        allowance = allowance.raised(SLOWLY)
    assert allowance.allowed == configured


@given(some.integers(2, 200), AMOUNTS)
def test_what_was_too_much_is_not_asked_again_before_long(configured: int, using: int) -> None:
    allowance = Allowance.whole(configured).lowered(using)
    for _ in range(3 * STEPS):
        allowance = allowance.raised(QUICKLY)
    was_most_of_it = using > 1 and configured <= 2 * using
    assert allowance.allowed == (min(using, configured) - 1 if was_most_of_it else configured)


@given(some.integers(2, 100), some.integers(1, 100), some.integers(60, 400))
@settings(max_examples=40)
def test_an_account_that_allows_less_is_found_out_with_few_calls_turned_away(
    configured: int, limit: int, seconds: int
) -> None:
    """Second by second, all that is allowed is used; a burst each time it is more than the limit."""
    allowance, bursts, unchanged, used = Allowance.whole(configured), 0, 0, 0
    for _ in range(seconds):
        if allowance.allowed > limit:
            bursts, unchanged = bursts + 1, 0
            allowance = allowance.lowered(allowance.allowed)
        used += min(limit, allowance.allowed)
        raised = allowance.raised(unchanged + 1)
        unchanged = 0 if raised != allowance else unchanged + 1
        allowance = raised
    searching = 4 * (configured // limit).bit_length() + 1
    assert bursts <= searching + seconds // SLOWLY
    if limit <= STEPS and seconds >= 4 * SLOWLY:
        assert used >= seconds * min(limit, configured) * 8 // 10


@given(AMOUNTS, WANTED, some.dictionaries(some.text("abcdefgh", min_size=1, max_size=2), AMOUNTS))
def test_all_is_given_out_and_nothing_twice(
    total: int, wanted: dict[str, int], last_had: dict[str, int]
) -> None:
    given_out = shares(total, wanted, last_had)
    assert given_out.keys() == wanted.keys()
    assert sum(given_out.values()) == (total if wanted else 0)


@given(AMOUNTS, WANTED)
def test_nobody_gets_less_than_another_unless_it_wants_less(
    total: int, wanted: dict[str, int]
) -> None:
    given_out = shares(total, wanted)
    if len(wanted) <= total:
        for one, much in given_out.items():
            assert much >= 1
            assert much >= wanted[one] or much >= max(given_out.values()) - 1


@given(some.integers(1, 5), some.integers(6, 12))
def test_where_there_are_too_many_each_has_its_turn(total: int, users: int) -> None:
    wanted = {f"worker {number:02}": number for number in range(users)}
    last_had = dict.fromkeys(wanted, 0)
    for turn in range(1, users + 1):
        given_out = shares(total, wanted, last_had)
        last_had |= {one: turn for one, much in given_out.items() if much}
    assert min(last_had.values()) > 0
