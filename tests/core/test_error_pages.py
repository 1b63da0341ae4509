"""docs/errors: a page for every code, each with a message as the product says it."""

import re
from pathlib import Path
from typing import Final

import pytest

from core.refusals import Reason, Waiting
from tests.core.error_examples import said_by_the_plan
from tests.core.error_examples_of_banking import said_of_banking
from tests.core.error_examples_of_refunds import said_by_refunds
from tests.core.error_examples_of_runs import said_by_runs

PAGES: Final = Path(__file__).parents[2] / "docs" / "errors"
CODES: Final = sorted(one.value for one in (*Reason, *Waiting))


async def said() -> list[tuple[str, str]]:
    return [*said_by_the_plan(), *said_of_banking(), *said_by_refunds(), *await said_by_runs()]


def plain(text: str) -> str:
    """Without quotation marks and line ends; a time of day is any time of day."""
    words = " ".join(line.removeprefix("> ") for line in text.splitlines())
    return re.sub(r"\d\d:\d\d:\d\d", "hh:mm:ss", words)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README") == CODES


def test_the_index_links_every_page() -> None:
    index = (PAGES / "README.md").read_text()
    assert sorted(re.findall(r"^\| \[([a-z-]+)\]\(\1\.md\)", index, re.MULTILINE)) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_page_names_its_code_and_says_what_to_do_meanwhile_and_by_which_rule(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text()
    assert page.startswith(f"# {code}\n")
    for part in (r"^\*\*What to do\.\*\* ", r"^\*\*Meanwhile\.\*\* ", r"^Rules: [A-Z]{2,3}-\d\d"):
        assert re.search(part, page, re.MULTILINE)


async def test_every_code_is_reached_by_the_product() -> None:
    assert sorted({code for code, _ in await said()}) == CODES


async def test_every_page_shows_a_message_as_the_product_says_it() -> None:
    found = dict.fromkeys(CODES, False)
    for code, words in await said():
        found[code] |= plain(words) in plain((PAGES / f"{code}.md").read_text())
    assert [code for code, shown in found.items() if not shown] == []
