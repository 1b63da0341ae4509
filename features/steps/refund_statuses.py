"""The status of a refund, changed by hand: by whom, and why."""

from pytest_bdd import given, parsers, then, when

from core.refunds.status import Move, status_named
from features.check_desk import CheckDesk


@given(parsers.re(r'(?P<who>\w+) has bypassed (?P<number>\S+) since "(?P<why>.*)"'))
@when(parsers.re(r'(?P<who>\w+) bypasses (?P<number>\S+) since "(?P<why>.*)"'))
def bypasses(desk: CheckDesk, who: str, number: str, why: str) -> None:
    desk.move(who, number, Move.BYPASS, why)


@when(parsers.re(r'(?P<who>\w+) reopens (?P<number>\S+) since "(?P<why>.*)"'))
def reopens(desk: CheckDesk, who: str, number: str, why: str) -> None:
    desk.move(who, number, Move.REOPEN, why)


@when(parsers.re(r'(?P<who>\w+) sets (?P<number>\S+) to (?P<name>.+) since "(?P<why>.*)"'))
def sets_status(desk: CheckDesk, who: str, number: str, name: str, why: str) -> None:
    status = status_named(name)
    assert status is not None, name
    desk.move(who, number, status, why)


@then(parsers.re(r'the change is refused because "(?P<words>.*)"'))
def change_refused(desk: CheckDesk, words: str) -> None:
    assert desk.refused == words
