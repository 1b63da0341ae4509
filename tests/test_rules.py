"""docs/rules.md: every rule has a scenario that proves it, and every tag is a rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
RULE: Final = r"[A-Z]{2,3}-\d\d"
SOURCES: Final = {"S0", "S1", "S2", "S3", "S4", "X"}
TAG_LINE: Final = re.compile(r"^\s*(@\S.*)$", re.MULTILINE)
SCENARIO: Final = re.compile(r"^\s*(?:Scenario|Scenario Outline|Example):", re.MULTILINE)


def catalogue() -> list[tuple[str, str, str]]:
    """Rule, words and source of each row."""
    text = (ROOT / "docs" / "rules.md").read_text()
    return re.findall(rf"^\| ({RULE}) \| (.+) \| (\w+) \|$", text, re.MULTILINE)


def rules() -> set[str]:
    return {rule for rule, _, _ in catalogue()}


def tagged() -> Iterator[str]:
    """The rule tags of every scenario, its feature's among them."""
    for path in sorted((ROOT / "features").rglob("*.feature")):
        text = path.read_text()
        if SCENARIO.search(text):
            yield from (tag for line in TAG_LINE.findall(text) for tag in _rules_in(line))


def _rules_in(line: str) -> list[str]:
    return re.findall(rf"@({RULE})(?=\s|$)", line)


def test_no_rule_is_listed_twice() -> None:
    listed = [rule for rule, _, _ in catalogue()]
    assert sorted(listed) == sorted(set(listed))


def test_every_rule_is_in_words_with_a_known_source() -> None:
    assert catalogue()
    assert [row for row in catalogue() if not row[1].endswith(".") or row[2] not in SOURCES] == []


def test_every_rule_has_a_scenario() -> None:
    assert sorted(rules() - set(tagged())) == []


def test_every_tag_that_looks_like_a_rule_is_one() -> None:
    assert sorted(set(tagged()) - rules()) == []
