"""Every relative link in the pages leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
CODE_BLOCK: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE: Final = re.compile(r"^```.*?^```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
ELSEWHERE: Final = ("http://", "https://", "mailto:")
OTHERS_PAGES: Final = "node_modules"
FOLDERS: Final = ("core", "adapters", "simulators", "features", "docs", "tests")


def pages() -> list[Path]:
    inside = (page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))
    ours = (page for page in inside if OTHERS_PAGES not in page.parts)
    return sorted([*ROOT.glob("*.md"), *ours])


def links() -> Iterator[tuple[Path, str]]:
    """Every page with each link in it that stays within the project."""
    for page in pages():
        for target in LINK.findall(CODE.sub("", page.read_text())):
            if not target.startswith(ELSEWHERE):
                yield page, target


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as its readers' programs make them."""
    titles = re.findall(r"^#+ (.+)$", CODE_BLOCK.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    found = page.parent / name if name else page
    return found.exists() and (not heading or heading in headings(found))


def test_every_link_leads_somewhere() -> None:
    found = list(links())
    assert found
    broken = [
        f"{page.relative_to(ROOT)}: {to}" for page, to in found if not leads_somewhere(page, to)
    ]
    assert broken == []
