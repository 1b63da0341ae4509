"""`crossfoot refunds`: listed, reviewed, paid, and set by hand, at the command line (REF-05, REF-13)."""

import asyncio
import re
import shlex
from typing import Any

import pytest

from simulators.control.faults import Fault
from tests.adapters.cli.town import Ended, Town
from tests.adapters.netsuite.company import act
from tests.refund_records import put_refund, refunds

BO = {"id": "502", "companyName": "Bo Chen", "subsidiary": {"id": "1"}}
PAYING = ("--bank-account", "1000", "--date", "2026-11-20")
SMALL = {"COLUMNS": "80"}


@pytest.fixture
def desk(town: Town) -> Town:
    """Maria is to get $500.00 and $70.00 back, Bo $250.00."""
    act(town.ns, "load", {"customers": [BO]})
    put_refund(town.ns, 18, "P-18", "501", "500.00", memo="Furnace")
    put_refund(town.ns, 19, "P-19", "502", "250.00", date="2026-11-12")
    put_refund(town.ns, 20, "P-20", "501", "70.00", date="2026-11-14")
    return town


async def listed(town: Town, *more: str) -> list[str]:
    ended = await town.crossfoot("refunds", "list", "--json", *more)
    assert ended.code == 0, ended.words
    return [one["number"] for one in ended.document["refunds"]]


async def review(town: Town, *more: str, **environment: str) -> Ended:
    return await town.crossfoot("refunds", "review", *PAYING, *more, **environment)


def command_of(ended: Ended) -> list[str]:
    """The words after `crossfoot` of the command a review shows."""
    found = " ".join(ended.out.replace("\\\n", " ").split())
    words = re.search(r"crossfoot (refunds pay .* --review [0-9a-f]+)", found)
    assert words is not None, ended.words
    return shlex.split(words[1])


def checks(town: Town) -> list[dict[str, Any]]:
    found = act(town.ns, "ledger/transactions", method="GET")
    return [one for one in found if one["type"] == "check"]


# list


async def test_what_waits_for_a_check_is_listed_oldest_first(desk: Town) -> None:
    ended = await desk.crossfoot("refunds", "list", **SMALL)
    assert (ended.code, ended.err) == (0, "")
    assert "acme · 3 refunds, $820.00 left to pay" in ended.out
    assert [line.split()[1] for line in ended.out.splitlines() if "2026-" in line] == [
        "P-18",
        "P-19",
        "P-20",
    ]
    assert max(map(len, ended.out.splitlines())) <= 80


async def test_programs_read_every_figure(desk: Town) -> None:
    document = (await desk.crossfoot("refunds", "list", "--json")).document
    assert (document["tenant"], document["left_to_pay"], document["unclear"]) == (
        "acme",
        "820.00",
        [],
    )
    assert document["refunds"][0] == {
        "id": 18,
        "number": "P-18",
        "date": "2026-11-10",
        "customer": {"netsuite_id": "501", "name": "Maria Lopez"},
        "subsidiary": "1",
        "status": "Pending Refund",
        "amount": "500.00",
        "unapplied": "500.00",
        "paid": "0.00",
        "on_its_way": "0.00",
        "remaining": "500.00",
        "account": "2350",
        "memo": "Furnace",
    }


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        (("--customer", "maria lopez"), ["P-18", "P-20"]),
        (("--customer", "502"), ["P-19"]),
        (("--from", "2026-11-12"), ["P-19", "P-20"]),
        (("--to", "2026-11-12"), ["P-18", "P-19"]),
        (("--min", "250"), ["P-18", "P-19"]),
        (("--max", "$250.00"), ["P-19", "P-20"]),
        (("--text", "furn"), ["P-18"]),
        (("--subsidiary", "1"), ["P-18", "P-19", "P-20"]),
        (("--subsidiary", "canada"), []),
    ],
)
async def test_the_list_is_narrowed(desk: Town, narrowed: tuple[str, ...], left: list[str]) -> None:
    assert await listed(desk, *narrowed) == left


async def test_all_statuses_are_shown_when_asked_for(desk: Town) -> None:
    put_refund(desk.ns, 21, "P-21", "501", "5.00", status="C")
    assert "P-21" not in await listed(desk)
    ended = await desk.crossfoot("refunds", "list", "--all-statuses", **SMALL)
    assert "Complete" in ended.out
    assert "4 refunds, $820.00 left to pay" in ended.out


async def test_nothing_to_pay_is_said(town: Town) -> None:
    assert "No refund waits for a check." in (await town.crossfoot("refunds", "list")).out


