"""`crossfoot demo` on the screen, and how it ends when something is not as it must be."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.cli.demo_telling import tell
from adapters.cli.exits import ExitCode
from adapters.cli.screen import Screen
from adapters.demo.stories import second_run
from adapters.demo.telling import Expected, Step, Tale, Telling
from core.reports import Status
from tests.adapters.demo.screen import crossfoot_demo, on_a_terminal, pages


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_longer_than_the_screen(columns: int) -> None:
    shown = pages(columns)
    assert (shown.code, shown.err) == (0, "")
    assert max(map(len, shown.out.splitlines())) <= columns


def test_a_pipe_gets_no_escape_codes() -> None:
    assert "\x1b" not in pages(80).out


def test_a_terminal_gets_colour_unless_no_color_is_set() -> None:
    coloured = on_a_terminal("--story", "lost-reply")
    plain = on_a_terminal("--story", "lost-reply", NO_COLOR="1")
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "Both systems agree to the cent." in plain


def test_the_t_accounts_show_each_entry_with_its_step_and_the_balance_below() -> None:
    shown = [" ".join(line.split()) for line in pages(120).out.splitlines()]
    at = next(at for at, line in enumerate(shown) if "│ 1,000.00 (4)" in line)
    heads = "1100 Accounts Receivable 1300 Inventory Asset 1499 Undeposited Funds"
    assert shown[at - 2] == heads
    entries = "(1) 1,000.00 │ 1,000.00 (4) (4) 48.00 │ (2) 1,000.00 │"
    assert shown[at].startswith(entries)
    assert shown[at + 2] == "0.00 │ 48.00 │ 1,000.00 │"


@pytest.mark.parametrize("columns", [80, 120])
def test_no_account_is_cut_short(columns: int) -> None:
    shown = pages(columns)
    assert "2350 Customer Refunds Payable" in shown.words
    assert "…" not in shown.out


def test_a_refund_record_posts_nothing_and_its_journal_does() -> None:
    shown = pages(80)
    assert "Refund record 7002 · $1,070.00 posts nothing" in shown.words
    assert "Journal entry 7002-J · $1,070.00 Dr 1100 Accounts Receivable" in shown.words


def test_the_controller_sees_the_list_and_the_review_before_paying() -> None:
    shown = pages(80).words
    assert "crossfoot refunds list demo · 1 refund, $1,070.00 left to pay" in shown
    at = shown.index("1 check would be written Check to Eva Brandt")
    assert shown[at:].index("What moved") > shown[at:].index("Cr 1000 Checking $1,070.00")


def test_it_ends_with_both_systems_side_by_side() -> None:
    shown = pages(80)
    assert shown.out.rstrip().endswith("Both systems agree to the cent.")
    assert "Total $3,263.75 $3,263.75 $0.00" in shown.words


def test_one_story_can_be_told_by_its_number() -> None:
    shown = crossfoot_demo("--story", "2")
    assert shown.code == 0
    assert "2 · One payment, two invoices" in shown.out
    assert "The $1,000 story" not in shown.out


def test_a_story_there_is_not_ends_with_2() -> None:
    ended = crossfoot_demo("--story", "99")
    assert ended.code == 2
    assert "lost-reply" in ended.err


def test_the_environment_does_not_reach_it() -> None:
    told = crossfoot_demo("--story", "lost-reply", CROSSFOOT_TENANTS__ACME__NETSUITE__SLOTS="5")
    assert told.code == 0


# what does not hold


async def _one_cent_off(telling: Telling) -> AsyncIterator[Step]:
    ann = await telling.company.customer("Ann Smith")
    invoice = await telling.company.invoice(ann, "100.00")
    await telling.company.post(invoices=[invoice])
    wrong = Expected({"1100": "100.01", "4000": "-100.01"}, written=4)
    yield await telling.run("An invoice", "It is a cent off.", wrong)


async def _wrong_status(telling: Telling) -> AsyncIterator[Step]:
    ann = await telling.company.customer("Ann Smith")
    invoice = await telling.company.invoice(ann, "100.00")
    await telling.company.post(invoices=[invoice])
    expected = Expected({"1100": "100.00", "4000": "-100.00"}, written=4, status=Status.FAILED)
    yield await telling.run("An invoice", "It went well.", expected)


async def _nobody(telling: Telling) -> AsyncIterator[Step]:
    yield await telling.run("Nothing", "Nobody owes anything.", Expected({}, written=0))


@pytest.mark.parametrize("tale", [_one_cent_off, _wrong_status, _nobody])
async def test_a_story_that_does_not_hold_ends_with_1(
    tale: Tale, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = replace(second_run.STORY, tale=tale)
    assert await tell({1: broken}, Screen(False)) is ExitCode.INCOMPLETE
    assert "Not as it must be: A second run" in capsys.readouterr().out


async def test_what_does_not_hold_is_told_with_both_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await tell({1: replace(second_run.STORY, tale=_one_cent_off)}, Screen(False))
    words = " ".join(capsys.readouterr().out.split())
    assert "expected 1100 100.01, 4000 -100.01; the systems say 1100 100.00, 4000 -100.00" in words
