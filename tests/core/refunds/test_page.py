"""docs/refunds.md: the diagram of the table and the T-accounts of every worked ledger."""

from pathlib import Path
from typing import Final

import pytest

from core.refunds.status import status_diagram
from tests.core.refunds.stories import STORIES, Story

PAGE: Final = Path(__file__).parents[3] / "docs" / "refunds.md"


def test_the_page_shows_the_diagram_of_the_table() -> None:
    assert f"```mermaid\n{status_diagram()}\n```" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("story", STORIES, ids=[one.title for one in STORIES])
def test_the_page_shows_the_t_accounts_of_each_worked_ledger(story: Story) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"\n### {story.title}\n" in page
    assert story.block in page