async def test_figures_that_cannot_be_are_named(desk: Town) -> None:
    put_refund(desk.ns, 22, "P-22", "501", "5.00", journal=False)
    ended = await desk.crossfoot("refunds", "list")
    assert ended.code == 1
    assert "Refund P-22, $5.00: The journal that posts it is not in NetSuite." in ended.words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--customer", "Nobody"), "No refund that is open is of a customer Nobody."),
        (("--subsidiary", "Mars"), "NetSuite has no subsidiary Mars. It has:"),
    ],
)
async def test_what_is_not_there_is_refused(desk: Town, given: tuple[str, ...], words: str) -> None:
    ended = await desk.crossfoot("refunds", "list", *given)
    assert (ended.code, words in ended.words) == (1, True)


async def test_an_amount_must_be_money(desk: Town) -> None:
    assert (await desk.crossfoot("refunds", "list", "--min", "much")).code == 2


# review and pay


async def test_a_review_writes_nothing_and_shows_the_command(desk: Town) -> None:
    before = desk.transactions
    ended = await review(desk, "--all", "--header-memo", "It's back", **SMALL)
    assert (ended.code, desk.transactions) == (0, before)
    assert "acme · 3 checks over $820.00, nothing is written yet" in ended.out
    assert 'drawn on 1000 Checking · 2026-11-20 · not to be printed · memo "It\'s back"' in (
        ended.words
    )
    assert command_of(ended)[:5] == ["refunds", "pay", "--tenant", "acme", "--all"]


async def test_the_command_it_shows_writes_just_these_checks(desk: Town) -> None:
    given = ("--all", "--customer", "Maria Lopez", "--group-by-customer", "--line-memo", "Sorry")
    shown = await review(desk, *given)
    ended = await desk.crossfoot(*command_of(shown))
    assert ended.code == 0, ended.words
    assert "acme · 1 check in NetSuite" in ended.out
    (check,) = checks(desk)
    assert (check["total"], check["tranId"]) == ("570.00", "1")
    assert {n: one["tranStatus"] for n, one in refunds(desk.ns).items()} == {
        "P-18": "B",
        "P-19": "A",
        "P-20": "B",
    }
    assert await listed(desk) == ["P-19"]


async def test_a_part_is_paid_and_the_rest_stays(desk: Town) -> None:
    shown = await review(desk, "--refund", "P-18=200.00", "--refund", "19")
    await desk.crossfoot(*command_of(shown))
    document = (await desk.crossfoot("refunds", "list", "--json")).document
    assert [(one["number"], one["paid"], one["remaining"]) for one in document["refunds"]] == [
        ("P-18", "200.00", "300.00"),
        ("P-20", "0.00", "70.00"),
    ]


async def test_programs_read_the_checks(desk: Town) -> None:
    shown = (await review(desk, "--refund", "P-18", "--json")).document
    command = shlex.split(shown["command"])[1:]
    assert (shown["total"], len(shown["checks"])) == ("500.00", 1)
    paid = (await desk.crossfoot(*command, "--json")).document
    (check,) = paid["checks"]
    assert (check["number"], check["state"], check["amount"]) == ("1", "approved", "500.00")
    assert (paid["review"], paid["run"]["status"]) == (shown["review"], "complete")


async def test_what_cannot_be_paid_is_named_and_the_rest_is(desk: Town) -> None:
    shown = await review(desk, "--refund", "P-18=500.01", "--refund", "P-19")
    assert shown.code == 1
    assert "1 check over $250.00" in shown.out
    assert "$500.01 would overpay it" in shown.words
    ended = await desk.crossfoot(*command_of(shown))
    assert (ended.code, len(checks(desk))) == (1, 1)


async def test_a_changed_review_pays_nothing(desk: Town) -> None:
    shown = await review(desk, "--all")
    put_refund(desk.ns, 23, "P-23", "501", "1.00")
    ended = await desk.crossfoot(*command_of(shown))
    assert (ended.code, checks(desk)) == (1, [])
    assert "acme: What would be paid has changed since it was reviewed: now 4 checks" in (
        ended.words
    )


async def test_two_clerks_at_once_pay_once(desk: Town) -> None:
    command = command_of(await review(desk, "--refund", "P-18"))
    both = await asyncio.gather(desk.crossfoot(*command), desk.crossfoot(*command))
    assert sorted(one.code for one in both) == [0, 1]
    assert len(checks(desk)) == 1


