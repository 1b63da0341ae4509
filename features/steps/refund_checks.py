"""Refund checks: what clerks review, pay and set by hand, and what NetSuite makes of it."""

from typing import Final

import pytest
from pytest_bdd import given, parsers, then, when

from adapters.netsuite import objects
from core.money import ZERO, Money
from core.refunds.booked import BookedCheck, BookedRefund
from core.refunds.history import changes_in
from core.refunds.status import status_named
from core.refunds.worklist import worklist
from core.reports import Fate
from features.check_desk import CheckDesk
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

CHECK_ACTIONS: Final[dict[str, tuple[str, Json]]] = {
    "approved": ("actions/approve-check", {}),
    "rejected": ("actions/reject-check", {}),
    "void": ("actions/void", {"type": "check"}),
}
CHECK_TROUBLES: Final[dict[str, Json]] = {
    "makes the check, but its reply is lost": {"kind": "lost_reply"},
    "neither makes the check nor answers": {"kind": "timeout"},
    "makes the check two minutes later and does not answer": {
        "kind": "late_commit",
        "delay_seconds": 120,
    },
}
CHECK_PATH: Final = "/record/v1/(check|customerRefund)$"
"""What pays a refund: a check, or a Customer Refund in its place."""
STATUS_PATH: Final = f"/record/v1/{objects.REFUND}/"


@pytest.fixture
def desk(office: Office) -> CheckDesk:
    return CheckDesk(office)


# what NetSuite does


@given("NetSuite holds checks for approval")
def checks_held(office: Office) -> None:
    office.in_netsuite("POST", "load", {"preferences": {"checkApproval": True}})


@given("NetSuite voids by a reversing journal")
def voids_by_journal(office: Office) -> None:
    office.in_netsuite("POST", "load", {"preferences": {"voidUsingReversingJournals": True}})


@given(parsers.re(rf"NetSuite (?P<trouble>{'|'.join(CHECK_TROUBLES)})"))
def check_trouble(office: Office, trouble: str) -> None:
    fault = CHECK_TROUBLES[trouble]
    office.fault("netsuite", method="POST", path=CHECK_PATH, **fault)


@given("NetSuite sets the status, but its reply is lost")
def status_reply_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="PATCH", path=STATUS_PATH)


@given("NetSuite does not answer when the status is set")
def status_not_set(office: Office) -> None:
    office.fault("netsuite", kind="timeout", method="PATCH", path=STATUS_PATH)


@given(
    parsers.re(rf"the check of (?P<number>\S+) is (?P<what>{'|'.join(CHECK_ACTIONS)}) in NetSuite")
)
@when(
    parsers.re(rf"the check of (?P<number>\S+) is (?P<what>{'|'.join(CHECK_ACTIONS)}) in NetSuite")
)
def check_handled(office: Office, desk: CheckDesk, number: str, what: str) -> None:
    """The newest one."""
    path, more = CHECK_ACTIONS[what]
    office.in_netsuite("POST", path, {**more, "id": _checks_of(desk, number)[-1].id})


@when(parsers.parse("the check of {number} is deleted in NetSuite"))
def check_deleted(office: Office, desk: CheckDesk, number: str) -> None:
    body = {"type": "check", "id": _checks_of(desk, number)[-1].id}
    office.in_netsuite("POST", "actions/delete", body)


@given(parsers.parse("somebody in NetSuite sets {number} to Check Refunded"))
def set_in_netsuite(office: Office, desk: CheckDesk, number: str) -> None:
    change = {"id": _refund(desk, number).id, "fields": {"tranStatus": {"id": "B"}}}
    office.in_netsuite("POST", "actions/edit", {"type": objects.REFUND, **change})


@when(parsers.re(r"(?P<minutes>\d+) minutes pass"))
@given(parsers.re(r"(?P<minutes>\d+) minutes pass"))
def minutes_pass(office: Office, minutes: str) -> None:
    office.sim_clock.advance(60 * int(minutes))


# reviewing and paying


@given(parsers.parse("{who} has reviewed a check for {number}"))
def has_reviewed(desk: CheckDesk, who: str, number: str) -> None:
    desk.review(who, {number: None})


@when(parsers.re(rf"(?P<who>\w+) reviews a check of (?P<amount>{MONEY}) for (?P<number>\S+)"))
def reviews_amount(desk: CheckDesk, who: str, amount: str, number: str) -> None:
    desk.review(who, {number: Money.of(plain(amount))})


@when(parsers.re(r"(?P<who>\w+) reviews checks for everything(?P<grouped>, grouped by customer)?"))
def reviews_everything(desk: CheckDesk, who: str, grouped: str | None) -> None:
    desk.review(who, {}, grouped=bool(grouped))


@given(parsers.re(r"(?P<who>\w+) confirms"))
@when(parsers.re(r"(?P<who>\w+) confirms"))
def confirms(desk: CheckDesk, who: str) -> None:
    desk.pay(who)


@when(parsers.re(r"(?P<one>\w+) and (?P<other>\w+) confirm at once"))
def confirm_at_once(desk: CheckDesk, one: str, other: str) -> None:
    desk.pay_at_once(one, other)


@when(parsers.re(r"(?P<who>\w+) confirms, and Crossfoot is cut off after the first check"))
def cut_off(desk: CheckDesk, who: str) -> None:
    desk.pay_and_be_cut_off(who)


@given(parsers.re(rf"(?P<who>\w+) has paid (?P<amount>{MONEY}) of (?P<number>\S+) by check"))
@when(parsers.re(rf"(?P<who>\w+) pays (?P<amount>{MONEY}) of (?P<number>\S+) by check"))
def pays_part(desk: CheckDesk, who: str, amount: str, number: str) -> None:
    desk.review(who, {number: Money.of(plain(amount))})
    desk.pay(who)