async def test_a_check_that_waits_for_approval_says_so(desk: Town) -> None:
    act(desk.ns, "load", {"preferences": {"checkApproval": True}})
    ended = await desk.crossfoot(*command_of(await review(desk, "--refund", "P-18")))
    assert (ended.code, "waiting for approval" in ended.out) == (0, True)
    assert "On its way" in (await desk.crossfoot("refunds", "list", "--all-statuses")).out


async def test_a_refused_check_counts(desk: Town) -> None:
    act(desk.ns, "periods/Nov 2026/close")
    ended = await desk.crossfoot(*command_of(await review(desk, "--refund", "P-18")))
    assert (ended.code, checks(desk)) == (1, [])
    assert "NetSuite refused it" in ended.words


async def test_netsuite_that_is_silent_is_unreachable(desk: Town) -> None:
    desk.ns.faults.lay(Fault("status", "/suiteql", status=503, count=None))
    assert (await desk.crossfoot("refunds", "list")).code == 3


@pytest.mark.parametrize("given", [(), ("--all", "--refund", "P-18"), ("--refund", "P-18=much")])
async def test_refunds_must_be_chosen_one_way(desk: Town, given: tuple[str, ...]) -> None:
    assert (await review(desk, *given)).code == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--refund", "P-99"), "NetSuite has no refund P-99."),
        (("--refund", "P-18", "--bank-account", "77"), "NetSuite has no account 77."),
    ],
)
async def test_what_is_unknown_is_refused(desk: Town, given: tuple[str, ...], words: str) -> None:
    ended = await review(desk, *given)
    assert (ended.code, words in ended.words) == (1, True)


async def test_a_number_that_two_have_must_be_said_by_id(desk: Town) -> None:
    put_refund(desk.ns, 24, "P-18", "502", "9.00")
    ended = await review(desk, "--refund", "P-18")
    assert "say which by id: 18 of Maria Lopez, 24 of Bo Chen" in ended.words
    assert (await review(desk, "--refund", "24")).code == 0


# one refund


async def test_one_refund_is_shown_with_checks_and_history(desk: Town) -> None:
    await desk.crossfoot(*command_of(await review(desk, "--refund", "P-18=200")))
    ended = await desk.crossfoot("refunds", "status", "P-18", **SMALL)
    assert ended.code == 0
    assert "Refund P-18 of Maria Lopez, $500.00 · Pending Refund" in ended.out
    assert "$200.00 paid, $0.00 on its way, $300.00 left to pay" in ended.out
    assert "$200.00 of $500.00 is paid by check 1" in ended.words
    document = (await desk.crossfoot("refunds", "status", "P-18", "--json")).document
    assert [one["amount"] for one in document["checks"]] == ["200.00"]
    assert [one["to"] for one in document["history"]] == ["Pending Refund"]


async def test_a_refund_is_bypassed_and_reopened_with_a_reason(desk: Town) -> None:
    ended = await desk.crossfoot("refunds", "bypass", "P-18", "--why", "paid in cash")
    assert (ended.code, ended.words) == (
        0,
        "acme · Refund P-18 of Maria Lopez, $500.00: Pending Refund → Bypass",
    )
    assert "P-18" not in await listed(desk)
    ended = await desk.crossfoot("refunds", "reopen", "P-18", "--why", "it was not", "--json")
    change = ended.document["change"]
    assert (change["from"], change["to"], change["why"]) == (
        "Bypass",
        "Pending Refund",
        "it was not",
    )
    assert "P-18" in await listed(desk)


async def test_a_complete_refund_is_to_be_paid_by_check_instead(desk: Town) -> None:
    put_refund(desk.ns, 21, "P-21", "501", "5.00", status="C")
    ended = await desk.crossfoot(
        "refunds", "status", "P-21", "pending payment", "--why", "card closed"
    )
    assert ended.code == 0
    assert "P-21" in await listed(desk)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("reopen", "P-18"), '"reopen", which would make it'),
        (("status", "P-18", "Check Refunded"), "Only checks make a refund Check Refunded."),
        (("bypass", "P-99"), "NetSuite has no refund P-99."),
    ],
)
async def test_a_move_that_may_not_be_is_refused(
    desk: Town, given: tuple[str, ...], words: str
) -> None:
    ended = await desk.crossfoot("refunds", *given, "--why", "because")
    assert (ended.code, words in ended.words) == (1, True), ended.words


@pytest.mark.parametrize("given", [("bypass", "P-18"), ("status", "P-18", "Paid", "--why", "x")])
async def test_a_reason_and_a_known_status_must_be_given(
    desk: Town, given: tuple[str, ...]
) -> None:
    assert (await desk.crossfoot("refunds", *given)).code == 2