@given(parsers.re(r"(?P<who>\w+) has paid (?P<number>\S+) by check"))
@when(parsers.re(r"(?P<who>\w+) pays (?P<number>[A-Z]\S+) by check"))
def pays_left(desk: CheckDesk, who: str, number: str) -> None:
    desk.review(who, {number: None})
    desk.pay(who)


# what is so afterwards


@then("the check tool lists")
def tool_lists(desk: CheckDesk, datatable: Table) -> None:
    """Refund, and any of Customer, Amount, Paid, On its way, Left: all of the list, oldest first."""
    names, *rows = datatable
    shown = [
        {
            "Refund": one.label.number,
            "Customer": one.label.customer or "",
            "Amount": str(one.amount),
            "Paid": str(one.paid),
            "On its way": str(one.on_its_way),
            "Left": str(one.remaining),
        }
        for one in worklist(desk.now(with_ended=False).standings.values())
    ]
    assert [[_name(name, one[name]) for name in names] for one in shown] == rows


def _name(column: str, text: str) -> str:
    """Customers by their name, without ServiceTitan's number after it."""
    return text.rstrip("0123456789").rstrip() if column == "Customer" else text


@then("the check tool lists nothing")
def tool_lists_nothing(desk: CheckDesk) -> None:
    assert worklist(desk.now(with_ended=False).standings.values()) == ()


@then(parsers.parse("{who} sees these checks, and nothing is written"))
def sees_checks(office: Office, desk: CheckDesk, who: str, datatable: Table) -> None:
    """Check, Payee, Refund, Pays: a row for each refund on a check."""
    _, review = desk.reviews[who]
    shown = [
        [str(place), _name("Customer", one.payee_name), line.label.number, str(line.amount)]
        for place, one in enumerate(review.checks, 1)
        for line in one.lines
    ]
    assert shown == datatable[1:]
    assert _checks_in_netsuite(office) == []


@then(parsers.parse('{who} sees that {number} is refused because "{words}"'))
def sees_refusal(desk: CheckDesk, who: str, number: str, words: str) -> None:
    _, review = desk.reviews[who]
    refused = {one.document.number: one.explanation for one in review.refused}
    assert refused == {number: words}


@then(parsers.re(r'(?P<who>\w+) is told "(?P<words>.*)"'))
def is_told(desk: CheckDesk, who: str, words: str) -> None:
    assert desk.told[who] == words


@then(parsers.re(r"one of (?P<one>\w+) and (?P<other>\w+) has paid, and the other is told"))
def one_has_paid(desk: CheckDesk, one: str, other: str) -> None:
    (winner,) = desk.paid
    loser = other if winner == one else one
    assert f"a run by {winner} is under way" in desk.told[loser]


@then(parsers.re(r"(?P<who>\w+) is told that it is uncertain whether (?P<number>\S+) is paid"))
def told_uncertain(desk: CheckDesk, who: str, number: str) -> None:
    rows = {row.document.number: row for row in desk.paid[who].report.rows}
    assert rows[number].fate is Fate.UNCERTAIN
    assert "do not enter it by hand" in rows[number].explanation


@then(parsers.parse("{who} gets the checks"))
def gets_checks(desk: CheckDesk, who: str, datatable: Table) -> None:
    """Number, Payee, Amount, State."""
    shown = [
        [
            one.booked.number,
            _name("Customer", one.record.payee_name),
            str(one.record.amount),
            one.booked.state.value,
        ]
        for one in desk.paid[who].checks
        if one.booked is not None
    ]
    assert shown == datatable[1:]


@then("NetSuite has no check")
def netsuite_has_none(office: Office) -> None:
    assert _checks_in_netsuite(office) == []


@then("NetSuite has the checks")
def netsuite_has(office: Office, datatable: Table) -> None:
    """Payee, Amount: every check there is, void ones too, in the order they were made."""
    assert _checks_in_netsuite(office) == [
        (payee, plain(amount)) for payee, amount in datatable[1:]
    ]


@then("NetSuite has these checks, in any order")
def netsuite_has_in_any_order(office: Office, datatable: Table) -> None:
    shown = sorted(_checks_in_netsuite(office))
    assert shown == sorted((payee, plain(amount)) for payee, amount in datatable[1:])


@then(parsers.parse("the status of {number} is {name}"))
def status_is(desk: CheckDesk, number: str, name: str) -> None:
    """As its record says, whatever its checks call for."""
    found = _refund(desk, number)
    assert found.status is status_named(name), found


@then(parsers.re(rf"the record of (?P<number>\S+) shows (?P<amount>{MONEY}) paid"))
def record_shows(desk: CheckDesk, number: str, amount: str) -> None:
    assert (_refund(desk, number).shown_paid or ZERO) == Money.of(plain(amount))


@then(parsers.parse("the history of {number} is"))
def history_is(desk: CheckDesk, number: str, datatable: Table) -> None:
    """Who, From, To, Why: oldest first."""
    shown = [
        [one.who, one.status_before.value, one.status_after.value, one.why]
        for one in changes_in(_refund(desk, number).history)
    ]
    assert shown == datatable[1:]


def _refund(desk: CheckDesk, number: str) -> BookedRefund:
    return desk.now().booked[desk.numbered(number)]


def _checks_of(desk: CheckDesk, number: str) -> tuple[BookedCheck, ...]:
    return _refund(desk, number).checks


def _checks_in_netsuite(office: Office) -> list[tuple[str, str]]:
    """Payee and total, in the order they were made."""
    found = [one for one in office.transactions() if one["type"] == "check"]
    return [(_name("Customer", one["entity"]["name"]), one["total"]) for one in found]
